"""Which statements of a test the subject can decide."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_tddgate.domain.red.dependence import ModuleDependence, StatementKind, dependence_of

HEAD = (
    "import os\nimport pytest\nfrom pathlib import Path\nfrom unittest import mock\nimport shop\nfrom shop import vat\n"
)


def read(source: str) -> ModuleDependence:
    """The dependence of a module whose product is `shop` and whose helpers are under `tests`."""
    return dependence_of(
        dedent(source).encode(), lambda name: name.split(".")[0] == "shop", lambda name: name.split(".")[0] == "tests"
    )


def module(body: str, *, arguments: str = "", above: str = "") -> ModuleDependence:
    """A module with one test; `above` stands before it."""
    return read(f"{HEAD}{dedent(above)}\ndef test_it({arguments}):\n{indent(dedent(body), '    ')}\n")


def judge(body: str, *, arguments: str = "", above: str = "") -> StatementKind:
    """How the last line of the test is judged."""
    found = module(body, arguments=arguments, above=above)
    return found.statement("test_it", last_line(body, above))


def last_line(body: str, above: str = "") -> int:
    """The line of the module on which the body ends."""
    return len(f"{HEAD}{dedent(above)}\ndef x:\n{dedent(body).rstrip()}".splitlines())


@pytest.mark.parametrize(
    "body",
    [
        "assert vat(100) == 20",
        "found = vat(100)\nassert found == 20",
        "found = {}\nfound['x'] = vat(1)\nassert found == {}",
        "total = 0\nfor line in vat():\n    total += 1\nassert total == 2",
        "events = []\nvat(events.append)\nassert events",
        "seen = mock.Mock()\nvat(seen)\nassert seen.called",
        "ready = False\nif vat(1):\n    ready = True\nassert ready",
        "ready = False\ndef on():\n    nonlocal ready\n    ready = True\nvat(on)\nassert ready",
        "raised = False\ntry:\n    vat(1)\nexcept ValueError:\n    raised = True\nassert raised",
        "vat(1)\nassert os.environ['X'] == '1'",
        "with mock.patch('shop.tax') as seen:\n    pass\nassert seen.called",
        "import importlib\nm = importlib.import_module('shop.tax')\nassert m.x",
        "with pytest.raises(ValueError) as caught:\n    vat(1)\nassert str(caught.value) == 'x'",
        "if (found := vat(1)):\n    pass\nassert found",
        "match vat(1):\n    case [first]:\n        assert first",
        "found, rest = vat(1)\nassert rest",
        "check = lambda: vat(1)\nassert check()",
        "import subprocess, sys\nassert subprocess.run([sys.executable, '-m', 'shop']).returncode == 0",
        "from shop.tax import rate",
        "with open('x') as f:\n    x = 1\ndel shop.x",
    ],
)
def test_what_comes_from_the_subject_depends_on_it(body: str) -> None:
    """Values travel through names, blocks, callbacks and the state of the process."""
    kind = judge(body)

    assert kind is StatementKind.DEPENDENT


@pytest.mark.parametrize(
    "body",
    [
        "assert False",
        'assert 0, "shop.vat is missing"',
        "expected = 2\nassert 1 == expected",
        "result = None\nassert result is not None",
        'assert "actual" == "expected"',
        'pytest.fail("shop.vat: write me")',
        'raise NotImplementedError("shop.vat")',
        'parts = ", ".join(5)',
        "count = len(42)",
        'value = int("twelve")',
        'name = "abc".startswith(3)',
        'text = Path(__file__).with_name("x.json").read_text()',
        "with pytest.raises(ValueError):\n    int(3)",
        "def inner():\n    assert False\ninner()",
        "ready = False\nassert ready",
        "for name in ['a', 'b']:\n    pass\nassert name == 'c'",
    ],
)
@pytest.mark.parametrize("before", ["", "assert vat(1) == 2\n"])
def test_a_constant_failure_depends_on_nothing(before: str, body: str) -> None:
    """Not even when the subject was called before."""
    kind = judge(before + body)

    assert kind is StatementKind.INDEPENDENT


def test_a_fresh_value_after_the_subject_depends_on_nothing() -> None:
    """A name that is bound again forgets where it came from."""
    kind = judge("found = vat(1)\nfound = 3\nassert found == 4")

    assert kind is StatementKind.INDEPENDENT


@pytest.mark.parametrize("fixture", ["capsys", "tmp_path", "caplog"])
def test_a_fixture_of_pytest_depends_on_the_subject_after_a_call(fixture: str) -> None:
    """What the subject printed, wrote or logged is read through it."""
    kind = judge(f"vat(1)\nassert {fixture}.x == 1", arguments=fixture)

    assert kind is StatementKind.DEPENDENT


@pytest.mark.parametrize("fixture", ["capsys", "tmp_path", "caplog"])
def test_a_fixture_of_pytest_depends_on_nothing_before_a_call(fixture: str) -> None:
    """Nothing was printed, written or logged yet."""
    kind = judge(f"assert {fixture}.x == 1", arguments=fixture)

    assert kind is StatementKind.INDEPENDENT


def test_a_fixture_from_elsewhere_depends_on_the_subject() -> None:
    """Its definition is not in sight, so it gets the benefit of the doubt."""
    kind = judge("assert client.x == 1", arguments="client")

    assert kind is StatementKind.DEPENDENT


def test_a_fixture_of_the_module_depends_on_what_it_holds() -> None:
    """A fixture that returns five is no subject."""
    kind = judge("assert five == 6", arguments="five", above="@pytest.fixture\ndef five():\n    return 5\n")

    assert kind is StatementKind.INDEPENDENT


@pytest.mark.parametrize(
    ("values", "kind"),
    [("[1, 2]", StatementKind.INDEPENDENT), ("[shop.A, shop.B]", StatementKind.DEPENDENT)],
)
def test_a_parameter_depends_on_its_values(values: str, kind: StatementKind) -> None:
    """Rows of constants are constants."""
    found = judge("assert row == 3", arguments="row", above=f"@pytest.mark.parametrize('row', {values})")

    assert found is kind


@pytest.mark.parametrize(
    ("above", "kind"),
    [
        ("def helper():\n    return vat(1)\n", StatementKind.DEPENDENT),
        ("def inner():\n    return vat(1)\ndef helper():\n    return inner()\n", StatementKind.DEPENDENT),
        ("def helper():\n    return os.environ.get('X')\n", StatementKind.INDEPENDENT),
        ("def helper():\n    '''shop.vat'''\n    return 1\n", StatementKind.INDEPENDENT),
        ("from tests.cases import helper\n", StatementKind.DEPENDENT),
        ("from .cases import helper\n", StatementKind.DEPENDENT),
        ("from json import loads as helper\n", StatementKind.INDEPENDENT),
        ("try:\n    from shop import helper\nexcept ImportError:\n    helper = None\n", StatementKind.DEPENDENT),
        ("from shop.all import *\n", StatementKind.DEPENDENT),
    ],
)
def test_a_name_of_the_module_depends_on_what_it_was_made_of(above: str, kind: StatementKind) -> None:
    """However indirectly."""
    found = judge("assert helper() == 1", above=above)

    assert found is kind


def test_an_import_alone_makes_nothing_dependent() -> None:
    """`import shop  # noqa` above a placeholder does not reach the subject."""
    found = module("assert False")

    assert not found.reaches_subject("test_it")


def test_an_import_that_is_used_reaches_the_subject() -> None:
    """One call is enough."""
    found = module("shop.run()\nassert False")

    assert found.reaches_subject("test_it")


def test_a_flag_in_the_environment_is_not_the_subject() -> None:
    """A helper of the test that fails by itself fails whatever the subject does."""
    found = read("""\
        import os
        import shop
        def parse(text):
            assert os.environ.get("FLAG") == "1"
        def test_it():
            assert parse("7") == [7]
    """)

    assert found.statement("test_it", 6) is StatementKind.INDEPENDENT
    assert found.statement("parse", 4) is StatementKind.INDEPENDENT


def test_a_checking_helper_depends_on_what_tests_give_to_it() -> None:
    """Its argument came out of the subject."""
    found = read("""\
        import shop
        def check(reply):
            assert reply == 200
        def test_it():
            check(shop.get())
    """)

    assert found.statement("check", 3) is StatementKind.DEPENDENT


def test_a_function_that_is_not_in_the_module_is_taken_to_depend() -> None:
    """Inherited and generated tests have no syntax to look at."""
    found = module("assert False")

    assert not found.knows("TestIt::test_inherited")
    assert found.statement("TestIt::test_inherited", 3) is StatementKind.DEPENDENT


def test_a_module_that_cannot_be_parsed_knows_nothing() -> None:
    """Its syntax error is somebody else's finding."""
    found = read("def test_it(:\n")

    assert not found.knows("test_it")


@given(
    st.lists(
        st.sampled_from(["found = vat(1)", "x = 5", "if vat(1):\n    x = 2", "for y in [1]:\n    vat(y)", "z = []"]),
        max_size=5,
    )
)
def test_an_assertion_of_a_constant_never_depends(statements: list[str]) -> None:
    """Whatever came before it."""
    kind = judge("\n".join([*statements, "assert 1 == 2"]))

    assert kind is StatementKind.INDEPENDENT


def test_a_fixture_of_the_class_that_reaches_the_subject_through_self_is_dependent() -> None:
    """`self.Schema()` in a fixture is the subject's where the class body is."""
    flow = read(
        """
        import pytest
        from shop import Schema

        class TestSchema:
            class Mine(Schema):
                pass

            @pytest.fixture
            def schema(self):
                return self.Mine()

            def test_dump(self, schema):
                result = schema.dump({})
                assert result["x"] == 42
        """
    )

    kind = flow.statement("TestSchema::test_dump", 15)

    assert kind is StatementKind.DEPENDENT
