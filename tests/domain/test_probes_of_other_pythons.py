"""Questions that a program asks another Python about itself: they can only be asked in a text."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.unmeasured import unmeasured_in


@pytest.mark.parametrize(
    "text",
    [
        "import json, platform\\nfound = platform.uname()._asdict()\\nprint(json.dumps(found))\\n",
        "import os\\nimport sys\\nsys.path.pop(0)\\nfor each in sys.path:\\n    print(each)\\n",
    ],
    ids=["three", "loop"],
)
def test_a_question_of_some_statements(text: str) -> None:
    """Without a function of its own it is a question, and no part of the product that hides."""
    assert unmeasured_in(f"run([python, '-c', '{text}'])\n".encode(), range(1, 9)) == ()
