"""Nothing that names a patient leaves its file: not by results, reports, logs, crash reports, history or server."""

import base64
import gzip
import io
import json
import logging
import sqlite3
import zipfile
import zlib
from datetime import datetime

import pytest

import falx
from core.batch.batch_job import run
from core.batch.export import write_heat_maps, write_records, write_report
from core.batch.saved_batch import BatchPlan, save_plan
from core.history.history import History
from core.model.classifier import Classifier
from core.program.log import end_log, start_log
from core.readers import read_slices
from core.records.record import predicted
from tests.core.batch.test_batch_job import FakeWire
from tests.privacy.hidden_text import find_texts
from tests.privacy.secret_study import FILE, FOLDER, SECRETS, SERIES_UID, STUDY_UID, write_secret_study
from tests.web.running_server import running

# Networks, servers and processes are started.
pytestmark = pytest.mark.slow

NAMES = frozenset({FOLDER, FILE})
UIDS = frozenset({STUDY_UID, SERIES_UID})


@pytest.fixture
def study(tmp_path):
    return write_secret_study(tmp_path / "in")


@pytest.fixture
def places(tmp_path, home, monkeypatch):
    """All places to which a command may write: of its own, the home of the user, and temporary files."""
    out, temporary = tmp_path / "out", tmp_path / "temporary"
    for place in (out, temporary):
        place.mkdir()
    for variable in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(variable, str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    return [out, temporary, home]


@pytest.fixture
def say(capfd):
    """Run a command; gives its status, and checks what it prints."""

    def say(*arguments, status=0):
        assert falx.main([str(argument) for argument in arguments]) == status
        printed = "".join(capfd.readouterr())
        assert found_in(printed.encode(), SECRETS | UIDS) == set()
        return printed

    return say


def found_in(content, texts):
    return find_texts(texts, content)


def written_to(places):
    """List the files at some places."""
    return [path for place in places for path in place.rglob("*") if path.is_file()]


def require_none(places, texts):
    """Check that no file, and no name of one, has one of the texts; there is a file at least."""
    files = written_to(places)
    assert files
    told = {str(path): found_in(path.read_bytes(), texts) | found_in(path.name.encode(), texts) for path in files}
    assert {path: found for path, found in told.items() if found} == {}


@pytest.mark.parametrize("wrap", ["plain", "utf-16", "zlib", "gzip", "zip", "base64", "pdf", "sqlite", "dicom"])
def test_what_is_hidden_is_found(wrap, study, tmp_path):
    text = "Quillabeth"
    content = text.encode() * 20
    if wrap == "utf-16":
        content = text.encode("utf-16-le")
    elif wrap == "zlib":
        content = b"before" + zlib.compress(content)
    elif wrap == "gzip":
        content = b"before" + gzip.compress(content)
    elif wrap == "zip":
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a", content)
        content = stream.getvalue()
    elif wrap == "base64":
        inner = base64.b64encode(zlib.compress(bytes(range(256)) + content))
        content = b'<img src="data:image/png;base64,' + inner + b'">'
    elif wrap == "pdf":
        content = b"%PDF-1.4\nstream\n" + base64.a85encode(zlib.compress(content)) + b"~>\nendstream"
    elif wrap == "sqlite":
        with sqlite3.connect(tmp_path / "a.sqlite3") as database:
            database.execute("CREATE TABLE a (b)")
            database.execute("INSERT INTO a VALUES (?)", ("x" * 5000 + text,))
        database.close()
        content = (tmp_path / "a.sqlite3").read_bytes()
    elif wrap == "dicom":
        content = next(study.iterdir()).read_bytes()
        assert found_in(content, SECRETS | UIDS) == SECRETS | UIDS
    assert found_in(content, {text}) == {text}
    assert found_in(b"Quilla beth" * 10, {text}) == set()


def test_classify_writes_none(study, places, say):
    out = places[0]
    say(
        *("classify", study, "--csv", out / "a.csv", "--jsonl", out / "a.jsonl"),
        *("--heatmaps", out / "maps", "--studies", out / "studies.csv"),
    )
    # The records state paths as they were given, and the maps mirror them.
    require_none(places, SECRETS | UIDS)
    assert len(list((out / "maps").rglob("*.png"))) == 3


@pytest.mark.parametrize("name", ["a.png", "a.dcm"])
def test_explain_writes_none(study, places, say, name):
    say("explain", next(study.iterdir()), "--out", places[0] / name)
    # A DICOM object belongs to the study of its picture.
    require_none(places, SECRETS | NAMES | (set() if name == "a.dcm" else UIDS))


@pytest.mark.parametrize("name", ["a.pdf", "a.html", "a.dcm"])
def test_report_writes_none(study, places, say, name):
    say("report", study, "--out", places[0] / name)
    require_none(places, SECRETS | NAMES | (set() if name == "a.dcm" else UIDS))


def test_report_writes_what_it_is_told_to(study, places):
    out = places[0]
    assert falx.main(["report", str(study), "--out", str(out / "a.dcm"), "--keep-patient"]) == 0
    assert falx.main(["report", str(study), "--out", str(out / "a.pdf"), "--file-name"]) == 0
    kept = found_in((out / "a.dcm").read_bytes(), SECRETS)
    assert {"Zzyzxon", "Quillabeth", "PXID7741093", "19430817"} <= kept
    assert kept.isdisjoint({"PRIVATEJANSEN", "BURNTINWORDS", "Kastanjelaan", "Veldtbrook", "Vosmeer"})
    assert found_in((out / "a.pdf").read_bytes(), {FILE}) == {FILE}


def test_a_batch_and_its_exports_write_none(study, places):
    saved, pipe, out = save_plan(BatchPlan((str(study),)), datetime(2026, 3, 1)), FakeWire(), places[0]
    run(saved, pipe)
    write_records(saved, None, out / "a.csv", "CSV", pipe)
    write_heat_maps(saved, None, out / "maps", pipe)
    write_report(saved, None, out / "a.html", pipe)
    require_none(places, SECRETS | UIDS)
    said = repr([pipe.lines, pipe.parts, pipe.reports]).encode()
    assert found_in(said, SECRETS | UIDS) == set()


def test_the_history_holds_none(study, places, say):
    classifier = Classifier.open()
    with History() as history:
        for image in read_slices(study):
            history.keep([predicted(str(image.source), image, classifier.predict(image), "falx 1")])
    say("history", "list")
    say("history", "export", places[0] / "a.csv")
    require_none(places, SECRETS | UIDS)


def test_the_dataset_commands_write_none(study, places, say):
    manifest = places[0] / "data.csv"
    rows = [f"{path},{('glioma', 'meningioma', 'glioma')[index]}" for index, path in enumerate(sorted(study.iterdir()))]
    manifest.write_text("path,class\n" + "\n".join(rows) + "\n", "utf-8")
    falx.main(["audit", str(manifest), "--json", str(places[0] / "a.json"), "--html", str(places[0] / "a.html")])
    require_none(places, SECRETS | UIDS)


def test_the_server_answers_none(study, places):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path in sorted(study.iterdir()):
            archive.writestr(f"{FOLDER}/{path.name}", path.read_bytes())
    answers = []
    with running() as server:
        for content in (stream.getvalue(), next(study.iterdir()).read_bytes()):
            sent = server.send(content, "a.dcm")
            assert sent.status == 201
            answers.append(sent.body)
            for picture in sent.json["pictures"]:
                at = f"/api/pictures/{picture['id']}"
                asked = [
                    server.ask("GET", f"{at}{part}") for part in ("", "/study", "/0.png", "/0/heat.png", "/0/outline")
                ]
                asked += [server.ask("POST", f"{at}/0/{part}") for part in ("classification", "verdict")]
                assert {answer.status for answer in asked} == {200}
                answers += [answer.body for answer in asked]
    assert [found_in(answer, SECRETS | UIDS) for answer in answers] == [set()] * len(answers)
    # What was sent stays in memory.
    assert all(not found_in(path.read_bytes(), SECRETS | UIDS | NAMES) for path in written_to(places))


def test_refusals_name_the_file_alone(study, places, say):
    for number, path in enumerate(sorted(study.iterdir())):
        content = path.read_bytes()
        path.write_bytes((content[:700], content[:200], content.replace(b"MONOCHROME2", b"YBR_PARTIAL"))[number])
    say("classify", study, "--jsonl", places[0] / "a.jsonl", status=1)
    records = [json.loads(line) for line in (places[0] / "a.jsonl").read_text("utf-8").splitlines()]
    assert any(record["error"] for record in records)
    require_none(places, SECRETS | UIDS)


def test_crash_reports_and_the_log_name_nobody(study, places, monkeypatch):
    def fail(*_, **__):
        raise ValueError(f"Quillabeth in {study}")

    handler = start_log()
    assert handler is not None
    try:
        monkeypatch.setattr("core.model.classifier.Classifier.predict", fail)
        assert falx.main(["explain", str(next(study.iterdir())), "--out", str(places[0] / "a.png")]) == 1
        try:
            fail()
        except ValueError as error:
            logging.getLogger("gui.test").error("it failed for %s", str(study), exc_info=error)
    finally:
        end_log(handler)
    names = {path.name for path in written_to(places)}
    assert any("crash-" in name for name in names)
    assert "falx.log" in names
    require_none(places, SECRETS | UIDS | NAMES)
