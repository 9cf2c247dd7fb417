"""The benchmark of opening a series."""

import pytest

from bench import series


def test_a_series_is_opened_both_ways(monkeypatch):
    monkeypatch.setattr(series, "FILES", 3)
    monkeypatch.setattr(series, "SIDE", 64)
    (row,) = series.measure()
    assert "3 DICOM files" in row.what
    assert row.ours > 0
    assert row.other > 0
    assert row.ratio == pytest.approx(row.ours / row.other)
