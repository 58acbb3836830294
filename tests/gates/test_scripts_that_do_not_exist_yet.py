"""A test that runs a script of the product by its path names the product by the folder of its sources."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.gates.verify_fail.judged import data_flow_of
from tests.fakes import LAYOUT, FakeRepository

PATH = "tests/test_bump.py"


def reaches(line: str, *source: str) -> bool:
    """Whether a test with this line reaches the product, whose source roots are these."""
    text = (
        "import subprocess, sys\nfrom pathlib import Path\nROOT = Path(__file__).parents[1]\n\n"
        f"def test_it():\n    done = {line}\n    assert done.returncode == 1\n"
    )
    flow = data_flow_of(FakeRepository([{}], {PATH: text}), replace(LAYOUT, source=source))(PATH)
    assert flow is not None
    return flow.reaches_subject("test_it")


@pytest.mark.parametrize(
    "line",
    [
        "subprocess.run([sys.executable, 'scripts/bump.py'])",
        "subprocess.run([sys.executable, str(ROOT / 'scripts' / 'bump.py')])",
        "subprocess.run([sys.executable, ROOT.joinpath('tools/scripts/bump.py')])",
    ],
)
def test_the_folder_names_the_product(line: str) -> None:
    """The script is not there yet."""
    assert reaches(line, "src", "tools/scripts")


@pytest.mark.tdd_pins("named nothing before")
@pytest.mark.parametrize("source", [("src",), (".",), ("",)])
def test_another_folder_does_not(source: tuple[str, ...]) -> None:
    """The settings name none, or the top of the repository."""
    assert not reaches("subprocess.run([sys.executable, 'scripts/bump.py'])", *source)
