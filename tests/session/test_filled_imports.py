"""pytest's import mode `importlib` keeps a module whose import has failed; after a gap is filled, it runs anew."""

from __future__ import annotations

import importlib
import itertools
import sys
from typing import TYPE_CHECKING

import pytest
from _pytest.pathlib import import_path

from pytest_tddgate.session.child.empty_modules import EmptyModuleFiller
from pytest_tddgate.session.child.filling import Filler

if TYPE_CHECKING:
    import types
    from collections.abc import Iterator
    from pathlib import Path

_NUMBER = itertools.count()


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a first-party package; `of_` and this name are the package of its tests."""
    name = f"newshop{next(_NUMBER)}"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("def run(code, names): exec(code, names)\n")
    (tmp_path / f"of_{name}").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    yield name
    for each in [each for each in sys.modules if each.partition(".")[0] in {name, f"of_{name}"}]:
        del sys.modules[each]


def imported(path: Path) -> types.ModuleType:
    """The module, as pytest imports it."""
    return import_path(path, mode="importlib", root=path.parent.parent, consider_namespace_packages=False)


def lacking(path: Path) -> ImportError:
    """What the import of this file raises."""
    with pytest.raises(ImportError) as caught:
        imported(path)
    return caught.value


def test_a_file_is_imported_to_its_end(shop: str, tmp_path: Path) -> None:
    """Each attempt finds one missing name, and the last one finds the tests."""
    path = tmp_path / f"of_{shop}" / "test_tax.py"
    path.write_text(f"from {shop} import tax\nfrom {shop} import vat\ndef test_tax(): ...\n")
    filler = Filler([shop])

    assert [filler.fill(lacking(path)), filler.fill(lacking(path))] == [True, True]

    assert callable(imported(path).test_tax)


def test_a_package_of_tests_is_imported_to_its_end(shop: str, tmp_path: Path) -> None:
    """The import of the file inside it begins with it."""
    (tmp_path / f"of_{shop}" / "__init__.py").write_text(f"from {shop} import tax\nRATE = 3\n")
    path = tmp_path / f"of_{shop}" / "test_tax.py"
    path.write_text("def test_tax(): ...\n")

    assert Filler([shop]).fill(lacking(path))

    imported(path)
    assert vars(sys.modules[f"of_{shop}"]).get("RATE") == 3


def test_a_missing_module_is_filled_with_an_empty_one(shop: str, tmp_path: Path) -> None:
    """The other way to fill imports alike."""
    path = tmp_path / f"of_{shop}" / "test_tax.py"
    path.write_text(f"from {shop} import tax\ndef test_tax(): ...\n")

    assert EmptyModuleFiller([shop]).fill(lacking(path))

    assert callable(imported(path).test_tax)


@pytest.mark.tdd_pins("nothing is imported anew until now")
def test_a_module_that_runs_more_code_later_is_kept(shop: str) -> None:
    """Its import has not failed: what it was given as text has."""
    module = importlib.import_module(shop)

    with pytest.raises(ImportError) as caught:
        module.run(f"from {shop} import tax", vars(module))

    assert Filler([shop]).fill(caught.value)
    assert sys.modules[shop] is module
