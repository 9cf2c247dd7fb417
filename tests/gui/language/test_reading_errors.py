"""What the readers say of bad files is translated piece by piece."""

import gzip
import random
import re

import numpy as np
import pytest
from pydicom.data import get_testdata_file

from core.errors import FalxError
from core.program import translation
from core.readers import read_slices
from gui.translated_messages.relay import relayed
from tests.gui.language.sources import said_in, said_while_reading
from tests.gui.language.walk import left_over, untranslated

pytestmark = pytest.mark.usefixtures("marked")

# Names of elements, of syntaxes and of formats, units and sizes.
_NAMES = re.compile(
    r"Rescale Slope|Window (Center|Width)|Photometric Interpretation|\w+ VR Little Endian|TIFF|BMP|GIF|KB|MB|gzip"
    r"|(bad|first)\.\S*|u?int\d+|float\d+"
)


def test_texts_are_found_in_sources():
    source = (
        'NONE = "nothing there"\n'
        'raise LostError("gone", subject=path, expected=f"{n} bytes" if n else "none", got=NONE)\n'
        'raise source.unreadable("a volume", "one")\n'
        'raise ValueError("for nobody")\n'
        'def unreadable(came, advice="copy it"): add_remark(remarks, "It was mended")\n'
        'remark = "It is odd"'
    )
    expected = {"gone", "{} bytes", "none", "nothing there", "a volume", "one", "copy it", "It was mended", "It is odd"}
    assert {text for text, _ in said_in(source)} == expected


def test_all_that_readers_say_is_known():
    said = said_while_reading()
    assert len(said) > 150
    unknown = {text: place for text, place in said.items() if left_over(text.replace("{}", "7"), _NAMES)}
    assert unknown == {}


def test_advice_stays_out_of_what_was_found():
    told = relayed("expected whole gzip data, got data that are cut off; save or copy it again")
    found, advice = told.split("; ")
    assert "data that are" in found
    assert advice == "«save or copy it again»"
    assert "save" not in found


def test_parts_in_brackets_stay_together():
    told = relayed("cannot be read (a.png: expected an image, got an empty file; copy it again)")
    assert untranslated(told) == ""
    assert told.endswith("; «copy it again»)»")


def _cut(content, share):
    return content[: int(len(content) * share)]


def _dicom(**elements):
    from io import BytesIO

    from pydicom import dcmread

    dataset = dcmread(get_testdata_file("CT_small.dcm"))
    for name, value in elements.items():
        setattr(dataset, name, value)
    buffer = BytesIO()
    dataset.save_as(buffer)
    return buffer.getvalue()


def _picture(kind):
    import cv2

    return cv2.imencode(f".{kind}", np.random.default_rng(1).integers(0, 255, (96, 96), np.uint8))[1].tobytes()


def _nifti(shape=(32, 32, 4)):
    import nibabel

    image = nibabel.Nifti1Image(np.random.default_rng(0).integers(0, 900, shape).astype(np.int16), np.eye(4))
    return image.to_bytes()


BAD = {
    "bad.png": lambda: b"",
    "bad.dcm": lambda: b"Dear colleague, the pictures are attached.\n" * 20,
    "bad.csv": lambda: b"path,class\na.png,glioma\n" * 20,
    "bad.img": lambda: random.Random(1).randbytes(4000),
    "bad.random.dcm": lambda: random.Random(2).randbytes(4000),
    "bad.pdf": lambda: b"%PDF-1.7 of nothing",
    "bad.txt.gz": lambda: gzip.compress(b"nothing but a text\n" * 20),
    "bad.cut.nii.gz": lambda: _cut(gzip.compress(_nifti()), 0.5),
    "bad.cut.nii": lambda: _cut(_nifti(), 0.5),
    "bad.head.nii": lambda: _nifti()[:350],
    "bad.cut.jpg": lambda: _cut(_picture("jpg"), 0.5),
    "bad.cut.png": lambda: _cut(_picture("png"), 0.5),
    "bad.end.png": lambda: _picture("png")[:-12],
    "bad.cut.tif": lambda: _cut(_picture("tiff"), 0.3),
    "bad.cut.bmp": lambda: _cut(_picture("bmp"), 0.3),
    "bad.cut.dcm": lambda: _cut(_dicom(), 0.5),
    "bad.slope.dcm": lambda: _dicom(RescaleSlope=0),
    "bad.bits.dcm": lambda: _dicom(BitsAllocated=12),
    "bad.rows.dcm": lambda: _dicom(Rows=4),
    "bad.colours.dcm": lambda: _dicom(PhotometricInterpretation="HSV"),
    "bad.zip": lambda: b"PK\x03\x04" + bytes(80),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_said_of_a_bad_file_is_translated(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(BAD[name]())
    with translation.english():
        try:
            said = [remark for image in read_slices(path) for remark in image.remarks]
        except FalxError as error:
            said = [error.reason, str(error)]
    assert said
    assert {text: left_over(text, _NAMES) for text in said if left_over(text, _NAMES)} == {}
