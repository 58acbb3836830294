"""Where the settings allow code of another place, as for tests of an installed wheel, every test goes on over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

_MANY = "import shop.cart\n\n\n" + "\n\n".join(
    f"def test_{n}():\n    assert shop.cart.total([{n}]) == {n}\n" for n in "12"
)


@pytest.mark.parametrize("gate", ["verify-fail", "green"])
@pytest.mark.tdd_pins("was so when the place was told at the end of the run, and could be lost with telling it early")
def test_every_test_runs_where_another_place_is_allowed(gate: str, project: Project, tmp_path: Path) -> None:
    """All three pass, and the place is advice."""
    elsewhere = tmp_path / "elsewhere"
    project.with_file("tests/test_many.py", _MANY).commit()
    (elsewhere / "shop").mkdir(parents=True)
    for name in ("__init__.py", "cart.py"):
        (elsewhere / "shop" / name).write_bytes((project.root / "src/shop" / name).read_bytes())
    allowed = '[tool.tddgate.rules]\nforeign-subject = "advise"\n\n[tool.pytest'
    project.replace("pyproject.toml", 'pythonpath = ["src"]\n', f'pythonpath = ["{elsewhere}"]\n')
    project.replace("pyproject.toml", "[tool.pytest", allowed).commit().with_red_test()

    ran = project.run(f"--tdd-gate={gate}", "--tdd-base=HEAD", "-v")

    assert "foreign-subject" in ran.advised
    assert ran.output.count("PASSED") == 3
