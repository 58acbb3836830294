"""What verifiers and reviewers have in common: the project chooses a program or plugin, and a gate asks it."""

from __future__ import annotations

import json
import shlex
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.programs import Program
from pytest_tddgate.domain.protocols.verifying import answer_of, check_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.adapters.programs import Answered
    from pytest_tddgate.domain.configuration.plug_in_settings import Verifier
    from pytest_tddgate.domain.protocols.verifying import Reported
    from pytest_tddgate.gates.case import Case

__all__ = ["absence_of", "lengths_in", "program_of", "reported_by"]


def program_of(plug_in: Verifier, request: dict[str, Any]) -> Program:
    """The program that is asked this request."""
    asked = json.dumps(request | {"language": plug_in.language}, ensure_ascii=False).encode("utf-8", "replace")
    return Program(_words(plug_in), asked, plug_in.timeout, plug_in.env)


def absence_of(plug_in: Verifier, case: Case) -> str:
    """Why the plug-in cannot be asked, as the end of a sentence; empty if it can."""
    if not plug_in.plugin:
        return ""
    module = _installed_plugins().module_of_plugin(plug_in.plugin)
    if module is None:
        return f"cannot be asked: the plugin {plug_in.plugin!r} is not installed"
    if case.layout.is_first_party(module):
        return f"cannot be asked: the plugin {plug_in.plugin!r} is part of what is judged"
    return ""


def lengths_in(request: dict[str, Any]) -> dict[str, int]:
    """File that an answer to this request may name -> its last line; empty for an empty request."""
    given = (each for kind in ("tests", "changed") for each in request.get(kind, ()))
    return {each["file"]: max(1, len(each["text"].splitlines())) for each in given}


def reported_by(answered: Answered, lengths: Mapping[str, int]) -> tuple[Reported, ...]:
    """The findings in an answer, each about one of these files and no line past its last one.

    Raises ValueError, with the end of a sentence, for an invalid answer.
    """
    if answered.problem:
        raise ValueError(answered.problem)
    try:
        answer = answer_of(answered.output, lengths)
        check_lines(answer.findings, lengths)
    except ValueError as problem:
        raise ValueError(f"answered off its contract: {problem}") from None
    if answer.undecided:
        raise ValueError(f"could not tell: {answer.undecided}")
    return answer.findings


def _words(plug_in: Verifier) -> tuple[str, ...]:
    if plug_in.plugin:
        command: tuple[str, ...] = _installed_plugins().plugin_command(plug_in.plugin)
        return command
    return tuple(word.replace("{python}", sys.executable) for word in shlex.split(plug_in.command))


def _installed_plugins() -> Any:
    return import_module("pytest_tddgate.adapters.installed_plugins")
