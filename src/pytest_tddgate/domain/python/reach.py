"""Which tests of a module a change to one of its names can affect."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.python.declarations import ClassSyntax, FunctionSyntax, ModuleSyntax, StatementSyntax

__all__ = ["WHOLE_MODULE", "affected", "is_pervasive", "last_part", "owner_of"]

WHOLE_MODULE = "<module>"

# Names that pytest and unittest look up themselves, and apply to every test of the module or class.
_PERVASIVE = re.compile(
    r"pytest_\w+|pytestmark|collect_ignore(_glob)?|load_tests|(setup|teardown)_(module|class|method|function)"
    r"|(setUp|tearDown)(Class|Module)?|async(SetUp|TearDown)"
)


def owner_of(name: str) -> str:
    """The qualified name of the class that defines this name; `""` for a name of the module."""
    return name.rpartition("::")[0]


def last_part(name: str) -> str:
    """The name without the classes around it."""
    return name.rpartition("::")[2]


def is_pervasive(name: str) -> bool:
    """Whether a definition of this name affects tests that do not mention it."""
    last = last_part(name)
    is_protocol = "::" in name and last.startswith("__") and last.endswith("__")
    return name == WHOLE_MODULE or is_protocol or _PERVASIVE.fullmatch(last) is not None


def affected(module: ModuleSyntax, touched: Iterable[str]) -> tuple[str, ...]:
    """The tests, in the module's order, that use one of these names directly or through other definitions in it.

    A name may be defined in this module, or imported or requested from another file. Autouse fixtures of another file
    cannot be recognised by name: pass `WHOLE_MODULE` for them.
    """
    reach = _Reach(module)
    for name in touched:
        reach.spread(name)
    return tuple(test for test in module.tests if reach.is_everything or test in reach.names)


class _Reach:
    """The names that a change affects."""

    def __init__(self, module: ModuleSyntax) -> None:
        self.module = module
        self.names: set[str] = set()
        self.is_everything = False
        self.members: defaultdict[str, list[str]] = defaultdict(list)
        self.users: defaultdict[str, list[str]] = defaultdict(list)
        self.users_in_classes: defaultdict[str, list[str]] = defaultdict(list)
        for name, function in module.functions.items():
            self._index(name, function)
        others: dict[str, ClassSyntax | StatementSyntax] = {**module.classes, **module.statements}
        for name, each in others.items():
            for used in each.reads:
                self.users[used].append(name)

    def _index(self, name: str, function: FunctionSyntax) -> None:
        for used in function.uses:
            self.users[used].append(name)
        owner = owner_of(name)
        if owner:
            for used in function.uses | function.attributes:
                self.users_in_classes[used].append(name)
        while owner:
            self.members[owner].append(name)
            owner = owner_of(owner)

    def spread(self, start: str) -> None:
        """Add a name, its users, and in turn their users."""
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name not in self.names:
                self.names.add(name)
                waiting += self._next(name)

    def _next(self, name: str) -> list[str]:
        """The names that a change to this name affects directly; none for a test, since nothing uses a test."""
        function = self.module.functions.get(name)
        if function is not None and function.is_test:
            return []
        is_everywhere = is_pervasive(name) or (function is not None and function.is_autouse)
        owner = owner_of(name)
        self.is_everything |= is_everywhere and not owner
        by_name = [*self.users[name], *(self.users[function.fixture_name] if function else ())]
        if name in self.module.classes:
            by_name += [*self.members[name], *self.users[last_part(name)]]
        if owner:
            inside = self.members[owner] if is_everywhere else self.users_in_classes[last_part(name)]
            by_name += [*inside, *self.users[last_part(owner)]]
        return by_name
