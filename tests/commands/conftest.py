"""The command `tddgate` in this process, and a project in which a feature is locked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest

from pytest_tddgate.cli import main
from tests.project import Project, git_environment

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Answer:
    """What one run of the command left behind."""

    code: int
    out: str
    err: str

    @property
    def last_line(self) -> str:
        """The verdict and the next command."""
        return self.out.rstrip().rpartition("\n")[2]


class Tddgate(Protocol):
    """Runs the command at a place of a project."""

    def __call__(self, project: Project, *args: str, at: str = "") -> Answer:
        """The answer to these arguments, given in the directory `at` of the project."""


@pytest.fixture
def tddgate(_environment: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tddgate:
    """The command, in an environment in which git knows who commits."""
    for name, value in git_environment().items():
        monkeypatch.setenv(name, value)

    def run(project: Project, *args: str, at: str = "") -> Answer:
        monkeypatch.chdir(project.root / at)
        capsys.readouterr()
        code = main(args)
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return run


@pytest.fixture(scope="session")
def locked_template(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project with two tests locked as the feature `discount`, and implemented in the work tree."""
    project = Project.copied(project_template, tmp_path_factory.mktemp("locked") / "shop")
    project.with_file(
        "tests/test_discount.py",
        "import pytest\n\nfrom shop.discount import discount\n\n\n"
        '@pytest.mark.parametrize(("price", "less"), [(100, 90), (50, 45)])\n'
        "def test_ten_percent(price, less):\n    assert discount(price) == less\n\n\n"
        "def test_a_low_price_stays():\n    assert discount(5) == 5\n",
    )
    project.gate("lock", "--tdd-feature=discount", verdict="passed")
    project.with_file(
        "src/shop/discount.py", "def discount(price):\n    return price if price < 10 else price * 9 // 10\n"
    )
    return project.root


@pytest.fixture
def locked(locked_template: Path, tmp_path: Path) -> Project:
    """A copy of the project in which `discount` is locked."""
    return Project.copied(locked_template, tmp_path / "shop")
