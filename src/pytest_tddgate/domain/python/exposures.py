"""The public names under which packages re-export names of their private modules."""

from __future__ import annotations

import ast
from fnmatch import fnmatchcase
from keyword import iskeyword
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["exposed", "is_private", "private_but"]

_STAR = "*"


def is_private(module: str) -> bool:
    """Whether a part of the dotted name begins with an underscore, other than names such as `__main__`.

    A module that no import statement can name is private too: `migrations.0002_order_note` is loaded in another way.
    """
    own = module.rpartition(".")[2]
    if own and (not own.isidentifier() or iskeyword(own)):
        return True
    return any(part.startswith("_") and not part.endswith("__") for part in module.split("."))


def private_but(public: Iterable[str]) -> Callable[[str], bool]:
    """A predicate for private modules: those of `is_private`, and those that match none of these globs, if any."""
    patterns = tuple(public)
    if not patterns:
        return is_private
    return lambda module: is_private(module) or not any(fnmatchcase(module, each) for each in patterns)


def exposed(sources: Mapping[str, bytes], is_private: Callable[[str], bool] = is_private) -> dict[str, str]:
    """Private dotted name -> public dotted name, for packages (dotted name -> bytes of their `__init__.py`).

    `*` stands for every name that the module exports. Of two public names, the shorter one is used.
    """
    links: dict[str, str] = {}
    public: list[str] = []
    for package, source in sources.items():
        tree = parse_or_empty(source)
        given = dict(_given(package, tree))
        links |= given
        if not is_private(package):
            listed = _listed(tree)
            public += [alias for alias in given if _is_listed(alias.rpartition(".")[2], listed)]
    found: dict[str, str] = {}
    for alias in sorted(public, key=lambda each: (each.count("."), each), reverse=True):
        found |= dict.fromkeys(_homes(alias, links), alias)
    return {home: alias for home, alias in found.items() if is_private(home.rpartition(".")[0])}


def _homes(alias: str, links: Mapping[str, str]) -> Iterator[str]:
    """The names that `alias` stands for, import by import; each once, because packages may import each other."""
    seen = {alias}
    while (alias := links.get(alias, "")) and alias not in seen:
        seen.add(alias)
        yield alias


def _given(package: str, tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(Name in the package, name in its source module) for each `from` import, both dotted."""
    for node in _statements(tree.body):
        if not isinstance(node, ast.ImportFrom):
            continue
        above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        parts = [*above, *([node.module] if node.module else [])]
        if node.module and (above or not node.level):
            yield from ((f"{package}.{each.asname or each.name}", ".".join([*parts, each.name])) for each in node.names)


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run when the package is imported, including those below `if` and `try`."""
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.Try):
            yield from _statements(node.body)


def _listed(tree: ast.Module) -> set[str] | None:
    """The names in `__all__`; None if it is not defined."""
    found: set[str] | None = None
    for node in _statements(tree.body):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(each, ast.Name) and each.id == "__all__" for each in targets) and node.value is not None:
                words = (each.value for each in ast.walk(node.value) if isinstance(each, ast.Constant))
                found = (found or set()) | {each for each in words if isinstance(each, str)}
    return found


def _is_listed(name: str, listed: set[str] | None) -> bool:
    if name == _STAR:
        return True
    return name in listed if listed is not None else not name.startswith("_")
