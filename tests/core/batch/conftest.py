"""The request of a batch that reads files in other processes, and what it has written."""

import json

import pytest

from core.batch.request import BatchRequest
from core.model.store import shipped_package
from core.readers import read_slices


def ignore(*_):
    pass


def read_here(path, is_wanted):
    return read_slices(path)


@pytest.fixture
def request_(scans, tmp_path):
    return BatchRequest(
        (str(scans),), shipped_package(), tmp_path / "out.jsonl", tmp_path / "out.csv", studies=tmp_path / "studies.csv"
    )


def records_of(request):
    return [json.loads(line) for line in request.jsonl.read_text("utf-8").splitlines()]
