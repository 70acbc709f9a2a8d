"""`charley models`: the speech models there are, and which one Charley hears with."""

from __future__ import annotations

import argparse
from pathlib import Path

from models import catalog
from models.catalog import Catalog
from models.digest import damaged
from models.errors import ModelError
from models.fetch import fetch
from models.store import BUILT_IN, Store, built_in, named_folder, user_store
from voice.hearing.trial import try_out
from voice.settings import Settings, save, settings_file

NAME_HELP = "name of a model, from `charley models list`"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its four actions."""
    parser = subparsers.add_parser("models", help="list, fetch, verify and choose speech models")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="show the models there are and those that can be fetched")
    fetching = actions.add_parser("fetch", help="download a model, verify it and put it in place")
    fetching.add_argument("name", metavar="NAME", help=NAME_HELP)
    actions.add_parser("verify", help="check the files of every model here, and that each one hears")
    using = actions.add_parser("use", help="choose the model Charley hears with from now on")
    using.add_argument("name", metavar="NAME", help=f"{NAME_HELP}, or the folder of an unpacked Vosk model")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit status of the action; ModelError and VoiceError say what went wrong."""
    store = user_store()
    match arguments.action:
        case "list":
            return _list(catalog.load(), store, settings)
        case "fetch":
            return _fetch(catalog.load(), store, arguments.name)
        case "verify":
            return _verify(catalog.load(), store, settings)
        case _:
            return _use(store, arguments.name, settings_file())


def _list(known: Catalog, store: Store, settings: Settings) -> int:
    installed = store.installed()
    _line(BUILT_IN, "here", "English, comes with Charley", settings)
    for entry in known.entries:
        where = "here" if entry.name in installed else f"{entry.archive.size / 1e6:.0f} MB to fetch"
        _line(entry.name, where, f"{entry.about}, {entry.licence}", settings)
    for name in installed:
        if known.entry(name) is None:
            _line(name, "here", str(store.folder / name), settings)
    if settings.model not in (BUILT_IN, *installed) and known.entry(settings.model) is None:
        where = "here" if named_folder(settings.model).exists() else "gone"
        _line(settings.model, where, "a folder of yours", settings)
    return 0


def _line(name: str, where: str, about: str, settings: Settings) -> None:
    mark = "*" if name == settings.model else " "
    print(f"{mark} {name:<28} {where:<14} {about}".rstrip())


def _fetch(known: Catalog, store: Store, name: str) -> int:
    entry = known.entry(name)
    if entry is None:
        names = ", ".join(entry.name for entry in known.entries)
        raise ModelError(f'no model called "{name}" can be fetched', f"those that can: {names}")
    try:
        folder = fetch(entry, store, try_out)
    except KeyboardInterrupt as interrupt:
        raise ModelError(
            f"{name} was not installed and nothing was changed: you stopped it",
            "run the same command again and it goes on from where it stopped",
        ) from interrupt
    print(f'{name} is in {folder}; "charley models use {name}" makes Charley hear with it')
    return 0


def _verify(known: Catalog, store: Store, settings: Settings) -> int:
    """Check every model, not only up to the first that is damaged."""
    models = dict.fromkeys((BUILT_IN, *store.installed(), settings.model))
    faults = {name: fault for name in models if (fault := _fault(name, known, store))}
    for name in models:
        print(f"{name}: {faults.get(name, 'fine')}")
    if faults:
        raise ModelError(f"{len(faults)} of {len(models)} models cannot be used", "see above for each one")
    return 0


def _fault(name: str, known: Catalog, store: Store) -> str:
    """Say what is wrong with a model, "" for nothing."""
    try:
        if name == BUILT_IN:
            changed = damaged(built_in(), known.built_in)
            if changed:
                return f"{' and '.join(changed)} in {built_in()} changed; install Charley again"
        elif name in store.installed():
            store.require_intact(name)
        try_out(store.find(name))
    except ModelError as error:
        return str(error)
    return ""


def _use(store: Store, name: str, file: Path) -> int:
    folder = store.find(name)
    try_out(folder)
    named = name == BUILT_IN or name in store.installed()
    save(file, "model", name if named else str(folder.resolve()))
    print(f"Charley hears with {name} from now on; {file} says so")
    return 0
