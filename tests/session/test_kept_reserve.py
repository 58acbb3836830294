"""The runs of an audit share one pytest, as long as what it has read and loaded is what a new one would."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import iniconfig
import pytest

from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.runs.clean_runner import CleanRunner, RunSettings
from pytest_tddgate.session.runs.kept_reserve import KeptReserve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.run.observation import RunSeen

pytestmark = pytest.mark.usefixtures("_environment")

PLUGINS = ("pytest_cov", "tddgate")
TELLING = """
import os
from pathlib import Path

Path(__file__).with_name("parents").open("a").write(f"{os.getppid()}\\n")
"""


@pytest.fixture
def kept() -> Iterator[KeptReserve]:
    """A reserve that ends with the test."""
    reserve = KeptReserve()
    yield reserve
    reserve.close()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A laid-out commit whose conftest tells by which process each run was started."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src/shop.py").write_text("def total(prices):\n    return sum(prices)\n")
    (tmp_path / "conftest.py").write_text(TELLING)
    (tmp_path / "test_shop.py").write_text("import shop\n\n\ndef test_total():\n    assert shop.total([1, 2]) == 3\n")
    return tmp_path


def ran(tree: Path, kept: KeptReserve, role: str = "control", *addopts: str) -> RunSeen:
    """What is seen of a run of everything in the tree."""
    settings = RunSettings("", ("src",), PLUGINS, addopts, 20)
    runner = CleanRunner(str(tree), settings, kept)
    if role == "visible":
        return runner.visible(Orders(role=role, top=str(tree), extra={"first_party": ["shop"]}))
    return runner.run(Role(role), extra={"first_party": ["shop"]})


def outcomes(run: RunSeen) -> dict[str, str]:
    """Node id -> outcome."""
    return {each.node_id: each.outcome for each in run.tests}


def parents(tree: Path) -> list[int]:
    """The processes that started the runs, in order."""
    return [int(line) for line in (tree / "parents").read_text().split()]


def test_runs_of_an_audit_are_forks_of_one_pytest(tree: Path, kept: KeptReserve) -> None:
    """To start pytest and its plugins takes longer than most of them."""
    seen = [ran(tree, kept, role) for role in ("visible", "control", "control")]

    assert [outcomes(each) for each in seen] == [{"test_shop.py::test_total": "passed"}] * 3
    assert len(set(parents(tree))) == 1
    assert os.getpid() not in parents(tree)


def test_a_run_after_the_settings_have_changed_knows_the_new_ones(tree: Path, kept: KeptReserve) -> None:
    """The next commit may have other settings, and pytest reads them before it could be forked."""
    ran(tree, kept)
    (tree / "pytest.ini").write_text("[pytest]\npython_files = check_*.py\n")
    (tree / "check_shop.py").write_text("def test_nothing():\n    pass\n")

    assert outcomes(ran(tree, kept)) == {"check_shop.py::test_nothing": "passed"}


def test_each_run_imports_what_lies_in_the_tree_now(tree: Path, kept: KeptReserve) -> None:
    """The same folder holds one commit after the other."""
    ran(tree, kept)
    (tree / "src/shop.py").write_text("def total(prices):\n    return 0 * sum(prices)\n")

    assert outcomes(ran(tree, kept)) == {"test_shop.py::test_total": "failed"}


def test_a_tree_with_a_name_that_is_loaded_already_gets_a_new_interpreter(tree: Path, kept: KeptReserve) -> None:
    """A new one would import the tree's own."""
    ran(tree, kept)
    installed = Path(iniconfig.__file__).parent
    shutil.copytree(installed, tree / "src/iniconfig")

    ran(tree, kept)

    assert parents(tree)[1] == os.getpid()


def test_the_repeat_is_a_new_interpreter(tree: Path, kept: KeptReserve) -> None:
    """In a fork hashes are those of the run that it repeats."""
    ran(tree, kept)

    ran(tree, kept, "repeat")

    assert parents(tree)[1] == os.getpid()


def test_paths_among_the_options_of_the_base_get_a_new_interpreter(tree: Path, kept: KeptReserve) -> None:
    """By them pytest chooses its settings."""
    (tree / "own.ini").write_text("[pytest]\n")

    ran(tree, kept, "control", "-c", "own.ini")

    assert parents(tree) == [os.getpid()]


def test_settings_that_pytest_cannot_read_are_told_as_ever(tree: Path, kept: KeptReserve) -> None:
    """A reserve that does not start is no reason to say something else."""
    (tree / "pytest.ini").write_text("[pytest\n")

    assert ran(tree, kept).exit_code == 4


def test_what_a_run_leaves_behind_ends_with_it(tree: Path, kept: KeptReserve) -> None:
    """It could still write to the tree."""
    code = "import subprocess, sys\n\n\ndef test_leaves():\n"
    code += "    left = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    code += "    open('left', 'w').write(str(left.pid))\n"
    (tree / "test_shop.py").write_text(code)

    ran(tree, kept)

    assert is_gone(int((tree / "left").read_text()))


def is_gone(pid: int) -> bool:
    """Whether this process has ended, or ends within some seconds; nobody may have waited for it."""
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        status = Path("/proc", str(pid), "stat")
        if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


def test_a_reserve_that_was_killed_is_done_without(tree: Path, kept: KeptReserve) -> None:
    """Somebody may do that, and nothing must be taken for passed."""
    ran(tree, kept)
    os.kill(parents(tree)[0], signal.SIGKILL)
    time.sleep(0.2)

    assert outcomes(ran(tree, kept)) == {"test_shop.py::test_total": "passed"}
