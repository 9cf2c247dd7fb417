"""Files are looked at in other processes: the one that costs a process is found, and costs nothing else."""

import bz2
import gzip
import threading
import zipfile
from pathlib import Path

import pytest

from core.errors import ReaderNotStartedError, UnreadableImageError
from core.formats import Format
from core.image.sample_files import sample_files
from core.jobs.events import Cancelled
from core.reader_process.exchange import ProcessLostError, TimeIsUpError
from core.reader_process.file_reader import FileReader
from core.reader_process.isolated_looking import IsolatedLooking
from core.reader_process.process_pool import LostReaderError
from core.readers.looking import HERE, UNREADABLE, Contents, FirstLook
from tests.core.phantom_medium import FLAIR, write_flat, write_medium, write_zip

NAMES = [Path(name) for name in "abcdefgh"]


class FakeReader:
    """Answers as a reader process would, which some files end."""

    def __init__(self, bad=(), error=LostReaderError):
        self.bad, self.error, self.asked, self.cause = set(map(Path, bad)), error, [], None

    def series_of(self, paths, on_progress, is_wanted):
        self.asked.append([str(path) for path in paths])
        for done, path in enumerate(paths):
            on_progress(done, len(paths))
            if path in self.bad:
                raise self.error("it ended") from self.cause
        return [f"series of {path}" for path in paths]

    def list_contents(self, path, is_wanted):
        self.asked.append(str(path))
        if path in self.bad:
            raise self.error("it ended")
        return Contents((path / "a",))


@pytest.fixture
def looking_with(monkeypatch):
    monkeypatch.setattr("core.reader_process.isolated_looking.look_plainly", lambda path: None)

    def make(reader, **more):
        return IsolatedLooking(reader=lambda: reader, **more)

    return make


@pytest.mark.parametrize("bad", ["", "a", "h", "d", "ab", "cf", "abcdefgh"])
def test_the_files_that_end_the_process_are_found(looking_with, bad):
    reader = FakeReader(bad)
    looking = looking_with(reader)
    expected = ["" if path.name in bad else f"series of {path}" for path in NAMES]
    assert looking.series_of(NAMES) == expected
    assert len(reader.asked) <= 1 + 2 * len(bad)
    # They are not asked for again.
    reader.asked.clear()
    assert looking.series_of(NAMES) == expected
    assert len(reader.asked) <= 1


def test_many_are_asked_for_in_parts(looking_with):
    reader = FakeReader()
    looking_with(reader).series_of([Path(str(number)) for number in range(150)])
    assert [len(asked) for asked in reader.asked] == [64, 64, 22]


def test_a_process_that_claims_to_be_done_and_ends_does_not_go_on_for_ever(looking_with):
    class Liar(FakeReader):
        def series_of(self, paths, on_progress, is_wanted):
            self.asked.append(paths)
            on_progress(2**31 - 1, len(paths))
            raise LostReaderError("it ended")

    liar = Liar()
    assert looking_with(liar).series_of(NAMES) == [""] * 8
    assert len(liar.asked) <= 8


def test_without_a_process_no_file_is_blamed(looking_with):
    looking = looking_with(FakeReader("c", ReaderNotStartedError))
    with pytest.raises(ReaderNotStartedError):
        looking.series_of(NAMES)
    with pytest.raises(ReaderNotStartedError):
        looking.list_contents(Path("c"))
    looking.require_kept(Path("c"))


def test_what_has_cost_a_process_is_not_listed_again(looking_with):
    reader = FakeReader("c")
    looking = looking_with(reader)
    for _ in range(2):
        with pytest.raises(LostReaderError, match="it ended"):
            looking.list_contents(Path("c"))
    with pytest.raises(LostReaderError, match="it ended"):
        looking.require_kept(Path("c"))
    assert reader.asked == ["c"]


@pytest.mark.parametrize(("cause", "is_read"), [(TimeIsUpError("slow"), False), (ProcessLostError("ended"), True)])
def test_a_file_whose_header_takes_too_long_is_not_read(looking_with, cause, is_read):
    reader = FakeReader("c")
    reader.cause = cause
    looking = looking_with(reader)
    looking.series_of(NAMES)
    for path in NAMES:
        if path == Path("c") and not is_read:
            with pytest.raises(LostReaderError, match=r"^c: it ended"):
                looking.require_kept(path)
        else:
            looking.require_kept(path)


def test_the_header_of_a_file_that_takes_too_long_to_read_is_not_asked_for(looking_with):
    reader = FakeReader()
    looking = looking_with(reader)
    for name, cause in {"b": ProcessLostError("ended"), "c": TimeIsUpError("slow")}.items():
        error = LostReaderError("it ended")
        error.__cause__ = cause
        looking.note_lost(Path(name), error)
    assert looking.series_of([Path("b"), Path("c")]) == ["series of b", ""]
    assert reader.asked == [["b"]]


def test_what_is_only_damaged_may_be_read(looking_with):
    looking = looking_with(FakeReader("c", UnreadableImageError))
    with pytest.raises(UnreadableImageError):
        looking.list_contents(Path("c"))
    looking.require_kept(Path("c"))


def test_what_was_listed_lately_is_listed_once(looking_with, tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).touch()
    reader = FakeReader()
    looking = looking_with(reader)
    for name in ("a", "a", "b", "a"):
        assert looking.list_contents(tmp_path / name).files == (tmp_path / name / "a",)
    (tmp_path / "a").write_text("changed", "utf-8")
    looking.list_contents(tmp_path / "a")
    assert [Path(path).name for path in reader.asked] == ["a", "b", "a"]


def test_whoever_waits_may_end_it(looking_with):
    class Slow(FakeReader):
        ended = threading.Event()

        def list_contents(self, path, is_wanted):
            while is_wanted():
                pass
            self.ended.set()
            raise Cancelled

    def cancel():
        raise Cancelled

    with pytest.raises(Cancelled), looking_with(Slow(), on_wait=cancel) as looking:
        looking.list_contents(Path("a"))
    assert Slow.ended.is_set()
    assert not [one for one in threading.enumerate() if one.name.startswith("falx looking")]


@pytest.mark.slow
def test_the_same_is_seen_in_another_process(tmp_path):
    flat = write_flat(tmp_path / "flat", (FLAIR,))
    medium = write_medium(tmp_path / "cd", (FLAIR,))
    png = sample_files()[0].read_bytes()
    (flat / "packed").write_bytes(gzip.compress(png))
    (flat / "tight").write_bytes(bz2.compress(png))
    (flat / "text").write_bytes(gzip.compress(b"a text"))
    (flat / "cut").write_bytes(gzip.compress(png)[:100])
    (flat / "a.png").write_bytes(png)
    write_zip(tmp_path / "study.zip", flat)
    with zipfile.ZipFile(tmp_path / "study.zip", "a") as archive:
        archive.writestr("../a.png", png)
    paths = [*sorted(flat.iterdir()), medium, tmp_path / "missing", tmp_path, tmp_path / "study.zip"]
    paths += HERE.list_contents(tmp_path / "study.zip").files
    reader = FileReader()
    try:
        with IsolatedLooking(reader=lambda: reader) as looking:
            assert looking.look_at(paths) == HERE.look_at(paths)
            assert looking.series_of(paths) == HERE.series_of(paths)
            for path in (tmp_path / "study.zip", medium):
                assert looking.list_contents(path) == HERE.list_contents(path)
    finally:
        reader.close()
    looks = dict(zip(paths, HERE.look_at(paths), strict=True))
    assert looks[flat / "packed"] == looks[flat / "tight"] == FirstLook(Format.PNG)
    assert looks[tmp_path / "missing"] == UNREADABLE
    assert len(set(filter(None, HERE.series_of(paths)))) == 1
