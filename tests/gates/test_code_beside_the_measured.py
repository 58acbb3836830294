"""Changed code that lies beside what is measured, and that the subject runs."""

from __future__ import annotations

import pytest

from pytest_tddgate.gates.implementation.examined import Implementation
from pytest_tddgate.gates.implementation.unmeasured import unmeasured_findings
from tests.fakes import FakeRepository, case_of

CODE = "def discount(price):\n    return price * 9 // 10\n"
BASE = {"src/shop/__init__.py": "", "src/shop/cart.py": "import os\n\nfrom tools import price\n", "tools/price.py": ""}


def told(work: dict[str, str], *data: str, base: dict[str, str] | None = None) -> list[str]:
    """Each finding, with its place, for these changed files that are not the subject's."""
    base = BASE if base is None else base
    case = case_of(FakeRepository([base], {**base, **work}))
    changed = {path: frozenset(range(1, 9)) for path in work if path.startswith("src/")}
    found = unmeasured_findings(Implementation((), changed, "c0", data), case)
    return [f"{each.at}: {each.what}" for each in found]


def test_code_in_a_folder_that_is_no_package_of_the_product() -> None:
    """Its lines have no coverage, whatever asks for 80 %."""
    use = {"tools/price.py": CODE, "src/shop/discount.py": "from tools.price import discount\n"}

    assert told(use, "tools/price.py", base={"src/shop/__init__.py": ""}) == [
        "src/shop/discount.py:1: the code imports tools.price, which is tools/price.py and no part of what is measured"
    ]


def test_code_that_the_subject_imported_before() -> None:
    """No line of the subject has to change for it."""
    assert told({"tools/price.py": CODE}, "tools/price.py") == [
        "src/shop/cart.py:3: the code imports tools.price, which is tools/price.py and no part of what is measured"
    ]


def test_code_behind_other_code_beside_the_subject() -> None:
    """The subject runs it all the same."""
    deeper = {"tools/price.py": "from tools.deep import discount\n", "tools/deep.py": ""}

    assert told({"tools/deep.py": CODE}, "tools/deep.py", base={**BASE, **deeper}) == [
        "tools/price.py:1: the code imports tools.deep, which is tools/deep.py and no part of what is measured"
    ]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("tools/__init__.py", "from tools import price\n"),
        ("noxfile.py", "import noxfile\n"),
        ("examples/deep/price.py", "from deep.price import discount\n"),
        ("examples/deep/price.py", "import price\n"),
    ],
)
def test_every_way_to_such_a_file(path: str, source: str) -> None:
    """A folder above it may be on the path, and a package runs what is below it."""
    found = told({path: CODE, "src/shop/discount.py": source}, path, base={"src/shop/__init__.py": ""})

    assert [each.partition(":")[0] for each in found] == ["src/shop/discount.py"]


@pytest.mark.tdd_pins("nothing was told of these, and nothing is to be")
@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("tools/release.py", "from shop.release import go\n"),
        ("docs/conf.py", "from shop import conf\n"),
        ("scripts/cart.py", "from shop import cart\n"),
        ("tools/price.py", "price = 1\n"),
    ],
)
def test_a_script_that_the_subject_does_not_import(path: str, source: str) -> None:
    """A module of the product can have its name."""
    assert told({path: CODE, "src/shop/discount.py": source}, path, base={"src/shop/__init__.py": ""}) == []


def test_a_module_of_the_product_comes_first() -> None:
    """Where a name is the product's, a script of that name is not what is imported."""
    work = {"scripts/shop.py": CODE, "src/shop/discount.py": "import shop\n"}

    assert told(work, "scripts/shop.py", base={"src/shop/__init__.py": ""}) == []
