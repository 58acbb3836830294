"""A fixture that nobody defines is told by its name, whatever pytest makes of the exception."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.blame import Scene, blame_of
from pytest_tddgate.domain.run.observation import ExceptionSeen


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("('nofixture', <FixtureRequest for <Function test_fixture>>)", "nofixture"),
        ("fixture 'nofixture' not found\navailable", "fixture 'nofixture' not found"),
        ("", "a fixture that does not exist"),
    ],
)
def test_an_unknown_fixture_is_told_by_its_name(message: str, wanted: str) -> None:
    """Not by the request that asked for it."""
    seen = ExceptionSeen(("_pytest.fixtures.FixtureLookupError", "builtins.LookupError"), message)

    blame = blame_of(seen, Scene(Layout("/w"), None, lambda _path: None))

    assert blame.what == f"asks for a fixture that nobody defines: {wanted}"
