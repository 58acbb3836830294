"""What somebody would have had to guess who used the gates for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.project import Project

if TYPE_CHECKING:
    from pathlib import Path

CORE = '"""The cart."""\n\n\nclass Cart:\n    """A cart."""\n'
RUFF = '\n[tool.ruff]\nline-length = 60\nlint.select = ["E", "I"]\n[tool.tddgate.review]\ngates = []\n'
UNPOLISHED = """\
import pytest
from shop.discount import discount

@pytest.mark.parametrize(('price', 'less'), [(100, 90), (0, 0), (10, 9)])
def test_discount(price, less):
    assert discount(price) == less
"""


@pytest.fixture
def cart(project_template: Path, tmp_path: Path) -> Project:
    """A library with its class in a private module, which the package gives on."""
    project = Project.copied(project_template, tmp_path / "shop")
    project.with_file("src/shop/_core.py", CORE)
    return project.with_file("src/shop/__init__.py", 'from shop._core import Cart\n\n__all__ = ["Cart"]\n').commit(
        "cart"
    )


def test_what_a_private_module_gives_on_is_documented(cart: Project) -> None:
    """Callers say `shop.Cart.to`, wherever it is written."""
    cart.with_file(
        "tests/test_unit.py", "from shop import Cart\n\n\ndef test_to():\n    assert Cart().to('m') == 'm'\n"
    )
    cart.lock("to").replace("src/shop/_core.py", CORE, CORE + "\n    def to(self, unit):\n        return unit\n")

    cart.gate("docs", verdict="refused", rules=["undocumented"], says="shop.Cart.to")


def test_how_a_test_is_written_is_told_before_it_is_locked(project: Project) -> None:
    """Afterwards only an amendment can change it, and review says which one."""
    project.with_file("pyproject.toml", project.text("pyproject.toml") + RUFF).commit("settings")
    project.with_file("tests/test_discount.py", UNPOLISHED)

    told = project.gate("verify-fail", verdict="passed", says="advice[unpolished-test]").last.output
    assert "ruff format tests/test_discount.py" in told
    assert "E501" in told
    assert "I001" in told  # to ruff a module that is not there yet is somebody else's

    locked = project.lock().with_file("src/shop/discount.py", "def discount(price):\n    return price * 9 // 10\n")
    said = locked.commit("discount").gate("review", verdict="refused", rules=["format", "lint"]).last.output
    assert "ruff format tests/test_discount.py, then: tddgate amend discount --format-only" in said


@pytest.mark.tdd_pins("nothing is told where nothing was chosen")
def test_a_project_without_ruff_hear_nothing(project: Project) -> None:
    """Whoever has not chosen a style has none to keep."""
    project.with_file("tests/test_discount.py", UNPOLISHED)

    assert "unpolished-test" not in project.gate("verify-fail", verdict="passed").last.output


def test_an_audit_without_a_base_names_one(project: Project) -> None:
    """There is no `origin/main` where nobody has pushed yet."""
    before = project.git("rev-parse", "HEAD").strip()
    project.with_red_test().lock()

    project.gate(
        "audit", verdict="undecided",
        says=f"next: pytest --tdd-gate=audit --tdd-base={before[:10]}, the commit before discount was locked",
    )  # fmt: skip
