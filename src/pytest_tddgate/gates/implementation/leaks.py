"""Examples of the contract's tests that the change copies into code or data, or that are all that it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.leaks.only_examples import only_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile
from pytest_tddgate.domain.rules.implementation import LITERAL_LEAK, ONLY_EXAMPLES
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.leaks.only_examples import OnlyExamples
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.implementation.examined import Implementation

__all__ = ["changed_files", "leak_findings"]

_PROSE = (".md", ".rst", ".txt", ".adoc")


def leak_findings(implementation: Implementation, case: Case) -> tuple[Finding, ...]:
    """A finding for each place that repeats examples of the contract's tests, with the lines of both."""
    files = {*implementation.locked, *(test.file for test in implementation.tests)}
    tests = {path: data for path in sorted(files) if (data := case.repository.read(path)) is not None}
    changed = changed_files((*implementation.changed, *implementation.data), implementation.base, case)
    asks = case.settings.level_of(ONLY_EXAMPLES.id) is not Level.OFF
    if not copied_examples(tests, changed) and not (asks and only_examples(tests, changed)):
        return ()
    # Constants that the base has are allowed; reading the whole base pays only if something was found.
    known, words = _before(implementation.base, case)
    copied = copied_examples(tests, changed, known, words)
    others = {path: file for path, file in changed.items() if path not in {each.path for each in copied}}
    told = only_examples(tests, others, known, words) if asks else ()
    return (
        *(Finding(LITERAL_LEAK, each.what, at=Place(each.path, each.line)) for each in copied),
        *(_finding(each, implementation) for each in told),
    )


def _finding(table: OnlyExamples, implementation: Implementation) -> Finding:
    feature = implementation.features[0] if len(implementation.features) == 1 else "FEATURE"
    return Finding(
        ONLY_EXAMPLES,
        table.what,
        at=Place(table.path, table.line),
        next_step=f"add an input that has no row to the tests of {table.name}, then: tddgate amend {feature} --reason"
        ' "an example that is held out"; nothing, where the inputs are finite (units, colours, status words)',
    )


def changed_files(paths: Iterable[str], base: str, case: Case) -> dict[str, ChangedFile]:
    """Path -> content, now and at the base commit, of those of the files that exist now."""
    paths = tuple(paths)
    before = case.repository.blobs(base, paths)
    now = {path: case.repository.read(path) for path in paths}
    return {path: ChangedFile(data, before.get(path)) for path, data in now.items() if data is not None}


def _before(base: str, case: Case) -> tuple[tuple[bytes, ...], str]:
    """The Python sources of the subject at the base, and the text of its documentation."""
    files = case.repository.files(base)
    sources = [path for path in files if path.endswith(".py") and _is_subject(path, case)]
    prose = [path for path in files if path.endswith(_PROSE) and not case.layout.is_test_side(path)]
    blobs = case.repository.blobs(base, [*sources, *prose])
    known = tuple(blobs[path] for path in sources if path in blobs)
    return known, "\n".join(blobs[path].decode("utf-8", "replace") for path in prose if path in blobs)


def _is_subject(path: str, case: Case) -> bool:
    return case.layout.side_of(path) is Side.SUBJECT
