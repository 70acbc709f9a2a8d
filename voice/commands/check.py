"""`charley check`: tests each part Charley needs on this machine, and says what to do about each fault."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from itertools import islice

import numpy as np

from intents.errors import ContentError
from models.errors import ModelError
from voice.assembly import Assembly
from voice.commands.phrases import own_mistake
from voice.devices.microphone import Microphone
from voice.devices.sound_check import fault, loudest
from voice.devices.speaker import Speaker
from voice.errors import VoiceError
from voice.profile import user_profile
from voice.settings import Settings
from voice.sound import BLOCKS_PER_SECOND
from voice.speaking.mouth import Mouth

LISTEN_SECONDS = 3

PHRASE = "leg cramp"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("check", help="test microphone, speaker, voice, model and phrases")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Test every part, also after a fault; 1 where there was one."""
    assembly = Assembly(settings)
    parts: dict[str, Callable[[Assembly], str]] = {
        "phrases": _phrases,
        "model": _model,
        "voice": _voice,
        "microphone": _microphone,
        "speaker": _speaker,
    }
    faults = [name for name, part in parts.items() if not _passes(name, part, assembly)]
    return 1 if faults else 0


def _passes(name: str, part: Callable[[Assembly], str], assembly: Assembly) -> bool:
    try:
        print(f"{name:<12}fine   {part(assembly)}", flush=True)
    except (VoiceError, ContentError, ModelError) as fault:
        print(f"{name:<12}FAULT  {fault}", flush=True)
        return False
    return True


def _phrases(assembly: Assembly) -> str:
    if mistake := own_mistake(assembly):
        raise VoiceError(mistake)
    library = assembly.library
    user_profile().read(library.conditions)  # with a broken one Charley does not start
    return f"{len(library.phrasebook.phrases)} phrases, {len(library.procedures)} procedures"


def _model(assembly: Assembly) -> str:
    assembly.listener()
    return f"{assembly.settings.model} knows every word of the phrases"


def _voice(assembly: Assembly) -> str:
    sound = assembly.voice.speak(PHRASE, assembly.settings.rate)
    return f"says a phrase of {sound.seconds:.1f} s"


def _microphone(assembly: Assembly) -> str:
    with Microphone(assembly.settings.microphone) as microphone:
        print(f"Say '{PHRASE}' now ...", flush=True)
        blocks = list(islice(microphone.blocks(), LISTEN_SECONDS * BLOCKS_PER_SECOND))
    if wrong := fault(np.array(blocks)):
        raise VoiceError(wrong)
    heard = " / ".join(said.text for said in assembly.listener().utterances(blocks))
    if not heard:
        raise VoiceError(f"No word was understood: run this again, and say '{PHRASE}' when you are asked to.")
    return f"loudest moment {loudest(np.array(blocks)):.0f} dB of full scale; heard: {heard}"


def _speaker(assembly: Assembly) -> str:
    with Speaker(assembly.settings.speaker) as speaker:
        Mouth(assembly.voice, speaker).say(assembly.session(introduce=False).dialogue.say("check"))
        speaker.finish()
    return "did you hear Charley speak?"
