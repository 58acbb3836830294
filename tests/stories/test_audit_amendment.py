"""An amendment is judged at its own commit, too: what it says has to be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

BASE = "--tdd-base=main"
TEST = "tests/test_discount.py"


def test_an_amendment_shows_the_bytes_that_it_names(project: Project) -> None:
    """Else who signs or reviews it sees a contract, and the test that it blesses comes in later, with the code."""
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock()
    before = project.text(TEST)
    project.replace(TEST, "discount(100) == 90", "discount(200) == 180").amend("discount", "the usual price")
    after = project.text(TEST)
    project.with_file(TEST, before).git("commit", "--quiet", "--all", "--amend", "--no-edit")
    project.with_file(TEST, after).implement().commit("feat: discount")

    ran = project.run("--tdd-gate=audit", "--tdd-audit=static", BASE)

    assert ran.refused == ("contract-unproven",), ran.output
    assert "the amendment of discount in" in ran.output


@pytest.mark.tdd_pins("what passed before has to go on passing")
def test_an_amendment_of_an_edit_in_an_earlier_commit(project: Project) -> None:
    """Nothing but the contract changes in it, and the bytes that it names are there."""
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock()
    project.replace(TEST, "discount(100) == 90", "discount(200) == 180").commit("test: the usual price")
    project.amend("discount", "the usual price").implement().commit("feat: discount")

    ran = project.run("--tdd-gate=audit", "--tdd-audit=static", BASE)

    assert not ran.refused, ran.output
