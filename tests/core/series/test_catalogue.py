"""The series of a study, found by headers: what belongs together, in what order, and what is set apart."""

import shutil

import numpy as np
import pytest

from core.jobs.events import Cancelled
from core.readers import read_slices
from core.series.catalogue import catalogue_files, neighbours_of, read_catalogue, read_series
from core.series.entry import Plane, Spacing
from core.series.thumbnail import draw_thumbnail
from tests.core.phantom_medium import (
    CORONAL,
    FLAIR,
    PATIENT,
    SURVEY,
    T1,
    Drawn,
    draw_series,
    write_flat,
    write_medium,
    write_nested,
    write_zip,
)
from tests.core.phantom_study import draw_study, write_nifti, write_picture


@pytest.fixture(params=["flat", "nested", "medium", "zip"])
def place(request, tmp_path):
    """The same study as a folder, as folders within folders, by a DICOMDIR, and in a zip archive."""
    if request.param == "medium":
        return write_medium(tmp_path / "cd")
    folder = (write_flat if request.param == "flat" else write_nested)(tmp_path / "study")
    return write_zip(tmp_path / "study.zip", folder) if request.param == "zip" else folder


def summary(catalogue):
    return [(one.number, one.plane, one.words, one.count, one.is_localizer) for one in catalogue.series]


def test_a_study_is_the_same_whatever_it_is_in(place):
    assert summary(read_catalogue(place)) == [
        (4, Plane.AXIAL, "T1 MPRAGE + contrast", 7, False),
        (9, Plane.CORONAL, "FLAIR", 5, False),
        (1, Plane.SEVERAL, "", 6, True),
    ]


def test_a_series_is_read_in_geometric_order(place):
    series = read_catalogue(place).series[0]
    images = read_series(series)
    assert [int(image.pixels[8, 8]) for image in images] == [10, 20, 30, 40, 50, 60, 70]
    assert [image.source for image in images] == list(series.files)
    assert series.spacing == Spacing(1.0, 1.0, 5.0)


def test_no_word_on_the_patient_is_kept(place):
    shown = repr([(one.words, one.kind, one.key) for one in read_catalogue(place).series])
    assert not any(part in shown for part in (*PATIENT.split("^"), "House"))


def test_a_series_alone_in_its_folder_goes_by_it(tmp_path):
    catalogue = read_catalogue(write_nested(tmp_path))
    assert [one.path.name for one in catalogue.series] == ["SE0004", "SE0009", "SE0001"]
    flat = read_catalogue(write_flat(tmp_path / "flat"))
    assert all(one.path == one.files[0] for one in flat.series)


def test_copies_are_counted_and_left_out(tmp_path):
    folder = write_flat(tmp_path / "study", (T1,))
    twice = sorted(folder.iterdir())[2]
    shutil.copy(twice, folder / "IM9999")
    shutil.copytree(folder, folder / "again")
    [series] = read_catalogue(folder).series
    assert (series.count, len(series.duplicates)) == (7, 9)
    assert len({path.read_bytes() for path in series.files}) == 7


def test_slices_of_one_place_are_no_copies(tmp_path):
    # As of two echoes.
    for index, dataset in enumerate([*draw_series(T1), *draw_series(T1)]):
        dataset.save_as(tmp_path / f"{index}", enforce_file_format=True)
    [series] = read_catalogue(tmp_path).series
    assert (series.count, series.duplicates) == (14, ())


def test_a_few_slices_across_a_stack_are_a_localizer(tmp_path):
    axial = list(draw_series(T1))
    for index, dataset in enumerate([*axial, next(draw_series(Drawn(4, T1.description, (CORONAL,), 1)))]):
        dataset.save_as(tmp_path / f"{index}", enforce_file_format=True)
    found = read_catalogue(tmp_path).series
    assert [(one.plane, one.count, one.is_localizer) for one in found] == [
        (Plane.AXIAL, 7, False),
        (Plane.CORONAL, 1, True),
    ]


def test_a_series_without_positions_goes_by_its_numbers(tmp_path):
    for index, dataset in enumerate(draw_series(T1)):
        del dataset.ImagePositionPatient, dataset.ImageOrientationPatient
        dataset.save_as(tmp_path / f"{index}", enforce_file_format=True)
    [series] = read_catalogue(tmp_path).series
    assert series.plane is Plane.UNKNOWN
    # They count from the far end.
    assert [image.pixels[8, 8] for image in read_series(series)] == [70, 60, 50, 40, 30, 20, 10]


def test_pictures_and_volumes_stand_for_themselves(tmp_path):
    write_flat(tmp_path, (FLAIR,))
    stack = draw_study()
    write_nifti(tmp_path / "volume.nii", stack)
    write_picture(tmp_path / "picture.png", stack)
    found = read_catalogue(tmp_path).series
    assert [(one.kind, one.path.name) for one in found[1:]] == [("PNG", "picture.png"), ("NIfTI", "volume.nii")]


def test_a_damaged_file_is_listed_and_its_series_says_so(tmp_path):
    folder = write_flat(tmp_path, (T1,))
    (folder / "IM9999").write_bytes(sorted(folder.iterdir())[0].read_bytes()[:700])
    series, damaged = read_catalogue(folder).series
    assert damaged.path.name == "IM9999"
    assert "1 file of this series is damaged" in read_series(series)[0].remarks[0]


def test_one_file_leads_to_its_neighbours(tmp_path):
    folder = write_flat(tmp_path / "study")
    write_flat(folder / "other", (T1,), uid="9.9")
    path = sorted(folder.iterdir())[3]
    found = neighbours_of(path)
    assert found.place == folder
    assert sum(path in one.files for one in found.series) == 1
    assert sum(one.count for one in found.series) == 7 + 5 + 6


def test_the_search_says_how_far_it_is_and_can_be_stopped(tmp_path):
    folder, told = write_flat(tmp_path, (SURVEY, T1)), []
    read_catalogue(folder, on_progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (13, 13)

    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        read_catalogue(folder, on_progress=stop)


def test_the_directory_counts_what_is_missing(tmp_path):
    directory = write_medium(tmp_path / "cd")
    catalogue = read_catalogue(directory)
    catalogue.series[0].files[0].unlink()
    again = read_catalogue(directory)
    assert (again.missing, again.series[0].count) == (1, 6)


def test_names_in_small_letters_are_found(tmp_path):
    directory = write_medium(tmp_path / "cd")
    for path in sorted(directory.parent.rglob("*"), reverse=True):
        path.rename(path.with_name(path.name.lower()))
    assert [one.count for one in read_catalogue(tmp_path / "cd" / "dicomdir").series] == [7, 5, 6]


@pytest.mark.filterwarnings("ignore:Invalid value")
def test_a_directory_that_leads_away_is_not_followed(tmp_path):
    from pydicom import dcmread

    directory = write_medium(tmp_path / "cd")
    write_flat(tmp_path / "elsewhere")
    dataset = dcmread(directory)
    for record in dataset.DirectoryRecordSequence:
        if "ReferencedFileID" in record:
            record.ReferencedFileID = ["..", "elsewhere", "IM0000"]
    dataset.save_as(directory)
    assert read_catalogue(directory).series == ()


def test_a_large_object_of_frames_is_a_series(tmp_path):
    from tests.core.readers.conftest import dicom_dataset

    dataset = dicom_dataset(np.zeros((9, 32, 32), np.uint8))
    dataset.SeriesInstanceUID = "1.2"
    dataset.save_as(tmp_path / "a", enforce_file_format=True)
    [series] = read_catalogue(tmp_path).series
    assert (series.count, series.is_stack) == (9, False)


def test_a_thumbnail_fits_its_square(tmp_path):
    [series] = read_catalogue(write_flat(tmp_path, (FLAIR,))).series
    picture = draw_thumbnail(read_slices(series.middle), 40)
    assert picture.shape == (40, 40, 3)
    assert picture.std() > 20


def test_a_file_that_is_gone_costs_itself_alone(tmp_path):
    folder = write_flat(tmp_path, (T1,))
    files = [*sorted(folder.iterdir()), folder / "gone"]
    assert catalogue_files(files)[0].count == 7
