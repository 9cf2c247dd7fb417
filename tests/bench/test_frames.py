"""Frames: each kind of work is measured on a view that paints."""

from bench import frames


def test_each_kind_of_work_is_measured(monkeypatch, qapp):
    monkeypatch.setattr(frames, "SIDE", 64)
    monkeypatch.setattr(frames, "_FRAMES", 2)
    rows = frames.measure()
    assert len({row.what for row in rows}) == len(rows) >= 10
    assert all(row.ours is not None and row.ours > 0 for row in rows)
    assert all(row.verdict in ("met", "MISSED") for row in rows)
