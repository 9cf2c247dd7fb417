"""The sweep is measured as the window runs it."""

import pytest

from bench import sweep


@pytest.mark.slow
def test_a_sweep_is_measured_beside_the_plain_loop(monkeypatch):
    monkeypatch.setattr(sweep, "SLICES", 6)
    monkeypatch.setattr(sweep, "SIDE", 64)
    monkeypatch.setattr(sweep, "_ROUNDS", 1)
    rate, loop, whole = sweep.measure()
    assert rate.note == "volume of 6 slices of 64 x 64"
    assert all(row.ours > 0 and row.verdict in ("met", "MISSED") for row in (rate, loop))
    assert rate.other == sweep.LEAST_RATE
    assert loop.other > 0
    assert whole.ours > 0
