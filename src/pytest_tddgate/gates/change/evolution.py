"""What changed on the test side between the base and the work tree, compared as syntax."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.python.changes import FileChange, affected, compare, moved
from pytest_tddgate.domain.python.encoding import encoding_problem
from pytest_tddgate.domain.python.syntax import parse_module
from pytest_tddgate.domain.python.unreadable import Unreadable, unreadable_of
from pytest_tddgate.domain.run.observation import TestId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.python.declarations import FunctionSyntax, ModuleSyntax
    from pytest_tddgate.gates.case import Case

__all__ = ["Evolution", "evolution_since", "is_compiled", "subject_paths_in"]


@dataclass(frozen=True, slots=True)
class Evolution:
    """Everything on the test side that differs from the base commit.

    `paths` are all changed test-side paths; `subject_paths` are the subject's, and `other_paths` those of neither side,
    where they were asked for. `modules` holds the parsed Python files among `paths`, `changes` what differs in each,
    `unreadable` why a file could not be parsed. `moved_from` maps a test to the test that it was at the base,
    `known_classes` a file to the classes that it had there.
    """

    base: str
    paths: tuple[str, ...] = ()
    subject_paths: tuple[str, ...] = ()
    other_paths: tuple[str, ...] = ()
    modules: Mapping[str, ModuleSyntax] = field(default_factory=dict)
    changes: Mapping[str, FileChange] = field(default_factory=dict)
    unreadable: Mapping[str, Unreadable] = field(default_factory=dict)
    removed_files: tuple[str, ...] = ()
    added_files: tuple[str, ...] = ()
    moved_from: Mapping[TestId, TestId] = field(default_factory=dict)
    known_classes: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def new_tests(self) -> tuple[TestId, ...]:
        """Test functions that the base does not have, by file and name, without those that only moved."""
        added = (TestId(file, name) for file, change in self.changes.items() for name in change.added)
        return tuple(test for test in added if test not in self.moved_from)

    def collectable_tests(self) -> tuple[TestId, ...]:
        """The new tests that pytest collects with its default settings."""
        return tuple(test for test in self.new_tests() if self.is_collectable(test) and not self.is_fixture(test))

    def is_fixture(self, test: TestId) -> bool:
        """Whether a function that is named like a test is a fixture."""
        module = self.modules.get(test.file)
        return bool(module and test.name in module.functions and module.functions[test.name].is_fixture)

    def is_collectable(self, test: TestId) -> bool:
        """Whether pytest collects the function by default: at module level, in a `Test` class, or in a TestCase."""
        module = self.modules.get(test.file)
        *classes, _ = test.name.split("::")
        if module is None:
            return False
        is_unittest = any(
            "TestCase" in base for name in classes if name in module.classes for base in module.classes[name].bases
        )
        return is_unittest or all(name.startswith("Test") for name in classes)

    def removed_tests(self) -> tuple[TestId, ...]:
        """Test functions of the base that the work tree does not have, not even under another name or file."""
        kept = set(self.moved_from.values())
        removed = (TestId(file, name) for file, change in self.changes.items() for name in change.removed)
        return tuple(test for test in removed if test not in kept)

    def changed_tests(self) -> dict[TestId, str]:
        """Existing test that changed -> the changed names that it uses; empty if the test itself changed."""
        found: dict[TestId, str] = {}
        for file, change in self.changes.items():
            found |= {TestId(file, name): "" for name in change.changed}
            module = self.modules.get(file)
            for name in affected(module, change.touched) if module and change.touched else ():
                if name not in change.added:
                    found.setdefault(TestId(file, name), ", ".join(change.touched))
        return found


def evolution_since(base: str, case: Case, *, with_subject: bool = False) -> Evolution:
    """What changed on the test side since this commit; bytes are compared first, then syntax.

    Paths of the subject and of neither side are found only `with_subject`, which looks at every file of the repository.
    """
    layout, repository = case.layout, case.repository
    subject: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    if with_subject:
        changed = repository.changed_since(base, [layout.root] if layout.root else ())
        subject = subject_paths_in(changed, layout)
        other = tuple(path for path in changed if layout.side_of(path) is Side.OTHER and not is_compiled(path))
    else:
        changed = repository.tests_changed_since(base, layout)
    paths = tuple(path for path in changed if layout.side_of(path) is Side.TEST and not is_compiled(path))
    python = [path for path in paths if path.endswith(".py")]
    committed = repository.blobs(base, paths)
    before, _ = _parsed({path: committed[path] for path in python if path in committed})
    after, unreadable = _parsed({path: data for path in python if (data := repository.read(path)) is not None})
    changes = {path: compare(path, before.get(path), after.get(path)) for path in python if path not in unreadable}
    return Evolution(
        base=base,
        paths=paths,
        subject_paths=subject,
        other_paths=other,
        modules=after,
        changes=changes,
        unreadable=unreadable,
        removed_files=tuple(path for path in paths if path in committed and repository.read(path) is None),
        added_files=tuple(path for path in paths if path not in committed),
        moved_from=_moves(changes, before, after),
        known_classes={path: frozenset(module.classes) for path, module in before.items()},
    )


def subject_paths_in(changed: Iterable[str], layout: Layout) -> tuple[str, ...]:
    """The paths that belong to the subject, without compiled files."""
    return tuple(path for path in changed if layout.side_of(path) is Side.SUBJECT and not is_compiled(path))


def _parsed(sources: Mapping[str, bytes]) -> tuple[dict[str, ModuleSyntax], dict[str, Unreadable]]:
    """The modules that can be parsed, and why the others cannot be."""
    modules: dict[str, ModuleSyntax] = {}
    unreadable: dict[str, Unreadable] = {}
    for path, source in sources.items():
        if problem := encoding_problem(source):
            unreadable[path] = Unreadable(problem)
            continue
        try:
            modules[path] = parse_module(source)
        except (SyntaxError, ValueError) as error:
            unreadable[path] = unreadable_of(error)
    return modules, unreadable


def _moves(
    changes: Mapping[str, FileChange], before: Mapping[str, ModuleSyntax], after: Mapping[str, ModuleSyntax]
) -> dict[TestId, TestId]:
    """New test -> the removed test of the base from which it was moved or renamed."""
    removed: dict[TestId, FunctionSyntax] = {
        TestId(file, name): before[file].functions[name] for file, change in changes.items() for name in change.removed
    }
    added: dict[TestId, FunctionSyntax] = {
        TestId(file, name): after[file].functions[name] for file, change in changes.items() for name in change.added
    }
    return {new: old for old, new in moved(removed, added).items()}


def is_compiled(path: str) -> bool:
    """Whether the file is compiled Python code, or in `__pycache__`."""
    return "__pycache__/" in path or path.endswith((".pyc", ".pyo"))
