"""Failures that no code can turn green: the test's own text fails, or a module is to be nothing."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from pytest_tddgate.domain.red.dependence import dependence_of

HEAD = "import importlib\nimport subprocess\nimport sys\nimport shop\nimport shop.tax as tax\nfrom shop import vat\n"
EXITS = '"import shop; raise SystemExit(1)"'


def is_explicit(body: str, above: str = "") -> bool:
    """Whether the last line of a test fails by itself."""
    source = f"{HEAD}{dedent(above)}\ndef test_it():\n{indent(dedent(body), '    ')}\n"
    found = dependence_of(source.encode(), lambda name: name.split(".")[0] == "shop", lambda _: False)
    line = len(source.rstrip().splitlines())
    return found.is_explicit_failure("test_it", line) and not found.is_conditional("test_it", line)


@pytest.mark.parametrize(
    "body",
    [
        f"subprocess.run([sys.executable, '-c', {EXITS}], check=True)",
        f"subprocess.check_call([sys.executable, '-c', {EXITS}])",
        f"out = subprocess.check_output([sys.executable, '-c', {EXITS}])",
        "subprocess.run([sys.executable, '-c', 'import sys, shop\\nsys.exit(2)'], check=True)",
        "subprocess.run([sys.executable, '-c', 'import shop\\nassert False'], check=True)",
        f"code = {EXITS}\nsubprocess.run([sys.executable, '-c', code], check=True)",
        f"assert subprocess.run([sys.executable, '-c', {EXITS}]).returncode == 0",
        f"done = subprocess.run([sys.executable, '-c', {EXITS}])\nassert done.returncode == 0",
        f"done = subprocess.run([sys.executable, '-c', {EXITS}])\nassert not done.returncode",
        f"done = subprocess.run([sys.executable, '-c', {EXITS}])\ndone.check_returncode()",
    ],
)
def test_a_text_of_the_test_that_fails_itself(body: str) -> None:
    """What it imports before that changes nothing."""
    assert is_explicit(body)


@pytest.mark.parametrize(
    "body",
    [
        "mod = importlib.import_module('shop.tax')\nassert mod is None",
        "mod = importlib.import_module('shop.tax')\nassert not mod",
        "mod = importlib.import_module('shop.tax')\nassert mod == 3",
        "mod = __import__('shop.tax')\nassert mod is None and mod.vat(1) == 2",
        "import shop.prices as prices\nassert prices is None",
        "import shop.prices\nassert shop is None",
        "assert tax is None",
        "assert importlib.import_module('shop.tax') is None",
    ],
)
def test_a_module_that_is_to_be_nothing(body: str) -> None:
    """A module is never None, nor false."""
    assert is_explicit(body)


def test_a_text_of_the_module() -> None:
    """It is bound once, above the test."""
    assert is_explicit("subprocess.run([sys.executable, '-c', CODE], check=True)", above=f"CODE = {EXITS}\n")


@pytest.mark.tdd_pins("these could turn green before, and can now")
@pytest.mark.parametrize(
    "body",
    [
        "subprocess.run([sys.executable, '-c', 'import shop.prices'], check=True)",
        "subprocess.run([sys.executable, '-c', 'import shop; shop.main(); raise SystemExit(1)'], check=True)",
        "subprocess.run([sys.executable, '-c', 'import shop; raise SystemExit(shop.main())'], check=True)",
        "subprocess.run([sys.executable, '-c', 'import shop; raise SystemExit'], check=True)",
        "subprocess.run([sys.executable, '-c', 'import sys, shop; sys.exit(0)'], check=True)",
        "subprocess.run([sys.executable, '-c', 'import shop\\nif not shop.vat(1): raise SystemExit(1)'], check=True)",
        "subprocess.run([sys.executable, '-c', 'import shop\\nassert shop.vat(1) == 2'], check=True)",
        f"done = subprocess.run([sys.executable, '-c', {EXITS}])\nassert done.returncode == 1",
        f"done = subprocess.run([sys.executable, '-c', {EXITS}])\nassert b'vat' in done.stdout",
        "subprocess.run([sys.executable, '-m', 'shop'], check=True)",
        "mod = importlib.import_module('shop.tax')\nassert mod.rate is None",
        "mod = importlib.import_module('shop.tax')\nassert mod is not None",
        "mod = importlib.import_module('shop.tax')\nassert mod is shop.tax",
        "mod = importlib.import_module('shop.tax')\nmod = mod.rate\nassert mod is None",
        "assert vat is None",
        "from shop import rate\nassert rate is None",
        "assert shop.tax is None",
        "assert sys.modules.get('shop.tax') is None",
    ],
)
def test_what_code_can_turn_green(body: str) -> None:
    """What the subject answers decides, or a name that can be anything."""
    assert not is_explicit(body)


@pytest.mark.tdd_pins("these could turn green before, and can now")
def test_a_module_that_may_be_missing() -> None:
    """The name is bound twice."""
    above = "try:\n    import shop.fast as fast\nexcept ImportError:\n    fast = None\n"

    assert not is_explicit("assert fast is None", above=above)
