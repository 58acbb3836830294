"""Whose fault a failure is: each kind of red beside the failure that looks like it and is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.blame import Blame, Red, Scene, blame_of
from pytest_tddgate.domain.red.dependence import ModuleDependence, dependence_of
from pytest_tddgate.domain.rules.every import RULES
from pytest_tddgate.domain.run.observation import ExceptionSeen, Frame, TestId
from pytest_tddgate.domain.verdict import Place

LAYOUT = Layout("/w", packages=("src/shop",), names=frozenset({"shop"}))
FILE = "tests/test_cart.py"
SOURCE = b"""\
import shop
import pytest
from pytest import fixture
@fixture
def cart(): return shop.Cart()
def test_it(cart):
    found = shop.find("x")
    assert found == 1
    assert 1 == 2
    pytest.fail("todo")
    raise ValueError
    found.price
    {}["key"]
    if found:
        pytest.fail("should be empty")
    with pytest.raises(ValueError):
        shop.find(1)
    undefined
def test_apart():
    value = 1
    assert value == 2
"""
TEST, SUBJECT, LIBRARY = f"/w/{FILE}", "/w/src/shop/cart.py", "/usr/lib/python3/json/decoder.py"
PYTEST = "/w/.venv/lib/site-packages/_pytest/python.py"


def dependence(path: str) -> ModuleDependence | None:
    """The data flow of the one test module."""
    is_ours = LAYOUT.is_first_party
    return dependence_of(SOURCE, is_ours, lambda module: module.startswith("tests")) if path == FILE else None


def scene(test: str = "test_it") -> Scene:
    """The sample project, and one test of its module."""
    return Scene(LAYOUT, TestId(FILE, test), dependence)


def line_of(text: str) -> int:
    """The number of the line that holds this text."""
    return next(number for number, line in enumerate(SOURCE.decode().splitlines(), 1) if text in line)


def at(text: str, test: str = "test_it") -> tuple[Frame, ...]:
    """A traceback from pytest into the test, to the line that holds this text."""
    return (Frame(PYTEST, 1, "pytest_pyfunc_call"), Frame(TEST, line_of(text), test))


def raised(name: str, message: str = "", frames: tuple[Frame, ...] = (), **facts: object) -> ExceptionSeen:
    """An exception of a builtin class (bare name), or of another one (dotted)."""
    classes: tuple[str, ...] = (name if "." in name else f"builtins.{name}", "builtins.Exception")
    if name == "ModuleNotFoundError":
        classes = ("builtins.ModuleNotFoundError", "builtins.ImportError", "builtins.Exception")
    return ExceptionSeen(classes, message, frames, **facts)  # type: ignore[arg-type]  # named by each test


def verdict(exception: ExceptionSeen) -> Red | str:
    """The kind of red, or the rule that is broken."""
    blame = blame_of(exception, scene())
    return blame.red or blame.rule


FAILED = "builtins.Failed"
FIND = at('shop.find("x")')


@pytest.mark.parametrize(
    ("exception", "answer"),
    [
        (raised("AssertionError", "assert 0 == 1", at("found == 1")), Red.UNMET),
        (raised("AssertionError", "assert 1 == 2", at("assert 1 == 2")), "unconditional"),
        (raised(FAILED, "DID NOT RAISE <class 'ValueError'>", at("shop.find(1)")), Red.UNMET),
        (raised(FAILED, "DID NOT WARN. No warnings", at("pytest.raises")), Red.UNMET),
        (raised(FAILED, "should be empty", at("should be empty")), Red.UNMET),
        (raised(FAILED, "todo", at("todo")), "unconditional"),
        (raised("ValueError", "", at("raise ValueError")), "unconditional"),
        (raised(FAILED, "Timeout >1.0s", (Frame(LIBRARY, 1, "f"),)), "broken-environment"),
    ],
)
def test_an_assertion_that_depends_on_the_subject_is_unmet(exception: ExceptionSeen, answer: Red | str) -> None:
    """One that fails whatever the subject does is unconditional."""
    assert verdict(exception) == answer


def test_an_assertion_in_a_test_that_never_touches_the_subject_is_unconditional() -> None:
    """Whatever it compares."""
    blame = blame_of(raised("AssertionError", "", at("value == 2", "test_apart")), scene("test_apart"))

    assert blame == Blame(None, "unconditional", "never touches your code", Place(FILE, 21))


IMPORTING = (Frame("/usr/lib/python3/importlib/__init__.py", 1, "import_module"), Frame(TEST, 1, "<module>"))


@pytest.mark.parametrize(
    ("exception", "answer", "missing"),
    [
        (raised("ModuleNotFoundError", "", IMPORTING, subject="shop.tax"), Red.MISSING, "shop.tax"),
        (raised("ImportError", "", IMPORTING, subject="vat", owner="shop.tax"), Red.MISSING, "shop.tax.vat"),
        (
            raised("ModuleNotFoundError", "No module named 'numpy'", IMPORTING, subject="numpy"),
            "broken-environment",
            "",
        ),
        (raised("ImportError", "", IMPORTING, subject="loadz", owner="json", source=LIBRARY), "broken-environment", ""),
        (raised("ModuleNotFoundError", "", IMPORTING, subject="tests.helper"), "broken-test", ""),
        (
            raised("ImportError", "", IMPORTING, subject="x", owner="helper", source="/w/tests/helper.py"),
            "broken-test",
            "",
        ),
        (raised("ModuleNotFoundError", "", subject="shopping"), "broken-environment", ""),
    ],
)
def test_an_import_of_the_subject_is_missing(exception: ExceptionSeen, answer: Red | str, missing: str) -> None:
    """One of a third party is the environment's fault, one of the tests' own files the test's."""
    assert (verdict(exception), blame_of(exception, scene()).missing) == (answer, missing)


OF_CART = {"subject": "vat", "owner": "shop.cart:Cart", "source": SUBJECT}
KEYWORD = "find() got an unexpected keyword argument 'limit'"


@pytest.mark.parametrize(
    ("exception", "answer"),
    [
        (raised("AttributeError", "", FIND, **OF_CART), Red.MISSING),
        (raised("AttributeError", "", FIND, subject="find", owner="shop", source=SUBJECT), Red.MISSING),
        (raised("AttributeError", "", (*FIND, Frame(SUBJECT, 3, "find")), **OF_CART), Red.RAISED),
        (
            raised("AttributeError", "<module 'shop.cart' from 'x'> does not have the attribute 'vat'", FIND),
            Red.MISSING,
        ),
        (
            raised("AttributeError", "<module 'json' from 'x'> does not have the attribute 'vat'", at("{}[")),
            "broken-test",
        ),
        (raised("AttributeError", "", at("found.price"), subject="price", owner="builtins:NoneType"), Red.RAISED),
        (raised("AttributeError", "", at("{}["), subject="prise", owner="builtins:dict"), "broken-test"),
        (raised("TypeError", KEYWORD, FIND), Red.MISSING),
        (raised("TypeError", KEYWORD, at("{}[")), "broken-test"),
        (raised("TypeError", "'NoneType' object is not subscriptable", at("found.price")), Red.RAISED),
        (raised("KeyError", "'key'", at("{}[")), "broken-test"),
        (raised("KeyError", "'key'", (*FIND, Frame(SUBJECT, 3, "find"))), Red.RAISED),
        (raised("KeyError", "'key'", (*FIND, Frame(SUBJECT, 3, "find"), Frame(LIBRARY, 9, "f"))), Red.RAISED),
        (raised("NameError", "name 'undefined' is not defined", at("undefined")), "broken-test"),
        (raised("NameError", "name 'x' is not defined", (*FIND, Frame(SUBJECT, 3, "find"))), Red.RAISED),
        (raised("NotImplementedError", "", (*FIND, Frame(SUBJECT, 3, "find"))), Red.RAISED),
        (raised("AssertionError", "", (*FIND, Frame(SUBJECT, 3, "find"))), Red.RAISED),
    ],
)
def test_a_failure_belongs_to_whoever_has_to_mend_it(exception: ExceptionSeen, answer: Red | str) -> None:
    """A missing name of the subject, its own exception, or what it returned; else the test is at fault."""
    assert verdict(exception) == answer


@pytest.mark.parametrize(
    ("exception", "answer"),
    [
        (raised("SyntaxError", "invalid syntax", source=TEST), "broken-test"),
        (raised("SyntaxError", "invalid syntax", source=SUBJECT), "broken-environment"),
        (raised("_pytest.fixtures.FixtureLookupError", "fixture 'cartt' not found"), "broken-test"),
        (raised(FAILED, "In test_it: function uses no argument 'x'"), "broken-test"),
        (raised(FAILED, "async def functions are not natively supported."), "broken-environment"),
        (raised("socket.gaierror", "", (*at("{}["), Frame(LIBRARY, 1, "connect"))), "broken-environment"),
        (
            raised("ConnectionError", "", (*FIND, Frame(SUBJECT, 3, "get"), Frame(LIBRARY, 1, "f"))),
            "broken-environment",
        ),
        (raised("ConnectionError", "offline", (*FIND, Frame(SUBJECT, 3, "get"))), Red.RAISED),
        (raised("OSError", "no space", (Frame(LIBRARY, 1, "f"),)), "broken-environment"),
    ],
)
def test_what_no_implementation_could_mend_is_not_red(exception: ExceptionSeen, answer: Red | str) -> None:
    """It does not compile, cannot be set up, or the machine lacks something; what the subject raises is red."""
    assert verdict(exception) == answer


@pytest.mark.parametrize(
    ("inner", "answer"),
    [
        (raised("AttributeError", "", FIND, **OF_CART), Red.MISSING),
        (raised("ModuleNotFoundError", "", FIND, subject="shop.tax"), Red.MISSING),
        (raised("NameError", "name 'ValueEror' is not defined", at("undefined")), "broken-test"),
        (raised("KeyError", "'key'", at("{}[")), Red.UNMET),
        (raised("ModuleNotFoundError", "", FIND, subject="numpy"), Red.UNMET),
    ],
)
def test_an_expectation_hides_no_missing_name(inner: ExceptionSeen, answer: Red | str) -> None:
    """`pytest.raises` and `warns` keep what was really raised in the context."""
    outer = raised("AssertionError", "Regex pattern did not match.", at("shop.find(1)"), context=inner)

    assert verdict(outer) == answer


@pytest.mark.parametrize("wrapper", ["_pytest.nodes.Collector.CollectError", "_pytest.config.ConftestImportFailure"])
def test_what_pytest_wraps_is_unwrapped(wrapper: str) -> None:
    """A file that cannot be collected is judged by its own exception."""
    inner = raised("ModuleNotFoundError", "", IMPORTING, subject="shop.tax")

    blame = blame_of(raised(wrapper, "", context=inner), scene())

    assert blame == Blame(Red.MISSING, what="shop.tax does not exist yet", at=Place(FILE, 1), missing="shop.tax")


def test_the_place_is_the_last_frame_of_the_project() -> None:
    """pytest, other packages and the standard library are looked through."""
    frames = (*FIND, Frame(SUBJECT, 3, "find"), Frame(LIBRARY, 9, "f"))

    blame = blame_of(raised("KeyError", "'a'\nb", frames), scene())

    assert blame == Blame(Red.RAISED, what="KeyError: 'a'", at=Place("src/shop/cart.py", 3))


NAMES = st.sampled_from(["", "shop", "shop.tax", "json", "shop.cart:Cart", "tests.x"])
FRAMES = st.lists(
    st.builds(Frame, st.sampled_from([TEST, SUBJECT, LIBRARY, PYTEST, ""]), st.integers(0, 30), st.just("test_it")),
    max_size=4,
)
CLASSES = st.sampled_from([
    "builtins.AssertionError", "builtins.ImportError", "builtins.AttributeError", "builtins.NameError", FAILED,
    "builtins.TypeError", "builtins.SyntaxError", "builtins.ConnectionError", "_pytest.nodes.Collector.CollectError",
])  # fmt: skip
EXCEPTIONS = st.recursive(
    st.none(),
    lambda inner: st.builds(
        ExceptionSeen, CLASSES.map(lambda each: (each,)), st.text(max_size=5), FRAMES.map(tuple), NAMES, NAMES,
        st.sampled_from(["", TEST, SUBJECT, LIBRARY]), inner,
    ),
    max_leaves=3,
).filter(bool)  # fmt: skip


@given(EXCEPTIONS)
def test_every_failure_is_either_red_or_breaks_a_rule(exception: ExceptionSeen) -> None:
    """Never both, never neither; and what is missing is named."""
    blame = blame_of(exception, scene())

    assert (blame.red is None) == (blame.rule in RULES)
    assert (blame.red is Red.MISSING) == bool(blame.missing)
    assert blame.what


@pytest.mark.parametrize(("source", "folder"), [(("src",), "src/"), ((".",), ""), (("",), "")])
def test_a_package_that_is_nowhere_is_to_be_installed_or_begun(source: tuple[str, ...], folder: str) -> None:
    """Nobody but the author knows which: both ways are named."""
    layout = Layout("/w", source=source, packages=("shop",), names=frozenset({"shop"}))
    missing = raised("ModuleNotFoundError", "No module named 'billing'", IMPORTING, subject="billing.invoice")

    blame = blame_of(missing, Scene(layout, TestId(FILE, "test_it"), dependence))

    assert blame.next_step == (
        f"install billing, or use a fake for it; if you are about to write it, begin with an empty "
        f"{folder}billing/__init__.py"
    )


@pytest.mark.parametrize(
    "exception",
    [
        raised("ImportError", "", IMPORTING, subject="bump", owner="tools.release", source="/w/tools/release.py"),
        raised(
            "AttributeError", "", at('{}["key"]'), subject="bump", owner="tools.release", source="/w/tools/release.py"
        ),
    ],
)
def test_code_that_does_not_count_as_product_code_is_named(exception: ExceptionSeen) -> None:
    """The test is not at fault, and nothing has to be installed: the setting decides whose it is."""
    blame = blame_of(exception, scene())

    assert (blame.rule, blame.what) == (
        "broken-environment",
        "needs tools.release.bump, and tools/release.py does not count as product code",
    )
    assert blame.next_step == 'if it is product code, say so: source = ["src", "tools"] in [tool.tddgate]'


def test_code_of_an_installed_package_is_not_taken_for_the_projects_own() -> None:
    """Wherever the environment lies."""
    place = at('{}["key"]')
    inside = raised("AttributeError", "", place, subject="x", owner="lib", source="/w/.venv/lib/site-packages/lib.py")

    assert verdict(inside) == "broken-test"
