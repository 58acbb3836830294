"""A marker that is registered after the lock makes no test pass, so it is free; everything else is locked."""

from __future__ import annotations

import pytest

from pytest_tddgate.adapters.pytest_settings import pytest_tables, settings_digests
from pytest_tddgate.domain.contracts.contract import Contract
from pytest_tddgate.domain.contracts.new_markers import only_gains_markers
from pytest_tddgate.gates.contracts.intruders import settings_findings
from pytest_tddgate.gates.contracts.registry import Locked, Registry
from tests.fakes import FakeRepository, case_of

TOML = '[tool.pytest.ini_options]\naddopts = "-q"\n'
INI = "[pytest]\naddopts = -q\nmarkers =\n    slow: takes long\n"
PATH = {"toml": "pyproject.toml", "ini": "pytest.ini"}


def repository(before: str, now: str, kind: str = "toml") -> FakeRepository:
    """A project whose settings were changed after its only commit."""
    return FakeRepository([{PATH[kind]: before}], {PATH[kind]: now})


def tables(before: str, now: str, kind: str) -> tuple[dict[str, object], dict[str, object]]:
    """Pytest's tables of such a project, at its commit and now."""
    there = repository(before, now, kind)
    return pytest_tables(there, "", "c0"), pytest_tables(there, "")


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (TOML, TOML + 'markers = ["slow: takes long"]\n', "toml"),
        (TOML + 'markers = ["slow"]\n', "name = 1\n" + TOML + 'markers = ["net: asks", "slow"]\n', "toml"),
        ("[tool.pytest]\nstrict = true\n", "[tool.pytest]\nstrict = true\nmarkers = ['slow']\n", "toml"),
        (INI, INI + "    net: asks others\n", "ini"),
    ],
    ids=["first", "more", "native", "ini"],
)
def test_a_new_marker_is_no_change_of_the_settings(before: str, now: str, kind: str) -> None:
    """In each form that pytest reads."""
    assert only_gains_markers(*tables(before, now, kind))


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (TOML, TOML + 'markers = ["slow"]\nxfail_strict = true\n', "toml"),
        (TOML + 'markers = ["slow: takes long"]\n', TOML + 'markers = ["slow: or not"]\n', "toml"),
        (TOML + 'markers = ["slow"]\n', TOML, "toml"),
        ("[tool.other]\nx = 1\n", '[tool.pytest.ini_options]\nmarkers = ["slow"]\n', "toml"),
        (INI, INI.replace("-q", "-x") + "    net: asks\n", "ini"),
        (TOML, "[tool.pytest.ini_options\n", "toml"),
    ],
    ids=["beside another", "renamed", "removed", "first table", "options", "unreadable"],
)
def test_everything_else_is_a_change(before: str, now: str, kind: str) -> None:
    """Also a first table of settings, which decides which file pytest reads."""
    assert not only_gains_markers(*tables(before, now, kind))


@pytest.mark.parametrize(
    ("more", "count"), [('markers = ["slow"]\n', 0), ('markers = ["slow"]\npython_files = "x.py"\n', 1)]
)
def test_a_contract_holds_whatever_markers_come(more: str, count: int) -> None:
    """Measured by the settings of the commit that holds its bytes."""
    there = repository(TOML, TOML + more)
    locked = Locked(Contract("cart", (), {}, settings=settings_digests(there, "", "c0")), "c0")

    assert len(settings_findings(locked, Registry({"cart": locked}), case_of(there))) == count


@pytest.mark.tdd_pins("settings that the commit does not hold cannot be compared")
def test_settings_that_were_locked_uncommitted_are_compared_as_a_whole() -> None:
    """The record has only a digest of them."""
    there = repository(TOML, TOML + 'markers = ["slow"]\n')
    locked = Locked(Contract("cart", (), {}, settings={"pyproject.toml#pytest": "sha256:0"}), "c0")

    assert len(settings_findings(locked, Registry({"cart": locked}), case_of(there))) == 1
