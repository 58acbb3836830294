"""What a test-side Python file is found to declare, and which edits its digests leave alone."""

from __future__ import annotations

import ast
import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_tddgate.domain.python.syntax import FunctionSyntax, ModuleSyntax, module_digest, parse_module, same_syntax

if TYPE_CHECKING:
    from collections.abc import Callable


def module(source: str) -> ModuleSyntax:
    """What this source declares."""
    return parse_module(source.encode())


def only(source: str) -> FunctionSyntax:
    """The single function of this source."""
    (function,) = module(source).functions.values()
    return function


PLAIN = 'def test_sum():\n    assert total([1, 2], name="x") == 3\n'


@pytest.mark.parametrize(
    "source",
    [
        "def test_sum():\n    assert total(\n        [1, 2,],\n        name='x',\n    ) == 3\n",
        "def test_sum():\n\n    # three\n    assert (total([1, 2], name=u'x') == 3)\n",
        'def test_sum():\n    """Adds."""\n    assert total([1, 2], name="x") == 0x3\n',
        '@pytest.mark.tdd_pins("exists")\n@tdd_hangs("slow")\n' + PLAIN,
        PLAIN.replace("\n", "\r\n"),
    ],
    ids=["layout", "comment", "docstring", "own-markers", "crlf"],
)
def test_reformatting_a_test_does_not_change_its_digest(source: str) -> None:
    """Layout, quotes, comments, docstrings and our own markers are free."""
    digest = only(source).digest

    assert digest == only(PLAIN).digest


@pytest.mark.parametrize(
    "source",
    [
        PLAIN.replace("== 3", "== 4"),
        PLAIN.replace("== 3", "== 3.0"),
        PLAIN.replace('"x"', 'b"x"'),
        PLAIN.replace("test_sum()", "test_sum(client)"),
        PLAIN.replace("def", "async def"),
        "@pytest.mark.skip\n" + PLAIN,
        "if False:\n    " + PLAIN.replace("\n", "\n    "),
        PLAIN + "test_sum = None\n",
    ],
    ids=["value", "type", "bytes", "argument", "async", "decorator", "guard", "rebound"],
)
def test_changing_what_a_test_does_changes_its_digest(source: str) -> None:
    """Body, signature, decorators and the condition around a test count, and what is bound to its name later."""
    digest = only(source).digest

    assert digest != only(PLAIN).digest


def test_the_docstring_of_a_function_inside_a_test_counts() -> None:
    """A command made in a test can have its docstring asserted."""
    before, after = (f'def test_help():\n    def cli():\n        "{text}"\n' for text in ("a", "b"))

    assert only(before).digest != only(after).digest


def test_a_renamed_test_keeps_its_body_digest() -> None:
    """The name is in one digest and not in the other."""
    before, after = only(PLAIN), only(PLAIN.replace("test_sum", "test_total"))

    assert before.digest != after.digest
    assert before.body_digest == after.body_digest


def test_functions_are_found_by_qualified_name() -> None:
    """Classes nest with two colons, conditional blocks leave no trace in the name."""
    found = module(
        "def helper(): ...\n"
        "class TestA:\n    class TestB:\n        def test_x(self): ...\n"
        "try:\n    import a\nexcept ImportError:\n    def test_y(): ...\n"
        "else:\n    with b:\n        def test_z(): ...\n"
    )

    assert list(found.functions) == ["helper", "TestA::TestB::test_x", "test_y", "test_z"]
    assert list(found.tests) == ["TestA::TestB::test_x", "test_y", "test_z"]


def test_the_last_of_two_definitions_wins() -> None:
    """A test that is shadowed by a later one of its name does not exist."""
    found = only("def test_a(): first()\ndef test_a(): second()\n")

    assert found == only("\ndef test_a(): second()\n")


def test_a_class_that_takes_the_name_of_another_hides_its_tests() -> None:
    """Pytest sees only what the name means at the end."""
    found = module("class TestA:\n    def test_x(self): ...\nclass TestA:\n    def test_y(self): ...\n")

    assert list(found.functions) == ["TestA::test_y"]


@pytest.mark.parametrize(
    "first", ["if PY3:\n    def f(): {}\n", "@overload\ndef f(): {}\n"], ids=["branch", "decorated"]
)
def test_an_earlier_definition_that_can_be_in_force_counts(first: str) -> None:
    """Branches, overloads, property getters and registered cases live beside the last definition."""
    second = "if not PY3:\n    def f(): ...\n"

    before, after = (only(first.format(body) + second) for body in ("a()", "b()"))

    assert before.digest != after.digest


def test_lines_run_from_the_first_decorator_to_the_end() -> None:
    """They are counted from 1."""
    function = only("\n@mark\ndef test_a():\n    one()\n    two()\n")

    assert function.line == 2


def test_imports_are_known_by_what_they_bind() -> None:
    """Relative imports keep their dots, alternatives are both remembered."""
    found = module(
        "import a.b\nimport c.d as e\nfrom f.g import h as i\nfrom . import j\nfrom ..k import l\nfrom m import *\n"
        "try:\n    import tomllib\nexcept ImportError:\n    import tomli as tomllib\n"
    )

    assert found.imports == {
        "a": "a", "e": "c.d", "i": "f.g.h", "j": ".j", "l": "..k.l", "tomllib": "tomllib | tomli",
    }  # fmt: skip
    assert found.star_imports == ("m",)


def test_assignments_are_kept_by_name_and_the_rest_as_effects() -> None:
    """A docstring, `pass` and the block for running the file as a program have no effect."""
    found = module(
        '"""Doc."""\nA: int = 1\nB, C = 1, 2\npytestmark = skip\npass\n'
        "sys.path.insert(0, HERE)\nmodule.attribute = 1\nif __name__ == '__main__':\n    main()\n"
    )

    assert list(found.statements) == ["A", "B", "C", "pytestmark"]
    assert len(found.effects) == 2


@pytest.mark.parametrize(
    "source", [b"def test_(:\n", b"x = '\xff'\n", b"\0", b"x = " + b"-" * 100_000 + b"1\n", b"a" + b".a" * 50_000]
)
def test_what_is_not_python_is_refused(source: bytes) -> None:
    """The error is a SyntaxError or a ValueError, however deep the nesting."""
    with pytest.raises((SyntaxError, ValueError)):
        parse_module(source)


@pytest.mark.parametrize("depth", [900, 3_000])
@pytest.mark.parametrize("read", [parse_module, module_digest])
def test_what_is_nested_too_deeply_is_refused(read: Callable[[bytes], object], depth: int) -> None:
    """A long sum is a deep tree, which Python's parser may still accept."""
    with pytest.raises((SyntaxError, ValueError)):
        read(b"a = 1" + b" + 1" * depth)


def test_the_same_syntax_is_told_from_other_syntax() -> None:
    """Formatting and docstrings are no difference, a statement is."""
    source = b'"""Doc."""\nclass A:\n    """Doc."""\n    def f(self):\n        """Doc."""\n        return "a" "b"\n'

    assert same_syntax(source, b"class A:\n  def f(self):\n    return ('ab')\n")
    assert not same_syntax(source, b"class A:\n  def f(self):\n    return ('ab'), \n")


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (
            b"def f(a, /, b=1, *, c=None): return f'{a:>{b}}'\n",
            "b6d7b903bddde41168a5ad38cce6b03ea9da4a0006423b95593a36258c2962da",
        ),
        (
            b"class A: x = [(), {**y}, '\\U0001fae8', 1e999, ...]\n",
            "8d3de2b2ed26f93ee966af9904f27126fa86673e65cd29e0316c3b5eb73380c3",
        ),
    ],
    ids=["format", "constants"],
)
def test_a_digest_is_the_same_in_every_python(source: bytes, digest: str) -> None:
    """A contract locked by one Python is checked by another."""
    assert module_digest(source) == digest


names = st.text(string.ascii_lowercase, min_size=1, max_size=3).map("v_{}".format)
expressions = st.recursive(
    st.one_of(names, st.integers().map(repr), st.text(max_size=3).map(repr), st.floats(allow_nan=False).map(repr)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda each: f"[{', '.join(each)}]"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} + {pair[1]})"),
        st.tuples(names, inner).map(lambda pair: f"{pair[0]}(k={pair[1]})"),
        st.tuples(names, inner).map(lambda pair: f"(lambda {pair[0]}: {pair[1]})"),
    ),
    max_leaves=8,
)


@given(expressions)
def test_printing_syntax_anew_never_changes_a_digest(expression: str) -> None:
    """Whatever the layout was, the tree is the same."""
    source = f"def test_x():\n    assert {expression}\n"

    printed = ast.unparse(ast.parse(source))

    assert only(printed).digest == only(source).digest


@given(expressions, expressions)
def test_two_digests_are_equal_only_for_equal_trees(first: str, second: str) -> None:
    """The text behind a digest leaves nothing out that Python's own dump shows."""
    first, second = f"found = {first}", f"found = {second}"  # alone, a text would be the module's docstring
    is_same_tree = ast.dump(ast.parse(first)) == ast.dump(ast.parse(second))

    assert (module_digest(first.encode()) == module_digest(second.encode())) == is_same_tree
