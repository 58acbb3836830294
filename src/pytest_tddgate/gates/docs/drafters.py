"""Drafters: programs and plugins that the project names to rework the draft, one after the other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.programs import answers_of
from pytest_tddgate.domain.protocols.drafting import REQUEST, RESPONSE, CannotTell, drafted_of
from pytest_tddgate.domain.verdict import MissingFact
from pytest_tddgate.gates.contracts.registry import registry_of
from pytest_tddgate.gates.panel.plug_ins import absence_of, program_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.configuration.plug_in_settings import Verifier
    from pytest_tddgate.domain.docs.public_api import ApiChange
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.docs.drafting import Draft
    from pytest_tddgate.gates.docs.gate import Prepared

__all__ = ["redrafted"]

_NEXT = "run it by hand, or take it out of [[tool.tddgate.drafters]] (docs: extending)"
_WHY = "earlier drafts are kept"


def redrafted(draft: Draft, prepared: Prepared, case: Case) -> tuple[Draft, tuple[MissingFact, ...]]:
    """The draft after every drafter of the settings, and a missing fact for each that gave no answer."""
    missing: list[MissingFact] = []
    for drafter in case.settings.drafters if draft.files else ():
        try:
            draft = replace(draft, files={**draft.files, **_asked(drafter, draft, prepared, case)})
        except ValueError as problem:
            missing.append(MissingFact(f"the drafter {drafter.name} {problem}", _NEXT, _WHY))
    return draft, tuple(missing)


def _asked(drafter: Verifier, draft: Draft, prepared: Prepared, case: Case) -> Mapping[str, str]:
    """The files that a drafter answers with. Raises ValueError, with the end of a sentence, if there is no answer."""
    if absence := absence_of(drafter, case):
        raise ValueError(absence)
    (answered,) = answers_of([program_of(drafter, _request(draft, prepared, case))])
    if answered.problem:
        raise ValueError(answered.problem)
    try:
        return drafted_of(answered.output, {path: case.text_of(path) for path in draft.files})
    except CannotTell:
        raise
    except ValueError as problem:
        raise ValueError(f"answered off its contract: {problem}") from None


def _request(draft: Draft, prepared: Prepared, case: Case) -> dict[str, Any]:
    names: defaultdict[str, list[str]] = defaultdict(list)
    contracts = registry_of(case).contracts
    for each in contracts[prepared.feature].contract.tests if prepared.feature in contracts else ():
        names[each.test.file].append(each.test.name)
    return {
        "schema": REQUEST,
        "answer": RESPONSE,
        "feature": prepared.feature,
        "base": prepared.base,
        "tests": [{"file": path, "names": found, "text": case.text_of(path)} for path, found in sorted(names.items())],
        "names": [_named(each) for each in prepared.changes],
        "findings": [
            {"rule": each.rule.id, "what": each.what, "file": each.at.path, "line": each.at.line}
            if each.at
            else {"rule": each.rule.id, "what": each.what}
            for each in draft.findings
        ],
        "files": [{"file": path, "text": case.text_of(path), "draft": text} for path, text in draft.files.items()],
    }


def _named(change: ApiChange) -> dict[str, Any]:
    """A public name that the change adds, changes or removes, as the request describes it."""
    now = change.now
    return {
        "name": now.name,
        "kind": now.kind,
        "change": change.kind,
        "breaks": change.breaks,
        "file": now.path,
        "line": now.line,
        "parameters": [each.name for each in now.parameters],
        "raises": list(now.raises),
        "has_result": now.has_result,
        "docstring": now.docstring,
    }
