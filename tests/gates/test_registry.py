"""The contracts of a repository, and whether each is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.contracts.contract import Amendment, contract_path
from pytest_tddgate.errors import CannotDecide, Unusable
from pytest_tddgate.gates.contracts.registry import byte_findings, contract_in, registry_of
from tests.fakes import FakeRepository, case_of, contract_of, record_of

TEST = "tests/test_discount.py"
FILES = {TEST: "def test_discount():\n    assert 100 * 9 // 10 == 90\n"}
CONTRACT = contract_of("discount", FILES)
RECORD = contract_path("discount")
LOCKED = FILES | record_of(CONTRACT)


def test_a_contract_is_known_with_the_commit_that_locked_it() -> None:
    """History says so, and not the record itself."""
    registry = registry_of(case_of(FakeRepository([{}, LOCKED, LOCKED | {"src/shop/discount.py": ""}])))

    assert registry.findings == ()
    assert registry.contracts["discount"].commit == "c1"
    assert registry.contracts["discount"].contract == CONTRACT


def test_a_record_that_is_gone_is_a_finding() -> None:
    """A contract ends by being withdrawn, and not by being deleted."""
    registry = registry_of(case_of(FakeRepository([{}, LOCKED, FILES])))

    assert [(each.rule.id, each.at.path if each.at else "") for each in registry.findings] == [
        ("contract-missing", RECORD)
    ]


def test_a_record_that_cannot_be_read_is_a_finding() -> None:
    """It says how to bring it back."""
    registry = registry_of(case_of(FakeRepository([{}, LOCKED, FILES | {RECORD: "{"}])))

    assert [each.rule.id for each in registry.findings] == ["contract-missing"]
    assert registry.findings[0].remedy == f"git checkout c1 -- {RECORD}"


def test_a_record_that_lost_a_test_without_an_amendment_is_a_finding() -> None:
    """One that says which test changed, and why, is none."""
    changed = {TEST: FILES[TEST].replace("90", "91")}
    secret = contract_of("discount", changed)
    amendment = Amendment("rounded", (TEST, f"{TEST}::test_discount"))

    silent = registry_of(case_of(FakeRepository([{}, LOCKED, changed | record_of(secret)])))
    amended = registry_of(
        case_of(FakeRepository([{}, LOCKED, changed | record_of(replace(secret, amendments=(amendment,)))]))
    )

    assert [each.rule.id for each in silent.findings] == ["contract-missing"]
    assert amended.findings == ()


def test_a_shallow_clone_that_ends_at_the_lock_leaves_it_undecided() -> None:
    """What came before cannot be seen."""
    with pytest.raises(CannotDecide, match="the commit that locked discount cannot be found"):
        registry_of(case_of(FakeRepository([LOCKED], cut_off=frozenset({"c0"}))))


def test_a_name_that_is_nearly_right_is_answered_with_the_right_one() -> None:
    """Somebody in a hurry has to see it at once."""
    registry = registry_of(case_of(FakeRepository([{}, LOCKED])))

    with pytest.raises(Unusable, match="did you mean 'discount'"):
        contract_in(registry, "discout", why="it is judged")


@pytest.mark.parametrize(
    ("work", "what"),
    [
        (FILES, ()),
        ({TEST: FILES[TEST] + "\n"}, (f"{TEST} is not what was locked (contract discount)",)),
        ({}, (f"{TEST} is gone (contract discount)",)),
    ],
)
def test_locked_bytes_are_compared_with_the_work_tree(work: dict[str, str], what: tuple[str, ...]) -> None:
    """A line end more is another file."""
    repository = FakeRepository([{}, LOCKED], work | record_of(CONTRACT))
    registry = registry_of(case_of(repository))

    found = byte_findings(registry.contracts["discount"], registry, repository)

    assert tuple(each.what for each in found) == what


def test_a_file_that_grew_through_another_contract_is_what_that_one_locked() -> None:
    """The first contract's bytes are in its past."""
    grown = {TEST: FILES[TEST] + "\n\ndef test_half():\n    assert 4 // 2 == 2\n"}
    both = grown | record_of(CONTRACT) | record_of(contract_of("half", grown))
    repository = FakeRepository([{}, LOCKED, both], both)
    registry = registry_of(case_of(repository))

    assert byte_findings(registry.contracts["discount"], registry, repository) == ()
