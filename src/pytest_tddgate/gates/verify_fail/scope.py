"""Which test files a red run needs: the whole suite, or only the touched ones if all else equals the base.

An existing test whose file, harness and subject are byte for byte those of the base has the outcome that it had there:
running it would only tell whether the base was red, which does not count against the change. A new data file is not
harness of tests that neither name it nor list folders.
"""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from pytest_tddgate.domain.leaks.data_files import is_mere_data, may_read
from pytest_tddgate.domain.reports.wording import agreed, counted

if TYPE_CHECKING:
    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.orders import Orders
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = ["changes_only_test_modules", "kept_words", "narrowed", "new_data", "why_everything"]


def changes_only_test_modules(evolution: Evolution, layout: Layout) -> bool:
    """Whether only test modules changed on the tests' side: no conftest, helper, setting or data file."""
    return not evolution.removed_files and not _beside_tests(evolution, layout)


def why_everything(evolution: Evolution, case: Case) -> str:
    """Why every existing test has to run; empty if it is enough to run the files that the change touches.

    `evolution` must include the subject's changes.
    """
    data = new_data(evolution)
    beside = (each for each in _beside_tests(evolution, case.layout) if each not in data)
    different = (*evolution.subject_paths, *evolution.other_paths, *beside)
    rewritten = (
        path for path, change in evolution.changes.items() if change.changed or change.touched or change.removed
    )
    first = next(chain(different, evolution.removed_files, evolution.unreadable, rewritten), None)
    if first:
        return f"{first} is not what it is at the base"
    found, reader = _first_read(data, evolution, case)
    return f"{found} is new, and {reader} may read it" if reader else ""


def new_data(evolution: Evolution) -> tuple[str, ...]:
    """The new files on the tests' side that hold only data."""
    return tuple(path for path in evolution.added_files if is_mere_data(path))


def _first_read(data: tuple[str, ...], evolution: Evolution, case: Case) -> tuple[str, str]:
    """The first new data file that an untouched test-side file may read, and that reader; two empty strings if none."""
    if not data:
        return "", ""
    for path in case.repository.test_side_files(case.layout):
        if path.endswith(".py") and path not in evolution.paths:
            source = case.bytes_of(path)
            found = next((each for each in data if may_read(source, each)), "")
            if found:
                return found, path
    return "", ""


def narrowed(orders: Orders) -> Orders:
    """The same orders, for a run of only the touched files."""
    return replace(orders, targets=tuple(os.path.join(orders.top, file) for file in orders.files))


def kept_words(passed: int, data: tuple[str, ...] | None, because: str) -> str:
    """The report's line about the existing tests; `passed` is how many passed, `because` why the whole suite ran.

    `data` are the new data files if only the touched test files ran, None if all did.
    """
    if data is not None:
        unread = f"; new data that none of them reads: {', '.join(data)}" if data else ""
        rest = "the others, their harness and the subject are the base's byte for byte, and did not run"
        verb = "passes" if passed == 1 else "pass"
        kept = f"{counted(passed, 'existing test')} of the touched files {verb}, unmodified"
        return f"kept    {kept if passed else 'the touched files have no existing tests'}; {rest}{unread}"
    whole = f"; the whole suite ran: {because}" if because else ""
    return (
        f"kept    {agreed(passed, 'existing test', 'passes', 'pass')}, unmodified"
        if passed
        else "kept    no existing test ran"
    ) + whole


def _beside_tests(evolution: Evolution, layout: Layout) -> tuple[str, ...]:
    """The changed paths on the tests' side that are not test modules."""
    return tuple(path for path in evolution.paths if path not in evolution.changes or not layout.is_test_file(path))
