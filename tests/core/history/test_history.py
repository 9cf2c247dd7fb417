"""The history: kept, found, corrected, deleted; damaged, shared between windows, and killed while it is written."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from core.errors import HistoryError, InvalidOpinionError
from core.history import database
from core.history.database import VERSION, open_database
from core.history.entry import Judgement, Opinion, SliceAnnotations, SliceKey, StoredMeasurement
from core.history.history import History, history_file
from core.history.search import Search
from core.records.record import Finding, Record, failed

ROOT = Path(__file__).resolve().parents[3]
PLACE = SliceKey(f"{1:064x}", 0)


def record(number=0, verdict="glioma", path=None, frame=0, model="falx 1.0", level=0.95):
    """Make the record of a slice that a number stands for."""
    probabilities = {name: 0.91 if name == verdict else 0.03 for name in ("glioma", "meningioma", "notumor")}
    finding = Finding(verdict, verdict, level, 0.9, probabilities, (verdict,), 0.4, True, (255.0, 127.5))
    return Record(path or f"in/{number}.png", frame, finding, model, f"{number:064x}", None)


@pytest.fixture
def history(tmp_path):
    with History(tmp_path / "history.sqlite3") as history:
        yield history


def paths(entries):
    return [entry.record.path for entry in entries]


def test_what_is_kept_comes_back_the_same(history):
    kept = record(1)
    history.keep([kept], "2026-01-31T12:00:00Z")
    [entry] = history.find()
    assert entry.record == kept
    assert entry.read_at == "2026-01-31T12:00:00Z"
    assert entry.opinion is None


def test_the_last_result_of_a_model_for_a_slice_counts(history):
    history.keep([record(1, "glioma")], "2026-01-01T00:00:00Z")
    history.keep([record(1, "meningioma", "elsewhere/1.png")], "2026-01-02T00:00:00Z")
    history.keep([record(1, "notumor", model="falx 2.0"), record(1, "glioma", frame=1)], "2026-01-03T00:00:00Z")
    verdicts = {(entry.record.model, entry.record.frame): entry.record.verdict for entry in history.find()}
    assert verdicts == {("falx 1.0", 0): "meningioma", ("falx 2.0", 0): "notumor", ("falx 1.0", 1): "glioma"}


def test_another_look_leaves_the_time_of_reading_and_an_opinion_sets_it(history):
    def time():
        [entry] = history.find()
        return entry.read_at

    history.keep([record(1)], "2026-01-01T00:00:00Z")
    history.keep([record(1, path="elsewhere/1.png")], "2026-01-02T00:00:00Z")
    assert time() == "2026-01-01T00:00:00Z"
    assert paths(history.find()) == ["elsewhere/1.png"]
    history.set_opinions([(record(1), Opinion(Judgement.AGREE, "glioma"))], "2026-01-03T00:00:00Z")
    assert time() == "2026-01-03T00:00:00Z"
    history.set_opinions([(record(1), None)], "2026-01-04T00:00:00Z")
    assert time() == "2026-01-03T00:00:00Z"


def test_failures_are_left_out(history):
    history.keep([failed("in/a.png", "damaged", "falx 1.0")])
    assert history.count() == 0


def test_an_opinion_is_on_the_result_of_one_model(history):
    history.keep([record(1), record(1, model="falx 2.0"), record(2)])
    opinion, other = Opinion(Judgement.OTHER, "meningioma", "dural tail"), Opinion(Judgement.AGREE, "glioma")
    history.set_opinions([(record(1), opinion)])
    history.set_opinions([(record(1, model="falx 2.0"), other)])
    assert history.annotations_of(PLACE).opinions == {"falx 1.0": opinion, "falx 2.0": other}
    assert history.opinions_by("falx 1.0") == {PLACE: opinion}
    assert {entry.opinion for entry in history.find(Search(has_opinion=True))} == {opinion, other}
    history.set_opinions([(record(1), Opinion(Judgement.AGREE))])
    assert history.opinions_by("falx 1.0") == {PLACE: Opinion(Judgement.AGREE)}
    history.set_opinions([(record(1), None)])
    assert history.annotations_of(PLACE).opinions == {"falx 2.0": other}


def test_an_opinion_brings_its_result_along(history):
    history.set_opinions([(record(1), Opinion(Judgement.UNSURE)), (record(2), Opinion(Judgement.AGREE))])
    assert [(entry.record, entry.opinion.view) for entry in history.find()] == [
        (record(2), Judgement.AGREE),
        (record(1), Judgement.UNSURE),
    ]


def test_what_was_there_before_an_opinion_is_restored(history):
    first, second = Opinion(Judgement.OTHER, "meningioma", "dural tail"), Opinion(Judgement.UNSURE)
    history.set_opinions([(record(1), first)], "2026-01-01T00:00:00Z")
    history.keep([record(2)], "2026-01-02T00:00:00Z")
    history.set_measurements(PLACE, [StoredMeasurement("Ruler", ((0.0, 0.0), (1.0, 0.0)))])
    before = history.find()
    former = history.set_opinions([(record(1, "notumor"), second), (record(2), second), (record(3), second)])
    history.set_opinions([(record(1, "notumor"), Opinion(Judgement.UNSURE, note="a note after it"))])
    history.restore(former)
    assert history.find() == before
    assert [one.opinion for one in former] == [first, None, None]


def test_a_number_is_not_given_again(history):
    history.keep([record(1)])
    [entry] = history.find()
    history.delete([entry.number])
    history.keep([record(2)])
    assert history.delete([entry.number]) == 0
    assert paths(history.find()) == ["in/2.png"]


def test_nothing_of_what_is_deleted_stays_in_the_file(history, tmp_path):
    history.set_opinions([(record(1), Opinion(Judgement.UNSURE, note="recognizable")), (record(2), None)])
    history.delete([entry.number for entry in history.find(Search(has_opinion=True))])
    assert history.count() == 1
    for file in tmp_path.iterdir():
        assert b"recognizable" not in file.read_bytes()


def test_disagreements_are_found(history):
    history.set_opinions(
        [
            (record(1), Opinion(Judgement.AGREE, "glioma")),
            (record(2), Opinion(Judgement.OTHER, "meningioma")),
            (record(3), Opinion(Judgement.NO_TUMOUR)),
            (record(4, "notumor"), Opinion(Judgement.NO_TUMOUR)),
            (record(5), Opinion(Judgement.UNSURE)),
        ]
    )
    history.keep([record(6)])
    found = history.find(Search(only_disagreements=True))
    assert {entry.record.path for entry in found} == {"in/2.png", "in/3.png"}
    assert [entry for entry in history.find() if entry.is_disagreement] == found


@pytest.mark.parametrize(
    ("view", "class_name", "note"),
    [
        (Judgement.OTHER, "", ""),
        (Judgement.NO_TUMOUR, "glioma", ""),
        (Judgement.UNSURE, "glioma", ""),
        (Judgement.UNSURE, "", "x" * 2001),
    ],
)
def test_an_opinion_that_contradicts_itself_is_refused(view, class_name, note):
    with pytest.raises(InvalidOpinionError):
        Opinion(view, class_name, note)


def test_a_search_goes_by_path_note_verdict_opinion_and_time(history):
    history.keep([record(1, path="in/Ärzte/a.png")], "2026-01-01T00:00:00Z")
    history.keep([record(2, "notumor"), record(3)], "2026-02-01T00:00:00Z")
    history.set_opinions([(record(3), Opinion(Judgement.UNSURE, note="Follow UP"))])
    assert paths(history.find(Search(text="ärzte/A"))) == ["in/Ärzte/a.png"]
    assert paths(history.find(Search(text="follow up"))) == ["in/3.png"]
    assert paths(history.find(Search(text="100 %_"))) == []
    assert paths(history.find(Search(verdict="notumor"))) == ["in/2.png"]
    assert paths(history.find(Search(view=Judgement.UNSURE))) == ["in/3.png"]
    assert paths(history.find(Search(before="2026-01-15T00:00:00Z"))) == ["in/Ärzte/a.png"]
    assert paths(history.find(Search(since="2026-01-15T00:00:00Z"))) == ["in/3.png", "in/2.png"]
    assert paths(history.find(Search(most=2))) == ["in/3.png", "in/2.png"]


def test_a_name_that_is_no_text_is_kept(history):
    path = os.fsdecode(b"in/\xff.png")
    history.keep([record(1, path=path)])
    assert paths(history.find(Search(text=".png"))) == [path]


def test_measurements_are_kept_with_the_slice(history):
    history.keep([record(1)])
    measured = (
        StoredMeasurement("Ruler", ((1.5, 2.0), (21.5, 2.0)), "20.0 mm"),
        StoredMeasurement("Ellipse", ((0.0, 0.0), (3.0, 1.0)), "area 3 mm²"),
    )
    history.set_measurements(PLACE, measured)
    assert history.find()[0].measurements == ("ruler 20.0 mm", "ellipse area 3 mm²")
    assert history.annotations_of(PLACE).measurements == measured
    history.set_measurements(PLACE, [])
    assert history.find()[0].measurements == ()
    assert history.annotations_of(PLACE) == SliceAnnotations()


def test_what_is_deleted_takes_its_opinion_along(history):
    history.keep([record(1), record(1, model="falx 2.0"), record(2)])
    for number in (1, 2):
        history.set_opinions([(record(number), Opinion(Judgement.AGREE))])
    first = next(entry for entry in history.find() if entry.record.model == "falx 2.0")
    second = next(entry for entry in history.find() if entry.record.path == "in/2.png")
    assert history.delete([first.number, second.number, 999]) == 2
    assert history.annotations_of(PLACE).opinions == {"falx 1.0": Opinion(Judgement.AGREE)}
    assert history.opinions_by("falx 1.0").keys() == {PLACE}


def test_nothing_of_what_is_cleared_stays_in_the_file(history, tmp_path):
    history.keep([record(1, path="in/secret-name.png")])
    history.set_opinions([(record(1), Opinion(Judgement.UNSURE, note="secret-note"))])
    assert history.clear() == 1
    assert history.count() == 0
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"secret" not in content


def test_a_damaged_history_is_kept_aside_and_a_new_one_begun(tmp_path):
    path = tmp_path / "history.sqlite3"
    path.write_bytes(b"no database" * 1000)
    with History(path) as history:
        assert history.damaged_file.read_bytes() == b"no database" * 1000
        history.keep([record(1)])
    with History(path) as history:
        assert history.damaged_file is None
        assert history.count() == 1


def test_clearing_removes_what_was_kept_aside_too(tmp_path):
    path = tmp_path / "history.sqlite3"
    path.write_bytes(b"in/secret-name.png" * 1000)
    with History(path) as history:
        history.clear()
        assert not history.damaged_file.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="has other rights")
def test_clearing_removes_the_corrections_too(history, tmp_path):
    manifest = tmp_path / "corrections" / "corrections 2026-01-01.csv"
    manifest.parent.mkdir()
    manifest.write_text("path,class\n")
    history.clear()
    assert not manifest.parent.exists()


def test_nobody_else_may_read_it(history, tmp_path):
    history.keep([record(1)])
    assert {file.stat().st_mode & 0o077 for file in tmp_path.iterdir() if "sqlite3" in file.name} == {0}


def test_damage_within_is_found(tmp_path):
    path = tmp_path / "history.sqlite3"
    with History(path) as history:
        history.keep(record(number) for number in range(500))
    content = bytearray(path.read_bytes())
    content[4096:] = bytes(byte ^ 0x5A for byte in content[4096:])
    path.write_bytes(content)
    with History(path) as history:
        assert history.damaged_file is not None
        assert history.count() == 0


def test_the_history_of_a_later_falx_is_left_alone(tmp_path):
    path = tmp_path / "history.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(HistoryError, match=r"update Falx"):
        History(path)
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(HistoryError, match=r"history\.sqlite3"):
        History(tmp_path / "file" / "history.sqlite3")


def test_two_windows_lose_nothing(tmp_path):
    path = tmp_path / "history.sqlite3"

    def work(start):
        with History(path) as history:
            for number in range(start, start + 50):
                history.keep([record(number)])
                history.set_opinions([(record(number), Opinion(Judgement.AGREE))])

    threads = [threading.Thread(target=work, args=(start,)) for start in (0, 50, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with History(path) as history:
        assert len(history.find(Search(has_opinion=True))) == 150


WRITER = """
import sys
from pathlib import Path
from core.history.entry import Judgement, Opinion
from core.history.history import History
from tests.core.history.test_history import record

with History(Path(sys.argv[1])) as history:
    start = history.count()
    print("ready", flush=True)
    for number in range(start, start + 100_000):
        history.keep([record(number)])
        history.set_opinions([(record(number), Opinion(Judgement.AGREE))])
        print(number, flush=True)
"""


@pytest.mark.slow
def test_what_was_said_before_a_kill_is_there(tmp_path):
    """Killed five times at some moment of a write; each result that was reported as kept is there, with its opinion."""
    path, told = tmp_path / "history.sqlite3", set()
    for turn in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        lines = iter(process.stdout.readline, "")
        assert next(lines) == "ready\n"
        for _ in range(3 + 7 * turn):
            told.add(int(next(lines)))
        process.send_signal(signal.SIGKILL)
        # What it had said by then.
        told.update(map(int, lines))
        process.wait()
        process.stdout.close()
    with History(path) as history:
        assert history.damaged_file is None
        entries = history.find()
    with_opinion = {entry.record.path for entry in entries if entry.opinion}
    assert {f"in/{number}.png" for number in told} <= with_opinion
    # Of each run, at most one was killed between the two.
    assert len(entries) - len(with_opinion) <= 5
    assert len({entry.record.path for entry in entries}) == len(entries)


def test_an_older_history_is_brought_up_to_date(tmp_path, monkeypatch):
    path = tmp_path / "history.sqlite3"
    with monkeypatch.context() as patch:
        patch.setattr("core.history.database.VERSION", 1)
        patch.setattr("core.history.database.MIGRATIONS", database.MIGRATIONS[:1])
        connection, aside = open_database(path)
    assert aside is None
    for model in ("falx 1.0", "falx 2.0"):
        values = (PLACE.input_sha256, model, b"in/1.png", json.dumps(record(1).as_dict()))
        connection.execute("INSERT INTO results VALUES (NULL, ?, 0, ?, '2026', ?, 'glioma', ?)", values)
    connection.execute("INSERT INTO opinions VALUES (?, 0, 'agree', 'glioma', 'clear', '2026')", (PLACE.input_sha256,))
    connection.close()
    with History(path) as history:
        agreed = Opinion(Judgement.AGREE, "glioma", "clear")
        assert history.annotations_of(PLACE).opinions == {"falx 1.0": agreed, "falx 2.0": agreed}


def test_it_is_in_the_folder_of_the_user():
    assert history_file().name == "history.sqlite3"


def test_a_damaged_entry_is_left_out_and_costs_no_other(history, tmp_path):
    opinion = Opinion(Judgement.AGREE, "glioma")
    history.set_opinions([(record(number), opinion) for number in (1, 2, 3)])
    history.set_measurements(PLACE, [StoredMeasurement("Ruler", ((0, 0), (3, 0)), "3.0 mm")])
    with sqlite3.connect(tmp_path / "history.sqlite3") as other:
        other.execute("UPDATE results SET record = CAST(X'7b22ff' AS TEXT) WHERE path = ?", (b"in/2.png",))
        other.execute("UPDATE opinions SET view = 'else' WHERE input_sha256 = ?", (f"{1:064x}",))
        other.execute("UPDATE measurements SET shapes = '[1, 2]'")
    other.close()
    assert paths(history.find()) == ["in/3.png"]
    assert history.annotations_of(PLACE) == SliceAnnotations()
    assert list(history.opinions_by("falx 1.0")) == [SliceKey(f"{2:064x}", 0), SliceKey(f"{3:064x}", 0)]
    # It is mended by the next result.
    history.keep([record(2)])
    assert set(paths(history.find())) == {"in/2.png", "in/3.png"}
