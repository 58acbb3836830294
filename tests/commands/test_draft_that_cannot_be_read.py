"""`tddgate draft` leaves a file alone that it cannot read, and prints what nobody demands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

CHANGES = "CHANGES.txt"
OLD = "\n\n".join(f"def old{number}():\n    return {number}\n" for number in range(6))


def test_a_file_that_is_not_utf_8_is_left_alone(project: Project, tddgate: Tddgate) -> None:
    """Else what it holds would be lost."""
    words = "Unreleased\n----------\n\n- Größe.\n".encode("latin-1")
    (project.root / CHANGES).write_bytes(words)
    project.commit("changes").with_red_test().lock().implement()

    answer = tddgate(project, "draft", "--write")

    assert answer.code == 0
    assert (project.root / CHANGES).read_bytes() == words
    assert f"{CHANGES} is not UTF-8" in answer.err


def test_what_is_advice_is_offered_and_not_written(project: Project, tddgate: Tddgate) -> None:
    """A draft opens no new finding."""
    project.with_file("src/shop/old.py", OLD).commit("old").with_red_test().lock().implement()
    code = project.text("src/shop/discount.py")

    answer = tddgate(project, "draft", "--write")

    assert (answer.code, project.text("src/shop/discount.py")) == (0, code), answer.err
    assert "shop.discount.discount" in answer.out
    assert '    """TODO: say what discount does with price."""' in answer.out
    assert answer.last_line == "nothing to draft. Next: pytest --tdd-gate=docs"
