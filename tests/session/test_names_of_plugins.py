"""Plugins that an audit's runs load by name are the installed ones, whatever metadata lie beside the judged code."""

from __future__ import annotations

import gc
import os
import subprocess
import tempfile
from importlib.metadata import distributions
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.runs.clean_runner import CleanRunner, RunSettings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORGED = "[pytest11]\ntddgate = noxfile\npytest_cov = noxfile\nshop = shop.plugin\n"


class Started(Exception):
    """A process would be started by now."""


def path_of_run(tree: Path, monkeypatch: pytest.MonkeyPatch, *plugins: str) -> list[str]:
    """What a run in this tree, which loads these plugins, has on its path before all else."""
    found: list[str] = []

    def start(_command: object, *, env: Mapping[str, str], **_: object) -> None:
        found.extend(env["PYTHONPATH"].split(os.pathsep))
        raise Started

    monkeypatch.setattr(subprocess, "Popen", start)
    runner = CleanRunner(str(tree), RunSettings("", ("src",), plugins, (), 20.0))
    with pytest.raises(Started):
        runner.run(Role.BASE)
    named = [each for entry in distributions(path=found) for each in entry.entry_points]
    return [f"{each.name} = {each.value}" for each in named]


def with_forged_metadata(tree: Path) -> Path:
    """A tree with metadata that claim names of plugins."""
    info = tree / "src/shop.egg-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text(FORGED, encoding="utf-8")
    return tree


def test_the_judges_own_plugins_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first that has a name is loaded; a build step may have written what the change declares."""
    found = path_of_run(with_forged_metadata(tmp_path), monkeypatch, "pytest_cov", "tddgate")

    assert found[:2] == ["pytest_cov = pytest_cov.plugin", "tddgate = pytest_tddgate.plugin"]
    assert found[2:] == FORGED.splitlines()[1:]


def test_what_is_not_loaded_gets_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run without pytest-xdist, or in a project that is pytest-cov itself, finds nothing of it there."""
    found = path_of_run(with_forged_metadata(tmp_path), monkeypatch, "tddgate", "shop")

    assert found[0] == "tddgate = pytest_tddgate.plugin"
    assert found[1:] == FORGED.splitlines()[1:]


@pytest.mark.tdd_pins("nothing was laid down before")
def test_nothing_of_it_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The names go with the runner."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))

    path_of_run(tmp_path, monkeypatch, "tddgate")
    gc.collect()

    assert list(scratch.iterdir()) == []
