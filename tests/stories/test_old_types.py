"""A feature in a project that its type checker never liked: only what is new counts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.project import Project

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = f"""
[tool.tddgate]
min-coverage = 0
min-diff-coverage = 0

[tool.tddgate.audit]
gates = ["review"]

[tool.tddgate.review]
gates = []
ruff = "off"
types = {json.dumps("{python} check_types.py")}
"""
CHECKER = """\
import pathlib, sys

found = [
    f"{path}:{number}: error: {words}  [any]"
    for path in sorted(pathlib.Path("src").rglob("*.py"))
    for number, line in enumerate(path.read_text().splitlines(), 1)
    if (words := line.partition("# type: ")[2])
]
print("\\n".join(found))
sys.exit(bool(found))
"""
AS_INSTALLED = """\
import os, pathlib, sys

roots = [*filter(None, os.environ.get("MYPYPATH", "").split(os.pathsep)), {installed!r}]
if "def total" not in pathlib.Path(roots[0], "shop/cart.py").read_text():
    sys.exit(print("tests/test_cart.py:1: error: shop.cart has no total  [attr-defined]") or 1)
"""
OLD = "def old(x):  # type: nobody says what x is\n    return x\n"
CODE = "def discount(price):\n    return price * 9 // 10\n"


@pytest.fixture
def elder(project_template: Path, tmp_path: Path) -> Project:
    """Code with an old error in two files, and a checker that names both, on a branch without a commit."""
    project = Project.copied(project_template, tmp_path / "the shop")
    project.with_file("pyproject.toml", project.text("pyproject.toml") + SETTINGS).with_file("check_types.py", CHECKER)
    project.with_file("src/shop/prices.py", OLD).with_file("src/shop/rates.py", OLD).commit("old code")
    project.git("switch", "--quiet", "--create", "feature/discount")
    return project


def test_what_was_wrong_at_the_base_is_not_the_features(elder: Project) -> None:
    """Neither where its line has moved, nor in a file that nobody has touched; an audit says the same."""
    elder.with_red_test().lock().implement()
    elder.with_file("src/shop/prices.py", f"{CODE}\n\n{OLD}").commit("feat: discount")

    assert elder.gate("review", verdict="passed").last.refused == ()
    assert elder.gate("audit", "--tdd-base=main", verdict="passed").last.refused == ()


@pytest.mark.parametrize("gate", [("review",), ("audit", "--tdd-base=main")])
def test_what_is_new_is_named_wherever_it_is(elder: Project, gate: tuple[str, ...]) -> None:
    """A second one with the same words beside an old one is as new as one in other words."""
    elder.with_red_test().lock().implement()
    elder.with_file("src/shop/prices.py", OLD.replace("old", "newer") + OLD)
    elder.with_file("src/shop/rates.py", OLD.replace("nobody says", "nobody knows")).commit("feat: discount")

    ran = elder.gate(*gate, verdict="refused", rules=["types"]).last
    assert ran.findings == [
        "check_types.py: nobody says what x is [any]",
        "check_types.py: nobody knows what x is [any]",
    ]
    assert "src/shop/prices.py:1" in ran.output


@pytest.mark.tdd_pins("errors that refuse now must go on to refuse")
def test_where_the_base_cannot_be_checked_everything_counts(elder: Project) -> None:
    """The checker came with the feature: nobody knows what it would have said before."""
    elder.git("rm", "--quiet", "--cached", "check_types.py")
    elder.git("commit", "--quiet", "--amend", "--no-edit")
    elder.with_red_test().lock().implement().commit("feat: discount")

    elder.gate("review", verdict="refused", rules=["types"], says="src/shop/rates.py:1")


def test_a_checker_is_called_by_its_own_name(elder: Project) -> None:
    """And not by the interpreter's, which runs it."""
    elder.with_red_test().lock().implement().commit("feat: discount")

    elder.gate("review", verdict="passed", says="review: asking check_types.py while the tests run")


@pytest.mark.tdd_pins("errors that refuse now must go on to refuse")
def test_what_a_checker_imports_at_the_base_is_the_bases(elder: Project) -> None:
    """An editable installation leads to the new code, and would show its errors as old ones."""
    elder.with_file("check_types.py", AS_INSTALLED.format(installed=str(elder.root / "src"))).commit("checker")
    elder.with_red_test().lock().implement()
    elder.with_file("src/shop/cart.py", "total = sum\n").commit("feat: discount")

    elder.gate("review", verdict="refused", rules=["types"], says="tests/test_cart.py:1")
