"""A test file that cannot be collected because of what another test file leaves behind at import."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

STRICT = "import warnings\n\nwarnings.simplefilter('error')\n\n\ndef test_strict():\n    pass\n"
SUITE = "class TestPrices:\n    def __init__(self):\n        pass\n\n\ndef test_prices():\n    pass\n"


def test_one_that_the_whole_base_cannot_collect_either(project: Project) -> None:
    """Alone it can be collected, so the base is asked for as many files as this run has."""
    project.with_file("tests/test_a_strict.py", STRICT).with_file("tests/test_suite.py", SUITE).commit()
    named = "not collected here, as at the base: tests/test_suite.py"

    project.with_red_test().gate("verify-fail", verdict="passed", says=named)
    project.lock().implement().gate("green", verdict="passed", says=named)


@pytest.mark.tdd_pins("a disturbance that the change brings was refused before")
def test_one_that_a_new_file_disturbs(project: Project) -> None:
    """The whole base collects it."""
    project.with_file("tests/test_suite.py", SUITE).commit()

    pinned = STRICT.replace("def test_strict", "@pytest.mark.tdd_pins('it is')\ndef test_strict")
    project.with_red_test().with_file("tests/test_a_strict.py", f"import pytest\n{pinned}")

    refused = project.gate("verify-fail", verdict="refused", rules=["broken-environment"])
    assert "tests/test_suite.py" in str(refused.last.findings)
