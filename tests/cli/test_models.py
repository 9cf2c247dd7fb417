"""`falx models`, through the front door."""

import json
import shutil
import sys
import zipfile

import pytest

from core.model.package import CARD_FILE, LISTED_FILES, PACKAGE_FILE, ModelPackage, write_about
from core.model.store import models_folder, shipped_package
from falx import main


@pytest.fixture
def zipped(package_copy, tmp_path):
    """A sound package of another name, as a zip."""
    about = json.loads((package_copy / PACKAGE_FILE).read_text("utf-8"))
    write_about(package_copy, about | {"name": "other", "version": "2.0"})
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in (PACKAGE_FILE, *LISTED_FILES):
            archive.write(package_copy / name, name)
    return path


def test_the_shipped_model_is_listed(capsys):
    assert main(["models"]) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith(ModelPackage.open(shipped_package()).title)
    assert "glioma, meningioma, notumor, pituitary" in line
    assert "shipped" in line


def test_a_model_is_shown_with_its_card(capsys):
    assert main(["models", "show", ModelPackage.open(shipped_package()).name]) == 0
    out = capsys.readouterr().out
    assert (shipped_package() / "MODEL_CARD.md").read_text("utf-8") in out
    assert '"dataset"' in out


def test_the_levels_that_a_model_can_promise_are_shown_and_where_they_come_from(second_format, capsys):
    assert main(["models", "show", str(second_format)]) == 0
    out = capsys.readouterr().out
    assert '\nlevels: 90, 95, 98, 99 %\ncalibration: {\n "from": "phantoms"\n}\ntraining: {' in out
    assert "coverages" not in out.partition("\nlevels: ")[2]


def test_a_model_of_format_1_shows_its_one_level(first_format, capsys):
    assert main(["models", "show", str(first_format)]) == 0
    assert "\nlevels: 99 %\ncalibration: one threshold for all classes" in capsys.readouterr().out


def test_a_zip_is_installed_used_and_removed(zipped, capsys):
    assert main(["models", "install", str(zipped)]) == 0
    assert str(models_folder() / "other-2.0") in capsys.readouterr().out
    assert main(["models"]) == 0
    assert "other 2.0" in capsys.readouterr().out.splitlines()[1]
    sample = next((shipped_package().parents[1] / "samples").glob("*.png"))
    assert main(["classify", str(sample), "--model", "other"]) == 0
    capsys.readouterr()
    assert main(["models", "remove", "other"]) == 0
    assert main(["models"]) == 0
    assert "other 2.0" not in capsys.readouterr().out


def test_a_model_is_exported_and_installed_from_the_file(package_copy, tmp_path, capsys):
    about = json.loads((package_copy / PACKAGE_FILE).read_text("utf-8"))
    write_about(package_copy, about | {"name": "other", "version": "2.0"})
    # The version is no suffix of a file.
    assert main(["models", "export", str(package_copy), str(tmp_path / "other-2.0")]) == 0
    exported = tmp_path / "other-2.0.falxmodel"
    assert capsys.readouterr().out == f"Wrote {exported}\n"
    assert zipfile.is_zipfile(exported)
    assert main(["models", "install", str(exported)]) == 0
    assert ModelPackage.open(models_folder() / "other-2.0").title == "other 2.0"


def test_a_folder_is_installed(package_copy):
    about = json.loads((package_copy / PACKAGE_FILE).read_text("utf-8"))
    write_about(package_copy, about | {"name": "other", "version": "3.0"})
    assert main(["models", "install", str(package_copy)]) == 0
    assert ModelPackage.open(models_folder() / "other-3.0").title == "other 3.0"


def test_a_model_that_is_replaced_is_named(zipped, package_copy, capsys):
    def install(path):
        assert main(["models", "install", str(path)]) == 0
        return capsys.readouterr().out.splitlines()

    place = f"installed other 2.0 in {models_folder() / 'other-2.0'}"
    assert install(zipped) == [place]
    assert install(zipped) == [place, "other 2.0 was installed already: it is the same model."]
    about = json.loads((package_copy / PACKAGE_FILE).read_text("utf-8"))
    write_about(package_copy, about | {"temperature": about["temperature"] * 1.5})
    assert install(package_copy) == [place, "It replaced another other 2.0 that was installed before."]
    write_about(package_copy, about | {"version": "1.0"})
    assert install(package_copy) == [
        f"installed other 1.0 in {models_folder() / 'other-1.0'}",
        "other 2.0 stays installed too. The name alone means other 2.0, which is newer.",
    ]


def test_a_model_that_shares_its_name_with_the_shipped_one_says_so(package_copy, capsys):
    assert main(["models", "install", str(package_copy)]) == 0
    title = ModelPackage.open(shipped_package()).title
    assert capsys.readouterr().out.splitlines()[1] == f"{title} (comes with Falx) stays installed too."


def test_what_a_killed_installation_left_goes_when_the_models_are_listed(capsys):
    (models_folder() / ".installing-killed" / "package").mkdir(parents=True)
    assert main(["models"]) == 0
    assert list(models_folder().iterdir()) == []


def test_a_tampered_zip_is_refused_with_one_line(zipped, tmp_path, capsys):
    tampered = tmp_path / "tampered.zip"
    with zipfile.ZipFile(zipped) as source, zipfile.ZipFile(tampered, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content + b" " if name == "MODEL_CARD.md" else content)
    assert main(["models", "install", str(tampered)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    [line] = err.splitlines()
    assert "MODEL_CARD.md" in line
    assert "again" not in line
    assert not models_folder().exists()


def test_a_damaged_installed_model_is_reported_and_the_others_are_listed(zipped, capsys):
    assert main(["models", "install", str(zipped)]) == 0
    (models_folder() / "other-2.0" / "head.npz").unlink()
    capsys.readouterr()
    assert main(["models"]) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert len(err.splitlines()) == 1
    assert main(["models", "remove", "other-2.0"]) == 0


@pytest.mark.parametrize("action", ["show", "remove"])
def test_an_unknown_model_is_reported(capsys, action):
    assert main(["models", action, "nowhere"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("nowhere: ")


def test_a_model_to_export_that_is_not_there_is_reported(tmp_path, capsys):
    assert main(["models", "export", "nowhere", str(tmp_path / "model")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("nowhere: ")
    assert "found no such path or model" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [None, b"no zip"])
def test_what_is_no_package_is_not_to_be_installed_again(tmp_path, capsys, content):
    if content:
        (tmp_path / "model.zip").write_bytes(content)
    assert main(["models", "install", str(tmp_path / "model.zip")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("model.zip: ")
    assert ("is no zip" if content else "found nothing; check the path") in line
    assert "again" not in line


def test_the_shipped_model_stays(capsys):
    assert main(["models", "remove", ModelPackage.open(shipped_package()).name]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert shipped_package().is_dir()


def test_the_list_has_a_name_of_its_own(capsys):
    assert main(["models"]) == 0
    expected = capsys.readouterr().out
    assert main(["models", "list"]) == 0
    assert capsys.readouterr().out == expected


def test_a_card_cannot_steer_the_terminal(mine, capsys):
    (mine / CARD_FILE).write_bytes("# Gliome \x1b]0;title\x07 é\n\nline".encode() + b"\xff\n")
    write_about(mine, json.loads((mine / PACKAGE_FILE).read_text("utf-8")))
    assert main(["models", "show", str(mine)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# Gliome \\x1b]0;title\\x07 é\n\nline\\xff\n")


@pytest.mark.parametrize("arguments", [["dance"], ["show"], ["install"], ["--nonsense"]])
def test_wrong_usage_is_status_2_and_one_line(capsys, arguments):
    assert main(["models", *arguments]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("falx models")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a privilege to make links")
def test_of_a_linked_model_the_link_alone_is_removed(mine, capsys):
    models_folder().mkdir(parents=True)
    (models_folder() / "mine-2.0").symlink_to(mine)
    assert main(["models", "remove", "mine"]) == 0
    assert not (models_folder() / "mine-2.0").exists()
    assert (mine / PACKAGE_FILE).is_file()


@pytest.mark.parametrize("damage", ["{", "[]", '{"format": 2}', "\x00"])
@pytest.mark.parametrize("action", ["list", "show", "remove"])
def test_a_damaged_store_is_one_line(mine, capsys, damage, action):
    shutil.copytree(mine, models_folder() / "mine-2.0")
    (models_folder() / "mine-2.0" / PACKAGE_FILE).write_text(damage, "utf-8")
    status = main(["models", action] if action == "list" else ["models", action, "mine-2.0"])
    err = capsys.readouterr().err
    assert (status, len(err.splitlines())) == ((0, 0) if action == "remove" else (1, 1))


def test_a_store_that_is_a_file_is_reported(mine, capsys):
    models_folder().parent.mkdir(parents=True)
    models_folder().touch()
    assert main(["models"]) == 0
    assert main(["models", "install", str(mine)]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "cannot be written" in line
