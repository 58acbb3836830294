"""Code that goes round the module which wraps an external API."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.wrappers import bypasses, is_wrapper


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("import requests\n", [1]),
        ("import os, requests.adapters as a\n", [1]),
        ("from requests import get\n", [1]),
        ("from requests.adapters import HTTPAdapter\n", [1]),
        ("def f():\n    import requests as r\n    return r\n", [2]),
        ("import importlib\nx = importlib.import_module('requests.api')\n", [2]),
        ("x = __import__('requests')\n", [1]),
        ("from importlib import import_module\nx = import_module(name='requests')\n", [2]),
    ],
)
def test_each_way_to_the_api_is_seen(source: str, lines: list[int]) -> None:
    """Whatever it is called afterwards."""
    assert list(bypasses(source.encode(), "requests")) == lines


@pytest.mark.parametrize(
    "source",
    [
        "import requests_mock\n",
        "from shop.http import requests\n",
        "from . import requests\n",
        "from .requests import get\n",
        "text = 'import requests'\n",
        "x = import_module(name)\n",
        "if TYPE_CHECKING:\n    import requests\n",
        "def broken(:\n",
    ],
)
def test_what_does_not_reach_the_api_is_free(source: str) -> None:
    """A module of another name, one's own, a text, an annotation's import, and what does not parse."""
    assert list(bypasses(source.encode(), "requests")) == []


def test_a_submodule_can_be_wrapped_alone() -> None:
    """`urllib.parse` is no network."""
    source = (
        b"import urllib.parse\nfrom urllib import request\nimport urllib.request\nfrom urllib.request import urlopen\n"
    )

    assert list(bypasses(source, "urllib.request")) == [2, 3, 4]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("src/shop/http.py", True),
        ("src/shop/http/__init__.py", True),
        ("src/shop/http/retry.py", True),
        ("src/shop/https.py", False),
        ("lib/shop/http.py", False),
        ("src/shop/api/http.py", False),
    ],
)
def test_the_wrapper_itself_may_use_the_api(path: str, *, expected: bool) -> None:
    """As a module, or as a package with all that it holds."""
    assert is_wrapper(path, "shop.http", ("src",)) is expected
