"""The tables of what the programs weigh."""

from release import size_table
from release.build import folder_size, is_light
from release.size_table import cuts_table, weights_table


def write(path, size):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size))


def test_links_weigh_nothing(tmp_path):
    write(tmp_path / "a" / "library", 1000)
    (tmp_path / "link").symlink_to("a/library")
    assert folder_size(tmp_path) == 1000
    assert folder_size(tmp_path / "a" / "library") == 1000


def test_what_weighs_too_much_is_named(tmp_path, capsys):
    write(tmp_path / "falx" / "library", 2_000_000)
    assert is_light(tmp_path / "falx", 2)
    assert not is_light(tmp_path / "falx", 1.9)
    assert capsys.readouterr().err.startswith(f"{tmp_path / 'falx'}: expected at most 1.9 MB")


def test_each_program_has_a_line_with_its_heaviest_parts(tmp_path):
    for name in ("falx", "falx-reader"):
        write(tmp_path / name / "_internal" / "small" / "file", 1_000_000)
        write(tmp_path / name / "_internal" / "large" / "file", 3_000_000)
    lines = weights_table(tmp_path).splitlines()
    assert lines[2] == "| `falx` | 4 MB | – | large 3 MB, small 1 MB |"
    assert lines[3].startswith("| `falx-reader` | 4 MB |")


def test_what_is_installed_and_left_out_is_summed_by_reason(tmp_path, monkeypatch):
    (tmp_path / "falx" / "_internal" / "tensorflow").mkdir(parents=True)
    write(tmp_path / "site" / "tensorflow" / "include" / "a.h", 2_000_000)
    write(tmp_path / "site" / "tensorflow" / "kept.so", 5_000_000)
    # A package that is not in the program at all is not something cut out of it.
    write(tmp_path / "site" / "sklearn" / "datasets" / "data" / "iris.csv", 5_000_000)
    monkeypatch.setattr(size_table.sysconfig, "get_path", lambda name: str(tmp_path / "site"))
    [line] = cuts_table(tmp_path / "falx").splitlines()[2:]
    assert line == "| TensorFlow's headers and sources | needed to compile against it | 2 MB |"
