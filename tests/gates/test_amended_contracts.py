"""What becomes of contracts when their tests are edited, one at a time and all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.contracts.amending import AmendmentRequest, amended, check_ready
from pytest_tddgate.gates.contracts.amending_all import all_amended
from tests.fakes import FakeRepository, case_of, contract_of, record_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.run.observation import TestId

DISCOUNT, REFUND = "tests/test_discount.py", "tests/test_refund.py"
FILES = {
    DISCOUNT: "def test_discount():\n    assert 100 * 9 // 10 == 90\n",
    REFUND: "def test_refund():\n    assert 100 - 10 == 90\n",
}
LOCKED = FILES | record_of(contract_of("discount", {DISCOUNT: FILES[DISCOUNT]}))
BOTH = LOCKED | record_of(contract_of("refund", {REFUND: FILES[REFUND]}))


def no_cases(files: Iterable[str]) -> Mapping[TestId, tuple[str, ...]]:
    """Nothing is parametrized here."""
    assert files is not None
    return {}


ASKED = AmendmentRequest("rounded", no_cases)


def edited(**edits: str) -> FakeRepository:
    """Two locked features, and `discount=` or `refund=` replaced in their tests as `OLD -> NEW`."""
    work = dict(BOTH)
    for name, edit in edits.items():
        old, new = edit.split(" -> ")
        work[f"tests/test_{name}.py"] = FILES[f"tests/test_{name}.py"].replace(old, new)
    return FakeRepository([{}, LOCKED, BOTH], work)


def test_an_amendment_names_the_file_and_the_test() -> None:
    """The contract holds their new digests."""
    made = amended("discount", ASKED, case_of(edited(discount="90 -> 91")))

    assert made.amendment.changed == (DISCOUNT, f"{DISCOUNT}::test_discount")
    assert made.paths == (DISCOUNT,)
    assert made.contract.files != contract_of("discount", {DISCOUNT: FILES[DISCOUNT]}).files


def test_what_another_contract_locks_is_left_to_it() -> None:
    """One amendment is one contract's."""
    made = amended("discount", ASKED, case_of(edited(discount="90 -> 91", refund="90 -> 91")))

    assert made.left == {REFUND: "refund"}
    assert made.paths == (DISCOUNT,)


def test_all_of_them_are_amended_together() -> None:
    """Each has its own part of the edit."""
    made = all_amended(ASKED, case_of(edited(discount="90 -> 91", refund="90 -> 91")))

    assert [(each.contract.feature, each.paths) for each in made] == [("discount", (DISCOUNT,)), ("refund", (REFUND,))]


def test_tests_of_two_features_in_one_file_are_amended_together_only() -> None:
    """Neither contract may unlock what the other holds."""
    grown = {DISCOUNT: FILES[DISCOUNT] + "\n\ndef test_half():\n    assert 4 // 2 == 2\n"}
    half = contract_of("half", grown)
    both = LOCKED | grown | record_of(half)
    work = both | {DISCOUNT: grown[DISCOUNT].replace("== 90", "== 91").replace("== 2", "== 3")}
    case = case_of(FakeRepository([{}, LOCKED, both], work))

    with pytest.raises(Unusable, match="test_half is locked by the contract half"):
        amended("discount", ASKED, case)
    assert [each.contract.feature for each in all_amended(ASKED, case)] == ["discount", "half"]


def test_formatting_is_proved() -> None:
    """An edit of the syntax is none."""
    proof = AmendmentRequest("formatting only", no_cases, is_format_only=True)

    assert amended("discount", proof, case_of(edited(discount="== 90 -> ==  90"))).amendment.is_format_only
    with pytest.raises(Unusable, match="does not have the syntax that was locked"):
        amended("discount", proof, case_of(edited(discount="90 -> 91")))


@pytest.mark.parametrize(
    ("work", "problem"),
    [
        (BOTH, "nothing that discount locks has changed"),
        (BOTH | {DISCOUNT: FILES[DISCOUNT] + "\n\ndef test_more():\n    assert 1\n"}, "test_more is new"),
        ({path: text for path, text in BOTH.items() if path != DISCOUNT}, "no test of discount would be left"),
        (BOTH | {DISCOUNT: "def test_discount(:\n"}, "cannot be parsed"),
    ],
)
def test_what_cannot_be_amended_is_said(work: dict[str, str], problem: str) -> None:
    """Nothing is recorded then."""
    repository = FakeRepository([{}, LOCKED, BOTH], work)

    with pytest.raises(Unusable, match=problem):
        amended("discount", ASKED, case_of(repository))
    assert repository.committed == []


def test_a_commit_of_tests_alone_must_be_possible() -> None:
    """In the middle of a merge, or with code in the index, it is not."""
    merging = FakeRepository([BOTH], BOTH, operation="merge")
    staged = FakeRepository([BOTH], BOTH, staged_paths=("src/shop/discount.py",))

    with pytest.raises(Unusable, match="a merge is in progress"):
        check_ready(case_of(merging))
    with pytest.raises(Unusable, match=r"src/shop/discount\.py is staged, and is no test"):
        check_ready(case_of(staged))
