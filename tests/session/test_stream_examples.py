"""What a run says of an example that gives something else."""

from __future__ import annotations

import json

from pytest_tddgate.domain.run.observation import ExampleSeen
from pytest_tddgate.session.pipe.stream import Stream


def test_an_example_is_seen_with_its_place_and_both_outputs() -> None:
    """As text, whatever it was."""
    stream = Stream()

    stream.feed(json.dumps(["example", "README.md", 6, "vat(100)\n", "19\n", "20\n"]).encode() + b"\n")

    assert stream.run(1).examples == (ExampleSeen("README.md", 6, "vat(100)\n", "19\n", "20\n"),)
