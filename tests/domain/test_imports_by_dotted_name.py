"""Where a source imports a module by its dotted name, in whatever form."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.unmeasured import imports_of


@pytest.mark.parametrize(
    "source",
    [
        "import tools.impl",
        "import tools.impl as impl",
        "from tools.impl import discount",
        "from tools import impl",
        "from tools import other, impl as ours",
        "import tools.impl.deep",
        "impl = importlib.import_module('tools.impl')",
        "def f():\n    from tools import impl",
    ],
)
def test_a_module_is_imported_by_its_dotted_name(source: str) -> None:
    """With its package, from it, or by way of something below it."""
    assert [each.name for each in imports_of(source.encode(), ["tools.impl"])] == ["tools.impl"]


@pytest.mark.tdd_pins("the other side: none of these was found before, and none is to be")
@pytest.mark.parametrize(
    "source", ["import tools", "from tools import other", "from shop.tools import impl", "from .tools import impl"]
)
def test_another_module_is_not_meant(source: str) -> None:
    """The package alone, a neighbour, and one of the same name elsewhere are others."""
    assert imports_of(source.encode(), ["tools.impl"]) == ()
