"""Checks the style of new tests before they are locked: afterwards their layout is part of the contract."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.programs import answers_of
from pytest_tddgate.adapters.project import has_ruff_settings, names_first_party
from pytest_tddgate.domain.configuration.review_settings import settled
from pytest_tddgate.domain.python.lines import ranges_of
from pytest_tddgate.domain.rerun import AfterCommands
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.red import UNPOLISHED_TEST
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.case import leveled, leveled_refusals
from pytest_tddgate.gates.panel.behind_noqa import hidden_by_change, remarks_behind
from pytest_tddgate.gates.panel.panel import linters_of, panel_answer
from pytest_tddgate.gates.panel.since_base import only_new, versions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_tddgate.adapters.programs import Program
    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.domain.reports.linter_output import Remark
    from pytest_tddgate.gates.case import Case

__all__ = ["with_amendments", "with_style_findings"]

_MAY_BE_MORE = '--format-only, or --reason "…" where more than the layout changes'
_LAYOUT = {"format": "--format-only", "lint": _MAY_BE_MORE, "unpolished-test": _MAY_BE_MORE}
"""Rule that asks for a change of style -> the options of `tddgate amend` for it."""

_CHECK = "ruff check"
_KINDS = {_CHECK: "lint", "ruff format": "format"}
"""Program -> the rule by which review refuses its remarks."""

_ORDER = "I001"
"""Order of imports: ruff sorts a module that does not exist yet with third-party ones, and elsewhere once it exists."""


def with_style_findings(
    findings: tuple[Finding, ...], files: Iterable[str], base: str, case: Case
) -> tuple[Finding, ...]:
    """The findings, and one more for each of these test files whose style review would refuse."""
    if any(each.level is Level.REFUSE for each in findings):  # the tests have to change anyway
        return findings
    python = sorted(path for path in files if path.endswith(".py"))
    return (*findings, *leveled(_findings(python, base, case), case.settings))


def with_amendments(findings: Iterable[Finding], contract: Contract) -> tuple[Finding, ...]:
    """The findings; if one asks for another style in a locked file, its next step ends with the amendment."""
    return tuple(
        _amending(each, each.at.path, contract.feature)
        if each.rule.id in _LAYOUT and each.at is not None and each.at.path in contract.locked
        else each
        for each in findings
    )


def _amending(finding: Finding, path: str, feature: str) -> Finding:
    mend, amend = finding.first_step, f"tddgate amend {feature} {_LAYOUT[finding.rule.id]}"
    is_layout = finding.rule.id == "format" and mend == f"ruff format {shlex.quote(path)}"
    rerun = AfterCommands((mend, amend)) if is_layout else None
    return replace(finding, next_step=f"{mend}, then: {amend}", rerun=rerun, is_due=False)


def _findings(files: Sequence[str], base: str, case: Case) -> list[Finding]:
    layout = case.layout
    rootdir = f"{layout.top}/{layout.root}" if layout.root else layout.top
    review = settled(case.settings.review, has_ruff_settings=has_ruff_settings(rootdir, layout.top))
    if review.ruff == "off":
        return []
    names = () if names_first_party(rootdir, layout.top) else tuple(sorted(layout.names))
    panel = linters_of(review._replace(ruff="on", types=""), files, layout.top, layout.root)
    panel = tuple(replace(each, program=_with_first_party(each.program, names)) for each in panel)
    answers, versions = answers_of([each.program for each in panel]), versions_of(base, files, case)
    remarks = [
        found
        for each, answered in zip(panel, answers, strict=True)
        for found in only_new(each, panel_answer(each, answered).remarks, versions)
        if found.refuses
    ]
    hidden = hidden_by_change(files, base, case)
    remarks += remarks_behind(hidden, panel[0]).remarks if hidden and panel else ()
    by_file = {path: [each for each in remarks if each.path == path] for path in files}
    old = versions.before
    return [
        replace(_finding(path, found, names, is_old=path in old), is_due=_is_refused(found, case))
        for path, found in by_file.items()
        if found
    ]


def _is_refused(remarks: Sequence[Remark], case: Case) -> bool:
    """Whether review would refuse one of the remarks, and not only report it."""
    asked = (
        Finding(rule(_KINDS.get(each.who, "lint")), each.message, at=Place(each.path, each.line)) for each in remarks
    )
    return bool(leveled_refusals(asked, case.settings))


def _with_first_party(program: Program, names: Sequence[str]) -> Program:
    """`ruff check` with the names of the project's packages; the formatter does not need them."""
    ruff, command, *rest = program.words
    return replace(program, words=(ruff, command, *_config(names), *rest)) if names and command == "check" else program


def _config(names: Sequence[str]) -> tuple[str, str]:
    return "--config", f"lint.isort.known-first-party = {json.dumps(list(names))}"


def _finding(path: str, remarks: Sequence[Remark], names: Sequence[str], *, is_old: bool) -> Finding:
    codes = list(dict.fromkeys(each.message.partition(" ")[0] for each in remarks if each.who == _CHECK))
    says = [", ".join(codes)] if codes else []
    says += ["its formatting"] if len(codes) == 0 or any(each.who == "ruff format" for each in remarks) else []
    return Finding(
        UNPOLISHED_TEST,
        f"{path} is not written as the project's ruff wants it: {' and '.join(says)}",
        at=Place(path, min(each.line for each in remarks)),
        next_step=_step_behind(remarks)
        or (_step_in_old(path, remarks) if is_old else _step_in_new(path, remarks, codes, names)),
        rerun=None if is_old else _rerun(path, remarks, codes, names),
    )


def _step_behind(remarks: Sequence[Remark]) -> str:
    """The next step for a comment that hides the file from ruff, which then fixes nothing; empty without one."""
    return next((each.suggestion for each in remarks if each.hidden_by), "")


def _step_in_new(path: str, remarks: Sequence[Remark], codes: Sequence[str], names: Sequence[str]) -> str:
    """Commands that fix a new file, and the lines that remain to be mended by hand.

    Where lines remain, `ruff check` ends with an error, and a command after it would not run.
    """
    if rerun := _rerun(path, remarks, codes, names):
        return " && ".join(rerun.commands)
    by_hand = {each.line for each in remarks if _needs_hand_edit(each)}
    return " && ".join([_formatting(path), *_fixing(path, codes, names)]) + f", then mend {path}:{ranges_of(by_hand)}"


def _rerun(path: str, remarks: Sequence[Remark], codes: Sequence[str], names: Sequence[str]) -> AfterCommands | None:
    """Commands that fix everything in a new file; None if ruff cannot."""
    if any(each.hidden_by or _needs_hand_edit(each) for each in remarks):
        return None
    return AfterCommands((*_fixing(path, codes, names), _formatting(path)))


def _needs_hand_edit(remark: Remark) -> bool:
    return remark.who == _CHECK and not remark.is_fixable


def _formatting(path: str) -> str:
    return f"ruff format {shlex.quote(path)}"


def _fixing(path: str, codes: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """The command that fixes what `ruff check` reports; it removes lines, so formatting comes after it."""
    order = shlex.join(_config(names)) + " " if _ORDER in codes and names else ""
    return (f"ruff check --fix {order}{shlex.quote(path)}",) if codes else ()


def _step_in_old(path: str, remarks: Sequence[Remark]) -> str:
    """The next step that leaves the file's old tests unchanged: a command only if it changes nothing old."""
    by_hand = {each.line for each in remarks if each.line and not each.is_fixable}
    steps = [each.suggestion for each in remarks if not each.line or each.is_fixable]
    mend = [f"mend {path}:{ranges_of(by_hand)}"] if by_hand else []
    return ", then: ".join([*dict.fromkeys(steps), *mend])
