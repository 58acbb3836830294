"""Whether what a contract asked for is there: of a feature that is taken back it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.syntax import parse_module

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.ports import Repository

__all__ = ["code_still_there", "tests_still_there"]


def tests_still_there(contract: Contract, repository: Repository) -> tuple[TestId, ...]:
    """The tests of the contract that the work tree has."""
    return tuple(
        each.test for each in contract.tests if _holds(repository.read(each.test.file), each.test.name.split("::"))
    )


def code_still_there(missing: Iterable[str], case: Case) -> tuple[str, ...]:
    """The missing functionality, as dotted names, that is not missing any more.

    A module counts where nothing in it was missing by name: what else it holds may be another feature's.
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


def _holds(source: bytes | None, parts: list[str]) -> bool:
    """Whether a module binds a name, or a class in it does."""
    try:
        module = parse_module(source or b"")
    except (SyntaxError, ValueError):
        return False
    name = "::".join(parts)
    return any(name in bound for bound in (module.functions, module.classes, module.statements, module.imports))
