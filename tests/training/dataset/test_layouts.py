"""The layouts and tables in which people keep their images, and what is said of them."""

import codecs
from pathlib import Path

import pytest

from core.errors import InvalidDatasetError
from training.dataset.layout_texts import layout_details, layout_sentence, layout_values
from training.dataset.manifest import evaluation_rows, read_dataset, training_rows, validation_rows
from training.dataset.split_names import split_of

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def make(tmp_path):
    def make(*names: str, root: str = "data") -> Path:
        for name in names:
            path = tmp_path / root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(PNG)
        return tmp_path / root

    return make


def parts(dataset):
    """Names of the files of each split."""
    found = {}
    for row in dataset.rows:
        found.setdefault(row.split, []).append(row.path.name)
    return {split: sorted(names) for split, names in found.items()}


@pytest.mark.parametrize(
    ("train", "validation", "test"),
    [
        ("train", "val", "test"),
        ("train", "valid", "test"),
        ("TRAIN", "Val", "TEST"),
        ("Training", "Validation", "Testing"),
        ("training", "validation", "testing"),
        ("train_set", "dev", "test-set"),
        ("Train Data", "validation set", "Test Data"),
    ],
)
def test_splits_by_any_name_are_splits(make, train, validation, test):
    names = ("a/1.png", "b/2.png")
    folder = make(*(f"{split}/{name}" for split in (train, validation, test) for name in names))
    dataset = read_dataset(folder)
    assert dataset.classes == ("a", "b")
    assert parts(dataset) == {split: ["1.png", "2.png"] for split in ("Training", "Validation", "Testing")}
    for rows in (training_rows(dataset), validation_rows(dataset), evaluation_rows(dataset)):
        assert [row.label for row in rows] == ["a", "b"]
    assert {row.path.parent.parent.name for row in validation_rows(dataset)} == {validation}
    assert len(evaluation_rows(dataset, "val")) == 2


def test_the_sentence_says_how_many_and_what_stands_for_what(make):
    folder = make("train/glioma_tumor/1.png", "train/glioma_tumor/2.png", "train/no_tumor/1.png", "Test/glioma/1.png")
    assert layout_sentence(read_dataset(folder)) == (
        "Understood: Training 3 (train), Testing 1 (Test); classes glioma (from glioma_tumor), notumor (from no_tumor)"
    )
    assert layout_details(read_dataset(folder)) == ["No images of class notumor in Testing."]


@pytest.mark.parametrize("folders", [("test", "control"), ("Training", "control"), ("validity", "trainer")])
def test_words_that_are_classes_stay_classes(make, folders):
    assert read_dataset(make(*(f"{name}/1.png" for name in folders))).classes == tuple(sorted(folders))


def test_splits_without_class_folders_are_not_taken_for_classes(make):
    with pytest.raises(
        InvalidDatasetError, match=r"found 0 \(none\); put the images of each class into its own folder"
    ):
        read_dataset(make("train/1.png", "test/2.png"))


def test_splits_within_class_folders_are_splits(make):
    folder = make("a/train/1.png", "a/test/2.png", "b/train/3.png", "b/test/4.png")
    assert parts(read_dataset(folder)) == {"Training": ["1.png", "3.png"], "Testing": ["2.png", "4.png"]}
    assert read_dataset(folder).classes == ("a", "b")


def test_folders_that_are_no_splits_are_left_out_and_named(make):
    dataset = read_dataset(make("Training/a/1.png", "Training/b/1.png", "extra/a/1.png", "stray.png"))
    assert parts(dataset) == {"Training": ["1.png", "1.png"]}
    assert layout_details(dataset) == [
        "Left out because they are neither splits nor classes: extra.",
        "Left out because they are in no class folder: 1 image.",
    ]


SYSTEM = (".git", ".ipynb_checkpoints", "$RECYCLE.BIN", "System Volume Information", "@eaDir", "__MACOSX", "lost+found")


@pytest.mark.parametrize("below", ["", "Training/", "Training/a/"])
def test_what_systems_put_there_is_no_class_and_no_image(make, below):
    sound = ("Training/a/1.png", "Training/b/1.png") if below else ("a/1.png", "b/1.png")
    dataset = read_dataset(make(*sound, *(f"{below}{name}/x/old.png" for name in SYSTEM), f"{below}Thumbs.db"))
    assert dataset.classes == ("a", "b")
    assert len(dataset.rows) == 2
    if below != "Training/a/":
        assert set(dataset.understood.skipped) == set(SYSTEM)
        assert "Skipped system files: " in "".join(layout_details(dataset))


@pytest.mark.parametrize("wrapped", ["data", "archive/data", "data/brain_mri"])
def test_a_wrapped_dataset_is_found_and_said(make, wrapped):
    dataset = read_dataset(make(f"{wrapped}/train/a/1.png", f"{wrapped}/train/b/1.png", "README.txt", ".git/x"))
    assert parts(dataset) == {"Training": ["1.png", "1.png"]}
    assert dataset.understood.inside == (wrapped,)
    assert f"The images are in {wrapped}, the only folder there." in layout_details(dataset)


def test_a_split_that_wraps_its_classes_once_more_is_read(make):
    dataset = read_dataset(make("train/train/a/1.png", "train/train/b/1.png", "test/images/a/2.png"))
    assert dataset.classes == ("a", "b")
    assert parts(dataset) == {"Training": ["1.png", "1.png"], "Testing": ["2.png"]}


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ("metrics.json report.html scores.csv figures/roc.png mistakes/00.png", r"evaluation \(metrics\.json\)"),
        ("run.json package/confusion.png evaluation/figures/roc.png", r"training \(run\.json\)"),
        (
            "cross_validation.json fold-0/figures/roc.png fold-1/figures/a.png",
            r"cross-validation \(cross_validation\.json\)",
        ),
        ("order.json checkpoints/a.png package/a.png", r"training \(order\.json\)"),
        ("package.json classifier.tflite", r"a model package \(package\.json\)"),
    ],
)
def test_what_falx_itself_wrote_is_no_dataset(make, files, what):
    with pytest.raises(InvalidDatasetError, match=rf"{what}, which Falx wrote; give the dataset that it was made from"):
        read_dataset(make(*files.split()))


def test_results_in_the_folder_of_a_dataset_are_no_classes(make):
    names = ("metrics.json", "report.html", "figures/roc.png", "mistakes/00.png", "glioma/1.png", "no/2.png")
    dataset = read_dataset(make(*names))
    assert dataset.classes == ("glioma", "notumor")
    assert dataset.understood.left_out == ("figures", "mistakes")


def test_classes_may_have_the_names_of_such_folders(make):
    assert read_dataset(make("figures/1.png", "mistakes/2.png")).classes == ("figures", "mistakes")


def test_one_class_of_patients_is_not_a_dataset_of_patients(make):
    with pytest.raises(InvalidDatasetError, match=r"found 1 \(glioma, 2 images\)"):
        read_dataset(make("glioma/patient 1/1.png", "glioma/patient 2/1.png"))


def test_a_dataset_that_is_there_twice_is_read_once(make):
    dataset = read_dataset(
        make("yes/1.png", "no/2.png", "brain_tumor_dataset/yes/1.png", "brain_tumor_dataset/no/2.png")
    )
    assert dataset.classes == ("notumor", "yes")
    assert len(dataset.rows) == 2
    assert dataset.understood.left_out == ("brain_tumor_dataset",)


@pytest.mark.parametrize(
    ("folders", "classes"),
    [
        ("glioma_tumor meningioma_tumor no_tumor pituitary_tumor", "glioma meningioma notumor pituitary"),
        ("Glioma Meningioma NoTumor Pituitary", "glioma meningioma notumor pituitary"),
        ("Glioma_Tumour Healthy", "glioma notumor"),
        ("glioma-tumor non-tumor", "glioma notumor"),
        ("Pituitary_adenoma Normal", "notumor pituitary"),
        ("no yes", "notumor yes"),
        # Beside nothing that is a tumour these words may mean anything.
        ("healthy stroke", "healthy stroke"),
        ("no maybe", "maybe no"),
        # Which of the two is the tumour-free one, nobody can tell.
        ("glioma healthy normal", "glioma healthy normal"),
        ("glioma healthy notumor", "glioma healthy notumor"),
        ("glioblastoma metastasis", "glioblastoma metastasis"),
    ],
)
def test_the_four_classes_are_understood_by_other_names(make, folders, classes):
    folder = make(*(f"{name}/1.png" for name in folders.split()))
    dataset = read_dataset(folder)
    assert dataset.classes == tuple(classes.split())
    assert set(dict(dataset.understood.classes)) == set(folders.split()) - set(classes.split())
    kept = read_dataset(folder, keeps_names=True)
    assert kept.classes == tuple(sorted(folders.split()))
    assert kept.understood.classes == ()


def test_classes_are_understood_as_those_of_a_model(make):
    folder = make("glioma_tumor/1.png", "no_tumor/1.png")
    assert read_dataset(folder, classes=("glioma_tumor", "no_tumor")).classes == ("glioma_tumor", "no_tumor")
    assert read_dataset(folder, classes=("Glioma", "other")).classes == ("Glioma", "notumor")


@pytest.mark.parametrize("name", ["uncertain", "Unlike-Training", "not-a-brain-mri", "failed", "x|y", "=a", "a\nb"])
def test_names_that_no_class_may_have_are_refused_with_what_to_rename(make, name):
    with pytest.raises(
        InvalidDatasetError, match=r"^data: the class name '.*' \(as of .*1\.png\) .*; rename its folder"
    ):
        read_dataset(make("glioma/1.png", f"{name}/1.png"))


def test_a_reserved_name_in_a_table_is_refused_too(make):
    folder = make("1.png")
    (folder / "m.csv").write_text("path,class\n1.png,glioma\n1.png,failed\n", "utf-8")
    with pytest.raises(InvalidDatasetError, match=r"'failed' .*, or change it in the column class"):
        read_dataset(folder / "m.csv")


PLAIN = "path,class\nimages/a.png,glioma\nimages/b.png,notumor\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        "\ufeff" + PLAIN,
        "sep=,\n" + PLAIN,
        '"sep=,"\r\n' + PLAIN,
        "SEP=;\n" + PLAIN.replace(",", ";"),
        "sep=;;;\n" + PLAIN.replace(",", ";"),
        "\ufeffsep=\t\n" + PLAIN.replace(",", "\t"),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        "\n\n" + PLAIN + ",\n\n , \n",
        PLAIN.replace("path,class", "Path,Class"),
        PLAIN.replace("path,class", " PATH , class "),
        PLAIN.replace("path,class", "path, class").replace("glioma", " glioma "),
        PLAIN.replace("/", "\\"),
        PLAIN.replace("images/a.png", '"images/a.png"').replace("path", '"path"'),
        'path, class\n"images/a.png", "glioma"\nimages/b.png, "notumor"\n',
        "path,class,,\nimages/a.png,glioma,,\nimages/b.png,notumor,,\n,,,\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_tables_as_spreadsheets_write_them_are_read(make, content, encoding):
    folder = make("images/a.png", "images/b.png")
    encoded = (
        content.encode() if encoding == "utf-8" else codecs.BOM_UTF16_LE + content.lstrip("\ufeff").encode("utf-16-le")
    )
    (folder / "m.csv").write_bytes(encoded)
    dataset = read_dataset(folder / "m.csv")
    assert [(row.path, row.label) for row in dataset.rows] == [
        (folder / "images" / "a.png", "glioma"),
        (folder / "images" / "b.png", "notumor"),
    ]


def test_what_was_read_otherwise_in_a_table_is_said(make):
    folder = make("images/a.png", "images/b.png")
    (folder / "m.csv").write_text("Path;Class;Split\nimages\\a.png;a;train\n;;\nimages\\b.png;b;valid\n", "utf-8")
    dataset = read_dataset(folder / "m.csv")
    assert parts(dataset) == {"Training": ["a.png"], "Validation": ["b.png"]}
    assert layout_details(dataset)[-1] == (
        "The table: columns separated by semicolons, 1 empty line left out, \\ in paths read as /."
    )
    assert layout_values(dataset)["splits"] == {"train": "Training", "valid": "Validation"}


def test_a_backslash_that_is_part_of_a_name_stays(make):
    folder = make("a\\1.png", "b.png")
    (folder / "m.csv").write_text("path,class\na\\1.png,a\nb.png,b\n", "utf-8")
    assert read_dataset(folder / "m.csv").rows[0].path == folder / "a\\1.png"


def test_columns_that_a_program_took_for_fractions_are_read(make):
    folder = make("1.png", "2.png", "3.png")
    text = "path,class,fold,test_only\n1.png,a,0.0,FALSE\n2.png,b,1.0,TRUE\n3.png,b,,0.0\n"
    (folder / "m.csv").write_text(text, "utf-8")
    rows = read_dataset(folder / "m.csv").rows
    assert [(row.fold, row.is_test_only) for row in rows] == [(0, False), (1, True), (None, False)]


def test_images_of_an_unknown_split_are_reported_as_unused(make):
    folder = make("1.png", "2.png", "3.png")
    (folder / "m.csv").write_text("path,class,split\n1.png,a,train\n2.png,b,train\n3.png,b,spare\n", "utf-8")
    dataset = read_dataset(folder / "m.csv")
    assert layout_sentence(dataset) == "Understood: Training 2 (train), spare 1; classes a, b"
    assert layout_details(dataset) == ["Images in other splits are not used: spare."]


@pytest.mark.parametrize(
    ("name", "content", "hint"),
    [
        ("data.zip", b"PK\x03\x04\x14", "an archive; unpack it and give the folder"),
        ("data.rar", b"Rar!\x1a\x07", "an archive; unpack it"),
        ("data.tar.gz", b"\x1f\x8b\x08", "an archive; unpack it"),
        ("list.xlsx", b"PK\x03\x04\x14", "a spreadsheet; save it as CSV in UTF-8"),
        ("list.xls", b"\xd0\xcf\x11\xe0", "an old Excel sheet; save it as CSV"),
        ("list.csv", "path,class\nMädchen.png,a\n".encode("cp1252"), "save it as CSV in UTF-8"),
        ("scan.png", PNG, "got a file of another kind$"),
    ],
)
def test_what_is_given_in_place_of_a_dataset_is_named(tmp_path, name, content, hint):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidDatasetError, match=hint):
        read_dataset(tmp_path / name)


@pytest.mark.parametrize(
    ("files", "hint"),
    [
        (("archive.zip",), "found 0 .*; unpack archive.zip and give the folder that comes of it; or put"),
        (("list.csv", "images/1.png"), "found 1 .*; if list.csv lists them, give that file; or put"),
    ],
)
def test_a_folder_without_class_folders_says_what_else_may_be_the_dataset(make, files, hint):
    with pytest.raises(InvalidDatasetError, match=hint):
        read_dataset(make(*files))


def test_a_split_that_is_not_there_is_reported_with_those_that_are(make):
    dataset = read_dataset(make("train/a/1.png", "train/b/1.png"))
    with pytest.raises(InvalidDatasetError, match=r"no images in split 'Testing'; its splits are: Training \(2\)"):
        evaluation_rows(dataset)


@pytest.mark.parametrize("word", ["", "a", "glioma", "trainer", "attest", "x val"])
def test_other_words_are_no_splits(word):
    assert split_of(word) == ""
