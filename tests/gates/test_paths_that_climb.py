"""An import path that can be read in part and may lead above that part: any archive of the packages can be meant."""

from __future__ import annotations

import pytest

from pytest_tddgate.gates.implementation.examined import Implementation
from pytest_tddgate.gates.implementation.unmeasured import unmeasured_findings
from tests.fakes import FakeRepository, case_of

PACKAGE, ARCHIVE = "src/shop/plugins/__init__.py", "src/shop/data/sample.zip"
HEAD = "import os\nimport sys\nfrom pathlib import Path\n\n\ndef load(name):\n    "


@pytest.mark.tdd_pins("these were refused, and are to be")
@pytest.mark.parametrize(
    "source",
    [
        "sys.path.append(os.path.dirname(os.path.dirname(__file__) + name))",
        'sys.path.append(f"{os.path.dirname(__file__)}/../{name}")',
        "sys.path.append(str(Path(__file__).parents[len(name)] / name))",
        "here = os.path.dirname(__file__)\n    here = os.path.dirname(here)\n    sys.path.append(here + name)",
    ],
)
def test_a_path_that_may_climb(source: str) -> None:
    """The folder that can be read is not where it stays."""
    case = case_of(FakeRepository([{}], {PACKAGE: f"{HEAD}{source}\n", ARCHIVE: "PK\x03\x04 sample"}))
    implementation = Implementation((), {PACKAGE: frozenset(range(1, 99))}, "c0", (ARCHIVE,))

    assert len(list(unmeasured_findings(implementation, case))) == 1
