"""Which differences between two versions of a test-side file are additions, and which reach existing tests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_tddgate.domain.python.changes import FileChange, compare
from pytest_tddgate.domain.python.syntax import parse_module

FILE = "tests/test_cart.py"
CONFTEST = "tests/conftest.py"


def change(before: str, after: str, file: str = FILE) -> FileChange:
    """The difference between two sources of one file."""
    return compare(file, parse_module(before.encode()), parse_module(after.encode()))


TEST = "def test_a(client):\n    assert make(client) == 1\n"
ROWS = '@parametrize("n", {})\ndef test_n(n): ...\n'
IN_CLASS = "class TestCart({}):\n    {}\n    def test_a(self): ...\n"


@pytest.mark.parametrize(
    "extra",
    [
        "def test_b(): ...\n",
        "class TestB:\n    rate = 1\n    def setup_method(self): ...\n    def test_b(self): ...\n",
        "def build(): ...\nclass Fake(Base):\n    def __eq__(self, other): ...\nLIMIT = 1\n",
        "import pytest_asyncio\nfrom shop import cart\nif TYPE_CHECKING:\n    from shop import Order\n",
        "@pytest.fixture\ndef other(): ...\n",
        "if __name__ == '__main__':\n    pytest.main()\n",
    ],
    ids=["test", "class", "definitions", "imports", "fixture", "main"],
)
def test_additions_touch_nothing(extra: str) -> None:
    """New tests, helpers, constants, fixtures and imports leave what was there alone."""
    assert change(TEST, extra + TEST).is_addition


@pytest.mark.parametrize(
    ("extra", "name"),
    [
        ("def make(client): return 1\n", "make"),
        ("from fakes import make\n", "make"),
        ("@pytest.fixture\ndef client(): ...\n", "client"),
        ("@fixture(name='client')\ndef _client(): ...\n", "_client"),
        ("from fakes import client\n", "client"),
        ("@pytest.fixture(autouse=True)\ndef patched(): ...\n", "patched"),
        ("def setup_module(): ...\n", "setup_module"),
        ("def pytest_generate_tests(metafunc): ...\n", "pytest_generate_tests"),
        ("from fakes import pytest_pyfunc_call\n", "pytest_pyfunc_call"),
        ("pytest_plugins = ['fakes']\n", "pytest_plugins"),
        ("test_a = None\n", "test_a"),
        ("shop.total = lambda: 1\n", "<module>"),
        ("from fakes import *\n", "<module>"),
    ],
)
def test_an_addition_that_reaches_existing_tests_is_touched(extra: str, name: str) -> None:
    """Hooks, autouse fixtures, names that were read or requested before, and module-level effects."""
    found = change(TEST, extra + TEST)

    assert name in found.touched
    assert not found.is_addition


def test_new_and_lost_tests_are_told_apart() -> None:
    """Both by qualified name."""
    found = change(
        "def test_a(): ...\ndef test_b(): ...\n", "def test_b(): ...\nclass TestC:\n    def test_c(self): ...\n"
    )

    assert found == FileChange(FILE, added=("TestC::test_c",), removed=("test_a",))


def test_an_edited_test_is_changed() -> None:
    """Its file says no more than that."""
    assert change(TEST, TEST.replace("== 1", "== 2")) == FileChange(FILE, changed=("test_a",))


def test_a_reformatted_test_is_unchanged() -> None:
    """Layout and docstring are free."""
    assert change(TEST, TEST.replace("    assert", '    "Doc."\n\n    assert')) == FileChange(FILE)


@pytest.mark.parametrize(
    ("base", "body"),
    [
        ("Other", "rate = 1"),
        ("Base", "rate = 2"),
        ("Base", "pass"),
        ("Base", "rate = 1; pytestmark = skip"),
        ("Base", "rate = 1; run()"),
    ],
    ids=["base", "value", "removed", "mark", "effect"],
)
def test_a_change_of_its_class_changes_a_test(base: str, body: str) -> None:
    """Bases, attributes, marks and effects of the class reach every test in it."""
    found = change(IN_CLASS.format("Base", "rate = 1"), IN_CLASS.format(base, body))

    assert found.changed == ("TestCart::test_a",)


def test_a_new_attribute_of_a_class_is_an_addition() -> None:
    """Nothing that was there can have read it."""
    assert change(IN_CLASS.format("", "rate = 1"), IN_CLASS.format("", "rate = 1; size = 2")).is_addition


def test_a_new_attribute_that_hides_an_inherited_one_is_a_change() -> None:
    """An existing test looks it up, and found it in a base class so far."""
    before = IN_CLASS.format("Base", "def test_b(self): self.assertEqual(1, 1)")

    found = change(before, before + "    assertEqual = print\n")
    method = change(before, before + "    def assertEqual(self, *args): ...\n")

    assert found.changed == ("TestCart::test_b", "TestCart::test_a")
    assert method.touched == ("TestCart::assertEqual",)


def test_a_new_setup_in_an_existing_class_is_touched() -> None:
    """It runs before tests that were there."""
    before = IN_CLASS.format("", "pass")

    found = change(before, before + "    def setup_method(self): ...\n")

    assert found.touched == ("TestCart::setup_method",)


def test_a_mark_on_the_module_changes_every_existing_test() -> None:
    """`pytestmark` can skip them all."""
    found = change(TEST, "pytestmark = pytest.mark.skip\n" + TEST + "def test_b(): ...\n")

    assert (found.changed, found.added, found.touched) == (("test_a",), ("test_b",), ())


def test_a_changed_or_lost_definition_is_touched() -> None:
    """Helpers, fixtures, constants, helper classes and their methods, by the name that tests use."""
    before = "def f(): a\n@fixture(name='db')\ndef _db(): a\nRATE = 1\nclass A:\n    def m(self): a\nclass B: ...\n"
    after = "@fixture(name='db')\ndef _db(): b\nRATE = 2\nclass A:\n    def m(self): b\n"

    assert change(before, after).touched == ("A::m", "B", "RATE", "_db", "db", "f")


def test_an_import_may_go_but_not_come_from_elsewhere() -> None:
    """A lost name that is still used shows when the tests run."""
    assert change("from shop import cart\n", "").is_addition
    assert change("from shop import cart\n", "from fakes import cart\n").touched == ("cart",)
    assert change("from shop import cart\n", "def cart(): ...\n").touched == ("cart",)


def test_a_star_import_may_be_spelled_out() -> None:
    """The names come from where they came from."""
    assert change("from fakes import *\n" + TEST, "from fakes import make\n" + TEST).touched == ()


def test_a_lost_or_changed_effect_touches_the_module() -> None:
    """Nobody can tell by name what a call at import has done."""
    assert change("register(1)\n", "register(2)\n").touched == ("<module>",)
    assert change("register(1)\n", "").touched == ("<module>",)


def test_a_changed_example_in_a_docstring_is_a_change() -> None:
    """Prose is free, but doctest runs examples."""
    before = 'def test_a():\n    """Adds.\n\n    >>> add(1, 1)\n    2\n    """\n'

    assert change(before, before.replace("Adds", "Sums")).is_addition
    assert change(before, before.replace("    2", "    3")).changed == ("test_a",)


def test_a_new_test_file_touches_nothing() -> None:
    """Its hooks and effects have only new tests to act on."""
    found = compare(FILE, None, parse_module(b"def setup_module(): ...\nimportorskip('x')\ndef test_a(): ...\n"))

    assert found == FileChange(FILE, added=("test_a",))


def test_a_new_conftest_is_touched_where_it_reaches_tests_unasked() -> None:
    """Its fixtures are additions; whether they override others is for the tests beside it to say."""
    source = b"run()\ndef pytest_configure(): ...\n@fixture(autouse=True)\ndef a(): ...\n@fixture\ndef b(): ...\n"

    found = compare(CONFTEST, None, parse_module(source))

    assert found.touched == ("<module>", "a", "pytest_configure")


def test_a_removed_file_takes_everything_along() -> None:
    """Tests are removed, what they used is touched."""
    found = compare(FILE, parse_module(("RATE = 1\nclass A: ...\n" + TEST).encode()), None)

    assert (found.removed, found.touched) == (("test_a",), ("A", "RATE"))


pieces = st.lists(
    st.sampled_from(
        [
            TEST, ROWS.format("[1, 2]"), ROWS.format("CASES"), "CASES = [1]\n", IN_CLASS.format("A", "x = 1"),
            "class A:\n    def m(self): ...\n", "def make(): return CASES\n", "import a\n", "from a import make\n",
            "run()\n", "pytestmark = skip\n", "@fixture\ndef client(): ...\n", "if x:\n    def make(): ...\n",
        ]
    )
).map("".join)  # fmt: skip


@given(pieces)
def test_a_file_has_no_difference_to_itself(source: str) -> None:
    """The empty difference, whatever the file holds."""
    assert change(source, source) == FileChange(FILE)


@given(pieces, pieces)
def test_every_difference_has_its_place(before: str, after: str) -> None:
    """The tests of either version are the kept ones with the added or the removed ones."""
    found = change(before, after)
    old, new = (set(parse_module(source.encode()).tests) for source in (before, after))

    assert new - set(found.added) == old - set(found.removed)
    assert set(found.changed) | set(found.added_rows) | set(found.dynamic) <= old & new


@given(pieces, pieces)
def test_a_definition_that_is_left_out_is_never_an_addition(kept: str, lost: str) -> None:
    """Whatever else goes with it or stays."""
    found = change(kept + "def helper(): ...\n" + lost, kept)

    assert "helper" in found.touched
