"""`tddgate draft`: a first draft of what the docs gate asks for, as a diff or written into the files."""

from __future__ import annotations

import difflib
import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.contracts.registry import contract_in, registry_of
from pytest_tddgate.gates.contracts.target import option_of
from pytest_tddgate.gates.docs import gate as docs
from pytest_tddgate.gates.docs.drafters import redrafted
from pytest_tddgate.gates.docs.drafting import draft_of
from pytest_tddgate.render.problem import lines_of
from pytest_tddgate.session.judge.workspace import case_in

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_tddgate.domain.verdict import MissingFact
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.docs.drafting import Draft

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Print the draft, or write it; raises what the docs gate raises if it cannot determine what changed."""
    case = replace(case_in("."), feature=arguments.feature)
    prepared = docs.prepare(case)
    draft, missing = redrafted(draft_of(prepared, case), prepared, case)
    _report_missing(missing)
    for path in draft.unread:
        sys.stderr.write(f"{path} is not UTF-8, and is left alone: write what it needs by hand\n")
    for line in _advised_docstrings(draft):
        print(line)  # noqa: T201 - the command's output
    gate = f"pytest --tdd-gate=docs{option_of(prepared.feature, case)}"
    drafted = draft.changed(case)
    if not drafted:
        print(f"nothing to draft. Next: {gate}")  # noqa: T201 - the command's output
    elif arguments.write:
        for path, text in drafted.items():
            _write(Path(case.repository.top, path), text)
            print(f"{path} has a draft")  # noqa: T201 - what was done
        print(f"Fill in each TODO. Next: {gate}")  # noqa: T201 - the last line is the next command
    else:
        for line in (*_behaviours(prepared.feature, case), *_diff(drafted, case)):
            print(line, end="")  # noqa: T201 - the command's output
    return ExitCode.UNDECIDED if missing else ExitCode.PASSED


def _advised_docstrings(draft: Draft) -> Iterator[str]:
    """Lines with the docstrings that are only advice: in the files, their TODOs would be refused."""
    if not draft.offers:
        return
    yield "Docstrings that are advice here, and in no draft (git apply passes over these lines):"
    for name, text in draft.offers:
        closing = "\n" if "\n" in text else ""
        yield f"  {name}"
        yield from (f"    {line}".rstrip() for line in f'"""{text}{closing}"""'.split("\n"))
    yield ""


def _report_missing(missing: Iterable[MissingFact]) -> None:
    """Report the drafters that gave no draft."""
    for each in missing:
        sys.stderr.write("\n".join(lines_of(each, "undecided")) + "\n")


def _behaviours(feature: str, case: Case) -> Iterator[str]:
    """Lines that list the tests of the feature's contract."""
    if not feature:
        return
    contract = contract_in(registry_of(case), feature, why="its tests say what it does").contract
    yield f"What the tests of {feature} say (git apply passes over these lines):\n"
    for locked in contract.tests:
        yield f"  {locked.test}\n"
    yield "\n"


def _diff(drafted: Mapping[str, str], case: Case) -> Iterator[str]:
    for path, text in drafted.items():
        before = case.text_of(path)
        old = f"a/{path}" if before or case.repository.read(path) is not None else "/dev/null"
        # git treats only \n as a line end
        lines = (list(io.StringIO(before, newline="\n")), list(io.StringIO(text, newline="\n")))
        yield from difflib.unified_diff(*lines, old, f"b/{path}")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as problem:
        raise Unusable(
            f"{path} cannot be written: {problem.strerror}",
            why="the draft goes there",
            next_step="make it writable, or: tddgate draft > draft.diff",
        ) from None
