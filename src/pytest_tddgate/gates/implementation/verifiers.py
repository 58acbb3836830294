"""Verifiers: programs and plugins that the project names to read an implementation and report findings."""

from __future__ import annotations

import difflib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.programs import answers_of
from pytest_tddgate.domain.protocols.verifying import REQUEST, RESPONSE
from pytest_tddgate.domain.python.lines import spans_of
from pytest_tddgate.domain.reports.check_result import CheckResult, joined
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.plug_ins import own_rule
from pytest_tddgate.domain.verdict import Finding, MissingFact, Place
from pytest_tddgate.gates.panel.plug_ins import absence_of, lengths_in, program_of, reported_by

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.adapters.programs import Answered
    from pytest_tddgate.domain.protocols.verifying import Reported
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.implementation.examined import Implementation

__all__ = ["request_of", "verifier_findings"]

_RULES = {"refuse": "verifier-refused", "advise": "verifier-advised"}
_WHY = "a verifier without an answer has verified nothing"


def verifier_findings(implementation: Implementation, case: Case) -> CheckResult:
    """What the verifiers of the settings say; if one gives no valid answer, a missing fact."""
    absent = {each.name: problem for each in case.settings.verifiers if (problem := absence_of(each, case))}
    asked = [each for each in case.settings.verifiers if each.name not in absent]
    request = request_of(implementation, case) if asked else {}
    answers = answers_of(program_of(each, request) for each in asked)
    lengths = lengths_in(request)
    missing = CheckResult(missing=tuple(_missing(f"{name} {problem}") for name, problem in absent.items()))
    results = (_result_of(each.name, answer, lengths, case) for each, answer in zip(asked, answers, strict=True))
    return _with_note(joined((missing, *results)), [each.name for each in asked])


def request_of(implementation: Implementation, case: Case) -> dict[str, Any]:
    """The request to a verifier: the contract's tests, and the Python files of the subject that changed."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for test in implementation.tests:
        names[test.file].add(test.name)
    before = case.repository.blobs(implementation.base, implementation.changed)
    return {
        "schema": REQUEST,
        "answer": RESPONSE,
        "gate": implementation.gate.value,
        "features": list(implementation.features),
        "base": implementation.base,
        "tests": [{"file": path, "names": sorted(names[path]), "text": case.text_of(path)} for path in sorted(names)],
        "changed": [
            {
                "file": path,
                "lines": [list(span) for span in spans_of(lines)],
                "text": case.text_of(path),
                "diff": _diff(path, before.get(path), case.text_of(path)),
            }
            for path, lines in sorted(implementation.changed.items())
        ],
    }


def _diff(path: str, before: bytes | None, after: str) -> str:
    """The change as a unified diff."""
    then = (before or b"").decode("utf-8", "replace").splitlines(keepends=True)
    old = "/dev/null" if before is None else f"a/{path}"
    return "".join(difflib.unified_diff(then, after.splitlines(keepends=True), old, f"b/{path}"))


def _result_of(name: str, answered: Answered, lengths: Mapping[str, int], case: Case) -> CheckResult:
    """The findings in one verifier's answer, or a missing fact."""
    try:
        reported = reported_by(answered, lengths)
    except ValueError as problem:
        return CheckResult(missing=(_missing(f"{name} {problem}"),))
    return CheckResult(tuple(_finding(name, each, case) for each in reported))


def _finding(name: str, reported: Reported, case: Case) -> Finding:
    """The report as a finding of the verifier's own rule, or of the one that all verifiers share."""
    shared = _RULES[reported.severity]
    at, next_step = Place(reported.file, reported.line), reported.suggestion
    if reported.rule:
        own = own_rule(name, reported.rule, case.settings.level_of(shared))
        return Finding(own, reported.message, at=at, next_step=next_step)
    return Finding(rule(shared), f"{name}: {reported.message}", at=at, next_step=next_step)


def _missing(what: str) -> MissingFact:
    next_step = "run it by hand, or take it out of [[tool.tddgate.verifiers]] (docs: extending)"
    return MissingFact(f"the verifier {what}", next_step, _WHY)


def _with_note(found: CheckResult, names: list[str]) -> CheckResult:
    if not names or found.missing:
        return found
    return joined((found, CheckResult(notes=(f"verified by {', '.join(names)}",))))
