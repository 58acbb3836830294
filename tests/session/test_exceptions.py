"""An exception as plain data: its class, words, frames, what was looked for and where, and what it hides."""

from __future__ import annotations

import json
import sys
import types
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.session.child.exceptions import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Cart:
    """Something without much in it."""

    def total(self) -> int:
        """Nothing yet."""
        raise NotImplementedError


def any_class(kind: type[Exception]) -> Any:  # noqa: ANN401 - called with what its types forbid
    """The class, for calls that a type checker would not allow."""
    return kind


def caught(code: Callable[[], object]) -> BaseException:
    """What calling this raises."""
    try:
        code()
    except BaseException as problem:  # noqa: BLE001 - whatever it is
        return problem
    raise AssertionError("nothing was raised")


def ran(source: str, **names: object) -> BaseException:
    """What running this source raises."""
    return caught(lambda: exec(compile(source, "/w/test_it.py", "exec"), dict(names)))  # noqa: S102 - our own source


def looked_for(problem: BaseException) -> tuple[str, str, str]:
    """Name, owner and source."""
    seen = describe(problem)
    return seen["subject"], seen["owner"], seen["source"]


@pytest.fixture
def module() -> Iterator[types.ModuleType]:
    """A loaded module `shop_for_a_test`."""
    found = types.ModuleType("shop_for_a_test")
    found.__file__ = "/w/shop.py"
    sys.modules[found.__name__] = found
    yield found
    del sys.modules[found.__name__]


def test_an_exception_is_told_by_class_message_and_frames() -> None:
    """From the outermost frame to the place of the raise, each with its expression; the classes without object."""
    seen = describe(ran("def f():\n    {}['a']\n\nf()"))

    assert seen | {"frames": seen["frames"][-2:]} == {
        "classes": ["builtins.KeyError", "builtins.LookupError", "builtins.Exception", "builtins.BaseException"],
        "message": "'a'",
        "frames": [("/w/test_it.py", 4, "<module>", 4, 0, 4, 3), ("/w/test_it.py", 2, "f", 2, 4, 2, 11)],
        "subject": "",
        "owner": "",
        "source": "",
        "context": None,
    }


def test_a_missing_module_is_named() -> None:
    """The dotted name that was asked for."""
    assert looked_for(ran("import no_such_package.part")) == ("no_such_package", "", "")


def test_a_missing_name_of_a_module_is_named_with_its_file(module: types.ModuleType) -> None:
    """As `from module import name` looks for it."""
    assert looked_for(ran("from shop_for_a_test import vat")) == ("vat", module.__name__, "/w/shop.py")


@pytest.mark.parametrize(
    ("name", "owner"),
    [("cart", f"{__name__}:Cart"), ("kind", f"{__name__}:Cart"), ("function", f"{__name__}:caught")],
)
def test_a_missing_attribute_is_named_with_its_class(name: str, owner: str) -> None:
    """Of an object, of the class itself, of a function; with the file in which it is defined."""
    values = {"cart": Cart(), "kind": Cart, "function": caught}

    assert looked_for(ran("x.vat", x=values[name])) == ("vat", owner, __file__)


def test_a_missing_attribute_of_a_module_is_named_with_its_file(module: types.ModuleType) -> None:
    """And of a builtin, without one."""
    assert looked_for(ran("x.vat", x=module)) == ("vat", "shop_for_a_test", "/w/shop.py")
    assert looked_for(ran("x.vat", x=None)) == ("vat", "builtins:NoneType", "")


@pytest.mark.parametrize(
    ("problem", "found"),
    [
        (ran("undefined"), ("undefined", "", "")),
        (caught(lambda: compile("def", "/w/a.py", "exec")), ("", "", "/w/a.py")),
        (AttributeError("by hand"), ("", "", "")),
        (ImportError("by hand"), ("", "", "")),
        (ValueError("x"), ("", "", "")),
    ],
    ids=lambda each: type(each).__name__,
)
def test_other_exceptions_name_what_they_can(problem: BaseException, found: tuple[str, str, str]) -> None:
    """A name, a file, or nothing."""
    assert looked_for(problem) == found


def test_a_name_that_is_missing_while_modules_import_each_other_is_named() -> None:
    """Told by the message, on every Python."""
    problem = ImportError("cannot import name 'vat' from partially initialized module 'shop' (most likely …)")

    assert looked_for(problem) == ("vat", "shop", "")


def test_a_cause_and_a_context_are_told() -> None:
    """The cause wins; a chain is followed five deep and ends there, also when it is a ring."""
    hidden = describe(ran("try:\n    {}['a']\nexcept KeyError:\n    raise ValueError"))
    given = describe(ran("try:\n    {}['a']\nexcept KeyError:\n    raise ValueError from OSError()"))
    ring: Any = ValueError()
    ring.__context__ = other = KeyError()
    other.__context__ = ring

    assert (hidden["context"]["classes"][0], given["context"]["classes"][0]) == (
        "builtins.KeyError",
        "builtins.OSError",
    )
    assert json.dumps(describe(ring)).count("ValueError") == 3


def test_a_context_that_was_suppressed_is_told_all_the_same() -> None:
    """`raise … from None` hides it from the reader of a traceback, not from the judge of blame."""
    seen = describe(ran("try:\n    {}['a']\nexcept KeyError:\n    raise ValueError from None"))

    assert seen["context"]["classes"][0] == "builtins.KeyError"


class Broken(Exception):
    """Its message cannot be had."""

    def __str__(self) -> str:
        """Nothing but trouble."""
        raise ZeroDivisionError


class Pretender(Exception):
    """Its message is no plain text."""

    def __str__(self) -> str:
        """Half a pair of letters."""
        return "\ud800" * 1000


@pytest.mark.parametrize(("problem", "length"), [(Broken(), 0), (Pretender(), 600), (ValueError("x" * 9999), 600)])
def test_a_message_is_short_plain_text_whatever_the_class_does(problem: Exception, length: int) -> None:
    """The project's code cannot break the observation of it."""
    seen = describe(problem)

    assert len(seen["message"]) == length
    assert json.loads(json.dumps(seen))["message"] == seen["message"]


def test_of_a_deep_traceback_both_ends_are_told() -> None:
    """The test's frames and those of the raise."""
    frames = describe(ran("def f(n):\n    return f(n - 1) if n else 1 / 0\nf(300)"))["frames"]

    places = [each[:3] for each in frames]
    assert (len(places), places[-1], ("/w/test_it.py", 3, "<module>") in places) == (
        80,
        ("/w/test_it.py", 2, "f"),
        True,
    )


@pytest.mark.parametrize(
    "problem",
    [
        any_class(ImportError)("x", name=Cart(), path=Cart()), any_class(ModuleNotFoundError)(name=3),
        any_class(AttributeError)(name=Cart(), obj=3), any_class(NameError)(name=b"x"),
        any_class(SyntaxError)("x", (Cart(), 1, 1, "")),
    ],
    ids=lambda each: type(each).__name__,
)  # fmt: skip
def test_facts_of_another_form_are_left_out(problem: Exception) -> None:
    """An exception that the project makes by hand can hold anything."""
    assert json.loads(json.dumps(describe(problem)))["subject"] == ""


def test_a_path_is_written_out() -> None:
    """Some tools give an exception a Path where Python gives it text."""
    assert looked_for(any_class(ImportError)("x", name="shop", path=Path("/w/shop.py"))) == ("", "shop", "/w/shop.py")


class Elusive:
    """Has no module, and a class that cannot be asked for."""

    __module__: Any = None

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - nothing
        """Nothing is told."""
        raise AttributeError(name, name=name, obj=self)


def test_an_owner_that_tells_nothing_does_not_break_the_observation() -> None:
    """What is told is plain data in any case."""
    assert json.dumps(describe(ran("x.vat", x=Elusive())))
