"""One table of networks: what is added there is known everywhere, without TensorFlow."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from cli import train
from core.errors import InvalidConfigError
from training.settings import known_networks
from training.settings.config import TrainingConfig
from training.settings.estimate import Speed, estimate
from training.settings.imagenet_weights import require_downloadable
from training.settings.known_networks import NETWORKS, STRIDES, USUAL, network_named, network_names

ROOT = Path(__file__).resolve().parents[3]
NAMES = [network.name for network in NETWORKS]


@pytest.mark.parametrize("network", NETWORKS, ids=NAMES)
def test_a_line_of_the_table_is_whole(network):
    assert network_named(network.name) is network
    assert network.words
    assert set(network.macs) == set(STRIDES)
    assert (ROOT / network.module.replace(".", "/")).with_suffix(".py").is_file()
    assert list(network.frozen_percent) == sorted(set(network.frozen_percent))
    assert (network.frozen_percent[0], network.frozen_percent[-1] < 100) == (0, True)
    assert network.weights_suffix or not network.download


def test_names_are_unique_and_the_usual_one_comes_first():
    assert network_names()[0] == USUAL == TrainingConfig().architecture
    assert len(set(network_names())) == len(NETWORKS)
    with pytest.raises(KeyError):
        network_named("no-net")


def test_a_network_that_is_added_is_known_to_settings_estimate_downloads_and_command_line(monkeypatch, capsys):
    added = dataclasses.replace(NETWORKS[1], name="own-net", frozen_percent=(0, 40), weights_suffix=".h5")
    monkeypatch.setattr(known_networks, "NETWORKS", (*NETWORKS, added))
    config = TrainingConfig(architecture="own-net", frozen_blocks=1)
    assert estimate(config, 100, Speed(50.0, 2, 8_000_000_000)).seconds > 0
    assert "own-net" in network_names()
    with pytest.raises(SystemExit):
        train.main(["--help"])
    assert "own-net" in capsys.readouterr().out
    with pytest.raises(InvalidConfigError, match="own-net: Falx downloads only the ImageNet weights of"):
        require_downloadable("own-net")


def test_the_table_is_read_without_tensorflow():
    code = (
        "import sys, cli.train, training.settings.known_networks as known; "
        "sys.exit('tensorflow' in sys.modules or 'keras' in sys.modules or not known.NETWORKS)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
