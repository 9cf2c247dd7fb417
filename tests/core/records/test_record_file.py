"""Files of records read back, wherever they were cut off."""

import csv
import dataclasses
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidRecordsError, OccupiedFileError, UnreadableFileError
from core.records.record import Finding, failed, format_csv_header
from core.records.record import Record as RecordOf
from core.records.record_file import RecordFile, RecordForm, is_device
from core.records.record_outputs import RecordOutputs
from core.records.record_writer import RecordStream
from core.records.slice_choice import SliceChoice

CLASSES = ("glioma", "notumor")
MODEL = "falx-x 1.0.0"
PATHS = [
    "in/a.png",
    'a "quoted", name',
    "two\nlines.png",
    "carriage\rreturn.png",
    "脳 ü/ö.png",
    "half\udcff.png",
    "=1+1",
]


def record_of(path, frame=0, level=0.95):
    finding = Finding(
        verdict="glioma",
        label="glioma",
        level=level,
        tumour_probability=0.75,
        probabilities={"glioma": 0.75, "notumor": 0.25},
        prediction_set=("glioma",),
        novelty=0.5,
        is_in_distribution=True,
        window=(255.0, 127.5),
    )
    return RecordOf(path, frame, finding, MODEL, "abc", None)


RECORDS = [
    record_of(PATHS[0]),
    record_of("volume.nii", 0),
    record_of("volume.nii", 1),
    failed(PATHS[2], 'is "damaged",\nbadly', MODEL),
    *(record_of(path) for path in PATHS[3:]),
]


def file_in(folder, form):
    return RecordFile(folder / f"records.{form.name.lower()}", form, CLASSES, MODEL)


def write_whole(file, records=RECORDS):
    with RecordStream(file) as stream:
        stream.write(records)
    return file.path.read_bytes()


@pytest.mark.parametrize("form", RecordForm)
def test_what_is_written_is_read_back(tmp_path, form):
    file = file_in(tmp_path, form)
    content = write_whole(file)
    found = list(file.read())
    assert [record for record, _ in found] == RECORDS
    assert found[-1][1] == len(content)


@pytest.mark.slow
@pytest.mark.parametrize("form", RecordForm)
@settings(deadline=None)
@given(data=st.data())
def test_a_file_cut_at_any_byte_ends_as_if_nothing_had_happened(tmp_path_factory, form, data):
    file = file_in(tmp_path_factory.mktemp("cut"), form)
    whole = write_whole(file)
    cut = data.draw(st.integers(0, len(whole)))
    junk = data.draw(st.sampled_from([b"", b"\0" * 40]))
    # What a power cut adds has no place before the first line's first byte.
    file.path.write_bytes(whole[:cut] + (junk if form is RecordForm.JSONL or cut > len(file.header) else b""))
    with RecordOutputs([file], SliceChoice.ALL, True) as outputs:
        kept = [record for records in outputs.kept() for record in records]
        assert kept == RECORDS[: len(kept)]
        for record in RECORDS:
            outputs.write([record])
    assert file.path.read_bytes() == whole


@settings(max_examples=40, deadline=None)
@given(json_cut=st.integers(0, 5000), csv_cut=st.integers(0, 5000))
def test_two_files_that_got_differently_far_are_levelled(tmp_path_factory, json_cut, csv_cut):
    folder = tmp_path_factory.mktemp("both")
    files = [file_in(folder, form) for form in RecordForm]
    wholes = [write_whole(file) for file in files]
    for file, whole, cut in zip(files, wholes, (json_cut, csv_cut), strict=True):
        file.path.write_bytes(whole[:cut])
    with RecordOutputs(files, SliceChoice.ALL, True) as outputs:
        level = [[record for record, _ in file.read()] for file in files]
        assert level[0] == level[1]
        assert outputs.kept_records == len(level[0])
        outputs.write(RECORDS)
    assert [file.path.read_bytes() for file in files] == wholes


def test_a_file_that_is_missing_is_made_from_the_other(tmp_path):
    as_json, as_csv = (file_in(tmp_path, form) for form in RecordForm)
    whole = write_whole(as_csv)
    expected = write_whole(as_json)
    as_json.path.unlink()
    with RecordOutputs([as_json, as_csv], SliceChoice.ALL, True):
        pass
    assert as_json.path.read_bytes() == expected
    assert as_csv.path.read_bytes() == whole


@pytest.mark.parametrize("form", RecordForm)
@pytest.mark.parametrize(("slices", "unfinished"), [(1, ("volume.nii",)), (0, ("in/a.png",))])
def test_only_the_last_file_may_lack_slices(tmp_path, form, slices, unfinished):
    file = file_in(tmp_path, form)
    write_whole(file, RECORDS[: 1 + slices])
    with RecordOutputs([file], SliceChoice.ALL, True) as outputs:
        assert outputs.unfinished == unfinished
    with RecordOutputs([file], SliceChoice.PEAK, True) as outputs:
        assert outputs.unfinished == ()


def test_a_file_behind_which_another_stands_is_finished(tmp_path):
    as_json, as_csv = (file_in(tmp_path, form) for form in RecordForm)
    write_whole(as_json, RECORDS[:2])
    write_whole(as_csv, RECORDS[:1])
    with RecordOutputs([as_json, as_csv], SliceChoice.ALL, True) as outputs:
        assert outputs.unfinished == ("volume.nii",)


FOREIGN = {
    "another model": (dataclasses.replace(RECORDS[0], model="other 2.0.0"), "other 2.0.0"),
    "peaks": (record_of("volume.nii", 3), "'peak'"),
    "another level": (
        record_of("a.png", level=0.9),
        "expected verdicts at 95 %, got some at 90 %; continue at that level",
    ),
}


@pytest.mark.parametrize("form", RecordForm)
@pytest.mark.parametrize(("record", "said"), list(FOREIGN.values()), ids=list(FOREIGN))
def test_records_of_another_kind_are_refused_and_stay(tmp_path, form, record, said):
    file = dataclasses.replace(file_in(tmp_path, form), level=0.95)
    before = write_whole(file, [record]) + b"torn"
    file.path.write_bytes(before)
    with pytest.raises(InvalidRecordsError, match=said):
        RecordOutputs([file], SliceChoice.ALL, True)
    assert file.path.read_bytes() == before


def test_all_slices_are_not_resumed_as_peaks(tmp_path):
    file = file_in(tmp_path, RecordForm.JSONL)
    write_whole(file)
    with pytest.raises(InvalidRecordsError, match="'all'"):
        RecordOutputs([file], SliceChoice.PEAK, True)


@pytest.mark.parametrize("form", RecordForm)
def test_other_classes_are_refused(tmp_path, form):
    file = file_in(tmp_path, form)
    write_whole(file)
    other = dataclasses.replace(file, classes=("left", "right"))
    with pytest.raises(InvalidRecordsError, match="glioma"):
        RecordOutputs([other], SliceChoice.ALL, True)


@pytest.mark.parametrize("form", RecordForm)
@pytest.mark.parametrize("content", [b"dear diary", b"dear diary\n", b'{"a": 1}\n', b"[]\n", b"null\n", b'"\n' * 20])
def test_a_file_that_is_none_of_ours_is_refused_and_stays(tmp_path, form, content):
    file = file_in(tmp_path, form)
    file.path.write_bytes(content)
    with pytest.raises(InvalidRecordsError, match="expected"):
        RecordOutputs([file], SliceChoice.ALL, True)
    assert file.path.read_bytes() == content


def test_a_folder_is_nothing_to_go_on_with(tmp_path):
    file = dataclasses.replace(file_in(tmp_path, RecordForm.CSV), path=tmp_path)
    with pytest.raises(InvalidRecordsError, match="folder"):
        RecordOutputs([file], SliceChoice.ALL, True)


VACANT = {"empty": b"", "mark": b"\xef\xbb\xbf", "header": None}


@pytest.mark.parametrize("content", list(VACANT.values()), ids=list(VACANT))
def test_a_file_without_records_is_begun_anew(tmp_path, content):
    file = file_in(tmp_path, RecordForm.CSV)
    file.path.write_bytes(file.plain_header if content is None else content)
    with RecordOutputs([file], SliceChoice.ALL, False) as outputs:
        outputs.write(RECORDS[:1])
    assert [record for record, _ in file.read()] == RECORDS[:1]


@pytest.mark.parametrize("form", RecordForm)
def test_without_resuming_no_record_is_written_over(tmp_path, form):
    file = file_in(tmp_path, form)
    for records in (RECORDS[:1], RECORDS):
        before = write_whole(file, records)
        with pytest.raises(OccupiedFileError, match="add --resume to continue that run"):
            RecordOutputs([file], SliceChoice.ALL, False)
        assert file.path.read_bytes() == before
        other = dataclasses.replace(file, classes=("left", "right"), model="other 1.0.0")
        with pytest.raises(OccupiedFileError, match="--resume"):
            RecordOutputs([other], SliceChoice.ALL, False)
        assert file.path.read_bytes() == before


@pytest.mark.parametrize("content", [b"dear diary\n", b"path,class\na.png,glioma\n", b"\0", b"\n"])
def test_without_resuming_no_other_content_is_written_over(tmp_path, content):
    file = file_in(tmp_path, RecordForm.CSV)
    file.path.write_bytes(content)
    with pytest.raises(OccupiedFileError, match="which would be lost"):
        RecordOutputs([file], SliceChoice.ALL, False)
    assert file.path.read_bytes() == content


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\rx", "\n=1", "  =1", "＝1"]
NAMES = [*FORMULAS, *(f"{mark}{name}" for name in FORMULAS for mark in ("'", "''")), "'plain", "''", "a=b", "'"]


def test_no_cell_is_a_formula_and_each_is_read_back(tmp_path):
    file = file_in(tmp_path, RecordForm.CSV)
    records = [record_of(name) for name in NAMES]
    records += [failed(f"{number}.png", name, MODEL) for number, name in enumerate(NAMES)]
    classes = ("=cmd", "+x")
    finding = dataclasses.replace(records[0].finding, verdict="=cmd", label="=cmd", prediction_set=classes)
    records.append(
        dataclasses.replace(
            records[0], finding=dataclasses.replace(finding, probabilities=dict(zip(classes, (0.5, 0.5), strict=True)))
        )
    )
    for some, named in ((records[:-1], CLASSES), (records[-1:], classes)):
        file = dataclasses.replace(file, classes=named)
        write_whole(file, some)
        assert [record for record, _ in file.read()] == some
        with file.path.open(encoding="utf-8-sig", newline="") as lines:
            cells = [cell for row in csv.reader(lines) for cell in row]
        assert [cell for cell in cells if cell.strip()[:1] in tuple("=+-@＝") and cell.strip()] == []
        assert [cell for cell in cells if cell[:1] in tuple("\t\r\n")] == []


def older_file(file, records):
    """Write a CSV file as programs did that wrote no mark, left cells as they were, and knew one level."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    for record in records:
        [cells] = csv.reader([file.format([record]).decode()])
        cells[0] = record.path
        writer.writerow(cells[:4] + cells[6:])
    file.path.write_bytes(format_csv_header(file.classes, has_level=False).encode() + lines.getvalue().encode())


def test_a_file_of_an_earlier_program_is_read_and_continued_in_one_form(tmp_path):
    file = dataclasses.replace(file_in(tmp_path, RecordForm.CSV), level=0.99, earlier_level=0.99)
    records = [record_of(name, level=0.99) for name in ("=1.png", "'=2.png", "'plain.png", "a.png")]
    older_file(file, records[:3])
    assert [record for record, _ in file.read()] == records[:3]
    with file.path.open("ab") as lines:
        lines.write(b'"in/to')
    with RecordOutputs([file], SliceChoice.ALL, True) as outputs:
        assert outputs.has_file("'=2.png")
        outputs.write(records)
    assert [record for record, _ in file.read()] == records
    assert file.path.read_bytes().startswith(b"\xef\xbb\xbfpath,frame")
    assert b"\n''=2.png," in file.path.read_bytes()
    assert b",glioma,0.99,0.75,0.75,0.25,glioma," in file.path.read_bytes()


def test_a_file_of_an_earlier_program_that_cannot_be_continued_stays(tmp_path):
    file = file_in(tmp_path, RecordForm.CSV)
    older_file(file, [record_of("=1.png")])
    before = file.path.read_bytes()
    with pytest.raises(InvalidRecordsError, match="other"):
        RecordOutputs([dataclasses.replace(file, model="other 2.0.0")], SliceChoice.ALL, True)
    assert file.path.read_bytes() == before


def test_json_lines_have_no_mark(tmp_path):
    assert write_whole(file_in(tmp_path, RecordForm.JSONL)).startswith(b'{"path"')


@pytest.mark.parametrize("number", range(1, len(NAMES)))
def test_records_of_a_pipe_that_were_put_into_a_file_are_found_again(tmp_path, number):
    file = file_in(tmp_path, RecordForm.CSV)
    records = [record_of(name) for name in NAMES[:number]]
    write_whole(file, records)
    file.path.write_bytes(file.path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    assert [record for record, _ in file.read()] == records
    with RecordOutputs([file], SliceChoice.ALL, True) as outputs:
        for record in records:
            outputs.write([record])
    marked = file.path.read_bytes()
    assert write_whole(file, records) == marked


@pytest.mark.parametrize("error", [InvalidRecordsError("second"), UnreadableFileError("second"), OSError("second")])
def test_why_a_batch_failed_is_not_hidden_by_what_then_also_fails(tmp_path, monkeypatch, error):
    def fail(self):
        raise error

    file = file_in(tmp_path, RecordForm.JSONL)
    monkeypatch.setattr(RecordOutputs, "_put_in_place", fail)
    with pytest.raises(KeyError, match="first"), RecordOutputs([file], SliceChoice.ALL, True):
        raise KeyError("first")
    with pytest.raises(type(error), match="second"), RecordOutputs([file], SliceChoice.ALL, True):
        pass


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        *((name, True) for name in ("/dev/stdout", "/dev/stderr", "/dev/fd/1", "/proc/self/fd/1", "/dev/null")),
        *((name, False) for name in ("/dev/shm/falx-none/a.csv", "/dev/shm/falx-none", "/proc/self/falx-none")),
    ],
)
@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no such devices here")
def test_only_what_is_no_file_of_its_own_is_a_device(path, is_one):
    assert is_device(Path(path)) is is_one
