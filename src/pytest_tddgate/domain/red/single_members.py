"""Classes that a contract asks for with only one example value of a member: a constant would satisfy it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.python.folding import is_rare, maybe_folded
from pytest_tddgate.domain.python.shown_members import members_shown_in
from pytest_tddgate.domain.red.single_examples import SingleExample, inside_loops, known_in, raising_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_tddgate.domain.python.shown_members import ShownMember
    from pytest_tddgate.domain.red.behaviour_kinds import TestSource

__all__ = ["single_members"]

_Found = dict[tuple[str, str], dict[str, tuple[Any, SingleExample]]]


def single_members(tests: Iterable[TestSource], missing: Iterable[str]) -> tuple[SingleExample, ...]:
    """One example for each missing class: its methods and attributes for which the tests expect only one value.

    `missing` are dotted names. A member is left out if it is also used in another way, on another object, in a loop, or
    with values from a fixture or an unknown parametrization. Common values (`None`, `True`, `0`) are left out, as are
    attributes that equal an argument of the object's creation, as in a record.
    """
    owners = {name for each in missing if (name := each.rpartition(".")[2]) and name.strip("_")[:1].isupper()}
    found: _Found = {}
    unclear: set[str] = set()
    for test in tests if owners else ():
        unclear |= _look_at(test, owners, found)
    told: dict[str, list[tuple[str, SingleExample]]] = {}
    for (owner, member), values in found.items():
        (value, shown), *others = values.values()
        if not others and member not in unclear and is_rare(value):
            told.setdefault(owner, []).append((f"{owner}.{member}", shown))
    return tuple(_together(each) for each in told.values())


def _look_at(test: TestSource, owners: set[str], found: _Found) -> set[str]:
    """Add the values that a test expects to `found`; returns the members whose values are unclear."""
    known, is_single = known_in(test)
    raising = {id(node) for block in raising_blocks(test.node) for node in ast.walk(block)}
    looped = inside_loops(test.node)
    shown = {id(each.access): each for each in members_shown_in(test.node) if each.owner in owners}
    unclear: set[str] = set()
    for access in (node for node in ast.walk(test.node) if isinstance(node, ast.Attribute) and id(node) not in raising):
        member = shown.get(id(access))
        values = maybe_folded(member.other, known) if member and not isinstance(member.other, ast.Call) else ()
        is_clear = is_single and id(access) not in looped
        if member is None or not values or not is_clear or _is_stored(member, values[0], known):
            unclear.add(access.attr)
            continue
        example = SingleExample(member.owner, ast.unparse(member.node), test.id, access.lineno)
        found.setdefault((member.owner, access.attr), {}).setdefault(repr(values[0]), (values[0], example))
    return unclear


def _is_stored(member: ShownMember, value: Any, known: Mapping[str, object]) -> bool:
    """Whether an attribute is expected to equal an argument that its object was made with."""
    arguments = (each for call in member.made for each in (*call.args, *(word.value for word in call.keywords)))
    given: Iterator[Any] = (found for each in arguments for found in maybe_folded(each, known))
    return member.node is member.access and any(repr(each) == repr(value) for each in given)


def _together(members: list[tuple[str, SingleExample]]) -> SingleExample:
    names = [name for name, _ in members]
    first = members[0][1]
    name = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    return SingleExample(name, first.call, first.test, first.line)
