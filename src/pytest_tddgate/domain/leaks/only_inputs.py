"""Lists that hold exactly the inputs for which the tests expect one of two answers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pytest_tddgate.domain.leaks.rarity import canonical, is_outcome, rarity_of
from pytest_tddgate.domain.leaks.tested_calls import tested_calls_in, yes_no_calls_in
from pytest_tddgate.domain.leaks.vocabulary import is_own_name, names_among

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from pytest_tddgate.domain.leaks.groups import Group
    from pytest_tddgate.domain.leaks.tested_calls import TestedCall

__all__ = ["call_of_inputs", "inputs_in"]

_ENTRIES = 4
"""Least number of inputs of a list that is reported, the same as for rows of a table."""
_RARE = 3
"""Least number of names among the inputs that are neither plain words nor from a standard."""


def inputs_in(tests: Mapping[str, bytes]) -> Iterator[dict[str, TestedCall]]:
    """For each function and answer, the texts that the function is given, each with its call.

    Functions that are called with unknown arguments are left out.
    """
    calls = tested_calls_in(tests)
    unknown = {each.name for each in calls if not each.given}
    found: defaultdict[tuple[str, str], dict[str, TestedCall]] = defaultdict(dict)
    for each in (*yes_no_calls_in(tests), *calls):
        if each.answers and is_outcome(each.answers[0]) and len(each.given) == 1 and isinstance(each.given[0], str):
            found[each.name, canonical(each.answers[0])].setdefault(each.given[0], each)
    for (name, answer), inputs in found.items():
        standard = names_among((text, answer) for text in inputs)
        rare = [each for each in inputs if rarity_of(each) > 1 and is_own_name(each) and each not in standard]
        if name not in unknown and len(inputs) >= _ENTRIES and len(rare) >= _RARE:
            yield inputs


def call_of_inputs(
    group: Group, lines: Container[int], inputs: Iterable[dict[str, TestedCall]], free: Container[str]
) -> tuple[TestedCall, int, int] | None:
    """The call and line of the first new entry, and the number of entries, if a list holds all inputs of one answer.

    Empty texts are not entries. `free` are the canonical forms of constants that the subject had before; at least three
    entries have to be new.
    """
    entries = [(value, line) for value, line in group.answers if not is_outcome(value) and value != ""]
    if not all(isinstance(value, str) for value, _ in entries):
        return None
    values = dict(reversed(entries))
    new = sorted((line, text) for text, line in values.items() if line in lines and canonical(text) not in free)
    for each in inputs if len(new) >= _RARE else ():
        if each.keys() - {""} == values.keys():
            line, text = new[0]
            return each[text], line, len(values)
    return None
