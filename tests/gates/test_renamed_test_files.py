"""A test file that got another name: its tests are what they were, and an amendment takes their contract along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.contracts.amending import AmendmentRequest, amended
from pytest_tddgate.gates.contracts.amending_all import all_amended
from pytest_tddgate.gates.contracts.registry import committed_findings, registry_of
from tests.fakes import FakeRepository, case_of, contract_of, record_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.run.observation import TestId

OLD, NEW, OTHER = "tests/test_discount.py", "tests/test_rabatt.py", "tests/test_other.py"
TESTS = "def test_rate():\n    assert rate(10) == 9\n\n\ndef test_zero():\n    assert rate(0) == 0\n"
MORE = "\n\ndef test_more():\n    assert rate(20) == 18\n"
CONTRACT = contract_of("discount", {OLD: TESTS})
RECORD = record_of(CONTRACT)
LOCKED = {OLD: TESTS} | RECORD


def no_cases(files: Iterable[str]) -> Mapping[TestId, tuple[str, ...]]:
    """Nothing is parametrized here."""
    assert files is not None
    return {}


ASKED = AmendmentRequest("in the words of the shop", no_cases)


def renamed(**sides: str) -> FakeRepository:
    """The locked file under its new name in the work tree, with further files as `path=text`."""
    return FakeRepository([{}, LOCKED], {NEW: TESTS} | RECORD | sides)


def test_the_tests_are_taken_to_their_new_file() -> None:
    """With the digests that they had, in a commit that holds the rename."""
    made = amended("discount", ASKED, case_of(renamed()))

    now = [(each.test.file, each.test.name, each.digest, each.red) for each in made.contract.tests]
    assert now == [(NEW, each.test.name, each.digest, each.red) for each in CONTRACT.tests]
    assert made.contract.files == contract_of("discount", {NEW: TESTS}).files
    assert made.contract.harness == {}
    assert made.paths == (OLD, NEW)
    assert {OLD, NEW, f"{OLD}::test_rate", f"{NEW}::test_rate"} <= set(made.amendment.changed)


def test_a_rename_that_was_committed_can_be_declared_afterwards() -> None:
    """The commit holds the contract alone then."""
    repository = renamed()
    repository.history.append({NEW: TESTS} | RECORD)

    made = amended("discount", ASKED, case_of(repository))

    assert {each.test.file for each in made.contract.tests} == {NEW}
    assert made.paths == ()


def test_a_file_can_be_renamed_again_and_back() -> None:
    """Each time by an amendment."""
    repository = renamed()
    first = amended("discount", ASKED, case_of(repository))
    repository.history.append({NEW: TESTS} | record_of(first.contract))
    repository.work = {OLD: TESTS} | record_of(first.contract)

    second = amended("discount", ASKED, case_of(repository))

    assert [(each.test, each.digest) for each in second.contract.tests] == [
        (each.test, each.digest) for each in CONTRACT.tests
    ]
    assert second.contract.files == CONTRACT.files


def test_the_tests_may_go_to_several_new_files() -> None:
    """Each of them is locked."""
    halves = TESTS.split("\n\n\n")
    repository = FakeRepository([{}, LOCKED], {NEW: halves[0] + "\n", OTHER: halves[1]} | RECORD)

    made = amended("discount", ASKED, case_of(repository))

    assert [(each.test.file, each.test.name) for each in made.contract.tests] == [
        (NEW, "test_rate"),
        (OTHER, "test_zero"),
    ]
    assert sorted(made.contract.files) == [OTHER, NEW]
    assert made.paths == (OLD, OTHER, NEW)


def test_a_new_test_in_the_new_file_is_still_new() -> None:
    """A rename is no way round red."""
    repository = FakeRepository([{}, LOCKED], {NEW: TESTS + MORE} | RECORD)

    with pytest.raises(Unusable, match=f"{NEW}::test_more is new"):
        amended("discount", ASKED, case_of(repository))


def test_a_test_that_was_edited_on_the_way_is_a_new_one() -> None:
    """The others are in the contract still; whether it asks for the same nobody can tell."""
    repository = FakeRepository([{}, LOCKED], {NEW: TESTS.replace("== 9", "<= 9")} | RECORD)

    with pytest.raises(Unusable, match=f"{NEW}::test_rate is new"):
        amended("discount", ASKED, case_of(repository))


@pytest.mark.tdd_pins("they are not asked")
@pytest.mark.parametrize("text", [MORE, "def test_odd(:\n", "RATE = 3\n"])
def test_other_new_files_have_nothing_to_do_with_an_amendment(text: str) -> None:
    """They wait for a lock of their own, whatever they hold."""
    edited = {OLD: TESTS.replace("== 9", "== 8"), OTHER: text}

    made = amended("discount", ASKED, case_of(FakeRepository([{}, LOCKED], LOCKED | edited)))

    assert made.paths == (OLD,)
    assert OTHER not in made.contract.locked


def test_other_new_files_have_nothing_to_do_with_a_rename() -> None:
    """They are not taken along."""
    made = amended("discount", ASKED, case_of(renamed(**{OTHER: MORE, "tests/test_odd.py": "def test_odd(:\n"})))

    assert made.paths == (OLD, NEW)


@pytest.mark.tdd_pins("what a test is compared with is in the same file")
def test_a_copy_elsewhere_is_no_rename_where_the_test_is_in_its_file() -> None:
    """Under another name, as an amendment has always found it."""
    here = {OLD: TESTS.replace("test_zero", "test_nought"), OTHER: TESTS}

    made = amended("discount", ASKED, case_of(FakeRepository([{}, LOCKED], LOCKED | here)))

    assert [str(each.test) for each in made.contract.tests] == [f"{OLD}::test_rate", f"{OLD}::test_nought"]


@pytest.mark.tdd_pins("a test that is taken out leaves the contract")
def test_a_committed_file_with_tests_of_its_own_is_no_new_name() -> None:
    """One of its tests looks like one that is taken out: that is chance."""
    committed = LOCKED | {OTHER: TESTS + MORE}
    work = committed | {OLD: TESTS.split("\n\n\n", maxsplit=1)[0] + "\n"}

    made = amended("discount", ASKED, case_of(FakeRepository([{}, LOCKED, committed], work)))

    assert [str(each.test) for each in made.contract.tests] == [f"{OLD}::test_rate"]


def test_a_file_of_two_contracts_is_renamed_for_both_at_once() -> None:
    """One alone would leave the other broken, and is refused."""
    two = replace(contract_of("two", {OLD: TESTS + MORE}), tests=contract_of("two", {OLD: MORE}).tests)
    both = {OLD: TESTS + MORE} | RECORD | record_of(two)
    repository = FakeRepository([{}, LOCKED, both], {NEW: TESTS + MORE} | RECORD | record_of(two))

    made = all_amended(ASKED, case_of(repository))

    with pytest.raises(Unusable, match="test_more is locked by the contract two"):
        amended("discount", ASKED, case_of(repository))
    assert [(each.contract.feature, each.paths) for each in made] == [("discount", (OLD, NEW)), ("two", (OLD, NEW))]
    assert [{each.test.file for each in one.contract.tests} for one in made] == [{NEW}, {NEW}]


@pytest.mark.parametrize(("staged", "words"), [("", "is gone"), ("c2", "would be gone")])
def test_a_file_that_is_gone_is_not_said_to_have_other_bytes(staged: str, words: str) -> None:
    """It has none."""
    repository = renamed()
    repository.history.append({NEW: TESTS} | RECORD)
    locked = registry_of(case_of(repository)).contracts["discount"]

    [finding] = committed_findings(locked, registry_of(case_of(repository)), repository, staged)

    assert finding.what == f"{OLD} {words} (contract discount)"
    assert 'if its tests moved: tddgate amend discount --reason "…"' in finding.remedy
