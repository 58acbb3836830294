"""`tddgate amend`, and what green makes of the result."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

TEST = "tests/test_discount.py"
CONTRACT = ".tddgate/contracts/discount.json"


def contract_of(project: Project) -> dict[str, object]:
    """The contract in the work tree, as JSON."""
    raw: dict[str, object] = json.loads((project.root / CONTRACT).read_bytes())
    return raw


def test_green_accepts_an_amended_test(locked: Project, tddgate: Tddgate) -> None:
    """The edited test is the contract now, and the reason is in it and in the commit."""
    edited = locked.replace(TEST, "(50, 45)", "(70, 63)")

    answer = tddgate(edited, "amend", "discount", "--reason", "seventy is the\n usual price")

    assert answer.code == 0, answer.err
    assert contract_of(edited)["amendments"] == [
        {"changed": [TEST, f"{TEST}::test_ten_percent"], "format_only": False, "reason": "seventy is the usual price"}
    ]
    assert edited.git("show", "--format=", "--name-only").splitlines() == [CONTRACT, TEST]
    edited.gate("green", verdict="passed")


def test_the_commit_says_what_changed_and_why(locked: Project, tddgate: Tddgate) -> None:
    """Subject, reason, list and trailers are the same in every project."""
    tddgate(locked.replace(TEST, "(50, 45)", "(70, 63)"), "amend", "discount", "--reason", "seventy is usual")

    subject, _, body = locked.git("log", "-1", "--format=%B").partition("\n\n")

    assert subject == "test: amend the contract of discount (TDD Gate 3)"
    assert body.startswith(f"seventy is usual\n\n- {TEST}\n- {TEST}::test_ten_percent\n\nTDD-Feature: discount\n")
    assert body.rstrip().endswith("\nTDD-Amendment: seventy is usual")


def test_the_cases_of_an_amended_test_are_those_that_pytest_collects(locked: Project, tddgate: Tddgate) -> None:
    """A case that is missing from a later run is noticed again."""
    tddgate(locked.replace(TEST, "(50, 45)", "(70, 63)"), "amend", "discount", "--reason", "seventy")

    cases = {each["name"]: each["cases"] for each in contract_of(locked)["tests"]}  # type: ignore[attr-defined]  # raw JSON

    assert cases == {"test_a_low_price_stays": [""], "test_ten_percent": ["100-90", "70-63"]}


@pytest.mark.parametrize("is_removed_by_git", [False, True])
def test_a_removed_test_leaves_the_contract(locked: Project, tddgate: Tddgate, is_removed_by_git: bool) -> None:  # noqa: FBT001 - a parameter
    """So does a committed test that no contract holds, also when `git rm` has staged it."""
    removed = locked.replace(TEST, "\n\n\ndef test_a_low_price_stays():\n    assert discount(5) == 5\n", "\n")
    if is_removed_by_git:
        removed.git("rm", "--quiet", "tests/test_cart.py")
    removed.replace("src/shop/discount.py", "price if price < 10 else ", "")

    answer = tddgate(removed, "amend", "discount", "--reason", "no exception for low prices")

    assert answer.code == 0, answer.err
    assert f"{TEST}::test_a_low_price_stays" in answer.out
    rules = ["low-coverage"] if is_removed_by_git else []
    removed.gate("green", verdict="refused" if rules else "passed", rules=rules)


def test_a_renamed_test_keeps_its_place(locked: Project, tddgate: Tddgate) -> None:
    """A new name over the same body is no new test."""
    renamed = locked.replace(TEST, "test_a_low_price_stays", "test_a_low_price_is_left_alone")

    answer = tddgate(renamed, "amend", "discount", "--reason", "a better name")

    assert answer.code == 0, answer.err
    renamed.gate("green", verdict="passed")


def test_what_was_committed_by_hand_can_be_amended_afterwards(locked: Project, tddgate: Tddgate) -> None:
    """An edit that is in HEAD already still differs from what was locked."""
    locked.replace(TEST, "(50, 45)", "(70, 63)").git("commit", "--quiet", "--message", "oops", "--", TEST)

    answer = tddgate(locked, "amend", "discount", "--reason", "seventy is usual")

    assert answer.code == 0, answer.err
    locked.gate("green", verdict="passed")


def test_a_changed_setting_of_pytest_can_be_amended(locked: Project, tddgate: Tddgate) -> None:
    """Settings are part of what was locked."""
    locked.replace("pyproject.toml", 'testpaths = ["tests"]', 'testpaths = ["tests"]\nxfail_strict = true')

    answer = tddgate(locked, "amend", "discount", "--reason", "strict from now on")

    assert answer.code == 0, answer.err
    assert tddgate(locked, "status").code == 0


def test_green_lists_amendments_and_says_when_an_amended_test_was_emptied(locked: Project, tddgate: Tddgate) -> None:
    """An amendment can weaken a test; only a reader can tell, so the report shows it to one."""
    locked.replace(TEST, "assert discount(5) == 5", "assert discount")
    tddgate(locked, "amend", "discount", "--reason", "simpler")

    green = locked.gate("green", verdict="passed", says="note: discount was amended: simpler")

    assert green.ran is not None
    assert green.ran.advised == ("amended-green", "mutant-survived")


def test_format_only_accepts_the_same_syntax(locked: Project, tddgate: Tddgate) -> None:
    """A comment and other line breaks need no reason."""
    locked.replace(TEST, "[(100, 90), (50, 45)]", "[\n    (100, 90),  # one tenth\n    (50, 45),\n]")

    answer = tddgate(locked, "amend", "discount", "--format-only")

    assert answer.code == 0, answer.err
    assert "proved to be formatting only" in answer.out
    locked.gate("green", verdict="passed")


@pytest.mark.parametrize(
    ("old", "new"), [("== less", "<= less"), ("(50, 45)", "(70, 63)"), ("(50, 45)", "(50, 45), (60, 54)")]
)
def test_format_only_refuses_another_syntax(locked: Project, tddgate: Tddgate, old: str, new: str) -> None:
    """The proof is the syntax tree, not the promise."""
    answer = tddgate(locked.replace(TEST, old, new), "amend", "discount", "--format-only")

    assert answer.code == 4
    assert f"{TEST} does not have the syntax that was locked" in answer.err


def test_green_refuses_a_contract_that_was_rewritten_by_hand(locked: Project, tddgate: Tddgate) -> None:
    """Also after an honest amendment: each step has to name what it changes."""
    locked.replace(TEST, "== 5", "== 5  # unchanged")
    tddgate(locked, "amend", "discount", "--format-only")

    raw = contract_of(locked)
    raw["tests"] = raw["tests"][:1]  # type: ignore[index]  # raw JSON
    locked.with_file(CONTRACT, json.dumps(raw, indent=2, sort_keys=True) + "\n").commit("quietly")

    locked.gate("green", verdict="refused", rules=["contract-missing"])
    assert "was rewritten after it was locked" in tddgate(locked, "amend", "discount", "--reason", "x").err


def test_after_an_amendment_the_amended_bytes_are_restored(locked: Project, tddgate: Tddgate) -> None:
    """The command in the message leads to what is locked now, not to the first lock."""
    tddgate(locked.replace(TEST, "(50, 45)", "(70, 63)"), "amend", "discount", "--reason", "seventy is usual")
    locked.replace(TEST, "(70, 63)", "(70, 0)").git("commit", "--quiet", "--message", "oops", "--", TEST)

    command = tddgate(locked, "status").last_line.partition("Next: git ")[2].partition(" && ")[0]
    locked.git(*command.split())

    assert "(70, 63)" in (locked.root / TEST).read_text()


def _with_new_test(project: Project) -> None:
    text = (project.root / TEST).read_text() + "\n\ndef test_more():\n    assert discount(1) == 1\n"
    project.with_file(TEST, text)


def _with_staged_subject(project: Project) -> None:
    project.replace(TEST, "(50, 45)", "(70, 63)").git("add", "src")


def _with_merge(project: Project) -> None:
    project.replace(TEST, "(50, 45)", "(70, 63)").with_file(".git/MERGE_HEAD", project.git("rev-parse", "HEAD") + "\n")


def _with_damage(project: Project) -> None:
    project.replace(TEST, "(50, 45)", "(70, 63)").with_file(CONTRACT, "{").git("commit", "-qm", "oops", "--", CONTRACT)


def _with_edited_contract(project: Project) -> None:
    project.replace(TEST, "(50, 45)", "(70, 63)").replace(CONTRACT, "test_ten_percent", "test_x")


def _without_tests(project: Project) -> None:
    project.without_file(TEST)


def _with_link(project: Project) -> None:
    project.without_file(TEST).with_file("elsewhere.py", "")
    (project.root / TEST).symlink_to(project.root / "elsewhere.py")


def _with_syntax_error(project: Project) -> None:
    project.replace(TEST, "def test_ten", "def def test_ten")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda _: None, "nothing that discount locks has changed"),
        (_with_new_test, "test_discount.py::test_more is new"),
        (_with_staged_subject, "src/shop/discount.py is staged, and is no test"),
        (_with_merge, "a merge is in progress"),
        (_with_damage, "the contract of discount cannot be read"),
        (_with_edited_contract, "the contract of discount is not what was committed"),
        (_without_tests, "no test of discount would be left"),
        (_with_link, "tests/test_discount.py is a link"),
        (_with_syntax_error, "tests/test_discount.py cannot be parsed"),
    ],
)
def test_what_cannot_be_amended_is_refused_and_nothing_is_committed(
    locked: Project, tddgate: Tddgate, make: object, says: str
) -> None:
    """Each refusal has a next step; history and contract stay as they were."""
    assert callable(make)
    make(locked)
    before = locked.git("rev-parse", "HEAD")

    answer = tddgate(locked, "amend", "discount", "--reason", "because")

    assert (answer.code, answer.out) == (4, "")
    assert says in answer.err
    assert "\n  next: " in answer.err
    assert locked.git("rev-parse", "HEAD") == before


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["discout", "--reason", "x"], "there is no contract of the feature 'discout'; did you mean 'discount'?"),
        (["discount", "--reason", "  "], "the amendment has no reason"),
        (["discount"], "the amendment has no reason"),
    ],
)
def test_a_feature_that_is_unknown_and_an_empty_reason_are_refused(
    locked: Project, tddgate: Tddgate, args: list[str], says: str
) -> None:
    """What is asked for has to be there."""
    answer = tddgate(locked.replace(TEST, "(50, 45)", "(70, 63)"), "amend", *args)

    assert answer.code == 4
    assert says in answer.err


def test_a_hook_that_says_no_leaves_everything_as_it_was(locked: Project, tddgate: Tddgate) -> None:
    """Nothing was committed, so the contract in the work tree is the old one."""
    locked.replace(TEST, "(50, 45)", "(70, 63)")
    locked.with_file(".git/hooks/pre-commit", "#!/bin/sh\necho no such thing >&2\nexit 1\n")
    (locked.root / ".git/hooks/pre-commit").chmod(0o755)
    before = contract_of(locked)

    answer = tddgate(locked, "amend", "discount", "--reason", "because")

    assert answer.code == 4
    assert "no such thing" in answer.err
    assert contract_of(locked) == before


def test_a_test_of_another_contract_is_not_unlocked(locked: Project, tddgate: Tddgate) -> None:
    """An amendment of one feature is no way to another feature's tests."""
    locked.commit("discount").with_red_test("refund").gate("lock", "--tdd-feature=refund", verdict="passed")
    locked.replace("tests/test_refund.py", "== 90", "<= 90")

    answer = tddgate(locked, "amend", "discount", "--reason", "because")

    assert answer.code == 4
    assert "tests/test_refund.py::test_refund is locked by the contract refund" in answer.err
