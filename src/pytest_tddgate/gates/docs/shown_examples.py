"""The examples of changed pages and modules, run to see whether they give what they show."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import is_below
from pytest_tddgate.domain.docs.page_examples import has_examples
from pytest_tddgate.domain.docs.shown import given_to_examples, left_to_the_suite, shown_in
from pytest_tddgate.domain.docs.told_outputs import told_elsewhere
from pytest_tddgate.domain.reports.check_result import CheckResult
from pytest_tddgate.domain.reports.wording import agreed
from pytest_tddgate.domain.rules.docs import EXAMPLE_BROKEN
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.run.identity import file_of
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import Finding, MissingFact, Place
from pytest_tddgate.gates.change.existing import base_tree
from pytest_tddgate.gates.docs.pages import PAGES, decoded, is_page
from pytest_tddgate.gates.docs.public_names import module_of
from pytest_tddgate.gates.run.validity import origin_findings, run_findings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.domain.run.observation import ExampleSeen, RunSeen
    from pytest_tddgate.gates.case import Case

__all__ = ["example_findings_of_run"]

_LONGEST = 2000  # characters of an expected output that a run reports
_LINES = 6  # lines of an output that a finding shows
_LABELS = ("expected: ", "got:      ")
_MANY = 5  # examples of a page that fail at the base: with so many, the page is not meant for pytest
_SPHINX = "testsetup::"
_WHY = "an example that did not run shows nothing"


def example_findings_of_run(base: str, paths: Iterable[str], case: Case) -> CheckResult:
    """What a run of the examples in these files shows; nothing is run if there are none.

    An example that was at the base in the same words, and failed there too, is not counted.
    """
    texts = {path: decoded(case.repository.read(path)) for path in paths if _may_show(path, case)}
    texts = {path: text for path, text in texts.items() if has_examples(path, text)}
    if not texts:
        return CheckResult()
    run = _run(texts, case, None)
    missing = tuple(_missing(run, texts, case))
    of_suite = _left_to_the_suite(run.examples, case)
    judged = [each for each in run.examples if each not in of_suite]
    excused = _failing_before(base, judged, texts, case)
    told = told_elsewhere([each for each in judged if each not in excused], texts)
    failing = [each for each in judged if each not in excused and each not in told]
    loose = {path for path, count in Counter(each.path for each in excused).items() if count >= _MANY}
    findings = (_finding(each, _not_pytests(each.path, texts.get(each.path, ""), loose)) for each in failing)
    ran = sorted(_files_in(run, case))
    notes = [f"the examples of {', '.join(ran)} were run"] if ran and not missing else []
    notes += _notes_on(excused, of_suite, told)
    return CheckResult(tuple(findings), missing, notes=tuple(notes))


def _notes_on(
    excused: Collection[ExampleSeen], of_suite: Collection[ExampleSeen], told: Collection[ExampleSeen]
) -> Iterator[str]:
    """A note about each kind of failing examples that are not counted, with the place of the first."""
    kinds = (
        (excused, "fails", "fail", "here as at the base (not counted)"),
        (of_suite, "uses a name", "use names", "that doctest_namespace gives, and the suite's own run judges"),
        (told, "tells its output", "tell their output", "in a comment or in the next block"),
    )
    for examples, one, many, where in kinds:
        if examples:
            first = next(iter(examples))
            yield f"{agreed(len(examples), 'example', one, many)} {where}: {_place(first)}"


def _not_pytests(path: str, text: str, loose: Collection[str]) -> str:
    """Why pytest is not meant to run a page's examples; empty if it is. In `loose` pages many failed at the base."""
    if _SPHINX in text:
        return f"{path} has a set-up that Sphinx runs and pytest does not: sphinx-build -b doctest tells"
    return f"the examples of {path} are not kept for pytest: many fail at the base" if path in loose else ""


def _may_show(path: str, case: Case) -> bool:
    is_read = path.endswith(PAGES) and is_page(path, case) and is_below(path, case.layout.root)  # pytest runs there
    return is_read or (path.endswith(".py") and bool(module_of(path, case)))


def _run(targets: Iterable[str], case: Case, tree: str | None) -> RunSeen:
    extra: Extra = {**case.first_party, "roots": list(case.layout.source)}
    return case.runner.run(Role.EXAMPLES, targets=sorted(targets), extra=extra, tree=tree)


def _missing(run: RunSeen, texts: Collection[str], case: Case) -> Iterator[MissingFact]:
    """What the run did not show: its end, a file, or the code of this checkout."""
    command = f"pytest --doctest-modules {' '.join(sorted(texts))}"
    for each in (*run_findings(run), *origin_findings(run, case.layout)):
        yield MissingFact(f"the examples could not be run to their end: {each.what}", command, _WHY)
    known = {*_files_in(run, case), *(error.path for error in run.collect_errors)}
    for path in sorted({path for path in texts if path.endswith(PAGES)} - known) if not run_findings(run) else ():
        yield MissingFact(f"the examples of {path} did not run", command, _WHY)
    for error in run.collect_errors:
        said = (error.message.strip().splitlines() or ["no message"])[-1].removeprefix("E").strip()
        yield MissingFact(f"the examples of {error.path} could not be run: {said}", command, _WHY)


def _files_in(run: RunSeen, case: Case) -> set[str]:
    return {case.layout.from_root(file_of(each.node_id)) for each in run.tests}


def _failing_before(
    base: str, failing: Collection[ExampleSeen], texts: Collection[str], case: Case
) -> tuple[ExampleSeen, ...]:
    """The examples that were at the base in the same words and failed there too; the base is run only for these."""
    before = case.repository.blobs(base, texts)
    stood = {path: shown_in(path, decoded(data)) for path, data in before.items()}
    stood = {path: frozenset((source, output[:_LONGEST]) for source, output in each) for path, each in stood.items()}
    old = [each for each in failing if (each.source, each.expected) in stood.get(each.path, ())]
    if not old:
        return ()
    with base_tree(base, case) as tree:
        then = _run({each.path for each in old}, case, tree)
    failed = {(each.path, each.source, each.expected) for each in then.examples}
    return tuple(each for each in old if (each.path, each.source, each.expected) in failed)


def _left_to_the_suite(failing: Collection[ExampleSeen], case: Case) -> tuple[ExampleSeen, ...]:
    """The examples in test-side pages that fail for want of a name that a conftest there gives."""
    pages = [each for each in failing if each.path.endswith(PAGES) and case.layout.is_test_side(each.path)]
    if not pages:
        return ()
    conftests = [path for path in case.repository.test_side_files(case.layout) if path.endswith("conftest.py")]
    given = {name for path in conftests for name in given_to_examples(case.bytes_of(path))}
    return left_to_the_suite(pages, given)


def _place(example: ExampleSeen) -> Place:
    return Place(example.path, example.line)


def _finding(example: ExampleSeen, why: str) -> Finding:
    """The finding for an example that gives something else; advice if `why` says that it is not meant for pytest."""
    first, *more = example.source.splitlines() or [""]
    outputs = zip(_LABELS, (example.expected, example.got), strict=True)
    found = Finding(
        EXAMPLE_BROKEN,
        f">>> {first}{' …' if more else ''} gives something else",
        at=Place(example.path, example.line),
        next_step=f"fix {Place(example.path, example.line)}, or what it shows",
        details=tuple(line for label, text in outputs for line in _labelled(label, text)),
    )
    return replace(found, rule=replace(found.rule, level=Level.ADVISE), why=why) if why else found


def _labelled(label: str, text: str) -> Iterator[str]:
    """The lines of an output, the first one with its label."""
    lines = text.rstrip("\n").splitlines() or ["(nothing)"]
    yield label + lines[0]
    yield from (" " * len(label) + line for line in lines[1:_LINES])
    if len(lines) > _LINES:
        yield " " * len(label) + f"and {len(lines) - _LINES} more lines"
