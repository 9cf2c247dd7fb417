"""The API: what it answers is what the command line and the window find."""

import json
import threading
import zipfile
from io import BytesIO

import cv2
import numpy as np
import pytest

import falx
from core.errors import UnreadableImageError
from core.image.colour_map import colorize
from core.image.phantom import head_phantom, phantom_volume
from core.image.sample_files import sample_files
from core.image.slice import Window
from core.image.windowing import shown_pixels
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import EVIDENCE, GRAD_CAM
from core.model.known_classes import KNOWN_CLASSES
from core.model.verdicts import whole_verdict
from core.reader_process.upload import read_pictures
from core.readers import read_slices
from core.sweep.request import SweepRequest, files_of
from core.sweep.sweep_job import run
from tests.core.phantom_medium import write_flat, write_zip
from tests.core.phantom_study import draw_study, write_nifti, write_series
from tests.web.running_server import wait_until

# A reader process is started.
pytestmark = pytest.mark.slow


def decoded(answer):
    assert answer.status == 200
    assert answer.headers["content-type"] == "image/png"
    return cv2.imdecode(np.frombuffer(answer.body, np.uint8), cv2.IMREAD_UNCHANGED)


def records_of(path, tmp_path, monkeypatch, capsys, *options):
    """Classify by the command line, from the folder of the file, so that the records state its name alone."""
    monkeypatch.chdir(path.parent)
    out = tmp_path / "records.jsonl"
    assert falx.main(["classify", path.name, "--jsonl", str(out), *options]) == 0
    capsys.readouterr()
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("level", ["90", "95", "99"])
def test_a_record_is_that_of_the_command_line(server, tmp_path, monkeypatch, capsys, level):
    file = sample_files()[0]
    picture = server.add_file(file)
    [expected] = records_of(file, tmp_path, monkeypatch, capsys, "--level", level)
    answer = server.ask("POST", f"/api/pictures/{picture['id']}/0/classification?level={level}")
    assert answer.json == expected


def test_each_slice_of_a_volume_has_the_record_of_the_command_line(server, tmp_path, monkeypatch, capsys):
    path = tmp_path / "head.nii.gz"
    write_nifti(path, draw_study((1,), count=3))
    picture = server.add_file(path)
    found = [server.ask("POST", f"/api/pictures/{picture['id']}/{n}/classification").json for n in range(3)]
    assert found == records_of(path, tmp_path, monkeypatch, capsys)


def test_a_file_in_an_archive_has_the_record_of_the_command_line(server, tmp_path, monkeypatch, capsys):
    path = tmp_path / "study.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(sample_files()[0], "inner/a b.png")
    picture = server.add_file(path)
    [expected] = records_of(path, tmp_path, monkeypatch, capsys)
    assert expected["path"] == "study.zip/inner/a b.png"
    assert server.ask("POST", f"/api/pictures/{picture['id']}/0/classification").json == expected


def test_a_picture_of_16_bits_is_read_as_such(server, tmp_path, monkeypatch, capsys):
    path = tmp_path / "deep.png"
    cv2.imwrite(str(path), head_phantom(1).astype(np.uint16) * 100 + 7)
    picture = server.add_file(path)
    [expected] = records_of(path, tmp_path, monkeypatch, capsys)
    assert expected["window"] != [255.0, 127.5]
    assert picture["slices"][0]["window"] == expected["window"]
    assert server.ask("POST", f"/api/pictures/{picture['id']}/0/classification").json == expected


def test_a_slice_is_drawn_through_its_own_window_or_another(server):
    picture = server.add_file(sample_files()[1])
    [image] = read_slices(sample_files()[1])
    place = f"/api/pictures/{picture['id']}/0.png"
    assert (decoded(server.ask("GET", place)) == shown_pixels(image)).all()
    narrow = decoded(server.ask("GET", f"{place}?window=80,60"))
    assert (narrow == shown_pixels(image, Window(80, 60))).all()
    assert (narrow != shown_pixels(image)).any()


def test_a_heat_map_is_that_of_the_window(server):
    picture = server.add_file(sample_files()[0])
    [image] = read_slices(sample_files()[0])
    classifier = Classifier.open()
    prediction = classifier.predict(image)
    place = f"/api/pictures/{picture['id']}/0/heat.png"
    for query, heat in (
        ("class=meningioma&method=grad-cam", classifier.explain(prediction, "meningioma")),
        ("method=evidence", classifier.explain(prediction, method=EVIDENCE)),
        ("", classifier.explain(prediction, method=EVIDENCE)),
        ("class=meningioma", classifier.explain(prediction, "meningioma", method=GRAD_CAM)),
    ):
        found = decoded(server.ask("GET", f"{place}?opacity=0.4&{query}"))
        assert (found[..., [2, 1, 0, 3]] == colorize(heat, 0.4)).all()


def test_an_outline_is_within_the_picture_and_says_how_to_read_the_map(server):
    picture = server.add_file(sample_files()[0])
    found = server.ask("GET", f"/api/pictures/{picture['id']}/0/outline?method=grad-cam").json
    points = np.concatenate([np.array(line) for line in found["lines"]])
    assert points.shape[0] > 3
    assert ((points >= 0) & (points <= 1)).all()
    assert found["caption"] == "Grad-CAM for glioma"


def test_a_verdict_has_the_words_and_colours_of_the_window(server):
    picture = server.add_file(sample_files()[0])
    found = server.ask("POST", f"/api/pictures/{picture['id']}/0/verdict").json
    glioma = KNOWN_CLASSES[0]
    assert found["words"] == whole_verdict("glioma", ("glioma",))
    assert found["mark"] == {"shape": glioma.shape.value, "dark": glioma.colour, "light": glioma.light_colour}
    assert found["record"] == server.ask("POST", f"/api/pictures/{picture['id']}/0/classification").json
    assert [share["name"] for share in found["shares"]] == list(found["record"]["probabilities"])


class Listener:
    """Takes what a sweep reports."""

    is_cancelled = False

    def check(self):
        pass

    def send_part(self, value):
        pass

    def report(self, progress):
        pass


def test_a_study_is_judged_as_in_the_window(server, tmp_path):
    path = tmp_path / "head.nii.gz"
    write_nifti(path, phantom_volume(3, 6, 96, "glioma"))
    expected = run(SweepRequest(files_of(read_slices(path)), None), Listener())
    picture = server.add_file(path)
    for place, level in enumerate((90, 95, 98, 99)):
        found = server.ask("GET", f"/api/pictures/{picture['id']}/study?level={level}").json
        study = expected.studies[place]
        assert found["verdict"] == study.verdict
        assert found["prediction_set"] == list(study.prediction_set)
        assert found["run"] == (list(study.run) if study.run else None)
        assert found["look_first"] == expected.look_first
        assert [one["index"] for one in found["slices"]] == list(range(6))


def test_a_study_comes_line_by_line_where_that_is_asked_for(server, tmp_path):
    path = tmp_path / "head.nii.gz"
    write_nifti(path, draw_study((1, 2), count=4))
    picture = server.add_file(path)
    place = f"/api/pictures/{picture['id']}/study"
    lines = server.ask("GET", place, headers={"Accept": "application/x-ndjson"}).body.splitlines()
    whole = server.ask("GET", place).json
    assert [json.loads(line)["slice"] for line in lines[:-1]] == whole.pop("slices")
    assert json.loads(lines[-1])["study"] == whole


def test_each_series_of_an_archive_is_a_picture(server, tmp_path):
    archive = write_zip(tmp_path / "study.zip", write_flat(tmp_path / "flat"))
    pictures = server.add(archive.read_bytes(), "study.zip")
    assert len(pictures) > 1
    assert max(picture["count"] for picture in pictures) > 1
    for picture in pictures:
        assert picture["name"].startswith("study.zip/")
        assert len(picture["slices"]) == picture["count"]
    assert len({picture["id"] for picture in pictures}) == len(pictures)


def test_a_series_states_for_each_slice_the_file_that_it_came_from(server, tmp_path):
    write_series(tmp_path / "series", draw_study((1,), count=3))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted((tmp_path / "series").iterdir()):
            archive.write(file, f"series/{file.name}")
    [picture] = server.add(packed.getvalue(), "study.zip")
    assert sorted(one["path"] for one in picture["slices"]) == [f"study.zip/series/0{n}.dcm" for n in (1, 2, 3)]
    assert {one["frame"] for one in picture["slices"]} == {0}
    assert picture["slices"][0]["spacing_mm"] == [1.0, 1.0]


def test_what_cannot_be_read_of_an_archive_is_reported_beside_the_rest(server):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(sample_files()[0], "good.png")
        archive.writestr("bad.png", sample_files()[0].read_bytes()[:300])
    answer = server.send(packed.getvalue(), "mixed.zip").json
    assert [picture["name"] for picture in answer["pictures"]] == ["mixed.zip/good.png"]
    assert [one["path"] for one in answer["left_out"]] == ["bad.png"]
    assert answer["left_out"][0]["reason"]


def packed_as(*names):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, sample_files()[0].read_bytes())
    return packed.getvalue()


def test_names_of_windows_are_read_and_names_that_lead_out_are_reported(server):
    answer = server.send(packed_as("study\\a.png", "..\\b.png", "C:\\c.png"), "windows.zip").json
    assert [picture["name"] for picture in answer["pictures"]] == ["windows.zip/study/a.png"]
    reason = "its name leads out of the archive"
    assert answer["left_out"] == [{"path": name, "reason": reason} for name in ("..\\b.png", "C:\\c.png")]


def test_an_archive_of_nothing_but_names_that_lead_out_is_refused_with_the_reason(server):
    answer = server.send(packed_as("../a.png"), "slip.zip")
    assert answer.status == 422
    assert answer.error["message"] == "../a.png: its name leads out of the archive; choose another file"


def test_of_pictures_that_cannot_be_read_no_more_than_of_others_are_tried():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(9):
            archive.writestr(f"{number}.png", b"none")
        archive.writestr("good.png", sample_files()[0].read_bytes())
    left_out = []
    with pytest.raises(UnreadableImageError, match=r"0\.png: expected an image"):
        read_pictures(packed.getvalue(), 1_000_000, 3, left_out.append)
    assert left_out == []


@pytest.mark.parametrize("broken", [(2,), (1, 2), (1, 2, 3)])
def test_a_damaged_file_costs_a_series_that_slice_alone(server, tmp_path, broken):
    """The window shows the other files one by one, and the command line classifies them."""
    folder = tmp_path / "series"
    write_series(folder, phantom_volume(3, 4, 64, "glioma"))
    for number in broken:
        file = folder / f"{number:02d}.dcm"
        file.write_bytes(file.read_bytes()[:-2000])
    answer = server.send(write_zip(tmp_path / "study.zip", folder).read_bytes(), "study.zip").json
    [picture] = answer["pictures"]
    assert len(picture["slices"]) == 4 - len(broken)
    assert [one["path"] for one in answer["left_out"]] == [f"series/{number:02d}.dcm" for number in reversed(broken)]
    assert "damaged" in answer["left_out"][0]["reason"]
    study = server.ask("GET", f"/api/pictures/{picture['id']}/study")
    assert study.status == 200


@pytest.mark.parametrize("copy", ["00.dcm", "99.dcm"])
def test_a_whole_copy_takes_the_place_of_a_damaged_file(server, tmp_path, copy):
    folder = tmp_path / "series"
    write_series(folder, phantom_volume(3, 4, 64, "glioma"))
    whole = (folder / "02.dcm").read_bytes()
    (folder / "02.dcm").write_bytes(whole[:-2000])
    (folder / copy).write_bytes(whole)
    answer = server.send(write_zip(tmp_path / "study.zip", folder).read_bytes(), "study.zip").json
    [picture] = answer["pictures"]
    assert [one["path"] for one in picture["slices"]] == [
        f"study.zip/series/{name}" for name in ("04.dcm", "03.dcm", copy, "01.dcm")
    ]


def test_of_a_file_with_many_damaged_copies_a_few_are_tried(server, tmp_path):
    folder = tmp_path / "series"
    write_series(folder, phantom_volume(3, 4, 64, "glioma"))
    damaged = (folder / "02.dcm").read_bytes()[:-2000]
    for number in (2, *range(90, 98)):
        (folder / f"{number:02d}.dcm").write_bytes(damaged)
    answer = server.send(write_zip(tmp_path / "study.zip", folder).read_bytes(), "study.zip").json
    [picture] = answer["pictures"]
    assert len(picture["slices"]) == 3
    # The file, and copies of it one after the other.
    assert 1 < len(answer["left_out"]) < 7


def test_a_series_of_damaged_files_alone_is_refused(server, tmp_path):
    write_series(tmp_path / "series", phantom_volume(3, 3, 64, "glioma"))
    for file in (tmp_path / "series").iterdir():
        file.write_bytes(file.read_bytes()[:-2000])
    answer = server.send(write_zip(tmp_path / "study.zip", tmp_path / "series").read_bytes(), "study.zip")
    assert (answer.status, answer.error["code"]) == (422, "unreadable-image")


def test_a_file_that_cannot_be_read_is_named_by_nothing_but_the_reason(server):
    answer = server.send(b"not a picture", "Doe Jane.png")
    assert answer.status == 422
    assert "expected an image" in answer.error["message"]
    assert "Doe" not in answer.error["message"]


def test_a_picture_that_was_deleted_is_gone(server):
    picture = server.add_file(sample_files()[0])
    place = f"/api/pictures/{picture['id']}"
    assert server.ask("GET", place).json == picture
    assert server.ask("DELETE", place).status == 204
    assert server.ask("GET", place).status == 404
    assert server.ask("POST", f"{place}/0/classification").error["code"] == "no-picture"


def test_what_was_found_on_a_picture_goes_with_it(server):
    engine, id = server.services.engine, server.add_file(sample_files()[0])["id"]
    stored = server.services.store.find(id)
    heat = (id, 0, "glioma", "grad-cam")
    assert server.ask("GET", f"/api/pictures/{id}/0/heat.png?class=glioma").status == 200
    assert engine.predictions.find((id, 0)) is not None
    assert engine.heats.find(heat) is not None
    other = server.add_file(sample_files()[1])["id"]
    assert server.ask("DELETE", f"/api/pictures/{id}").status == 204
    # The next turn of the model's thread comes after it.
    assert server.ask("POST", f"/api/pictures/{other}/0/classification").status == 200
    assert engine.predictions.find((other, 0)) is not None
    assert engine.predictions.find((id, 0)) is None
    assert engine.heats.find(heat) is None
    # A request that is late leaves nothing either.
    engine.heat(stored, 0, "glioma", engine.find_method(None), threading.Event())
    assert engine.predictions.find((id, 0)) is None
    assert engine.heats.find(heat) is None


def test_a_picture_is_classified_before_its_verdict_is_asked_for(server):
    id = server.add_file(sample_files()[0])["id"]
    wait_until(lambda: server.services.engine.predictions.find((id, 0)))


def test_of_a_stack_no_slice_is_classified_unasked(server, tmp_path):
    volume = tmp_path / "head.nii"
    write_nifti(volume, draw_study((1,), count=3))
    id = server.add_file(volume)["id"]
    other = server.add_file(sample_files()[0])["id"]
    wait_until(lambda: server.services.engine.predictions.find((other, 0)))
    assert server.services.engine.predictions.find((id, 0)) is None


def test_a_picture_that_cannot_be_classified_is_taken_and_says_why_when_it_is_asked_for(server, monkeypatch):
    failed = threading.Event()

    def fail(*_):
        failed.set()
        raise ValueError

    monkeypatch.setattr(server.services.engine, "predict", fail)
    id = server.add_file(sample_files()[0])["id"]
    assert failed.wait(20)
    assert server.ask("POST", f"/api/pictures/{id}/0/classification").status == 500
    monkeypatch.undo()
    # The next one is classified ahead again.
    other = server.add_file(sample_files()[1])["id"]
    wait_until(lambda: server.services.engine.predictions.find((other, 0)))


def test_a_wrong_method_is_answered_with_those_of_the_address(server):
    answer = server.ask("GET", "/api/pictures")
    assert answer.status == 405
    assert answer.headers["allow"] == "POST"
    assert "GET is no method of this address" in answer.error["message"]
    assert "nothing at this address" in server.ask("GET", "/api/nothing").error["message"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS", "BREW"])
@pytest.mark.parametrize("body", [b"", b"a body"])
@pytest.mark.parametrize(("path", "allowed"), [("", "POST"), ("/some-id", "DELETE, GET, HEAD")])
def test_any_other_method_is_answered_with_those_of_the_address(server, method, body, path, allowed):
    answer = server.ask(method, f"/api/pictures{path}", body or None)
    assert (answer.status, answer.headers["allow"]) == (405, allowed)
    assert f"{method} is no method of this address" in answer.error["message"]


def test_an_empty_file_is_a_file_that_cannot_be_read(server):
    answer = server.ask("POST", "/api/pictures", b"")
    assert answer.status == 422
    assert answer.error["code"] == "unreadable-image"
    assert "an empty file" in answer.error["message"]


@pytest.mark.parametrize(
    ("method", "path", "said"),
    [
        ("POST", "0/classification?level=97", "90, 95, 98, 99"),
        ("POST", "0/classification?level=nan", "90, 95, 98, 99"),
        ("POST", "1/classification", "0 to 0"),
        ("GET", "0.png?window=1", "WIDTH,CENTRE"),
        ("GET", "0.png?window=0,5", "a width above 0"),
        ("GET", "0.png?window=-1,5", "a width above 0"),
        ("GET", "0.png?window=inf,0", "WIDTH,CENTRE"),
        ("GET", "0.png?window=0,0", "a width above 0"),
        ("GET", "0.png?window=1e-320,5", "a width of 0.000255 or more for this slice"),
        ("GET", "0/heat.png?method=magic", "grad-cam"),
        ("GET", "0/heat.png?class=../x", "glioma"),
        ("GET", "0/heat.png?opacity=nan", "0 to 1"),
    ],
)
def test_a_wrong_request_is_answered_with_what_was_expected(server, method, path, said):
    picture = server.add_file(sample_files()[0])
    answer = server.ask(method, f"/api/pictures/{picture['id']}/{path}")
    assert answer.status == 400
    assert said in answer.error["message"]


@pytest.mark.parametrize("digit", ["0", "9"])
def test_a_number_of_thousands_of_digits_is_no_address(server, digit):
    picture = server.add_file(sample_files()[0])
    for ending in (".png", "/heat.png"):
        answer = server.ask("GET", f"/api/pictures/{picture['id']}/{digit * 5000}{ending}")
        assert answer.status == 404
        assert "nothing at this address" in answer.error["message"]


def test_all_that_can_be_chosen_is_listed(server):
    found = server.ask("GET", "/api/about").json
    assert [one["name"] for one in found["classes"]] == ["glioma", "meningioma", "notumor", "pituitary"]
    assert [one["level"] for one in found["levels"]] == ["90", "95", "98", "99"]
    assert found["methods"][0]["name"] == "evidence"
    assert found["notice"] == "Research use only; not a medical device"


@pytest.mark.parametrize(
    ("method", "path", "parameter", "known"),
    [
        ("GET", "/api/about", "level", "none at this address"),
        ("POST", "/0/verdict", "levels", "one of level"),
        ("POST", "/0/classification", "Level", "one of level"),
        ("GET", "/0.png", "level", "one of window"),
        ("GET", "/0/heat.png", "klass", "one of class, method, opacity"),
        ("GET", "/0/outline", "opacity", "one of class, method"),
        ("GET", "/study", "windw", "one of level"),
    ],
)
def test_a_parameter_that_is_not_known_is_named(server, method, path, parameter, known):
    picture = server.add_file(sample_files()[0])
    place = path if path.startswith("/api") else f"/api/pictures/{picture['id']}{path}"
    answer = server.ask(method, f"{place}?{parameter}=95")
    assert answer.status == 400
    assert answer.error["message"] == f"parameter: expected {known}, got '{parameter}'"
