"""The number of entries in a zip archive, by its directory alone."""

import io
import zipfile

import pytest

from core.readers.zip_directory import count_entries


def packed(count, comment=b"", before=b""):
    file = io.BytesIO(before)
    with zipfile.ZipFile(file, "a") as archive:
        for number in range(count):
            archive.writestr(f"{number}.png", b"x")
        archive.comment = comment
    return file


@pytest.mark.parametrize("count", [0, 1, 300, 70_000])
def test_entries_are_counted(count):
    assert count_entries(packed(count)) == count


def test_a_comment_and_what_is_before_the_archive_do_not_count():
    assert count_entries(packed(3, comment=b"PK and more", before=b"#!/bin/sh\n")) == 3


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"no archive" * 10])
def test_without_a_directory_there_is_none(content):
    assert count_entries(io.BytesIO(content)) == 0
