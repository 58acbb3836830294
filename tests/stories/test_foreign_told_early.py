"""Code of another checkout makes a run void: this is told when it is seen, and not after an hour of tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

_MANY = "import shop.cart\n\n\n" + "\n\n".join(
    f"def test_{n}():\n    assert shop.cart.total([{n}]) == {n}\n" for n in "123456"
)


@pytest.mark.parametrize("gate", ["verify-fail", "green"])
def test_tests_do_not_go_on_over_code_of_another_checkout(gate: str, project: Project, tmp_path: Path) -> None:
    """One test runs at most; the finding is the one that names the cause."""
    ran = _foreign(project, tmp_path).run(f"--tdd-gate={gate}", "--tdd-base=HEAD", "-v")

    assert ran.refused == ("foreign-subject",)
    assert ran.output.count("PASSED") <= 1
    place = tmp_path / "elsewhere/shop/__init__.py"
    assert ran.findings == [f"shop is imported from {place}, which is not in this checkout"]


def test_workers_do_not_go_on_over_code_of_another_checkout(project: Project, tmp_path: Path) -> None:
    """With xdist each worker ends after the test that it has begun, and the one that it was to go on with."""
    ran = _foreign(project, tmp_path).run("--tdd-gate=verify-fail", "-v", "-n2")

    assert ran.refused == ("foreign-subject",)
    assert ran.output.count("PASSED") < 6


def test_an_environment_in_the_checkout_is_another_place(project: Project) -> None:
    """What is installed into `.venv` is no code of this checkout, although it lies in it."""
    ran = _foreign(project, project.root / ".venv/lib/site-packages").run("--tdd-gate=verify-fail", "-v")

    assert ran.refused == ("foreign-subject",)
    assert ran.output.count("PASSED") <= 1


def _foreign(project: Project, folder: Path) -> Project:
    """The project with tests that pass over code in another folder, as when another checkout is installed."""
    elsewhere = folder / "elsewhere"
    project.with_file(".gitignore", "__pycache__/\n.coverage*\n.venv/\n").with_file(
        "tests/test_many.py", _MANY
    ).commit()
    (elsewhere / "shop").mkdir(parents=True)
    for name in ("__init__.py", "cart.py"):
        (elsewhere / "shop" / name).write_bytes((project.root / "src/shop" / name).read_bytes())
    project.replace("pyproject.toml", 'pythonpath = ["src"]\n', f'pythonpath = ["{elsewhere}"]\n').commit()
    return project.with_red_test()
