"""What several checks ask of one change is read once."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.leaks.only_examples import only_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile

_TESTS = {
    f"tests/test_{name}.py": f"""\
import pytest
from app import {name}

@pytest.mark.parametrize(("given", "answer"), [("a-1", 17), ("b-2", 29), ("c-3", 31), ("d-4", 47)])
def test_{name}(given, answer):
    assert {name}(given) == answer
""".encode()
    for name in ("first", "second", "third")
}
_SUBJECT = {
    f"app/{name}.py": ChangedFile(f"def {name}(given):\n    return len(given) + {len(name)}\n".encode())
    for name in ("first", "second", "third")
}


def test_each_file_of_a_change_is_parsed_once_for_all_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many files and functions are asked about."""
    parsed: Counter[object] = Counter()
    parse = ast.parse

    def counted(source: object, *args: object, **words: object) -> ast.AST:
        parsed[source] += 1
        return parse(source, *args, **words)  # type: ignore[call-overload, no-any-return]  # handed on as it came

    monkeypatch.setattr(ast, "parse", counted)

    copied_examples(_TESTS, _SUBJECT)
    only_examples(_TESTS, _SUBJECT)

    files = [*_TESTS.values(), *(each.after for each in _SUBJECT.values())]
    assert {parsed[each] for each in files} == {1}


@pytest.mark.tdd_pins("what is kept of one file must not answer for another")
def test_what_changed_since_it_was_read_is_read_again() -> None:
    """Of a path with other bytes nothing is known."""
    table = b'FIRST = {"a-1": 17, "b-2": 29, "c-3": 31, "d-4": 47}\n'
    honest = b"FIRST = {}\n"

    found = [bool(only_examples(_TESTS, {"app/first.py": ChangedFile(each)})) for each in (honest, table, honest)]

    assert found == [False, True, False]
