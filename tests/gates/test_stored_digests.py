"""A contract names the bytes that git stores, and a work tree with the line ends of another system keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.conversions import LINE_ENDS
from pytest_tddgate.domain.contracts.contract import Contract, sha256_of
from pytest_tddgate.domain.contracts.line_ends import digests_of, forms_of
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.contracts.registry import byte_findings, registry_of
from pytest_tddgate.gates.contracts.stored import as_stored
from tests.fakes import FakeRepository, case_of, contract_of, record_of

if TYPE_CHECKING:
    from collections.abc import Mapping

TEST, DATA = "tests/test_tax.py", "tests/rates.csv"
LF = "def test_tax():\n    assert 1\n"
CRLF = LF.replace("\n", "\r\n")


@dataclass
class Git:
    """What git does to some files; `asked` are those that it was asked about."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, top: str, contents: Mapping[str, bytes]) -> Mapping[str, str]:
        """As the test says."""
        assert top == "/shop"
        self.asked += contents
        return {path: kind for path, kind in self.kinds.items() if path in contents}


def contract(**files: str) -> Contract:
    """A contract that locks the test as it lies there, and these data."""
    return Contract("tax", files={TEST: sha256_of(CRLF.encode())}, harness={DATA: sha256_of(files["data"].encode())})


def test_both_forms_of_a_text() -> None:
    """As it lies there, and as git stores it where it converts line ends; nothing but line ends differs."""
    assert set(forms_of(b"a\r\nb\rc\n")) == {b"a\r\nb\rc\n", b"a\nb\rc\n"}
    assert digests_of(b"a\r\n") == {sha256_of(b"a\r\n"), sha256_of(b"a\n")}
    assert digests_of(b"a\n") == {sha256_of(b"a\n")}


def test_the_digest_of_a_converted_file_is_that_of_the_stored_bytes() -> None:
    """Of test files and of harness."""
    repository, git = FakeRepository([{}], {TEST: CRLF, DATA: "1\r\n"}), Git({TEST: LINE_ENDS, DATA: LINE_ENDS})

    made = as_stored(contract(data="1\r\n"), {TEST, DATA}, case_of(repository), git)

    assert made.files == {TEST: sha256_of(LF.encode())}
    assert made.harness == {DATA: sha256_of(b"1\n")}


def test_what_git_leaves_alone_keeps_its_digest() -> None:
    """The contract is the one that it was."""
    repository, git = FakeRepository([{}], {TEST: CRLF, DATA: "1\r\n"}), Git()

    assert as_stored(contract(data="1\r\n"), {TEST, DATA}, case_of(repository), git) == contract(data="1\r\n")


@pytest.mark.parametrize("attribute", ["filter", "ident", "working-tree-encoding"])
def test_another_conversion_cannot_be_locked(attribute: str) -> None:
    """What git stores is not what the tests have read, and no audit would see that."""
    repository, git = FakeRepository([{}], {TEST: CRLF, DATA: "1\n"}), Git({DATA: attribute})

    with pytest.raises(Unusable) as caught:
        as_stored(contract(data="1\n"), {TEST, DATA}, case_of(repository), git)

    assert caught.value.what == f"git would not store {DATA} as it lies here: it has the attribute {attribute}"
    assert caught.value.why == "a contract names the bytes that git stores, and the tests have run on others"
    assert caught.value.next_step == (
        f"echo '/{DATA} -{attribute}' >> .gitattributes, then run this again "
        f"(git check-attr -a {DATA} shows what it has)"
    )


def test_what_the_commit_does_not_carry_is_as_it_was() -> None:
    """Data behind a filter that were there before stay what they are, and no filter is run for them."""
    repository, git = FakeRepository([{}], {TEST: CRLF, DATA: "1\n"}), Git({TEST: LINE_ENDS, DATA: "filter"})

    made = as_stored(contract(data="1\n"), {TEST}, case_of(repository), git)

    assert made.harness == contract(data="1\n").harness
    assert git.asked == [TEST]


def test_harness_that_was_checked_out_with_crlf_is_named_as_it_is_stored() -> None:
    """A conftest on Windows is not part of the commit, and part of the contract."""
    repository, git = FakeRepository([{}], {TEST: CRLF, DATA: "1\r\n"}), Git({TEST: LINE_ENDS, DATA: LINE_ENDS})

    made = as_stored(contract(data="1\r\n"), {TEST}, case_of(repository), git)

    assert made.harness == {DATA: sha256_of(b"1\n")}


def test_an_earlier_digest_is_left_alone() -> None:
    """Only what was just read from the work tree is looked at."""
    repository, git = FakeRepository([{}], {TEST: CRLF, DATA: "2\r\n"}), Git({DATA: LINE_ENDS})

    assert as_stored(contract(data="1\r\n"), {TEST, DATA}, case_of(repository), git).harness[DATA] == sha256_of(
        b"1\r\n"
    )


@pytest.mark.parametrize(("now", "is_kept"), [(LF, True), (CRLF, True), (CRLF.replace("1", "2"), False)])
def test_a_work_tree_with_other_line_ends_keeps_each_contract(now: str, is_kept: bool) -> None:  # noqa: FBT001 - a parameter
    """Also where the present bytes are another contract's; an edit between other line ends is an edit."""
    old = "def test_old():\n    assert 1\n"
    first, both = contract_of("old", {TEST: old}), contract_of("tax", {TEST: LF})
    locked = {TEST: LF} | record_of(first) | record_of(both)
    repository = FakeRepository([{}, {TEST: old} | record_of(first), locked], locked | {TEST: now})
    registry = registry_of(case_of(repository))

    found = [*byte_findings(registry.contracts["old"], registry, repository)]
    found += byte_findings(registry.contracts["tax"], registry, repository)

    assert (not found) is is_kept
