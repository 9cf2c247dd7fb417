"""Data sets that do not say their transfer syntax, or a wrong one, and those that cannot be read at all."""

import io
import time

import jpeg_ls
import numpy as np
import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openjpeg.utils import encode_array
from PIL import Image
from pydicom.encaps import encapsulate
from pydicom.uid import (
    MPEG2MPML,
    EncapsulatedPDFStorage,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    GrayscaleSoftcopyPresentationStateStorage,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLSLossless,
    KeyObjectSelectionDocumentStorage,
    MediaStorageDirectoryStorage,
    RLELossless,
)

from core.errors import UnreadableImageError, UnsupportedImageError
from core.readers import read_slices
from core.readers.bare_dicom import is_bare_dicom
from core.readers.source import Format, sniff

PICTURE = (np.add.outer(np.arange(64), np.arange(64)) * 16 + np.arange(64) % 7).astype(np.uint16)
DISK = np.hypot(*(np.mgrid[:128, :128] - 64)) < 50
# Where its stream is cut off, the decoder of JPEG-LS counts on for seconds.
NOISY = (DISK * (1500 + np.random.default_rng(1).normal(0, 40, DISK.shape))).astype(np.uint16)
PLAIN = [ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian]


def without_meta(path, preamble=b""):
    """Take the file meta information away, and put something else in front."""
    content = path.read_bytes()
    length = int.from_bytes(content[140:144], "little")
    path.write_bytes(preamble + content[144 + length :])
    return path


def read_one(path):
    [image] = read_slices(path)
    return image


@pytest.mark.parametrize("syntax", PLAIN)
@pytest.mark.parametrize("preamble", [b"", bytes(128) + b"DICM"])
def test_a_syntax_that_is_not_stated_is_guessed(make_dicom, syntax, preamble):
    image = read_one(without_meta(make_dicom(PICTURE, syntax=syntax, WindowCenter=5, WindowWidth=9), preamble))
    np.testing.assert_array_equal(image.pixels, PICTURE)
    assert image.window.width == 9
    assert image.remarks == (f"The transfer syntax is missing; {syntax.name} was assumed",)


@pytest.mark.parametrize("stated", [b"", b"\0" * 20])
def test_an_empty_syntax_is_guessed(make_dicom, stated):
    path = make_dicom(PICTURE)
    element = b"\x02\x00\x10\x00UI\x14\x001.2.840.10008.1.2.1\x00"
    content = path.read_bytes()
    assert content.count(element) == 1
    path.write_bytes(content.replace(element, element[:6] + len(stated).to_bytes(2, "little") + stated))
    np.testing.assert_array_equal(read_one(path).pixels, PICTURE)


@pytest.mark.parametrize(
    ("syntax", "stream"),
    [
        (RLELossless, None),
        (JPEGLSLossless, bytes(jpeg_ls.encode_array(PICTURE))),
        (JPEG2000Lossless, bytes(encode_array(PICTURE))),
    ],
)
def test_compressed_pixels_say_their_syntax(make_dicom, syntax, stream):
    elements = {"PixelData": encapsulate([stream])} if stream else {}
    image = read_one(without_meta(make_dicom(PICTURE, syntax=syntax, **elements)))
    np.testing.assert_array_equal(image.pixels, PICTURE)


def test_pixels_in_another_compression_than_stated_are_read(make_dicom):
    stream = bytes(jpeg_ls.encode_array(PICTURE))
    image = read_one(make_dicom(PICTURE, syntax=JPEG2000Lossless, PixelData=encapsulate([stream])))
    np.testing.assert_array_equal(image.pixels, PICTURE)
    assert "JPEG-LS" in image.remarks[0]


def test_compressed_pixels_in_a_plain_syntax_are_read(make_dicom):
    path = make_dicom(PICTURE, syntax=RLELossless)
    content = path.read_bytes()
    path.write_bytes(content.replace(b"1.2.840.10008.1.2.5\0", b"1.2.840.10008.1.2.1\0"))
    image = read_one(path)
    np.testing.assert_array_equal(image.pixels, PICTURE)
    assert "RLE" in image.remarks[0]


def test_plain_pixels_in_a_compressed_syntax_are_read(make_dicom):
    path = make_dicom(PICTURE)
    path.write_bytes(path.read_bytes().replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.5\0"))
    image = read_one(path)
    np.testing.assert_array_equal(image.pixels, PICTURE)
    assert len(image.remarks) == 1


@pytest.mark.parametrize("cut", [1, 9, 400])
def test_a_compressed_file_that_ends_within_its_pixels_is_damaged(make_dicom, cut):
    path = make_dicom(PICTURE, syntax=JPEGLSLossless, PixelData=encapsulate([bytes(jpeg_ls.encode_array(PICTURE))]))
    path.write_bytes(path.read_bytes()[: -8 - cut])
    with pytest.raises(UnreadableImageError, match=r"cut off|damaged"):
        read_slices(path)


@settings(max_examples=300, deadline=None)
@given(st.binary(min_size=8, max_size=200), st.sampled_from([b"", b"\x08\0", b"\0\x08", b"\x02\0", b"\x08\0\0\0"]))
def test_few_bytes_are_taken_for_a_data_set(noise, start):
    """What passes has a first element as data sets have it, so noise does not."""
    head = start + noise
    if is_bare_dicom(head):
        assert head[:2] in (b"\x08\0", b"\0\x08", b"\x02\0")
        assert any(32 <= byte < 127 for byte in head[8:]) or head[2:4] in (b"\0\0", b"\x01\0", b"\0\x01")


@pytest.mark.parametrize(
    "head",
    [
        b"\x08\0\0\0" + bytes(100),
        b"\x08\0\x01\0" + bytes(100),
        b"\x02\0\0\0" + bytes(100),
        b"\x08\0\x10\0\x04\0\0\0\x01\x02\x03\x04" + bytes(100),
        b"\x08\0\x05\0ZZ\x0a\0ISO_IR 100",
        b"\x08\0\x05\0\0\0\0\0",
        b"\x08\0\x16\0UI\x04\x001.2\0\x08\0\x05\0CS\x02\0AB",
        b"\x08\0\0\0\x04\0\0\0\x01\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff",
        np.arange(8, 400, dtype="<u2").tobytes(),
        np.arange(8, 400, dtype="<u4").tobytes(),
        np.linspace(0, 1, 300).astype("<f4").tobytes(),
    ],
)
def test_other_binary_files_are_no_dicom(head):
    assert sniff(head) is None


@pytest.mark.parametrize("syntax", PLAIN)
def test_a_bare_data_set_is_known_by_its_first_bytes(make_dicom, syntax):
    assert sniff(without_meta(make_dicom(PICTURE, syntax=syntax)).read_bytes()[:2048]) is Format.DICOM


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.97])
@pytest.mark.parametrize("tail", [b"", b"\xff", b"\0\0\0\0"])
def test_a_cut_off_jpeg_ls_is_refused_at_once(make_dicom, share, tail):
    stream = bytes(jpeg_ls.encode_array(NOISY))
    path = make_dicom(NOISY, syntax=JPEGLSLossless, PixelData=encapsulate([stream[: int(len(stream) * share)] + tail]))
    before = time.process_time()
    with pytest.raises(UnreadableImageError, match="damaged"):
        read_slices(path)
    assert time.process_time() - before < 1


def test_a_jpeg_ls_that_lacks_its_end_marker_alone_is_read(make_dicom):
    stream = bytes(jpeg_ls.encode_array(PICTURE))
    assert stream.endswith(b"\xff\xd9")
    for end in (len(stream), len(stream) - 2 - len(stream) % 2):
        path = make_dicom(PICTURE, syntax=JPEGLSLossless, PixelData=encapsulate([stream[:end]]))
        if end == len(stream) or len(stream) % 2 == 0:
            np.testing.assert_array_equal(read_one(path).pixels, PICTURE)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_cut_off_jpeg_2000_is_refused(make_dicom, share):
    stream = bytes(encode_array(PICTURE))
    path = make_dicom(PICTURE, syntax=JPEG2000Lossless, PixelData=encapsulate([stream[: int(len(stream) * share)]]))
    with pytest.raises(UnreadableImageError, match="damaged"):
        read_slices(path)


@pytest.mark.parametrize("length", [0, 1, 7, 4000, 2**32 - 1])
def test_boxes_of_a_jpeg_2000_that_lead_nowhere_are_refused(make_dicom, length):
    """The library goes round for ever where a box has no length."""
    boxes = b"\0\0\0\x0cjP  \r\n\x87\n" + length.to_bytes(4, "big") + b"ftypjp2 "
    stream = boxes + bytes(encode_array(PICTURE))
    path = make_dicom(PICTURE, syntax=JPEG2000Lossless, PixelData=encapsulate([stream]))
    with pytest.raises(UnreadableImageError, match="damaged"):
        read_slices(path)


@pytest.mark.parametrize("syntax", [RLELossless, JPEGLSLossless, JPEG2000Lossless])
def test_a_small_stream_for_a_huge_picture_is_refused_before_it_is_decoded(make_dicom, monkeypatch, syntax):
    monkeypatch.setattr("core.readers.dicom.pixels.pixel_array", lambda *_, **__: pytest.fail("decoded"))
    path = make_dicom(PICTURE)
    dataset = pydicom.dcmread(path)
    dataset.Rows = dataset.Columns = 9000
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.PixelData = encapsulate([b"\1\0\0\0\x40\0\0\0" + bytes(500)])
    dataset["PixelData"].is_undefined_length = True
    dataset.save_as(path)
    with pytest.raises(UnreadableImageError):
        read_slices(path)


def jpeg_of(precision, marker=0xC1):
    stream = io.BytesIO()
    Image.fromarray((PICTURE >> 4).astype(np.uint8)).save(stream, "JPEG")
    content = bytearray(stream.getvalue())
    at = content.index(b"\xff\xc0")
    content[at + 1], content[at + 4] = marker, precision
    return bytes(content)


@pytest.mark.parametrize(
    ("syntax", "stream", "kind"),
    [
        (JPEGExtended12Bit, jpeg_of(12), "12 bits"),
        (JPEGBaseline8Bit, jpeg_of(8, 0xC9), "arithmetic"),
        (MPEG2MPML, bytes(100), "MPEG2"),
    ],
)
def test_a_compression_that_falx_lacks_is_unsupported_not_damaged(make_dicom, syntax, stream, kind):
    path = make_dicom(PICTURE, syntax=syntax, PixelData=encapsulate([stream]))
    with pytest.raises(UnsupportedImageError, match=kind) as error:
        read_slices(path)
    assert "damaged" not in str(error.value)


def test_an_unknown_syntax_is_unsupported_not_damaged(make_dicom):
    path = make_dicom(PICTURE)
    path.write_bytes(path.read_bytes().replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.19999.1.2.1\0"))
    with pytest.raises(UnsupportedImageError, match="unknown transfer syntax"):
        read_slices(path)


@pytest.mark.parametrize(
    ("elements", "kind"),
    [
        ({"SOPClassUID": EncapsulatedPDFStorage, "Modality": "DOC"}, "a PDF document"),
        ({"SOPClassUID": EncapsulatedPDFStorage, "Modality": "OT"}, "a PDF document"),
        ({"SOPClassUID": "1.2.840.10008.5.1.4.1.1.88.33", "Modality": "SR"}, "a report"),
        ({"Modality": "SR"}, "a report"),
        ({"SOPClassUID": KeyObjectSelectionDocumentStorage, "Modality": "KO"}, "a key-object note"),
        ({"SOPClassUID": GrayscaleSoftcopyPresentationStateStorage, "Modality": "PR"}, "a presentation state"),
        ({"SOPClassUID": MediaStorageDirectoryStorage}, "a directory"),
    ],
)
def test_what_is_no_picture_is_named(make_dicom, elements, kind):
    with pytest.raises(UnsupportedImageError, match=kind):
        read_slices(make_dicom(None, **elements))
