"""On which line a name that goes round a wrapper stands."""

from __future__ import annotations

from pytest_tddgate.domain.python.wrappers import bypasses


def test_a_name_on_a_line_of_its_own_is_found_there() -> None:
    """A name that is added to an old import is a changed line of its own."""
    source = b"from google.cloud import (\n    bigquery,\n    storage,\n)\n"

    assert list(bypasses(source, "google.cloud.storage")) == [3]
    assert list(bypasses(b"import os\nfrom urllib import *\n", "urllib.request")) == [2]
