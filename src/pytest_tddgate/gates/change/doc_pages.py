"""Documentation below a test root (`testpaths = tests docs`): its examples are tests, its prose may change."""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import TEST_DIRECTORIES, Side
from pytest_tddgate.domain.docs.lost_examples import lost_examples
from pytest_tddgate.domain.docs.page_examples import has_examples
from pytest_tddgate.domain.rules.green import EXISTING_TEST_CHANGED, HARNESS_CHANGED
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.change.harness import harness_of

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = ["is_page_of_docs", "page_findings"]

_COLLECTED = "test*.txt"  # text files whose doctests pytest collects by default
_PAGES = (".md", ".markdown", ".rst", ".txt")


def is_page_of_docs(path: str, evolution: Evolution, case: Case) -> bool:
    """Whether a changed file is a documentation page: outside test folders or itself a doctest, and read by no test."""
    if not path.endswith(_PAGES) or path in evolution.removed_files:
        return False
    *folders, name = path.split("/")
    is_test = fnmatch(name, _COLLECTED) and has_examples(path, _before(path, evolution, case))
    return (is_test or TEST_DIRECTORIES.isdisjoint(folders)) and not _is_read(path, case)


def page_findings(path: str, evolution: Evolution, case: Case) -> tuple[Finding, ...]:
    """A finding if examples that the page had at the base are gone or changed, or if its examples cannot be read."""
    try:
        lost = lost_examples(_before(path, evolution, case), case.text_of(path))
    except ValueError as problem:
        return (Finding(HARNESS_CHANGED, f"the examples of {path} cannot be read: {problem}", at=Place(path)),)
    what = f"the example >>> {lost[0]} of {path} is not what it was at the base" if lost else ""
    more = f", nor are {len(lost) - 1} more" if len(lost) > 1 else ""
    return (Finding(EXISTING_TEST_CHANGED, what + more, at=Place(path)),) if lost else ()


def _is_read(path: str, case: Case) -> bool:
    """Whether a string in a test, or in a module that it imports, names the file."""
    layout = case.layout
    present = {each for each in case.repository.test_side_files(layout) if layout.side_of(each) is Side.TEST}
    tests = [each for each in present if layout.is_test_file(each)]
    return path in harness_of(tests, present | {path}, case.repository, layout)


def _before(path: str, evolution: Evolution, case: Case) -> str:
    return case.repository.blobs(evolution.base, [path]).get(path, b"").decode("utf-8", "replace")
