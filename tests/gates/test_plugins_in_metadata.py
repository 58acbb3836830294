"""Metadata beside the code can make anything a plugin of pytest: harness, unless they say what the project says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.contracts.contract import Contract
from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.gates.contracts.intruders import intruder_findings
from pytest_tddgate.gates.contracts.registry import Locked, Registry
from tests.fakes import LAYOUT, FakeRepository, case_of

honest = pytest.mark.tdd_pins("honest metadata must stay possible")
INFO = "src/shop.egg-info"
ENTRIES = f"{INFO}/entry_points.txt"
BASE = {"pyproject.toml": "", "src/shop/__init__.py": "", "src/shop/plugin.py": "", "tests/test_cart.py": ""}
FLAT = Layout("/shop", source=("",), packages=("shop",), names=frozenset({"shop"}))
OWN = "[pytest11]\nshop = shop.plugin\n"
DECLARED = {"pyproject.toml": '[project.entry-points.pytest11]\nshop = "shop.plugin"\n'}


def told(
    now: dict[str, str], *, base: dict[str, str] = BASE, layout: Layout = LAYOUT, links: frozenset[str] = frozenset()
) -> list[str]:
    """What the findings say of a work tree with these files beside those of the lock."""
    repository = FakeRepository([base], base | now, links=links)
    locked = Locked(Contract("cart", files={"tests/test_cart.py": "sha256:0"}), "c0")
    found = intruder_findings(locked, Registry(), case_of(repository, layout=layout))
    assert {each.rule.id for each in found} <= {"harness-added"}
    return [each.what for each in found]


@pytest.mark.parametrize("name", ["tddgate", "zzz"])
def test_metadata_that_bring_a_plugin_are_new_harness(name: str) -> None:
    """By whatever name: that of a plugin which is installed takes its place."""
    said = told({ENTRIES: f"[pytest11]\n{name} = noxfile\n"})

    assert said == [f"{INFO} makes noxfile a plugin of pytest, by the name {name}"]


@pytest.mark.parametrize("folder", ["shop.egg-info", "shop-1.dist-info", "SHOP.EGG-INFO"])
def test_so_are_metadata_beside_a_flat_package(folder: str) -> None:
    """`python -m pytest` has that folder on its path; names of metadata have no case."""
    said = told({f"{folder}/entry_points.txt": "[pytest11]\nzzz = noxfile\n"}, layout=FLAT)

    assert said == [f"{folder} makes noxfile a plugin of pytest, by the name zzz"]


def test_what_to_do_about_it_is_said() -> None:
    """Nobody can lock it."""
    repository = FakeRepository([BASE], BASE | {ENTRIES: OWN})
    locked = Locked(Contract("cart", files={"tests/test_cart.py": "sha256:0"}), "c0")

    (found,) = intruder_findings(locked, Registry(), case_of(repository))

    assert found.remedy == (
        f"remove {INFO}; a plugin of the project's own is declared in pyproject.toml, and lies in its code"
    )


def test_a_plugin_that_the_project_does_not_declare_is_refused() -> None:
    """No editable install has written it, although it is the project's own code."""
    assert told({ENTRIES: OWN}) == [f"{INFO} makes shop.plugin a plugin of pytest, by the name shop"]


@honest
@pytest.mark.parametrize(
    "declared",
    [
        DECLARED,
        {"setup.cfg": "[options.entry_points]\npytest11 =\n    shop = shop.plugin\n"},
        {"setup.py": 'from setuptools import setup\nsetup(entry_points={"pytest11": ["shop = shop.plugin"]})\n'},
    ],
    ids=["pyproject.toml", "setup.cfg", "setup.py"],
)
def test_a_plugin_of_its_own_that_the_project_declares_may_be_there(declared: dict[str, str]) -> None:
    """As `pip install -e .` writes it, also where the declaration is part of the change."""
    assert told({ENTRIES: OWN, **declared}) == []
    assert told({ENTRIES: OWN}, base=BASE | declared) == []


def test_a_declared_plugin_that_is_not_the_projects_code_is_refused() -> None:
    """Neither what no gate reads nor what lies among the tests."""
    for module in ("noxfile", "shop.tests.quiet"):
        declared = {"pyproject.toml": f'[project.entry-points.pytest11]\nshop = "{module}"\n'}
        code = {"noxfile.py": "", "src/shop/tests/quiet.py": ""}

        assert len(told({ENTRIES: f"[pytest11]\nshop = {module}\n", **declared, **code})) == 1


@honest
def test_one_that_was_declared_at_the_lock_is_not_new() -> None:
    """Wherever it lies: the tests were locked beside it."""
    declared = {"pyproject.toml": '[project.entry-points.pytest11]\nshop = "shop.tests.quiet"\n'}

    assert told({ENTRIES: "[pytest11]\nshop = shop.tests.quiet\n"}, base=BASE | declared) == []


def test_a_declared_plugin_with_the_name_of_an_installed_one_is_refused() -> None:
    """It would be loaded in the place of that."""
    declared = {"pyproject.toml": '[project.entry-points.pytest11]\npytest_cov = "shop.plugin"\n'}
    said = told({ENTRIES: "[pytest11]\npytest_cov = shop.plugin\n", **declared})

    assert said == [f"{INFO} makes shop.plugin a plugin of pytest, by the name pytest_cov"]


@honest
def test_the_installed_plugin_is_its_own_project() -> None:
    """Whoever works on it has it installed."""
    layout = replace(LAYOUT, packages=("src/pytest_cov",), names=frozenset({"pytest_cov"}))
    files = {"src/pytest_cov/plugin.py": "", "pyproject.toml": "[project.entry-points.pytest11]\nx='pytest_cov.plugin'"}

    assert told({ENTRIES: "[pytest11]\npytest_cov = pytest_cov.plugin\n", **files}, layout=layout) == []


@honest
def test_metadata_without_a_plugin_say_nothing_to_pytest() -> None:
    """Most projects have such in their work tree."""
    assert told({ENTRIES: "[console_scripts]\nshop = shop:main\n", f"{INFO}/PKG-INFO": "Name: shop\n"}) == []


@honest
def test_metadata_among_the_tests_data_are_on_no_path() -> None:
    """Tests of packaging tools have such."""
    assert told({"tests/data/x.dist-info/entry_points.txt": OWN}) == []


def test_metadata_of_the_lock_must_stay_as_they_were() -> None:
    """Unchanged they are no news; with another plugin they are."""
    base = BASE | {ENTRIES: "[pytest11]\nold = noxfile\n"}

    assert told({}, base=base) == []
    assert told({ENTRIES: "[pytest11]\nold = fabfile\n"}, base=base) == [
        f"{INFO} makes fabfile a plugin of pytest, by the name old"
    ]


@pytest.mark.parametrize("link", [INFO, ENTRIES])
def test_metadata_behind_a_link_are_refused(link: str) -> None:
    """What they say is elsewhere."""
    assert told({link: "elsewhere"}, links=frozenset({link})) == [f"{INFO} is a link to metadata"]


def test_the_gates_own_package_is_not_for_the_project_to_bring() -> None:
    """Beside its code such a package would be loaded in the place of the judge's."""
    layout = replace(LAYOUT, names=frozenset({"shop", "pytest_tddgate"}))

    said = told({"src/pytest_tddgate/__init__.py": ""}, layout=layout)

    assert said == ["src/pytest_tddgate takes the place of the installed module pytest_tddgate"]
