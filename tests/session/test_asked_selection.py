"""Which options of a run leave tests out that the project's own settings do not leave out."""

from __future__ import annotations

from ast import literal_eval

import pytest

from pytest_tddgate.session.child.asked import asked_to_leave_out
from pytest_tddgate.session.child.deselecting import deselecting_option


@pytest.mark.parametrize(
    ("args", "variable", "asked"),
    [
        (["-k", "discount"], "", ["-k"]),
        (["-qk", "discount"], "", ["-k"]),
        (["-xqm", "fast"], "", ["-m"]),
        ([], "-k discount", ["-k"]),
        ([], "-qm fast", ["-m"]),
        (["--last-failed"], "", ["--lf"]),
        (["--sw"], "", ["--sw"]),
        (["--deselect", "tests/test_a.py::test_a", "--ignore=tests/old"], "", []),
        ([], "--deselect=tests/test_a.py::test_a", ["--deselect"]),
        ([], "--ignore=tests/old --ignore-glob=*x*", ["--ignore", "--ignore-glob"]),
        ([], "tests/test_a.py", ["tests/test_a.py"]),
        (["tests/test_a.py", "-q"], "-v", []),
        (["-o", "python_functions=test_d*", "-o", "cache_dir=x"], "", ["-o python_functions"]),
        (["-q", "--ff", "-p", "no:randomly"], "-rA", []),
    ],
)
def test_options_are_read_as_pytest_reads_them(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, args: list[str], variable: str, asked: list[str]
) -> None:
    """Bundled, long, or in a variable; what names files and tests on the command line is declared."""
    monkeypatch.setenv("PYTEST_ADDOPTS", variable)

    assert asked_to_leave_out(pytester.parseconfig(*args)) == asked


@pytest.mark.parametrize(
    ("args", "asked"),
    [
        ([], []),
        (["-m", "not slow"], []),
        (["-m", ""], []),
        (["-m", "fast"], ["-m"]),
        (["-o", "addopts=-m fast"], ["-m"]),
        (["-k", "discount"], ["-k"]),
    ],
)
def test_what_the_settings_say_is_not_asked(pytester: pytest.Pytester, args: list[str], asked: list[str]) -> None:
    """They hold for every run of the project."""
    pytester.makeini("[pytest]\naddopts = -q -m 'not slow' --deselect=tests/test_a.py::test_a --ignore=tests/old\n")

    assert asked_to_leave_out(pytester.parseconfig(*args)) == asked


CONFTEST = """\
from pytest_tddgate.session.child.deselecting import deselecting_option

BY = {}

def pytest_deselected(items):
    option = deselecting_option()  # in a comprehension, Python 3.11 has one frame more
    BY.update(dict.fromkeys((item.name for item in items), option))

def pytest_collection_modifyitems(config, items):
    config.hook.pytest_deselected(items=[item for item in items if item.name == "test_own"])
    items[:] = [item for item in items if item.name != "test_own"]

def pytest_unconfigure():
    print(BY)
"""


def test_who_deselected_a_test_is_known(pytester: pytest.Pytester) -> None:
    """It is read from the calls that lead there: no option of pytest's own says it."""
    names = ("test_key", "test_mark", "test_name", "test_own", "test_rest")
    body = "".join(f"@pytest.mark.{name}\ndef {name}(): pass\n" for name in names)
    pytester.makepyfile(f"import pytest\n{body}")
    pytester.makeconftest(CONFTEST)
    name = "--deselect=test_who_deselected_a_test_is_known.py::test_name"

    ran = pytester.runpytest_inprocess(
        "-k", "not test_key", "-m", "not test_mark", name, "-p", "no:randomly", "-W", "ignore"
    )

    by = {"test_own": "", "test_key": "-k", "test_mark": "-m", "test_name": "--deselect"}
    assert any(line.startswith("{") and literal_eval(line) == by for line in ran.outlines), ran.outlines


def test_outside_of_a_run_nobody_deselects() -> None:
    """There is no option to name."""
    assert not deselecting_option()
