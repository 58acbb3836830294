"""The gates of red tests, asked once more when the tests are locked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

NOW = "write the implementation, then pytest --tdd-gate=green"


def test_a_second_lock_leads_to_the_implementation(project: Project) -> None:
    """The feature is named in one finding, on the screen and for machines; nothing is committed."""
    locked = project.with_red_test().lock()
    head = locked.head

    again = locked.gate("lock", "--tdd-feature=discount", verdict="refused", rules=["nothing-new"])
    red = locked.gate("verify-fail", verdict="refused", rules=["nothing-new"])

    assert again.last.told("nothing-new") == red.last.told("nothing-new") == ("", NOW)
    assert f"discount is locked, in commit {head[:10]}, and nothing has changed since" in red.last.output
    assert locked.head == head


def test_an_agent_is_told_to_implement(project: Project, tmp_path: Path) -> None:
    """The verb is not that of a missing test."""
    locked = project.with_red_test().lock()

    locked.gate("verify-fail", f"--tdd-report=json:{tmp_path}/out.json", verdict="refused", rules=["nothing-new"])

    move = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["next"]
    assert (move["verb"], move["command"]) == ("implement", "pytest --tdd-gate=green")


def test_the_older_of_two_features_is_named(project: Project) -> None:
    """Without its name the newest would be judged."""
    both = project.with_red_test().lock().implement().commit().with_red_test("vat").lock("vat")

    again = both.gate("lock", "--tdd-feature=discount", verdict="refused", rules=["nothing-new"])

    assert again.last.told("nothing-new") == ("", "pytest --tdd-gate=green --tdd-feature=discount")


@pytest.mark.tdd_pins("it was so before, and has to stay")
def test_a_feature_that_is_done_does_not_wait(project: Project) -> None:
    """Its code is committed: whoever asks for red tests now has none yet."""
    done = project.with_red_test().lock().implement().commit()

    refused = done.gate("verify-fail", verdict="refused", rules=["nothing-new"])

    assert refused.last.told("nothing-new")[1].startswith("write a test for the behaviour that is missing")


def test_new_tests_under_a_taken_name_are_given_another(project: Project) -> None:
    """A name that is free, after the file."""
    locked = project.with_red_test().lock().with_red_test("vat")

    refused = locked.gate("lock", "--tdd-feature=discount", verdict="refused", rules=["feature-taken"])

    assert refused.last.told("feature-taken")[1].startswith(
        "pytest --tdd-gate=lock --tdd-feature=vat, or: tddgate amend"
    )
