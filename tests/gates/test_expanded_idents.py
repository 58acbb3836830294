"""A locked file in which git has expanded `$Id$`: to check it out again would expand it again."""

from __future__ import annotations

import pytest

from pytest_tddgate.gates.contracts.registry import byte_findings, registry_of
from tests.fakes import FakeRepository, case_of, contract_of, record_of

TEST = "tests/test_tax.py"
STORED = "# $Id$\ndef test_tax():\n    assert 1\n"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_step_takes_the_attribute_off(line_end: str) -> None:
    """The file is not what was locked, and the edit that helps is named before it is restored."""
    locked = {TEST: STORED} | record_of(contract_of("tax", {TEST: STORED}))
    here = STORED.replace("$Id$", "$Id: 0123abc $").replace("\n", line_end)
    repository = FakeRepository([{}, locked], locked | {TEST: here})
    registry = registry_of(case_of(repository))

    (found,) = byte_findings(registry.contracts["tax"], registry, repository)

    assert found.what == f"{TEST} has $Id$ expanded by the attribute ident (contract tax)"
    assert found.remedy.startswith(
        f"echo '/{TEST} -ident' >> .gitattributes && rm {TEST} && git checkout HEAD -- {TEST}; or: tddgate amend"
    )


@pytest.mark.tdd_pins("an edit is seen as before")
def test_an_edit_beside_it_is_an_edit() -> None:
    """Nothing else is looked through."""
    locked = {TEST: STORED} | record_of(contract_of("tax", {TEST: STORED}))
    here = STORED.replace("$Id$", "$Id: 0123abc $").replace("1", "2")
    repository = FakeRepository([{}, locked], locked | {TEST: here})
    registry = registry_of(case_of(repository))

    (found,) = byte_findings(registry.contracts["tax"], registry, repository)

    assert found.what == f"{TEST} is not what was locked (contract tax)"
