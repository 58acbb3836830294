"""How a class is read: its header, its statements, and what takes its name."""

from __future__ import annotations

from pytest_tddgate.domain.python.syntax import ModuleSyntax, parse_module


def module(source: str) -> ModuleSyntax:
    """What this source declares."""
    return parse_module(source.encode())


def test_a_class_has_a_header_and_statements() -> None:
    """Its bases are kept as source text."""
    found = module("@mark\nclass TestA(Base, metaclass=Meta):\n    size = LIMIT\n    def test_x(self): ...\n").classes[
        "TestA"
    ]

    assert found.bases == ("Base",)
    assert list(found.statements) == ["size"]
    assert found.reads == {"mark", "Base", "Meta", "LIMIT"}


def test_an_assignment_to_the_name_of_a_class_changes_the_class() -> None:
    """Its tests may be gone, or wrapped."""
    before, after = (module(f"class TestA: ...\n{rest}").classes["TestA"] for rest in ("", "TestA = wrap(TestA)\n"))

    assert before.header != after.header


def test_a_class_in_two_branches_is_both() -> None:
    """A change of either is one of the class."""
    before, after = (module(f"if A:\n    class X({base}): ...\nelse:\n    class X: ...\n") for base in ("B", "C"))

    assert before.classes["X"].header != after.classes["X"].header
