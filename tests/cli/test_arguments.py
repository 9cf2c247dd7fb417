"""What all commands say of wrong arguments: one line, the nearest right one, status 2."""

import re
from pathlib import Path

import pytest

from cli.arguments import Parser, positive, whole
from falx import main


def make_parser():
    parser = Parser(prog="falx try", description="Try. " * 40, examples=("falx try --count 3",))
    parser.add_argument("--count", type=positive, help="how many, " * 20)
    parser.add_argument("--colour", choices=("red", "green"), help="one of red-green-blue-yellow " * 5)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("file", type=Path, nargs="*")
    return parser


def refused(capsys, *arguments):
    """Give the one line that wrong arguments end in."""
    with pytest.raises(SystemExit) as stopped:
        make_parser().parse_args(arguments)
    assert stopped.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    [line] = err.splitlines()
    assert line.startswith("falx try: ")
    assert line.endswith(" (see falx try --help)")
    return line


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--cuont", "3"], "unknown option '--cuont'; did you mean --count?"),
        (["--Count=3"], "unknown option '--Count'; did you mean --count?"),
        (["--level", "99"], "unknown option '--level' (see"),
        (["-n", "3"], "unknown option '-n' (see"),
        (["--count", "abc"], "argument --count: expected a whole number, got 'abc'"),
        (["--count", "1.5"], "argument --count: expected a whole number, got '1.5'"),
        (["--count", "1_0"], "argument --count: expected a whole number, got '1_0'"),
        (["--count", "9" * 5000], "argument --count: expected a whole number, got '999"),
        (["--count", "0"], "argument --count: expected 1 or more, got 0"),
        (["--fold", "two"], "argument --fold: expected a whole number, got 'two'"),
        (["--colour", "gren"], "expected one of red, green, got 'gren'; did you mean green?"),
        (["--colour", "RED"], "expected one of red, green, got 'RED'; did you mean red?"),
        (["--count"], "argument --count: expected one argument"),
        (["a.png"], "the following arguments are required: --out"),
        (["--out", ""], "argument --out: expected a path, got nothing"),
        (["--out", "x", ""], "argument file: expected a path, got nothing"),
        (["--out\n\x1b[31m", "x"], r"unknown option '--out\n\x1b[31m'"),
    ],
)
def test_wrong_arguments_are_reported(capsys, arguments, told):
    assert told in refused(capsys, *arguments)


def test_a_file_that_looks_like_an_option_is_answered_with_how_to_give_it(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-scan.png").touch()
    assert "write ./-scan.png for the file" in refused(capsys, "--out", "x", "-scan.png")


@pytest.mark.parametrize(
    "arguments", [["--out", "x", "--", "--cuont"], ["--out", "x", "-my scan"], ["--ou", "x"], ["--out=x", "-3"]]
)
def test_what_argparse_takes_is_taken(arguments):
    assert make_parser().parse_args(arguments).out == Path("x")


@pytest.mark.parametrize(("text", "value"), [("3", 3), ("-2", -2), ("+7", 7), ("007", 7)])
def test_whole_numbers_are_read(text, value):
    assert whole(text) == value


@pytest.mark.parametrize("columns", [80, 100, 300])
def test_the_help_is_narrow_and_keeps_words_whole(columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = make_parser().format_help().splitlines()
    assert max(map(len, lines)) <= min(columns, 100)
    assert lines[-2:] == ["example:", "  falx try --count 3"]
    assert not [line for line in lines if re.search(r"\w-$", line)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["models", "instal", "x"], "falx models: expected one of list, install, show, export, remove, got 'instal'"),
        (["models", "export", "a", "b", "--fore"], "falx models export: unknown option '--fore'"),
        (["models", "show", "a", "b"], "falx models: expected nothing more, got 'b'"),
        (["train", "x", "--epoch", "z", "--out", "y"], "falx train: argument --epochs: expected a whole number"),
        (["train", "--outt", "y"], "falx train: unknown option '--outt'; did you mean --out?"),
        (["train", "x", "--out", "y", "--fold", "a"], "falx train: argument --fold: expected a whole number"),
        (["audit", ""], "falx audit: argument DATASET|RUN: expected a path, got nothing"),
        (["explain", "x", "--out", ""], "falx explain: argument --out: expected a path, got nothing"),
        (["self-test", "--only", "pgn"], "did you mean png?"),
        (["classify", "x", "--workers", "abc"], "argument --workers: expected a whole number, got 'abc'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_commands_say_so(capsys, words, told):
    assert main(words) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert told in line
