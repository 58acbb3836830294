"""Amendments that nobody who may has signed: what is told of each, with a next step that signs just that commit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.configuration.audit_settings import AuditSettings
from pytest_tddgate.domain.contracts.contract import Amendment
from tests.fake_history import FakeHistory, findings_of_records
from tests.fakes import contract_of, record_of

TAX, SIGNERS = "tests/test_tax.py", ".tddgate/signers"
BASE = {"pyproject.toml": "", "src/shop/__init__.py": "", SIGNERS: "ada@example.com ssh-ed25519 AAAA\n"}
TESTS = {TAX: "from shop.tax import tax\n\n\ndef test_tax():\n    assert tax(100) == 120\n"}
LOCKED = BASE | TESTS | record_of(contract_of("tax", TESTS))
CODE = LOCKED | {"src/shop/tax.py": "def tax(price):\n    return price * 6 // 5\n"}
NOW = {TAX: TESTS[TAX].replace("== 120", "== 119")}
ROUNDED = replace(contract_of("tax", NOW), amendments=(Amendment("rounded", (TAX, f"{TAX}::test_tax")),))
AMENDED = CODE | NOW | record_of(ROUNDED)
LATER = AMENDED | {"src/shop/more.py": "MORE = 1\n"}
ASKED = AuditSettings(allowed_signers=SIGNERS)


def told(*commits: dict[str, str], signed: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """What is said of unsigned amendments after the first of these commits, and the next step."""
    history = FakeHistory(list(commits), signed=signed)
    found = findings_of_records(history, ASKED)
    return [(each.what, each.remedy) for each in found if each.rule.id == "unsigned-amendment"]


def test_the_last_commit_is_signed_where_it_is() -> None:
    """It is the one that `git commit --amend` is about."""
    [(what, step)] = told(BASE, LOCKED, CODE, AMENDED)

    assert what == f"the amendment of tax in c3 is signed by nobody who is listed in {SIGNERS}"
    assert step == f"git commit --amend --no-edit -S, by someone whom {SIGNERS} lists at the base"


def test_an_earlier_commit_is_signed_by_a_rebase() -> None:
    """To sign the last one would leave it as it is."""
    [(_, step)] = told(BASE, LOCKED, CODE, AMENDED, LATER)

    assert step == f"git rebase --rebase-merges --no-ff -S c3~1, by someone whom {SIGNERS} lists at the base"


def test_a_signed_amendment_needs_nothing() -> None:
    """Wherever it is; the next one does."""
    again = {TAX: TESTS[TAX].replace("== 120", "== 118")}
    twice = replace(contract_of("tax", again), amendments=(*ROUNDED.amendments, replace(ROUNDED.amendments[0])))
    commits = (BASE, LOCKED, CODE, AMENDED, LATER, LATER | again | record_of(twice), LATER | again | record_of(twice))

    assert told(*commits[:5], signed=frozenset({"c3"})) == []
    assert [step.partition(",")[0] for _, step in told(*commits, signed=frozenset({"c3"}))] == [
        "git rebase --rebase-merges --no-ff -S c5~1"
    ]


def test_a_base_without_the_file_lists_nobody_and_is_told_so() -> None:
    """However the amendment is signed: that the change brings the file is no help."""
    bare = {path: text for path, text in BASE.items() if path != SIGNERS}

    [(what, step)] = told(bare, LOCKED, CODE, AMENDED, signed=frozenset({"c3"}))

    assert what == f"the amendment of tax in c3 counts as signed by nobody: the base c0 has no {SIGNERS}"
    assert step == f"bring {SIGNERS} to the base first, as a change of its own; or name another file in allowed-signers"


@pytest.mark.tdd_pins("an empty file is not a missing one")
def test_a_file_that_lists_nobody_is_there() -> None:
    """It is not said to be missing."""
    [(what, _)] = told(BASE | {SIGNERS: ""}, LOCKED, CODE, AMENDED)

    assert what.endswith(f"is signed by nobody who is listed in {SIGNERS}")
