"""Linters, the type checker and the project's reviewers: how each is asked, and how its answer is read."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.programs import Program, program_near
from pytest_tddgate.domain.reports.linter_output import Remark, format_remarks, lint_remarks, type_remarks
from pytest_tddgate.domain.verdict import MissingFact
from pytest_tddgate.gates.panel.plug_ins import absence_of, lengths_in, program_of, reported_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_tddgate.adapters.programs import Answered
    from pytest_tddgate.domain.configuration.plug_in_settings import Verifier
    from pytest_tddgate.domain.configuration.review_settings import ReviewSettings
    from pytest_tddgate.gates.case import Case

__all__ = ["PanelAnswer", "Panelist", "linters_of", "panel_answer", "reviewers_of"]

_REFUSES, _AGREES = 1, 0
_WHY = "a reviewer that does not answer has not agreed"
_NO_RUFF = 'pip install ruff, or set ruff = "off" in [tool.tddgate.review]'
_NO_TYPES = "or take types out of [tool.tddgate.review]"
_NO_REVIEWER = "run it by hand, or take it out of [[tool.tddgate.reviewers]] (docs: extending)"


@dataclass(frozen=True, slots=True)
class Panelist:
    """A linter, type checker or reviewer: name, program, how its answer is read, and what to do if it gives none.

    `read` raises ValueError, with the end of a sentence, for an invalid answer. `kind` is the rule that a remark
    breaks, empty for a reviewer, whose answer says whether it refuses. `shown_by` is a command that shows the remarks.
    """

    name: str
    program: Program
    read: Callable[[Answered], tuple[Remark, ...]]
    next_step: str
    kind: str = ""
    shown_by: str = "pytest --tdd-gate=review"


@dataclass(frozen=True, slots=True)
class PanelAnswer:
    """What one panelist answered."""

    remarks: tuple[Remark, ...] = ()
    missing: tuple[MissingFact, ...] = ()


def linters_of(
    settings: ReviewSettings,
    files: Iterable[str],
    top: str,
    root: str,
    where: Callable[[str], str | None] = program_near,
) -> tuple[Panelist, ...]:
    """Ruff's linter and formatter, and the type checker, as the settings ask for them.

    `files` are the changed Python files, repository-relative; `top` is the repository's absolute path, `root` pytest's
    rootdir in it. `where` finds a program; if it finds none, the bare name is started, and its failure is reported.
    """
    targets = (root or ".",) if settings.ruff == "project" else tuple(files)
    asked = []
    if settings.ruff != "off" and targets:
        ruff = where("ruff") or "ruff"
        lint = (ruff, "check", "--no-fix", "--force-exclude", "--output-format=json", "--", *targets)
        layout = (ruff, "format", "--check", "--force-exclude", "--", *targets)
        program = partial(Program, asked=b"", timeout=settings.timeout, folder=top, codes=(_AGREES, _REFUSES))
        read = _reading(lambda output: lint_remarks(output, top))
        asked += [
            Panelist("ruff check", program(lint), read, _NO_RUFF, "lint", "ruff check"),
            Panelist(
                "ruff format", program(layout), _reading(format_remarks), _NO_RUFF, "format", "ruff format --check"
            ),
        ]
    if settings.types:
        asked.append(_type_checker(settings, top, root, where))
    return tuple(asked)


def _type_checker(settings: ReviewSettings, top: str, root: str, where: Callable[[str], str | None]) -> Panelist:
    asked = shlex.split(settings.types)
    filled = [word.replace("{python}", sys.executable) for word in asked]
    first, *words = filled
    name = next((word for word in asked if word not in {"{python}", "-m"}), first)
    folder = f"{top}/{root}" if root else top
    program = Program((where(first) or first, *words), b"", settings.timeout, folder=folder, codes=(_AGREES, _REFUSES))

    def parse(output: bytes) -> tuple[Remark, ...]:
        remarks = type_remarks(output, name, folder)
        return tuple(replace(each, path=f"{root}/{each.path}" if root else each.path) for each in remarks)

    do = "run it by hand" if where(first) else f"pip install {name}"
    return Panelist(name, program, _reading(parse), f"{do}, {_NO_TYPES}", "types", shlex.join(filled))


def _reading(parse: Callable[[bytes], tuple[Remark, ...]]) -> Callable[[Answered], tuple[Remark, ...]]:
    """A function that reads answers of this form; an answer that refuses but names no error is invalid."""

    def read(answered: Answered) -> tuple[Remark, ...]:
        if answered.problem:
            raise ValueError(answered.problem)
        remarks = parse(answered.output)
        if answered.code == _REFUSES and not remarks:
            raise ValueError("ended with exit code 1, and named no error")
        return remarks

    return read


def reviewers_of(request: dict[str, object], case: Case) -> tuple[tuple[Panelist, ...], tuple[MissingFact, ...]]:
    """The reviewers of the settings, with this request, and a missing fact for each that cannot be asked."""
    absent = {each.name: problem for each in case.settings.reviewers if (problem := absence_of(each, case))}
    asked = [_reviewer(each, request) for each in case.settings.reviewers if each.name not in absent]
    return tuple(asked), tuple(MissingFact(f"{name} {why}", _NO_REVIEWER, _WHY) for name, why in absent.items())


def _reviewer(reviewer: Verifier, request: dict[str, object]) -> Panelist:
    lengths = lengths_in(request)

    def read(answered: Answered) -> tuple[Remark, ...]:
        return tuple(
            Remark(reviewer.name, each.file, each.line, each.message, each.suggestion, each.severity == "refuse")
            for each in reported_by(answered, lengths)
        )

    return Panelist(reviewer.name, program_of(reviewer, request), read, _NO_REVIEWER)


def panel_answer(panelist: Panelist, answered: Answered) -> PanelAnswer:
    """The remarks in the answer, or a missing fact if it is invalid."""
    try:
        return PanelAnswer(panelist.read(answered))
    except ValueError as problem:
        return PanelAnswer(missing=(MissingFact(f"{panelist.name} {problem}", panelist.next_step, _WHY),))
