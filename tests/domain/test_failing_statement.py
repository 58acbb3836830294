"""Which statement failed, and whether the subject decides that it runs."""

from __future__ import annotations

import ast
from textwrap import dedent, indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_tddgate.domain.red.dependence import ModuleDependence, StatementKind, dependence_of


def module(body: str) -> ModuleDependence:
    """A module with one test, whose body starts on line 2."""
    source = f"def test_it():\n{indent(body, '    ')}\nimport pytest, shop\nfrom shop import vat\n"
    return read(source)


def read(source: str) -> ModuleDependence:
    """The dependence of a module whose product is `shop`."""
    return dependence_of(dedent(source).encode(), lambda name: name.split(".")[0] == "shop", lambda _: False)


def test_a_header_that_expects_an_error_is_judged_with_its_block() -> None:
    """DID NOT RAISE is reported on the line of `with`."""
    found = module("with pytest.raises(ValueError):\n    x = 1\n    vat(x)")

    assert found.statement("test_it", 2) is StatementKind.DEPENDENT
    assert found.statement("test_it", 3) is StatementKind.INDEPENDENT


def test_the_innermost_statement_at_a_line_is_judged() -> None:
    """A traceback names any line of a statement that spans several."""
    body = "if True:\n    assert vat(\n        1\n    ) == 2"
    found = module(body)

    assert [found.statement("test_it", line) for line in (2, 4)] == [
        StatementKind.INDEPENDENT,
        StatementKind.DEPENDENT,
    ]


@pytest.mark.parametrize(
    "body",
    [
        "if vat(1):\n    pytest.fail('x')",
        "for each in vat(1):\n    pytest.fail('x')",
        "for each in vat(1):\n    pass\nelse:\n    pytest.fail('x')",
        "while vat(1):\n    pytest.fail('x')",
        "try:\n    vat(1)\n    pytest.fail('x')\nexcept ValueError:\n    pass",
        "try:\n    vat(1)\nexcept ValueError:\n    pytest.fail('x')",
        "try:\n    vat(1)\nexcept ValueError:\n    return\npytest.fail('x')",
        "match vat(1):\n    case 1:\n        pytest.fail('x')",
        "with pytest.raises(ValueError):\n    vat(1)\n    pytest.fail('x')",
    ],
)
def test_an_explicit_failure_can_be_the_subjects_decision(body: str) -> None:
    """It runs only when the subject does something."""
    found = module(body)
    line = next(number for number, text in enumerate(body.splitlines(), 2) if "fail(" in text)

    assert found.is_explicit_failure("test_it", line)
    assert found.is_conditional("test_it", line)


@pytest.mark.parametrize(
    "body",
    [
        "vat(1)\npytest.fail('x')",
        "if True:\n    pytest.fail('x')",
        "if vat(1):\n    pass\npytest.fail('x')",
        "for each in [1]:\n    raise ValueError",
        "with pytest.raises(shop.Error):\n    assert 0",
        "try:\n    int('x')\nexcept ValueError:\n    assert not True",
    ],
)
def test_an_explicit_failure_can_be_nobodys_decision(body: str) -> None:
    """No answer of the subject avoids it."""
    found = module(body)
    line = 1 + len(body.splitlines())

    assert found.is_explicit_failure("test_it", line)
    assert not found.is_conditional("test_it", line)


def test_an_assertion_is_no_explicit_failure() -> None:
    """It may hold."""
    found = module("assert vat(1)")

    assert not found.is_explicit_failure("test_it", 2)


@given(st.integers(min_value=-3, max_value=40))
def test_every_line_has_an_answer(line: int) -> None:
    """No line of any statement raises."""
    source = ast.unparse(ast.parse("with open(x) as f, vat(1):\n    try: pass\n    finally: pass"))

    assert module(source).statement("test_it", line) in StatementKind


def test_methods_of_unittest_are_not_the_subject() -> None:
    """`self.assertEqual` is the framework's, what it compares is not."""
    found = read("""\
        import unittest
        from shop import vat
        class TestVat(unittest.TestCase):
            def test_it(self):
                self.assertEqual(1, 2, "shop.vat is missing")
                self.assertEqual(vat(1), 2)
    """)

    assert found.statement("TestVat::test_it", 5) is StatementKind.INDEPENDENT
    assert found.statement("TestVat::test_it", 6) is StatementKind.DEPENDENT


def test_attributes_of_a_class_from_elsewhere_depend_on_the_subject() -> None:
    """Its base may have set up anything."""
    found = read("""\
        from django.test import TestCase
        class TestPage(TestCase):
            def test_it(self):
                assert self.client.get("/") == 200
    """)

    assert found.statement("TestPage::test_it", 4) is StatementKind.DEPENDENT
