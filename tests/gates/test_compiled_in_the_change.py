"""Compiled modules that a change brings: nobody can read them, and nothing measures them."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.unmeasured import unmeasured_in
from pytest_tddgate.gates.change.evolution import evolution_since
from pytest_tddgate.gates.implementation.checks import implementation_of
from pytest_tddgate.gates.implementation.unmeasured import unmeasured_findings
from tests.fakes import LAYOUT, FakeRepository, case_of

BASE = {"src/shop/__init__.py": "", "src/shop/_old.so": "\x7fELF"}
LOADED = """
from importlib.machinery import ExtensionFileLoader

loader = ExtensionFileLoader("_native", __file__.replace("discount.py", "native.bin"))
"""


def told(work: dict[str, str | None], links: tuple[str, ...] = ()) -> list[str]:
    """Each finding, with its place, where the work tree has these files in place of the base's; None: taken away."""
    files = {path: text for path, text in {**BASE, **work}.items() if text is not None}
    case = case_of(FakeRepository([BASE], files, links=frozenset(links)), layout=LAYOUT)
    implementation = implementation_of((), (), evolution_since("c0", case, with_subject=True), case)
    return [f"{each.rule.id} {each.at}: {each.what}" for each in unmeasured_findings(implementation, case)]


@pytest.mark.parametrize(
    "path",
    [
        "src/shop/_native.so",
        "src/shop/_native.abi3.so",
        "src/shop/_native.cpython-312-x86_64-linux-gnu.so",
        "src/shop/_native.cp313-win_amd64.pyd",
        "src/shop/lib/_native.dylib",
        "src/shop/_NATIVE.PYD",
        "src/_native.so",
        "src/new/_native.so",
    ],
)
def test_a_new_extension_module(path: str) -> None:
    """Of any platform, with a tag or without, in the package or beside it."""
    assert told({path: "\x7fELF"}) == [
        f"unmeasured-code {path}: {path} is compiled code, which nobody can read or measure"
    ]


def test_a_changed_extension_module() -> None:
    """That the base had another tells nothing of this one."""
    assert [each.partition(":")[0] for each in told({"src/shop/_old.so": "\x7fELF 2"})] == [
        "unmeasured-code src/shop/_old.so"
    ]


def test_a_link_with_the_name_of_an_extension_module() -> None:
    """Python follows it."""
    assert [each.partition(":")[0] for each in told({"src/shop/_native.so": "data"}, ("src/shop/_native.so",))] == [
        "unmeasured-code src/shop/_native.so"
    ]


@pytest.mark.tdd_pins("nothing was told of these, and nothing is to be")
@pytest.mark.parametrize(
    "work",
    [
        {},
        {"src/shop/_old.so": None},
        {"src/shop/_native.c": "int main;"},
        {"src/shop/data.so.txt": "a"},
        {"vendor/libshop.so": "\x7fELF"},
        {".cache/_native.so": "\x7fELF"},
    ],
)
def test_what_is_no_compiled_code_of_the_change(work: dict[str, str | None]) -> None:
    """As at the base, gone, a source, data, or outside of the sources."""
    assert told(work) == []


def test_an_extension_module_under_another_ending() -> None:
    """It is loaded by a loader of its own."""
    assert [(each.line, each.what) for each in unmeasured_in(LOADED.encode(), range(9))] == [
        (4, "loads code from a file of its own that is no Python file: native.bin")
    ]
