"""An import path that can be read in part: the archives of the packages that lie there can be meant, and no other."""

from __future__ import annotations

import pytest

from pytest_tddgate.gates.implementation.examined import Implementation
from pytest_tddgate.gates.implementation.unmeasured import unmeasured_findings
from tests.fakes import FakeRepository, case_of

PACKAGE = "src/shop/plugins/__init__.py"
ARCHIVE = "PK\x03\x04 sample"
HEAD = "import os\nimport sys\nfrom pathlib import Path\n\n\ndef load(name):\n    "
BELOW = [
    "sys.path.append(os.path.join(os.path.dirname(__file__), name))",
    "sys.path.append(str(Path(__file__).parent / name))",
    'sys.path.append(f"{Path(__file__).parent}/{name}.zip")',
    "sys.path.append(str(Path(__file__).with_name(name)))",
    'sys.path.append(__file__.replace("__init__.py", name))',
    "sys.path.append(__path__[0] + name)",
    "folder = Path(__file__).parent\n    for each in folder.glob(name):\n        sys.path.append(str(each))",
    "folder = os.path.dirname(__file__)\n    folder = folder + name\n    sys.path.append(folder)",
]


def told(source: str, *archives: str) -> list[str]:
    """Each finding where these archives are new."""
    case = case_of(FakeRepository([{}], {PACKAGE: f"{HEAD}{source}\n", **dict.fromkeys(archives, ARCHIVE)}))
    found = unmeasured_findings(Implementation((), {PACKAGE: frozenset(range(1, 99))}, "c0", archives), case)
    return [each.what for each in found]


@pytest.mark.parametrize("source", BELOW)
def test_an_archive_below(source: str) -> None:
    """Its name can be what is not known."""
    assert told(source, "docs/sample.zip", "src/shop/plugins/more/units.dat") == [
        "the code imports from src/shop/plugins/more/units.dat, an archive, and no part of what is measured"
    ]


@pytest.mark.parametrize("source", BELOW)
def test_an_archive_for_the_docs(source: str) -> None:
    """The code does not come there."""
    assert told(source, "docs/download/sample.zip") == []


@pytest.mark.parametrize("source", BELOW[:7])
def test_an_archive_of_another_package(source: str) -> None:
    """It lies beside the folder with which the path begins."""
    assert told(source, "src/shop/data/sample.zip") == []


def test_a_path_that_begins_at_the_top() -> None:
    """Packages alone are imported."""
    source = "sys.path.append(str(Path(__file__).parents[3] / name))"

    assert told(source, "docs/sample.zip") == []
    assert len(told(source, "docs/sample.zip", "src/shop/data/sample.zip")) == 1
