"""The amendments of a range, one by one: by whom and why, whether each is what it says, and what each asked for.

The last form of an amended test is judged like any other test. Here are those that were amended again since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.changes import compare
from pytest_tddgate.domain.python.syntax import parse_module
from pytest_tddgate.domain.red.assertions import loses_assertions
from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.audit.controls import passing_on_base, proven_tests

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.contracts.contract import Amendment
    from pytest_tddgate.domain.verdict import MissingFact
    from pytest_tddgate.gates.audit.case import AuditCase

__all__ = ["amendment_rows", "earlier_forms", "format_findings"]


def amendment_rows(audit: AuditCase) -> tuple[Row, ...]:
    """A row for each amendment that the range adds: of which contract, why, by whom, and where."""
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
    """A finding for each file of which an amendment says that only its formatting changed, and more did.

    It is compared with what was locked: at the base, at a lock, or by an amendment that gives another reason. Since
    then it may have grown by new tests, which are judged by themselves.
    """
    known = [audit.range.fork, *(each.commit for each in audit.range.new.values())]
    made = [(feature, each) for feature, amendings in audit.range.amended.items() for each in amendings]
    known += [each.commit for _, each in made if not all(one.is_format_only for one in each.amendments)]
    for feature, each in made:
        changed = (name for one in each.amendments if one.is_format_only for name in one.changed)
        for path in sorted({name.partition("::")[0] for name in changed}):
            earlier = (commit for commit in known if commit != each.commit)
            if not any(_has_grown_at_most(path, commit, each.commit, audit) for commit in earlier):
                amendment = f"the amendment of {feature} in {each.commit[:10]}"
                what = f"{amendment} says that only the formatting of {path} changed"
                yield Finding(rule("contract-unproven"), what, at=Place(path))


def _has_grown_at_most(path: str, before: str, after: str, audit: AuditCase) -> bool:
    """Whether a file of the later commit has all that it had at the earlier one, as syntax."""
    old, new = (audit.history.blobs(each, [path]).get(path) for each in (before, after))
    if old is None or new is None:
        return False
    try:
        return compare(path, parse_module(old), parse_module(new)).is_addition
    except (SyntaxError, ValueError):  # no Python: the same bytes
        return old == new


def earlier_forms(audit: AuditCase) -> tuple[tuple[Finding, ...], tuple[MissingFact, ...]]:
    """What amended tests showed before they were amended again: each such form, run on the base's code.

    Advice alone follows from it, because it is the last form that the change is judged by.
    """
    asking = frozenset(proven_tests(audit))
    findings: list[Finding] = []
    missing: list[MissingFact] = []
    for commit in dict.fromkeys(each.commit for made in audit.range.amended.values() for each in made):
        if forms := _superseded(commit, audit):
            _, passed, cut = passing_on_base(commit, forms, audit)
            findings += _of_form(commit, [each for each in forms if each in passed], asking, audit)
            missing += cut
    return tuple(findings), tuple(missing)


def _superseded(commit: str, audit: AuditCase) -> list[TestId]:
    """The tests that this commit amended and that the head has in another form, or not at all."""
    amendments = [
        one
        for made in audit.range.amended.values()
        for each in made
        if each.commit == commit
        for one in each.amendments
    ]
    names = sorted({name for one in amendments if not one.is_format_only for name in one.changed if "::" in name})
    tests = [TestId(*name.split("::", 1)) for name in names]
    return [test for test in tests if (form := _form(test, commit, audit)) and form != _form(test, None, audit)]


def _form(test: TestId, commit: str | None, audit: AuditCase) -> str:
    """The digest of a test's syntax at a commit (None: the head); empty where it is not there."""
    source = audit.history.blobs(commit or audit.range.head, [test.file]).get(test.file, b"")
    try:
        function = parse_module(source).functions.get(test.name)
    except (SyntaxError, ValueError):
        return ""
    return function.digest if function else ""


def _of_form(commit: str, passed: Iterable[TestId], asking: frozenset[TestId], audit: AuditCase) -> Iterator[Finding]:
    """A finding for each of the tests that shows nothing in this form: green without the code, or less than before."""
    for test in passed:
        before = audit.history.blobs(audit.range.fork, [test.file]).get(test.file, b"")
        then = audit.history.blobs(commit, [test.file]).get(test.file, b"")
        if test in asking or loses_assertions(before, then, test.name):
            does = "passes on the base's code" if test in asking else "asserts less than at the base"
            what = f"{test}, as {commit[:10]} amended it, {does}; it was amended again since"
            yield Finding(rule("amended-green"), what, at=Place(test.file))
