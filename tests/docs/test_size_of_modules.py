"""What CONTRIBUTING.md asks of the code's size."""

from __future__ import annotations

from pathlib import Path

import pytest

import pytest_tddgate

ROOT = Path(pytest_tddgate.__file__).parent
MOST = 250


@pytest.mark.tdd_pins("every module keeps to it already; whoever reaches the limit parts the module")
def test_a_module_has_at_most_250_lines() -> None:
    """It knows one thing."""
    sizes = {path.relative_to(ROOT).as_posix(): len(path.read_bytes().splitlines()) for path in ROOT.rglob("*.py")}

    assert {path: size for path, size in sizes.items() if size > MOST} == {}
    assert f"at most {MOST} lines" in (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
