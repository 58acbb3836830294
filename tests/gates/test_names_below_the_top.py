"""The name that is suggested for a feature of a project that lies below the top of its repository."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.contract import Contract, contract_path
from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.gates.contracts.naming import suggested_feature
from tests.fakes import FakeRepository, case_of

LAYOUT = Layout("/shop", "app", ("app/src",), ("app/src/shop",), frozenset({"shop"}), tests=("app/tests",))


def suggested(*features: str) -> str:
    """The name for a new `test_vat.py`, where these features are locked."""
    files = {contract_path(each): Contract(each).to_json().decode() for each in features}
    repository = FakeRepository([files], {**files, "app/tests/test_vat.py": "def test_vat(): ...\n"})
    return suggested_feature(case_of(repository, layout=LAYOUT))


def test_a_name_that_is_taken_gets_a_number_below_the_top_too() -> None:
    """Contracts lie at the top of the repository, wherever the project does."""
    assert suggested("vat") == "vat-2"


@pytest.mark.tdd_pins("the other side")
def test_a_name_that_nobody_has_is_suggested_as_it_is() -> None:
    """Another feature's name takes nothing from it."""
    assert suggested("discount") == "vat"
