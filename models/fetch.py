"""Fetching a model: the one place where Charley opens the network."""

from __future__ import annotations

import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import requests
from filelock import FileLock, Timeout
from tqdm import tqdm
from urllib3.util import connection

from models.catalog import Entry
from models.digest import digest, record
from models.errors import ModelError
from models.folder import require_whole
from models.store import Store
from models.unpack import unpack

Check = Callable[[Path], None]
"""Raises ModelError unless the model in a folder really hears."""

TIMEOUTS = (15.0, 60.0)
"""Seconds to wait for a connection, and for the next bytes."""

PIECE = 1 << 16
"""Bytes read from the network at a time."""

WHOLE, REST, GONE, TOO_FAR = 200, 206, (404, 410), 416
"""HTTP's words for: all of it, from where you stopped, not here, not that much here."""

GO_ON = "run the same command again and it goes on from where it stopped"


def fetch(entry: Entry, store: Store, check: Check) -> Path:
    """Folder of the model, fetched, verified, tried out and put in its place in one move.

    A model that is already there and intact is left alone. Raises ModelError, and changes nothing that is
    installed, where anything goes wrong; what was downloaded stays for the next try if it can still be good.
    """
    target = store.folder / entry.name
    if _intact(entry, store):
        return target
    part = store.folder / f".{entry.name}.zip.part"
    try:
        store.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(store.folder / f".{entry.name}.lock", timeout=0):
            _download(entry, part)
            _install(entry, part, target, check)
    except Timeout:
        raise _failure(entry, "it is being fetched already", "let that finish first") from None
    except OSError as error:
        problem = f"{store.folder} cannot be written ({error.strerror})"
        raise _failure(entry, problem, "make room or mend that, then try again") from error
    return target


def _intact(entry: Entry, store: Store) -> bool:
    if entry.name not in store.installed():
        return False
    try:
        store.require_intact(entry.name)
    except ModelError:
        return False
    return True


def _download(entry: Entry, part: Path) -> None:
    """Bring `part` to the whole archive, going on from what is there."""
    have = part.stat().st_size if part.exists() else 0
    if have > entry.archive.size:
        part.unlink()
        have = 0
    if have < entry.archive.size:
        try:
            _receive(entry, part, have)
        except requests.RequestException as error:
            problem = f"{entry.url} cannot be read ({type(error).__name__})"
            raise _failure(entry, problem, f"check the internet connection, then {GO_ON}") from error
    if part.stat().st_size < entry.archive.size:
        raise _failure(entry, "the download broke off", GO_ON)
    if digest(part) != entry.archive:
        part.unlink()
        raise _failure(entry, "the download was damaged and is thrown away", "run the same command again")


def _receive(entry: Entry, part: Path, have: int) -> None:
    """Read the archive from its byte `have` on into `part`, or all of it where the server knows no ranges."""
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    size = entry.archive.size
    connection.HAS_IPV6 = socket.has_ipv6  # urllib3 has not looked: Charley imports it offline
    with requests.get(entry.url, headers=headers, stream=True, timeout=TIMEOUTS) as reply:
        if reply.status_code in GONE:
            raise _failure(entry, f"{entry.url} is not there any more", "look for a newer Charley")
        if reply.status_code not in (WHOLE, REST, TOO_FAR):
            raise _failure(entry, f"the server answered {reply.status_code}", f"later, {GO_ON}")
        start = have if reply.status_code == REST else 0
        if not _fits(reply, start, size):
            raise _other_file(entry, part)
        with part.open("ab" if start else "wb") as file, _bar(entry, start) as bar:
            for piece in reply.iter_content(PIECE):
                if file.tell() + len(piece) > size:
                    raise _other_file(entry, part)
                file.write(piece)
                bar.update(len(piece))


def _fits(reply: requests.Response, start: int, size: int) -> bool:
    """Whether the server is about to send bytes `start` to `size` of a file that has `size` bytes."""
    if reply.status_code == TOO_FAR:
        return False
    if reply.status_code == REST and reply.headers.get("Content-Range") != f"bytes {start}-{size - 1}/{size}":
        return False
    return reply.headers.get("Content-Length") in (None, f"{size - start}")


def _bar(entry: Entry, start: int) -> tqdm[NoReturn]:
    """Progress on a terminal's stderr, nothing where there is no terminal."""
    return tqdm(
        desc=entry.name,
        total=entry.archive.size,
        initial=start,
        unit="B",
        unit_scale=True,
        file=sys.stderr,
        disable=not sys.stderr.isatty(),
    )


def _install(entry: Entry, part: Path, target: Path, check: Check) -> None:
    """Unpack beside the target, try the model there, then move it into place."""
    work = target.with_name(f".{entry.name}.unpacked")
    shutil.rmtree(work, ignore_errors=True)
    try:
        unpack(part, work)
        folder = _model_in(work)
        require_whole(folder)
        check(folder)
        record(folder)
        if target.exists():
            shutil.rmtree(target)  # damaged: an intact one was left alone
        folder.rename(target)
    except ModelError as error:
        part.unlink()  # it is the archive that was asked for, so another try would end here again
        raise _failure(entry, error.problem, "use another model") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    part.unlink()


def _model_in(folder: Path) -> Path:
    """Where the model lies: archives hold it in one folder of its name, or bare."""
    children = list(folder.iterdir())
    return children[0] if len(children) == 1 and children[0].is_dir() else folder


def _other_file(entry: Entry, part: Path) -> ModelError:
    part.unlink(missing_ok=True)
    problem = f"{entry.url} is not the file Charley knows"
    return _failure(entry, problem, "try again later, or look for a newer Charley")


def _failure(entry: Entry, problem: str, advice: str) -> ModelError:
    return ModelError(f"{entry.name} was not installed and nothing was changed: {problem}", advice)
