"""Archives and folders that the product adds to the import path: what lies there, nobody measures."""

from __future__ import annotations

import pytest

from pytest_tddgate.gates.implementation.examined import Implementation
from pytest_tddgate.gates.implementation.unmeasured import unmeasured_findings
from tests.fakes import FakeRepository, Files, case_of

PACKAGE = "src/shop/__init__.py"
BASE = {PACKAGE: "", "src/shop/cart.py": "", "noxfile.py": "", "README.md": ""}
ARCHIVE = "PK\x03\x04 shop_export.py"
ZIPPED = {"src/shop/data/export.zip": ARCHIVE}
HEAD = "import os\nimport pathlib as _p\nimport site\nimport sys as _s\nimport zipimport\nfrom pathlib import Path\n"


def told(work: Files, *, base: Files | None = None, changed: tuple[str, ...] = (PACKAGE,)) -> list[str]:
    """Each finding, with its place, where every line of these files of the product has changed."""
    before = BASE if base is None else base
    case = case_of(FakeRepository([before], {**before, **work}))
    lines = {path: frozenset(range(1, 99)) for path in changed}
    data = tuple(path for path in work if not path.startswith("src/") or not path.endswith(".py"))
    found = unmeasured_findings(Implementation((), lines, "c0", data), case)
    return [f"{each.at}: {each.what}" for each in found]


@pytest.mark.parametrize(
    "source",
    [
        '_s.path.append(str(_p.Path(__file__).parent / "data" / "export.zip"))',
        '_s.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "export.zip"))',
        '_s.path.extend([os.fspath(Path(__file__).resolve().with_name("data") / "export.zip")])',
        '_s.path += [os.path.dirname(__file__) + "/data/export.zip"]',
        '_s.path[:0] = [f"{Path(__file__).parent}/data/export.zip"]',
        '_s.path = [*_s.path, __path__[0] + "/data/export.zip"]',
        '__path__.append(str(Path(__file__).parent.joinpath("data", "export.zip")))',
        '__path__ += [str(Path(__file__).parents[1] / "shop/data/export.zip")]',
        'site.addsitedir(str(Path(__file__).parent / "data" / "export.zip" / "inner"))',
        'zipimport.zipimporter(str(Path(__file__).parent / "data/export.zip")).load_module("shop_export")',
        'from sys import path\npath.append(str(Path(__file__).parent / "data" / "export.zip"))',
        'HERE = Path(__file__).parent\nMORE = HERE / "data"\n_s.path.append(str(MORE / "export.zip"))',
        '_s.path.append("src/shop/data/export.zip")',
    ],
)
def test_an_archive_on_the_import_path(source: str) -> None:
    """By whatever call, and however its path is written."""
    found = told({**ZIPPED, PACKAGE: f"{HEAD}{source}\n"})

    assert [each.partition(": ")[2] for each in found] == [
        "the code imports from src/shop/data/export.zip, an archive, and no part of what is measured"
    ]


def test_an_archive_by_another_name() -> None:
    """Python looks at the bytes."""
    source = f'{HEAD}_s.path.append(str(Path(__file__).parent / "units.dat"))\n'

    assert len(told({"src/shop/units.dat": ARCHIVE, PACKAGE: source})) == 1


def test_an_archive_whose_name_is_put_together() -> None:
    """Each archive of the change can be meant."""
    source = f'{HEAD}for each in Path(__file__).parent.glob("*/*.z*"):\n    _s.path.append(str(each))\n'

    assert len(told({**ZIPPED, PACKAGE: source})) == 1


def test_another_archive_on_an_old_path() -> None:
    """The line that adds it need not have changed."""
    source = f'{HEAD}_s.path.append(str(Path(__file__).parent / "data" / "export.zip"))\n'
    base = {**BASE, PACKAGE: source, "src/shop/data/export.zip": "PK\x03\x04 old"}

    assert len(told(ZIPPED, base=base, changed=())) == 1


@pytest.mark.parametrize(
    "source",
    [
        '__path__.append(str(Path(__file__).parents[2] / "extra"))',
        '__path__ = [*__path__, os.path.join(os.path.dirname(__file__), "..", "..", "extra")]',
        '_s.path.append(str(Path(__file__).parents[2] / "extra"))',
        '__path__ = __import__("pkgutil").extend_path(__path__, __name__)',
    ],
)
def test_a_folder_of_code_that_is_not_measured(source: str) -> None:
    """Whoever imports it: a user does."""
    found = told({"extra/shop/export.py": "def to_csv(): ...\n", PACKAGE: f"{HEAD}{source}\n"})

    assert found == [
        f"{PACKAGE}:7: the code imports from extra, where extra/shop/export.py is no part of what is measured"
    ]


def test_a_folder_with_a_start_up_file() -> None:
    """`addsitedir` runs the lines of a `.pth` file."""
    source = f'{HEAD}site.addsitedir(str(Path(__file__).parent / "data"))\n'

    found = told({"src/shop/data/more.pth": "import os; print(1)\n", PACKAGE: source})

    assert found == [
        f"{PACKAGE}:7: the code imports from src/shop/data, where src/shop/data/more.pth is no part of what is measured"
    ]


@pytest.mark.tdd_pins("nothing was told of these, and nothing is to be")
@pytest.mark.parametrize(
    ("source", "work"),
    [
        ('_s.path.insert(0, str(Path(__file__).parent / "_vendor"))', {"src/shop/_vendor/six.py": "a = 1\n"}),
        ("_s.path.insert(0, str(Path(__file__).parents[1]))", {"noxfile.py": "a = 1\n"}),
        ("_s.path.insert(0, str(Path(__file__).parents[2]))", {"noxfile.py": "a = 1\n"}),
        ("_s.path.insert(0, plugins)", ZIPPED),
        ("self.path.append(str(Path(__file__).parent))", ZIPPED),
        ('paths.append(str(Path(__file__).parent / "data" / "export.zip"))', ZIPPED),
        ('_s.path.append(str(Path(__file__).parent / "build.zip"))', {}),
        ('TEMPLATE = Path(__file__).parent / "data" / "export.zip"', ZIPPED),
        ('__path__ = __import__("pkgutil").extend_path(__path__, __name__)', {"tools/release.py": "a = 1\n"}),
        ('_s.path.append(str(Path(__file__).parents[2] / "extra"))', {"extra/notes.txt": "a"}),
        ("zipimport.zipimporter(path)", ZIPPED),
    ],
)
def test_an_honest_import_path(source: str, work: Files) -> None:
    """Vendored code that is measured, the project itself, a user's folder, a build's archive, data."""
    assert told({**work, PACKAGE: f"{HEAD}{source}\n"}) == []


@pytest.mark.tdd_pins("nothing was told of these, and nothing is to be")
@pytest.mark.parametrize("changed", [{"tools/release.py": "a = 1\n"}, {"README.md": "More.\n"}])
def test_an_import_path_of_the_base(changed: Files) -> None:
    """The line is old, and so is the archive; a tool beside it changes."""
    source = (
        f'{HEAD}_s.path += [str(Path(__file__).parents[2] / "tools"), str(Path(__file__).parent / "data/export.zip")]\n'
    )
    base = {**BASE, PACKAGE: source, **ZIPPED, "tools/release.py": ""}

    assert told(changed, base=base, changed=()) == []
