"""Fetching a model from a server that does well, badly, or harm."""

from __future__ import annotations

import hashlib
import io
import shutil
import socket
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from models import catalog
from models.catalog import Entry
from models.digest import Digest, damaged, digest
from models.errors import ModelError
from models.fetch import PIECE, fetch
from models.store import Store, built_in
from tests.shelf import Shelf, serving
from voice.hearing.trial import try_out

NAME = "small-model"
CUT = 16 * PIECE


def entry(url: str, body: bytes) -> Entry:
    """What a catalog would say of an archive."""
    archive = Digest(len(body), hashlib.sha256(body).hexdigest())
    return Entry(NAME, "a model", url, archive, "Apache-2.0")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Bytes of an archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def files_of(folder: Path, inside: str) -> dict[str, bytes]:
    """Files of a folder, with paths as if it lay in another one."""
    return {
        (Path(inside) / file.relative_to(folder)).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def archive() -> bytes:
    return zipped(files_of(built_in(), NAME))


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """The servers here are asked without a proxy, whatever the machine is set up with."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with one model in it, which nothing that happens may change."""
    store = Store(tmp_path / "data" / "models")
    shutil.copytree(built_in(), store.folder / "mine")
    return store


def trust(_: Path) -> None:
    """A check that finds every model good."""


def state(root: Path) -> dict[str, Digest]:
    """All files under a folder but Charley's work in hand, which nobody is shown."""
    return {
        str(path): digest(file)
        for file in sorted(root.rglob("*"))
        if file.is_file() and not (path := file.relative_to(root)).name.startswith(".")
    }


def refusal(entry: Entry, store: Store, check: Callable[[Path], None] = trust) -> str:
    """The sentence with which fetching fails, and nothing has changed."""
    root = store.folder.parent.parent
    before = state(root)
    with pytest.raises(ModelError) as error:
        fetch(entry, store, check)
    assert state(root) == before
    assert "mine" in store.installed()
    assert not unpacked(store)
    sentence = str(error.value)
    assert "\n" not in sentence
    assert "nothing was changed" in sentence
    return sentence


def part(store: Store) -> Path:
    return store.folder / f".{NAME}.zip.part"


def unpacked(store: Store) -> list[Path]:
    return list(store.folder.glob(".*unpacked*"))


@pytest.mark.parametrize("inside", [NAME, "", "another-name"])
def test_a_fetched_model_hears_and_is_not_fetched_twice(store: Store, inside: str) -> None:
    shelf = Shelf(zipped(files_of(built_in(), inside)))
    with serving(shelf) as url:
        assert fetch(entry(url, shelf.body), store, try_out) == store.find(NAME)
        assert fetch(entry(url, shelf.body), store, try_out) == store.find(NAME)
    assert len(shelf.asked) == 1
    assert store.installed() == ("mine", NAME)
    assert not part(store).exists()
    assert not unpacked(store)
    assert damaged(store.find(NAME), catalog.load().built_in) == ()


def test_a_damaged_model_is_told_and_fetched_again(store: Store, archive: bytes) -> None:
    with serving(Shelf(archive)) as url:
        words = fetch(entry(url, archive), store, trust) / "graph" / "words.txt"
        words.write_text("nothing 0\n")
        with pytest.raises(ModelError, match=rf"graph/words\.txt .* changed .* fetch {NAME}"):
            store.require_intact(NAME)
        fetch(entry(url, archive), store, trust)
    store.require_intact(NAME)


def test_a_broken_download_goes_on_where_it_stopped(store: Store, archive: bytes) -> None:
    shelf = Shelf(archive, cut=CUT)
    with serving(shelf) as url:
        assert "goes on from where it stopped" in refusal(entry(url, archive), store)
        assert part(store).read_bytes() == archive[:CUT]
        shelf.cut = None
        fetch(entry(url, archive), store, try_out)
    assert shelf.asked == ["", f"bytes={CUT}-"]
    assert not part(store).exists()


def test_a_server_that_cannot_go_on_begins_again(store: Store, archive: bytes) -> None:
    shelf = Shelf(archive, cut=CUT, ranges=False)
    with serving(shelf) as url:
        refusal(entry(url, archive), store)
        shelf.cut = None
        fetch(entry(url, archive), store, try_out)
    assert shelf.asked == ["", f"bytes={CUT}-"]


def test_a_download_of_unknown_length_that_ends_early_is_kept(store: Store, archive: bytes) -> None:
    with serving(Shelf(archive, cut=CUT, says_length=False)) as url:
        assert "broke off" in refusal(entry(url, archive), store)
    assert part(store).stat().st_size == CUT


def test_no_server(store: Store, archive: bytes) -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{reserved.getsockname()[1]}/{NAME}.zip"
        assert "check the internet connection" in refusal(entry(url, archive), store)


@pytest.mark.parametrize(("status", "advice"), [(404, "look for a newer Charley"), (503, "later")])
def test_a_server_without_the_file_is_told(store: Store, archive: bytes, status: int, advice: str) -> None:
    part(store).write_bytes(archive[:CUT])
    with serving(Shelf(archive, status=status, ranges=False)) as url:
        assert advice in refusal(entry(url, archive), store)
    assert part(store).stat().st_size == CUT


def test_a_corrupted_download_is_thrown_away(store: Store, archive: bytes) -> None:
    middle = len(archive) // 2
    corrupted = archive[:middle] + bytes([archive[middle] ^ 1]) + archive[middle + 1 :]
    with serving(Shelf(corrupted)) as url:
        assert "damaged" in refusal(entry(url, archive), store)
    assert not part(store).exists()


@pytest.mark.parametrize("says_length", [True, False])
@pytest.mark.parametrize("kept", [0, CUT])
def test_a_longer_file_is_refused(store: Store, archive: bytes, says_length: bool, kept: int) -> None:
    part(store).write_bytes(archive[:kept])
    with serving(Shelf(archive + b"more", says_length=says_length)) as url:
        assert "not the file Charley knows" in refusal(entry(url, archive), store)
    assert not part(store).exists()


def test_a_truncated_file_is_refused(store: Store, archive: bytes) -> None:
    with serving(Shelf(archive[:-1000])) as url:
        assert "not the file Charley knows" in refusal(entry(url, archive), store)


def test_a_part_longer_than_the_archive_is_begun_again(store: Store, archive: bytes) -> None:
    part(store).write_bytes(archive + b"more")
    shelf = Shelf(archive)
    with serving(shelf) as url:
        fetch(entry(url, archive), store, trust)
    assert shelf.asked == [""]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (zipped({"../evil": b"harm"}), "outside its folder"),
        (zipped({f"{NAME}/am/final.mdl": b"some"}), "only half there, for it has no conf/mfcc.conf and no "),
        (zipped({"notes.txt": b"words"}), "holds no Vosk model"),
        (b"no archive at all", "archive is broken"),
    ],
)
def test_an_archive_that_holds_harm_or_no_model_is_refused(store: Store, body: bytes, why: str) -> None:
    with serving(Shelf(body)) as url:
        sentence = refusal(entry(url, body), store)
    assert why in sentence
    assert sentence.endswith("use another model")
    assert not part(store).exists()


def test_a_model_on_which_vosk_ends_the_process_is_refused(store: Store, tmp_path: Path) -> None:
    folder = shutil.copytree(built_in(), tmp_path / "broken")
    settings = folder / "conf" / "model.conf"
    settings.write_bytes(settings.read_bytes()[:146])
    body = zipped(files_of(folder, NAME))
    with serving(Shelf(body)) as url:
        assert "Vosk cannot hear" in refusal(entry(url, body), store, try_out)


def test_a_full_disk(store: Store, archive: bytes) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full to stand in for a full disk")
    part(store).symlink_to("/dev/full")
    with serving(Shelf(archive)) as url:
        assert "No space left on device" in refusal(entry(url, archive), store)


def test_a_folder_that_cannot_be_made(tmp_path: Path, archive: bytes) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    with serving(Shelf(archive)) as url, pytest.raises(ModelError, match=r"cannot be written .*make room"):
        fetch(entry(url, archive), Store(tmp_path / "data" / "models"), trust)


def test_a_model_is_fetched_by_one_at_a_time(store: Store, archive: bytes) -> None:
    def fetch_too(_: Path) -> None:
        with pytest.raises(ModelError, match="it is being fetched already; let that finish first"):
            fetch(entry(url, archive), store, trust)

    with serving(Shelf(archive)) as url:
        fetch(entry(url, archive), store, fetch_too)
    store.require_intact(NAME)


def test_an_interrupted_trial_leaves_only_the_download(store: Store, archive: bytes) -> None:
    def interrupt(_: Path) -> None:
        raise KeyboardInterrupt

    with serving(Shelf(archive)) as url, pytest.raises(KeyboardInterrupt):
        fetch(entry(url, archive), store, interrupt)
    assert store.installed() == ("mine",)
    assert part(store).exists()
    assert not unpacked(store)
    with serving(shelf := Shelf(b"")) as url:
        fetch(entry(url, archive), store, trust)
    assert shelf.asked == []
