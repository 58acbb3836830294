"""Other code for named files in the interpreters that a test starts, as for a command line."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.child.started import SubprocessSources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ASK = "import tddgate_asked; print(tddgate_asked.WHOSE)"


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a module, which the interpreters that are started import from another source."""
    monkeypatch.setattr(subprocess.Popen, "__init__", subprocess.Popen.__init__)
    file = tmp_path / "tddgate_asked.py"
    file.write_text("WHOSE = 'theirs'\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with SubprocessSources({str(file): "WHOSE = 'ours'\n", str(tmp_path / "tddgate_gone.py"): None}):
        yield tmp_path


def asked(env: Mapping[str, str] | None = None, code: str = ASK) -> subprocess.CompletedProcess[str]:
    """What another interpreter said."""
    return subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("started")
def test_it_inherits_the_environment() -> None:
    """As most that are started do."""
    assert asked().stdout == "ours\n"


def test_it_has_an_environment_of_its_own(started: Path) -> None:
    """The path of the test's own comes after ours, and what it was given is left as it is."""
    given = {**os.environ, "PYTHONPATH": str(started)}

    assert asked(given).stdout == "ours\n"
    assert given["PYTHONPATH"] == str(started)


def test_a_file_that_is_to_be_missing_is_missing(started: Path) -> None:
    """As the process that runs the tests has it."""
    (started / "tddgate_gone.py").write_text("", encoding="utf-8")

    assert "No module named 'tddgate_gone'" in asked(code="import tddgate_gone").stderr


def test_what_the_environment_does_at_the_start_of_python_is_done(started: Path) -> None:
    """A project can have a `sitecustomize` of its own."""
    (started / "sitecustomize.py").write_text("print('good morning')\n", encoding="utf-8")

    assert asked().stdout == "good morning\nours\n"


def test_afterwards_nothing_is_left(started: Path) -> None:
    """Neither a variable nor a folder."""
    file = started / "tddgate_asked.py"
    before = os.environ["PYTHONPATH"]

    with SubprocessSources({str(file): "WHOSE = 'nobody'\n"}):
        folder = os.environ["PYTHONPATH"].split(os.pathsep)[0]
        assert os.path.isdir(folder)  # noqa: PTH112 - a text, not a path
    assert os.environ["PYTHONPATH"] == before
    assert not os.path.exists(folder)  # noqa: PTH110 - as above
