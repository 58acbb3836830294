"""The differences between two versions of a test-side Python file: tests, their rows, and the definitions they use."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.declarations import ClassSyntax, FunctionSyntax, ModuleSyntax, StatementSyntax
from pytest_tddgate.domain.python.reach import WHOLE_MODULE, affected, is_pervasive, last_part, owner_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_tddgate.domain.run.observation import TestId

__all__ = ["WHOLE_MODULE", "FileChange", "affected", "compare", "moved"]


@dataclass(frozen=True, slots=True)
class FileChange:
    """The changes of one file: tests by qualified name, other definitions by the name that tests use.

    `added_rows` maps an existing test to the new rows of its parametrization, as (argument names, position).
    `dynamic` are existing tests whose rows cannot be listed and may have changed. `touched` are definitions other
    than tests that were changed or removed, or whose addition affects existing tests.
    """

    file: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    added_rows: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    dynamic: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()

    @property
    def is_addition(self) -> bool:
        """Whether nothing changed but what was added."""
        return not (self.removed or self.changed or self.dynamic or self.touched)


def compare(file: str, before: ModuleSyntax | None, after: ModuleSyntax | None) -> FileChange:
    """The differences between two versions of a file (repository-relative POSIX path); a version is None if absent."""
    old, new = before or ModuleSyntax(), after or ModuleSyntax()
    comparison = _Comparison(old, new, has_scope=before is not None or file.rpartition("/")[2] == "conftest.py")
    changed = comparison.changed_tests()
    touched = tuple(sorted(set(comparison.touched())))
    kept = {name: test for name, test in new.tests.items() if name in old.tests and name not in changed}
    added_rows = {name: rows for name, test in kept.items() if (rows := _added_rows(old.tests[name], test))}
    return FileChange(
        file,
        added=tuple(name for name in new.tests if name not in old.tests),
        removed=tuple(name for name in old.tests if name not in new.tests),
        changed=tuple(name for name in new.tests if name in changed),
        added_rows=added_rows,
        dynamic=tuple(name for name in affected(new, touched) if name in kept and kept[name].dynamic_rows),
        touched=touched,
    )


def moved(removed: Mapping[TestId, FunctionSyntax], added: Mapping[TestId, FunctionSyntax]) -> dict[TestId, TestId]:
    """Removed test -> the added test that is the same one in another file or with another name.

    Decorators, signature, body and rows must be equal. Of several such tests, one with the same name is preferred.
    """
    found: dict[TestId, TestId] = {}
    for is_named in (True, False):
        free: defaultdict[object, list[TestId]] = defaultdict(list)
        taken = set(found.values())
        for test in sorted(added.keys() - taken, reverse=True):
            free[_identity(test, added[test], is_named=is_named)].append(test)
        for test in sorted(removed.keys() - found.keys()):
            fitting = free[_identity(test, removed[test], is_named=is_named)]
            if fitting:
                found[test] = fitting.pop()
    return found


def _identity(test: TestId, function: FunctionSyntax, *, is_named: bool) -> object:
    rows = tuple((each.argnames, each.digests) for each in function.rows)
    return function.body_digest, rows, last_part(test.name) if is_named else ""


def _is_changed(before: FunctionSyntax, after: FunctionSyntax) -> bool:
    """Whether a function behaves differently, has lost a row, or has lost or changed docstring examples."""
    has_lost_rows = any(
        Counter(old.digests) - Counter(new.digests) for old, new in zip(before.rows, after.rows, strict=False)
    )
    has_other_examples = before.docstring_examples not in {None, after.docstring_examples}
    return before.digest != after.digest or has_lost_rows or has_other_examples


def _added_rows(before: FunctionSyntax, after: FunctionSyntax) -> tuple[tuple[str, int], ...]:
    """(Argument names, position) of each new row; of equal rows, the last ones count as new."""
    found = []
    for old, new in zip(before.rows, after.rows, strict=False):
        known = Counter(old.digests)
        for position, digest in enumerate(new.digests):
            known[digest] -= 1
            if known[digest] < 0:
                found.append((new.argnames, position))
    return tuple(found)


class _Usage:
    """The names that the definitions of one module refer to."""

    def __init__(self, module: ModuleSyntax) -> None:
        functions = module.functions.values()
        others: tuple[ClassSyntax | StatementSyntax, ...] = (
            *module.classes.values(),
            *module.statements.values(),
            *module.effects,
        )
        self.reads: set[str] = set().union(*(each.reads for each in functions), *(each.reads for each in others))
        self.requests = {name for each in functions if each.is_test or each.is_fixture for name in each.requests}
        self.attributes = {name for each in functions for name in each.attributes}
        self.sources = {name for each in functions for name in each.sources}
        self.bound = {*module.classes, *module.functions, *module.statements, *module.imports}
        self.owners = {owner for test in module.tests for owner in _owners(test)}

    def is_row_source(self, name: str, statement: StatementSyntax | None) -> bool:
        """Whether this statement only lists rows for parametrized tests, or is absent."""
        return statement is None or (statement.is_literal and name not in self.reads and name in self.sources)


def _owners(name: str) -> Iterator[str]:
    while name := owner_of(name):
        yield name


class _Comparison:
    """Two versions of a module; `has_scope`: additions can affect tests that existed before."""

    def __init__(self, old: ModuleSyntax, new: ModuleSyntax, *, has_scope: bool) -> None:
        self.old, self.new, self.has_scope = old, new, has_scope
        self.before, self.after = _Usage(old), _Usage(new)

    def changed_tests(self) -> set[str]:
        """The tests that are in both versions and differ, or whose class or module mark differs."""
        kept = {name: test for name, test in self.new.tests.items() if name in self.old.tests}
        if _module_mark(self.old) != _module_mark(self.new):
            return set(kept)
        classes = [name for name in self.before.owners if any(self.class_differences(name))]
        below = affected(self.new, classes) if classes else ()
        return {name for name, test in kept.items() if name in below or _is_changed(self.old.tests[name], test)}

    def touched(self) -> Iterator[str]:
        """The names of all other definitions that differ in a way that affects existing tests."""
        yield from self.touched_functions()
        for name in self.old.classes.keys() - self.before.owners:
            yield from self.class_differences(name)
        for name, statement in self.old.statements.items():
            if name != "pytestmark" and self.is_touched(name, statement, self.new.statements.get(name)):
                yield name
        yield from (name for name, origin in self.new.imports.items() if self.old.imports.get(name, origin) != origin)
        if self.has_scope:
            yield from self.touching_additions()

    def touched_functions(self) -> Iterator[str]:
        for name, function in self.old.functions.items():
            later = self.new.functions.get(name)
            is_with_class = bool(owner_of(name)) and owner_of(name) not in self.new.classes
            if function.is_test or is_with_class or (later is not None and not _is_changed(function, later)):
                continue
            yield name
            if function.is_fixture and not owner_of(name):
                yield function.fixture_name

    def is_touched(self, name: str, before: StatementSyntax, after: StatementSyntax | None) -> bool:
        is_rows = self.before.is_row_source(name, before) and self.after.is_row_source(name, after)
        return not is_rows and (after is None or before.digest != after.digest)

    def class_differences(self, name: str) -> Iterator[str]:
        """The class, if it is gone or its header or an unnamed statement differs; and each attribute that differs."""
        before, after = self.old.classes[name], self.new.classes.get(name)
        if after is None:
            yield from () if owner_of(name) and owner_of(name) not in self.new.classes else (name,)
            return
        if before.header != after.header or _effects(before) != _effects(after):
            yield name
        for attribute, statement in before.statements.items():
            later = after.statements.get(attribute)
            if later is None or later.digest != statement.digest:
                yield f"{name}::{attribute}"
        for attribute in after.statements.keys() - before.statements.keys():
            if self.is_override(f"{name}::{attribute}"):
                yield f"{name}::{attribute}"

    def is_override(self, name: str) -> bool:
        """Whether a new member of an existing class can override an inherited one."""
        has_bases = self.new.classes[owner_of(name)].bases not in {(), ("object",)}
        return is_pervasive(name) or (has_bases and last_part(name) in self.before.attributes)

    def touching_additions(self) -> Iterator[str]:
        """Additions that affect existing tests: hooks, autouse fixtures, overriding and rebound names."""
        if _effects(self.old) != _effects(self.new) or set(self.new.star_imports) - set(self.old.star_imports):
            yield WHOLE_MODULE
        for name, function in self.new.functions.items():
            if name not in self.old.functions and self.is_touching(name, function):
                yield name
        bindings = self.new.classes.keys() - self.old.classes.keys()
        bindings |= self.new.statements.keys() - self.old.statements.keys() - {"pytestmark"}
        yield from (name for name in bindings if not owner_of(name) and (is_pervasive(name) or self.is_rebound(name)))
        for name in self.new.imports.keys() - self.old.imports.keys():
            source, _, imported = self.new.imports[name].rpartition(".")
            is_hook = is_pervasive(name) and bool(source)  # `import pytest_asyncio` has no source
            is_spelled_out = imported == name and source in self.old.star_imports
            if is_hook or (not is_spelled_out and (self.is_rebound(name) or name in self.before.requests)):
                yield name

    def is_touching(self, name: str, function: FunctionSyntax) -> bool:
        """Whether a new function can change what existing tests do."""
        owner = owner_of(name)
        if owner and owner not in self.old.classes:
            return False
        if is_pervasive(name) or function.is_autouse or function.fixture_name in self.before.requests:
            return True
        return self.is_override(name) if owner else self.is_rebound(name)

    def is_rebound(self, name: str) -> bool:
        """Whether a newly bound name was already bound before, or read as a builtin."""
        return name in self.before.bound or name in self.before.reads


def _module_mark(module: ModuleSyntax) -> str:
    mark = module.statements.get("pytestmark")
    return mark.digest if mark else ""


def _effects(scope: ModuleSyntax | ClassSyntax) -> Counter[str]:
    return Counter(each.digest for each in scope.effects)
