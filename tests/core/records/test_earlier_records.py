"""Files of records of programs that knew one level: read, continued in today's form, or refused with what to do."""

import csv
import dataclasses
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidRecordsError
from core.records.record_file import RecordForm
from core.records.record_outputs import RecordOutputs
from core.records.slice_choice import SliceChoice
from tests.core.records.test_record_file import MODEL, file_in, record_of, write_whole

# As programs wrote them that knew one level: two kinds plausible, both sides plausible, refused, unreadable.
EARLIER = [
    ("tumour.png", "uncertain", [0.6, 0.39, 0.01], ["glioma", "meningioma"], 0.4),
    ("open.png", "uncertain", [0.6, 0.1, 0.3], ["glioma", "notumor"], 0.4),
    ("noise.png", "not-a-brain-mri", [0.6, 0.39, 0.01], ["glioma", "meningioma"], 1.5),
    ("glioma.png", "glioma", [1.0, 0.0, 0.0], ["glioma"], 0.4),
    ("bad.png", None, None, None, None),
]
THREE = ("glioma", "meningioma", "notumor")
TODAY = {
    "tumour.png": ("tumour", 0.99),
    "open.png": ("uncertain", 0.7),
    "noise.png": ("not-a-brain-mri", 0.99),
    "glioma.png": ("glioma", 1.0),
}


def earlier_content(form, has_mark=True):
    """Give the bytes that the programs before levels wrote."""
    rows = []
    for path, verdict, shares, plausible, novelty in EARLIER:
        is_read = verdict is not None
        rows.append(
            {
                "path": path,
                "frame": 0,
                "verdict": verdict,
                "label": "glioma" if is_read else None,
                "probabilities": dict(zip(THREE, shares, strict=True)) if is_read else None,
                "prediction_set": plausible,
                "novelty": novelty,
                "in_distribution": novelty <= 1 if is_read else None,
                "window": [255.0, 127.5] if is_read else None,
                "model": MODEL,
                "input_sha256": "abc" if is_read else None,
                "error": None if is_read else "an empty file",
            }
        )
    if form is RecordForm.JSONL:
        return "".join(json.dumps(row) + "\n" for row in rows).encode()
    head = (
        "path,frame,verdict,label,probability_glioma,probability_meningioma,probability_notumor,prediction_set,novelty,"
        "in_distribution,window,model,input_sha256,error\n"
    )
    lines = io.StringIO(newline="")
    for row in rows:
        shares, plausible = row.pop("probabilities") or dict.fromkeys(THREE), row.pop("prediction_set")
        first = [row.pop(name) for name in ("path", "frame", "verdict", "label")]
        window = row.pop("window")
        cells = [*first, *shares.values(), "|".join(plausible or ()), row.pop("novelty"), row.pop("in_distribution")]
        cells += ["|".join(map(str, window or ())), *row.values()]
        csv.writer(lines, lineterminator="\n").writerow(cells)
    return b"\xef\xbb\xbf" * has_mark + (head + lines.getvalue()).encode()


EARLIER_FORMS = [(RecordForm.JSONL, True), (RecordForm.CSV, True), (RecordForm.CSV, False)]


@pytest.mark.parametrize(("form", "has_mark"), EARLIER_FORMS)
@pytest.mark.parametrize("earlier_level", [0.99, 0.888, None])
def test_files_of_programs_that_knew_one_level_are_read(tmp_path, form, has_mark, earlier_level):
    file = dataclasses.replace(file_in(tmp_path, form), classes=THREE, earlier_level=earlier_level)
    file.path.write_bytes(earlier_content(form, has_mark))
    records = {record.path: record for record, _ in file.read()}
    assert records.pop("bad.png").error == "an empty file"
    found = {path: (record.verdict, record.finding.tumour_probability) for path, record in records.items()}
    assert found == TODAY
    assert {record.finding.level for record in records.values()} == {earlier_level}


@pytest.mark.parametrize(("form", "has_mark"), EARLIER_FORMS)
@pytest.mark.parametrize("level", [0.99, 0.888])
@pytest.mark.parametrize("torn", [b"", b"tor", b'{"path": "a'])
def test_they_are_continued_in_today_s_form_and_nothing_is_lost(tmp_path, form, has_mark, level, torn):
    file = dataclasses.replace(file_in(tmp_path, form), classes=THREE, level=level, earlier_level=level)
    before = earlier_content(form, has_mark)
    file.path.write_bytes(before)
    records = [record for record, _ in file.read()]
    file.path.write_bytes(before + torn)
    new = dataclasses.replace(records[0], path="new.png")
    with RecordOutputs([file], SliceChoice.ALL, True) as outputs:
        assert outputs.kept_records == len(records)
        assert [record for part in outputs.kept() for record in part] == records
        outputs.write([*records, new])
    expected = write_whole(dataclasses.replace(file, path=tmp_path / "expected"), [*records, new])
    assert file.path.read_bytes() == expected
    # What was continued is then continued as any other, byte by byte.
    with RecordOutputs([file], SliceChoice.ALL, True) as outputs:
        outputs.write([new])
    assert file.path.read_bytes() == expected


@pytest.mark.slow
@pytest.mark.parametrize(("form", "has_mark"), EARLIER_FORMS)
@given(cut=st.integers(0, 1500))
def test_one_that_was_cut_at_any_byte_ends_in_today_s_form(tmp_path_factory, form, has_mark, cut):
    folder = tmp_path_factory.mktemp("earlier")
    file = dataclasses.replace(file_in(folder, form), classes=THREE, level=0.99, earlier_level=0.99)
    content = earlier_content(form, has_mark)
    file.path.write_bytes(content)
    records = [record for record, _ in file.read()]
    file.path.write_bytes(content[:cut])
    with RecordOutputs([file], SliceChoice.ALL, True) as outputs:
        outputs.write(records)
    assert file.path.read_bytes() == write_whole(dataclasses.replace(file, path=folder / "expected"), records)


@pytest.mark.parametrize(("form", "has_mark"), EARLIER_FORMS)
@pytest.mark.parametrize(
    ("level", "earlier_level", "said"),
    [
        (0.95, None, "expected verdicts at 95 %, got some of an earlier Falx, at no stated level; choose another name"),
        (0.95, 0.99, "expected verdicts at 95 %, got some at 99 %; continue at that level, or choose another name"),
    ],
)
def test_they_are_refused_at_another_level_and_stay(tmp_path, form, has_mark, level, earlier_level, said):
    file = dataclasses.replace(file_in(tmp_path, form), classes=THREE, level=level, earlier_level=earlier_level)
    file.path.write_bytes(earlier_content(form, has_mark))
    with pytest.raises(InvalidRecordsError) as caught:
        RecordOutputs([file], SliceChoice.ALL, True)
    assert said in str(caught.value)
    assert file.path.read_bytes() == earlier_content(form, has_mark)


@pytest.mark.parametrize("has_mark", [True, False])
@pytest.mark.parametrize("is_resumed", [True, False])
def test_the_header_of_an_earlier_program_alone_is_no_record(tmp_path, has_mark, is_resumed):
    file = dataclasses.replace(file_in(tmp_path, RecordForm.CSV), classes=THREE, level=0.95)
    file.path.write_bytes(earlier_content(RecordForm.CSV, has_mark).split(b"\n")[0] + b"\n")
    new = record_of("new.png")
    found = dataclasses.replace(new.finding, probabilities=dict.fromkeys(THREE, 0.25))
    new = dataclasses.replace(new, finding=found)
    with RecordOutputs([file], SliceChoice.ALL, is_resumed) as outputs:
        outputs.write([new])
    assert file.path.read_bytes() == write_whole(dataclasses.replace(file, path=tmp_path / "expected"), [new])


def test_a_class_named_like_a_key_hides_no_earlier_form(tmp_path):
    file = dataclasses.replace(file_in(tmp_path, RecordForm.JSONL), classes=("level", "notumor"), earlier_level=0.99)
    line = {"path": "a.png", "frame": 0, "verdict": "level", "label": "level"}
    line |= {"probabilities": {"level": 0.9, "notumor": 0.1}, "prediction_set": ["level"], "novelty": 0.5}
    line |= {"in_distribution": True, "window": [255.0, 127.5], "model": MODEL, "input_sha256": "abc", "error": None}
    file.path.write_text(json.dumps(line) + "\n", "utf-8")
    with RecordOutputs([file], SliceChoice.ALL, True):
        pass
    assert json.loads(file.path.read_text("utf-8")) == line | {"level": 0.99, "tumour_probability": 0.9}


def test_a_batch_at_no_stated_level_reads_those_of_any(tmp_path):
    file = file_in(tmp_path, RecordForm.JSONL)
    records = [record_of("a.png", level=0.9), record_of("b.png", level=0.99)]
    write_whole(file, records)
    assert [record for record, _ in file.read()] == records
