"""Verifiers: programs and plugins of the project's choice that read an implementation and say what they found."""

from __future__ import annotations

import difflib
import json
import shlex
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.installed_plugins import module_of_plugin, plugin_command
from pytest_tddgate.adapters.programs import Program, answers_of
from pytest_tddgate.domain.lines import spans_of
from pytest_tddgate.domain.plug_in_rules import own_rule
from pytest_tddgate.domain.rules import rule
from pytest_tddgate.domain.verdict import Finding, MissingFact, Place
from pytest_tddgate.domain.verify_protocol import REQUEST, RESPONSE, answer_of
from pytest_tddgate.gates.examined import Examined, joined

if TYPE_CHECKING:
    from collections.abc import Collection

    from pytest_tddgate.adapters.programs import Answered
    from pytest_tddgate.domain.plug_in_settings import Verifier
    from pytest_tddgate.domain.verify_protocol import Reported
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.examined import Implementation

__all__ = ["request_of", "verifier_findings"]

_RULES = {"refuse": "verifier-refused", "advise": "verifier-advised"}
_WHY = "a verifier that does not answer has verified nothing"


def verifier_findings(implementation: Implementation, case: Case) -> Examined:
    """What the verifiers of the settings say; what is no answer leaves a missing fact."""
    absent = {each.name: _absence(each, case) for each in case.settings.verifiers if each.plugin}
    absent = {name: problem for name, problem in absent.items() if problem}
    asked = [each for each in case.settings.verifiers if each.name not in absent]
    request = request_of(implementation, case) if asked else {}
    answers = answers_of(Program(_words(each), _asked(request, each), each.timeout, each.env) for each in asked)
    paths = {each["file"] for kind in ("tests", "changed") for each in request.get(kind, ())}
    missing = Examined(missing=tuple(_missing(f"{name} {problem}") for name, problem in absent.items()))
    told = (_told(each.name, answer, paths, case) for each, answer in zip(asked, answers, strict=True))
    return _with_note(joined((missing, *told)), [each.name for each in asked])


def request_of(implementation: Implementation, case: Case) -> dict[str, Any]:
    """What a verifier is asked: the contract's tests, and the Python files of the subject that changed."""
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
        "tests": [{"file": path, "names": sorted(names[path]), "text": _text(path, case)} for path in sorted(names)],
        "changed": [
            {
                "file": path,
                "lines": [list(span) for span in spans_of(lines)],
                "text": _text(path, case),
                "diff": _diff(path, before.get(path), _text(path, case)),
            }
            for path, lines in sorted(implementation.changed.items())
        ],
    }


def _text(path: str, case: Case) -> str:
    return (case.repository.read(path) or b"").decode("utf-8", "replace")


def _diff(path: str, before: bytes | None, after: str) -> str:
    """The change as a unified diff."""
    then = (before or b"").decode("utf-8", "replace").splitlines(keepends=True)
    old = "/dev/null" if before is None else f"a/{path}"
    return "".join(difflib.unified_diff(then, after.splitlines(keepends=True), old, f"b/{path}"))


def _asked(request: dict[str, Any], verifier: Verifier) -> bytes:
    return json.dumps(request | {"language": verifier.language}, ensure_ascii=False).encode("utf-8", "replace")


def _words(verifier: Verifier) -> tuple[str, ...]:
    if verifier.plugin:
        return plugin_command(verifier.plugin)
    return tuple(word.replace("{python}", sys.executable) for word in shlex.split(verifier.command))


def _absence(verifier: Verifier, case: Case) -> str:
    """Why a plugin cannot be asked, as the end of a sentence; empty when it can."""
    module = module_of_plugin(verifier.plugin)
    if module is None:
        return f"cannot be asked: the plugin {verifier.plugin!r} is not installed"
    if case.layout.is_first_party(module):
        return f"cannot be asked: the plugin {verifier.plugin!r} is part of what is judged"
    return ""


def _told(name: str, answered: Answered, paths: Collection[str], case: Case) -> Examined:
    """What one verifier's answer amounts to."""
    if answered.problem:
        return Examined(missing=(_missing(f"{name} {answered.problem}"),))
    try:
        answer = answer_of(answered.output, paths)
    except ValueError as problem:
        return Examined(missing=(_missing(f"{name} answered off its contract: {problem}"),))
    if answer.undecided:
        return Examined(missing=(_missing(f"{name} could not tell: {answer.undecided}"),))
    return Examined(tuple(_finding(name, each, case) for each in answer.findings))


def _finding(name: str, reported: Reported, case: Case) -> Finding:
    """As a finding of a rule of the verifier's own, or of the one that all verifiers share."""
    shared = _RULES[reported.severity]
    at, next_step = Place(reported.file, reported.line), reported.suggestion
    if reported.rule:
        own = own_rule(name, reported.rule, case.settings.level_of(shared))
        return Finding(own, reported.message, at=at, next_step=next_step)
    return Finding(rule(shared), f"{name}: {reported.message}", at=at, next_step=next_step)


def _missing(what: str) -> MissingFact:
    next_step = "run it by hand, or take it out of [[tool.tddgate.verifiers]] (docs: extending)"
    return MissingFact(f"the verifier {what}", next_step, _WHY)


def _with_note(found: Examined, names: list[str]) -> Examined:
    if not names or found.missing:
        return found
    return joined((found, Examined(notes=(f"verified by {', '.join(names)}",))))
