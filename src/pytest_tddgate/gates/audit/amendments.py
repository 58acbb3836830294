"""The amendments of a range: who made each and why, and whether a formatting amendment changes formatting only.

The last form of an amended test is judged like any other test; `amended_forms` looks at earlier forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import CONTRACTS, contract_path
from pytest_tddgate.domain.python.changes import compare
from pytest_tddgate.domain.python.syntax import parse_module
from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.rules.audit import CONTRACT_UNPROVEN
from pytest_tddgate.domain.run.identity import file_of
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.contracts.contract import Amendment
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.audit.range import AmendmentCommit

__all__ = ["AMENDED", "amendment_rows", "format_findings"]

AMENDED = ("amended", "withdrawn")
"""The states of rows of amendments."""


def amendment_rows(audit: AuditCase) -> tuple[Row, ...]:
    """A row for each amendment that the range adds: contract, reason, author and commit."""
    rows = [
        Row(
            _kind(feature, each, audit),
            "",
            feature,
            f"{each.reason} ({audit.history.author_of(made.commit)}, {made.commit[:10]})",
        )
        for feature, amendings in audit.range.amended.items()
        for made in amendings
        for each in made.amendments
    ]
    for feature, contract in audit.range.first.items():
        by = audit.history.author_of(audit.range.new[feature].commit) if contract.amendments else ""
        rows += [Row("amended", "", feature, f"{each.reason} ({by}, at the lock)") for each in contract.amendments]
    return tuple(rows)


def _kind(feature: str, amendment: Amendment, audit: AuditCase) -> str:
    contract = audit.range.withdrawn.get(feature)
    return "withdrawn" if contract and contract.amendments[-1] == amendment else "amended"


def format_findings(audit: AuditCase) -> Iterator[Finding]:
    """A finding for each file that changed by more than formatting although an amendment says otherwise.

    The file is compared with its locked versions: at the base, at a lock, or in an amendment for another reason. It
    may have gained new tests since, which are judged by themselves.
    """
    known = [audit.range.fork, *(each.commit for each in audit.range.new.values())]
    made = [(feature, each) for feature, amendings in audit.range.amended.items() for each in amendings]
    known += [each.commit for feature, each in made if _has_reason(feature, each, audit)]
    for feature, each in made:
        changed = (name for one in each.amendments if one.is_format_only for name in one.changed)
        for path in sorted({file_of(name) for name in changed}):
            earlier = [commit for commit in (*known, *_withdrawn_lock(feature, path, audit)) if commit != each.commit]
            if not any(_has_grown_at_most(path, commit, each.commit, audit) for commit in earlier):
                amendment = f"the amendment of {feature} in {each.commit[:10]}"
                what = f"{amendment} says that only the formatting of {path} changed"
                yield Finding(CONTRACT_UNPROVEN, what, at=Place(path))


def _has_reason(feature: str, made: AmendmentCommit, audit: AuditCase) -> bool:
    """Whether the commit locks files for a reason other than formatting; a withdrawal locks nothing."""
    return not all(one.is_format_only or _kind(feature, one, audit) == "withdrawn" for one in made.amendments)


def _withdrawn_lock(feature: str, path: str, audit: AuditCase) -> tuple[str, ...]:
    """The lock commit of a feature that was withdrawn since, for a file that the fork does not have; empty otherwise.

    Such a lock is no longer proven, so it says nothing about tests that the fork has.
    """
    if feature not in audit.range.withdrawn or audit.history.blobs(audit.range.fork, [path]):
        return ()
    own, span = contract_path(feature), audit.range
    locked = audit.history.additions(CONTRACTS, f"{span.fork}..{span.head}").get(own)
    return (locked,) if locked else ()


def _has_grown_at_most(path: str, before: str, after: str, audit: AuditCase) -> bool:
    """Whether a file at the later commit still has, as syntax, everything that it had at the earlier one."""
    old, new = (audit.history.blobs(each, [path]).get(path) for each in (before, after))
    if old is None or new is None:
        return False
    try:
        return compare(path, parse_module(old), parse_module(new)).is_addition
    except (SyntaxError, ValueError):  # not Python
        return old == new
