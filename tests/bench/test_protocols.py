"""The runs behind the stated figures: their commands, what is skipped, and what is kept."""

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from bench import protocols, runs, stated_figures
from bench.runs import RUNS
from bench.stated_figures import PROTOCOLS, read_results, state_limits
from cli.train_options import train_parser
from training.evaluation import evaluate
from training.runs import run
from training.settings.config_file import read_config

FIGURE = {"value": 0.5, "interval": [0.4, 0.6]}
METRICS = {
    "model": "m 1",
    "images": 10,
    "groups": 5,
    "accuracy": FIGURE,
    "risk_coverage": {"coverage": [0.5, 1.0]},
    "worst": [{"path": "a/secret.png"}],
    "unreadable": [],
}


class Falx:
    """Stands in for the commands: remembers them and writes what they would."""

    def __init__(self, failing=()):
        self.commands = []
        self.failing = failing

    def __call__(self, command):
        self.commands.append(list(command))
        if any(word in " ".join(command) for word in self.failing):
            return 1
        if command[0] == "python":
            self.write(Path(command[command.index("--json") + 1]), {"model": "m 1", "kinds": []})
            return 0
        out = Path(command[command.index("--out") + 1])
        if command[1] == "evaluate":
            self.write(out / "metrics.json", METRICS | {"dataset": Path(command[2]).stem, "fold": self.fold(command)})
            return 0
        config = read_config(Path(command[command.index("--config") + 1]))
        record = {
            "dataset": Path(command[2]).stem,
            "data_sha256": "0",
            "images": {"glioma": 9},
            "validation_images": {"glioma": 1},
            "outlined_images": 9,
            "config": json.loads(json.dumps(dataclasses.asdict(config))),
            "start": "weights.h5",
            "start_data_sha256": None,
            "libraries": {},
            "fold": None,
            "epochs": [{"number": 1}],
            "unreadable": [],
        }
        self.write(out / "run.json", record | {"fold": self.fold(command)})
        return 0

    @staticmethod
    def fold(command):
        return int(command[command.index("--fold") + 1]) if "--fold" in command else None

    @staticmethod
    def write(path, values):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), "utf-8")

    @property
    def lines(self):
        return [" ".join(command) for command in self.commands]


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    for name in {name for one in RUNS for name in one.datasets}:
        Path("data", f"{name}.csv").write_text("path,class\n", "utf-8")
    Path("weights.h5").write_bytes(b"weights")
    Path("recipe.toml").write_text("epochs = 3\n", "utf-8")
    return tmp_path


def call(falx, *more):
    arguments = ["--recipe", "recipe.toml", "--data", "data", "--weights", "weights.h5", "--work", "work"]
    return protocols.main([*arguments, "--results", "results", *more], falx)


def result(name):
    return json.loads(Path("results", name).read_text("utf-8"))


def kept():
    return sorted(path.name for path in Path("results").iterdir())


TRAIN = "--config recipe.toml --weights weights.h5 --out work/{0}/training {1} --resume"
COMMANDS = {
    "official": [
        "falx train data/official.csv " + TRAIN.format("official", "--name recipe-official"),
        "falx evaluate data/official.csv --model work/official/training/package --out work/official/official",
        "falx evaluate data/deduplicated.csv --model work/official/training/package --out work/official/deduplicated",
    ],
    "patient_proxy": [
        line
        for name in (f"patient_proxy.fold-{fold}" for fold in range(5))
        for line in (
            "falx train data/patient_proxy.csv " + TRAIN.format(name, f"--fold {name[-1]} --name recipe-{name}"),
            (
                f"falx evaluate data/patient_proxy.csv --model work/{name}/training/package "
                f"--out work/{name}/patient_proxy --fold {name[-1]}"
            ),
        )
    ],
    "other_sources": [
        "falx train data/other_scanners_more.csv " + TRAIN.format("other_sources", "--name recipe-other_sources"),
        (
            "falx evaluate data/other_scanners_more.csv --model work/other_sources/training/package "
            "--out work/other_sources/other_scanners"
        ),
        (
            "falx evaluate data/source_shift_more.csv --model work/other_sources/training/package "
            "--out work/other_sources/source_shift"
        ),
        (
            "python -m bench.novelty --model work/other_sources/training/package "
            "--dataset data/other_scanners_more.csv --json work/other_sources/novelty.json"
        ),
    ],
    "shipped": [
        "falx train data/everything_more.csv " + TRAIN.format("shipped", "--name falx-mobilenetv2 --version 2.0.0"),
    ],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_of_a_run_are_reported_and_run(place, capsys, name):
    falx = Falx()
    assert call(falx, "--only", name, "--version", "2.0.0") == 0
    assert falx.lines == COMMANDS[name]
    assert capsys.readouterr().out.splitlines() == COMMANDS[name]


@pytest.mark.parametrize("chosen", RUNS, ids=lambda one: one.name)
def test_trainings_are_commands_that_falx_understands(chosen):
    first, *_ = chosen.steps(Path("recipe.toml"), Path("data"), "weights.h5", "2.0.0", Path("work"))
    parsed = train_parser().parse_args(first.command[2:])
    assert parsed.resume
    assert parsed.fold == chosen.fold
    assert parsed.folds is None


def test_all_runs_are_performed_by_default_and_only_json_and_the_recipe_are_kept(place):
    falx = Falx()
    assert call(falx, "--version", "2.0.0") == 0
    assert falx.lines == [line for lines in COMMANDS.values() for line in lines]
    folds = [f"patient_proxy.fold-{fold}" for fold in range(5)]
    records = [f"{name}.run.json" for name in ["official", "other_sources", "shipped", *folds]]
    measured = [f"{name}.json" for name in [*PROTOCOLS, *folds] if name != "patient_proxy"]
    assert kept() == sorted([*records, *measured, "other_sources.novelty.json", "recipe.toml"])
    assert Path("results", "recipe.toml").read_bytes() == Path("recipe.toml").read_bytes()
    for path in Path("results").iterdir():
        assert "secret" not in path.read_text("utf-8")
        assert str(place) not in path.read_text("utf-8")


def test_what_is_kept_of_an_evaluation(place):
    call(Falx(), "--only", "official")
    assert result("official.json")["accuracy"] == FIGURE
    assert result("official.json")["risk_coverage"] == METRICS["risk_coverage"]
    assert not {"worst", "unreadable"} & set(result("official.json"))
    assert result("official.run.json")["config"]["epochs"] == 3
    assert result("official.run.json")["epochs"] == [{"number": 1}]


def test_each_fold_of_a_cross_validation_is_kept_alone(place):
    falx = Falx()
    assert call(falx, "--only", "patient_proxy.fold-3") == 0
    assert falx.lines == COMMANDS["patient_proxy"][6:8]
    assert kept() == ["patient_proxy.fold-3.json", "patient_proxy.fold-3.run.json", "recipe.toml"]
    assert result("patient_proxy.fold-3.run.json")["fold"] == 3
    assert result("patient_proxy.fold-3.json")["accuracy"] == FIGURE


def test_folds_that_were_measured_are_stated_together(place, monkeypatch):
    monkeypatch.setattr(stated_figures, "RESULTS", Path("results"))
    call(Falx(), "--only", "patient_proxy.fold-1,patient_proxy.fold-4")
    found = read_results()
    assert list(found) == ["patient_proxy"]
    joined = found["patient_proxy"]
    assert joined["images"] == 20
    assert joined["summary"]["accuracy"] == {"mean": 0.5, "standard_deviation": 0.0, "folds": 2}
    assert [fold["fold"] for fold in joined["folds"]] == [1, 4]
    assert "risk_coverage" not in joined["folds"][0]
    assert (
        state_limits(found)[-1] == "Of the 5 folds of patient_proxy only these are measured with this recipe yet: 1, 4."
    )
    call(Falx(), "--only", "patient_proxy")
    assert not any("folds" in limit for limit in state_limits(read_results()))


def test_nothing_that_is_done_runs_again(place, capsys):
    call(Falx(), "--only", "official")
    shutil.rmtree("results")
    falx = Falx()
    capsys.readouterr()
    assert call(falx, "--only", "official") == 0
    assert falx.commands == []
    assert capsys.readouterr().out.splitlines() == [f"# done: {line}" for line in COMMANDS["official"]]
    assert "official.json" in kept()


def test_a_run_goes_on_with_the_first_command_that_is_not_done(place):
    assert call(Falx(failing=["evaluate data/deduplicated"]), "--only", "official") == 1
    falx = Falx()
    assert call(falx, "--only", "official") == 0
    assert falx.lines == COMMANDS["official"][2:]


def test_a_new_training_is_measured_anew(place):
    call(Falx(), "--only", "official")
    Path("work/official/training/run.json").unlink()
    falx = Falx()
    call(falx, "--only", "official")
    assert falx.lines == COMMANDS["official"]


def test_a_training_on_fewer_images_than_there_are_is_not_done(place):
    call(Falx(), "--only", "official")
    path = Path("work/official/training/run.json")
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"unreadable": ["a.png: damaged"]}), "utf-8")
    falx = Falx(failing=["train"])
    assert call(falx, "--only", "official") == 1
    assert falx.lines == COMMANDS["official"][:1]


def test_a_run_that_fails_keeps_nothing_and_the_others_go_on(place, capsys):
    falx = Falx(failing=["evaluate data/source_shift", "train data/official"])
    assert call(falx, "--only", "official,other_sources,shipped") == 1
    assert falx.lines[-1].startswith("falx train data/everything_more.csv")
    assert kept() == ["recipe.toml", "shipped.run.json"]
    assert "failed: official, other_sources;" in capsys.readouterr().err


def test_a_manifest_that_is_missing_fails_its_run_alone(place, capsys):
    Path("data", "deduplicated.csv").unlink()
    falx = Falx()
    assert call(falx, "--only", "official,shipped") == 1
    assert len(falx.commands) == 1
    assert "deduplicated.csv" in capsys.readouterr().err


@pytest.mark.parametrize("changed", ["recipe.toml", "weights.h5", "data/deduplicated.csv"])
def test_a_run_with_other_settings_is_not_mixed_with_the_one_that_is_there(place, capsys, changed):
    call(Falx(), "--only", "official")
    Path(changed).write_text("epochs = 4\n", "utf-8")
    falx = Falx()
    assert call(falx, "--only", "official") == 1
    assert falx.commands == []
    assert result("official.run.json")["config"]["epochs"] == 3
    assert "--work" in capsys.readouterr().err


def test_a_comment_in_the_recipe_changes_no_run(place):
    call(Falx(), "--only", "official")
    Path("recipe.toml").write_text("# the same\nepochs = 3\n", "utf-8")
    falx = Falx()
    assert call(falx, "--only", "official") == 0
    assert falx.commands == []


def test_another_version_of_what_ships_is_another_run_and_changes_no_other(place):
    call(Falx(), "--only", "official,shipped", "--version", "2.0.0")
    falx = Falx()
    assert call(falx, "--only", "official,shipped", "--version", "2.0.1") == 1
    assert falx.commands == []


def test_figures_and_settings_of_a_new_recipe_replace_the_old_ones_together(place, capsys):
    call(Falx(), "--only", "official,other_sources")
    old = {name: Path("results", name).read_bytes() for name in kept()}
    capsys.readouterr()
    Path("recipe.toml").write_text("epochs = 4\n", "utf-8")
    assert call(Falx(failing=["evaluate data/source"]), "--only", "official,other_sources", "--work", "more") == 1
    changed = {name for name, content in old.items() if Path("results", name).read_bytes() != content}
    assert changed >= {"official.run.json", "recipe.toml"}
    assert not any(name.startswith(("other_", "source_")) for name in changed)
    assert "left as they are: other_scanners, source_shift" in capsys.readouterr().err


def test_results_without_a_record_are_reported(place, capsys):
    Path("results").mkdir()
    Path("results", "deduplicated.json").write_text("{}", "utf-8")
    call(Falx(), "--only", "shipped")
    assert "left as they are: deduplicated" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--only", "officail"], ["--only", ""]])
def test_unknown_names_are_wrong_usage(place, arguments):
    with pytest.raises(SystemExit) as stop:
        call(Falx(), *arguments)
    assert stop.value.code == 2


def test_a_recipe_that_cannot_be_read_is_wrong_usage(place, capsys):
    Path("recipe.toml").write_text("epoch = 3\n", "utf-8")
    assert call(Falx()) == 2
    assert "epoch" in capsys.readouterr().err


def test_each_protocol_is_measured_by_one_run():
    assert sorted({name for one in RUNS for name in one.protocols}) == sorted(PROTOCOLS)
    kept = [one.kept_as(name) for one in RUNS for name in one.protocols]
    assert len(kept) == len(set(kept))


def test_files_have_the_names_that_training_gives_them():
    assert (runs.PACKAGE, runs.RUN_FILE) == (run.PACKAGE, run.RUN_FILE)
    assert runs.METRICS_FILE == evaluate.METRICS_FILE


def test_a_command_runs_in_a_process_of_its_own(place, capfd):
    assert protocols.execute_command(["falx", "--version"]) == 0
    assert capfd.readouterr().out.startswith("falx ")
    assert protocols.execute_command(["falx", "--nonsense"]) == 2
    assert protocols.execute_command(["python", "-m", "bench.novelty", "--help"]) == 0
