"""Whether tests and code of a contract exist: after a withdrawal, neither may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.syntax import parse_module
from pytest_tddgate.domain.run.identity import TestId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.ports import Repository

__all__ = ["code_still_there", "tests_kept", "tests_still_there"]


def tests_still_there(contract: Contract, repository: Repository) -> tuple[TestId, ...]:
    """The tests of the contract that the work tree has."""
    return tuple(each.test for each in contract.tests if _has(each.test, repository.read(each.test.file)))


def tests_kept(contract: Contract, fork: str, repository: Repository) -> tuple[TestId, ...]:
    """The tests named by a withdrawn contract's amendments that the work tree has in another form than the fork."""
    names = (name.partition("::") for each in contract.amendments for name in each.changed)
    named = sorted({TestId(file, name) for file, _, name in names if name})
    before = repository.blobs(fork, {each.file for each in named})
    return tuple(each for each in named if _is_unlike(each, before.get(each.file), repository.read(each.file)))


def _is_unlike(test: TestId, before: bytes | None, now: bytes | None) -> bool:
    """Whether a test exists now, and did not exist before or had another form."""
    if not _has(test, now):
        return False
    if not _has(test, before):
        return True
    old, new = (parse_module(each or b"").functions.get(test.name) for each in (before, now))
    return (old and old.digest) != (new and new.digest)


def code_still_there(missing: Iterable[str], case: Case) -> tuple[str, ...]:
    """The dotted names of missing functionality that exist now.

    A module counts only if no name in it was missing: its content may belong to another feature.
    """
    names = tuple(missing)
    leaves = (each for each in names if not any(other.startswith(f"{each}.") for other in names))
    return tuple(each for each in leaves if _is_there(each.split("."), case))


def _is_there(parts: list[str], case: Case) -> bool:
    for count in range(len(parts), 0, -1):
        sources = [case.repository.read(path) for path in _files(parts[:count], case)]
        there = [each for each in sources if each is not None]
        if there:
            return any(count == len(parts) or _holds(each, parts[count:]) for each in there)
    return False


def _files(parts: list[str], case: Case) -> Iterator[str]:
    for root in case.layout.source:
        path = "/".join([*([root] if root else []), *parts])
        yield from (f"{path}.py", f"{path}/__init__.py")


def _has(test: TestId, source: bytes | None) -> bool:
    """Whether a module holds a test."""
    return _holds(source, test.name.split("::"))


def _holds(source: bytes | None, parts: list[str]) -> bool:
    """Whether a module, or a class in it, binds a name."""
    try:
        module = parse_module(source or b"")
    except (SyntaxError, ValueError):
        return False
    name = "::".join(parts)
    return any(name in bound for bound in (module.functions, module.classes, module.statements, module.imports))
