"""`charley voices`: the voices this machine has, and which of them is Charley's."""

from __future__ import annotations

import argparse

from voice.assembly import Assembly
from voice.devices.speaker import Speaker
from voice.settings import Settings, save, settings_file
from voice.speaking.engine import shared_engine
from voice.speaking.mouth import Mouth
from voice.speaking.synthesizer import Synthesizer


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and what follows it."""
    parser = subparsers.add_parser("voices", help="list the voices of this machine, play them, use one")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("list", help="list them, * for the one in use: what plain `charley voices` does")
    play = actions.add_parser("play", help="hear a sentence in one, or in each")
    play.add_argument("name", nargs="?", default="", help="a voice's name; all of them without")
    use = actions.add_parser("use", help="speak in this one from now on")
    use.add_argument("name", help='a voice\'s name, such as "English (Great Britain)"; "" for the best one')
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Do it. Raises VoiceError where there is no such voice, or no speaker."""
    match arguments.action:
        case "play":
            names = [arguments.name] if arguments.name else list(shared_engine().voices().values())
            _play(names, settings)
        case "use":
            chosen = Synthesizer(arguments.name).name
            save(settings_file(), "voice", arguments.name)
            print(f"Charley speaks as {chosen} from its next start on")
        case _:
            used = Synthesizer(settings.voice).name.partition("+")[0]
            for name in shared_engine().voices().values():
                print(f"{'*' if name == used else ' '} {name}")
    return 0


def _play(names: list[str], settings: Settings) -> None:
    reply = Assembly(settings).session(introduce=False).dialogue.say("check")
    voices = {name: Synthesizer(name) for name in names}
    with Speaker(settings.speaker) as speaker:
        for name, voice in voices.items():
            print(name, flush=True)
            Mouth(voice, speaker).say(reply)
            speaker.finish()
