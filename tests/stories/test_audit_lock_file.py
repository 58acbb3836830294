"""Which plugins an audit loads: those that the base's lock file knows, where it has one."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.lock_files import locked_names

if TYPE_CHECKING:
    from tests.project import Project

BASE = "--tdd-base=main"
UV_LOCK = 'version = 1\n\n[[package]]\nname = "pytest-cov"\nversion = "7.1.0"\n'
UV_LOCK_WITH_XDIST = UV_LOCK + '\n[[package]]\nname = "Pytest_XDist"\nversion = "3.8.0"\n'
FIXTURE_OF_A_PLUGIN = """\
from shop.discount import discount


def test_discount(testrun_uid):
    assert discount(100) == 90
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("uv.lock", UV_LOCK_WITH_XDIST),
        ("poetry.lock", '[[package]]\nname = "pytest-cov"\n\n[[package]]\nname = "pytest-xdist"\n'),
        (
            "pylock.toml",
            'lock-version = "1.0"\n\n[[packages]]\nname = "pytest-cov"\n[[packages]]\nname="pytest.xdist"\n',
        ),
        ("pdm.lock", '[[package]]\nname = "pytest-cov"\n\n[[package]]\nname = "pytest-xdist"\n'),
        ("Pipfile.lock", '{"default": {"pytest-cov": {}}, "develop": {"pytest-xdist": {}}, "_meta": {}}'),
    ],
)
def test_the_distributions_that_a_lock_file_names(name: str, text: str) -> None:
    """Names are normalised, as the index does it."""
    assert locked_names({name: text.encode()}) == frozenset({"pytest-cov", "pytest-xdist"})


def test_no_lock_file_and_one_that_cannot_be_read() -> None:
    """None: it is not known which distributions there are."""
    assert locked_names({}) is None
    assert locked_names({"uv.lock": b"[[package"}) is None


@pytest.mark.skipif(sys.platform == "win32", reason="an audit needs POSIX")
def test_a_plugin_that_the_base_does_not_know(started: Project) -> None:
    """The change adds it to the lock file itself: it counts when it is merged."""
    started.git("switch", "--quiet", "main")
    started.with_file("uv.lock", UV_LOCK).commit("lock file")
    started.git("switch", "--quiet", "feature/discount")
    started.git("merge", "--quiet", "--ff-only", "main")
    started.with_file("tests/test_discount.py", FIXTURE_OF_A_PLUGIN).lock().implement()
    started.with_file("uv.lock", UV_LOCK_WITH_XDIST)
    started.commit("feat: discount")

    ran = started.run("--tdd-gate=audit", BASE)

    assert ran.exit_code == 10, ran.output
    assert re.search(r"not loaded: .*pytest-xdist.* which no lock file of the base names", ran.output)


@pytest.mark.tdd_pins("every installed plugin was loaded before")
def test_a_plugin_that_the_base_knows(started: Project) -> None:
    """It is loaded as before."""
    started.git("switch", "--quiet", "main")
    started.with_file("uv.lock", UV_LOCK_WITH_XDIST).commit("lock file")
    started.git("switch", "--quiet", "feature/discount")
    started.git("merge", "--quiet", "--ff-only", "main")
    started.with_file("tests/test_discount.py", FIXTURE_OF_A_PLUGIN).lock().implement().commit("feat: discount")

    started.gate("audit", BASE, verdict="passed")
