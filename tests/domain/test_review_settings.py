"""Settings of the review: forms, defaults, and every mistake."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.configuration.review_settings import ReviewSettings, Wrapper, review_settings_of, wrappers_of
from pytest_tddgate.domain.configuration.settings import settings_of


def test_the_defaults_suit_a_project_that_sets_nothing() -> None:
    """Ruff where it has settings, no type checker, both gates before."""
    expected = ReviewSettings("auto", "", (".claude/workspace",), ("green", "docs"), 300)

    assert (review_settings_of({}), settings_of({})[0].review) == ((expected, ()), expected)


def test_every_key_can_be_set() -> None:
    """Each in its own form."""
    table = {"ruff": "project", "types": "mypy src", "workspace": ["tmp"], "gates": [], "timeout": 60}

    assert review_settings_of(table) == (ReviewSettings("project", "mypy src", ("tmp",), (), 60), ())


@pytest.mark.parametrize(
    ("table", "mistake"),
    [
        (3, "review = 3: a table is expected, such as [tool.tddgate.review]"),
        ({"rufff": "off"}, "there is no setting review.rufff; did you mean 'ruff'?"),
        ({"ruff": True}, 'review.ruff = True: "auto", "on", "project" or "off" is expected'),
        ({"types": ["mypy"]}, "review.types = ['mypy']: a command line is expected"),
        ({"types": "mypy '"}, 'review.types = "mypy \'": a command line is expected (no closing quotation)'),
        (
            {"workspace": "tmp"},
            "review.workspace = 'tmp': a list of paths is expected, such as [\".claude/workspace\"]",
        ),
        ({"gates": ["lint"]}, 'review.gates = [\'lint\']: a list of "green" and "docs" is expected'),
        ({"timeout": 0}, "review.timeout = 0: a number of seconds above 0 is expected"),
    ],
)
def test_a_mistake_says_what_is_expected(table: object, mistake: str) -> None:
    """And the defaults hold."""
    assert review_settings_of(table) == (ReviewSettings(), (mistake,))


def test_wrappers_are_pairs_of_names() -> None:
    """In the order in which they stand."""
    assert wrappers_of({"requests": "shop.http", "urllib.request": "shop.http"}) == (
        (Wrapper("requests", "shop.http"), Wrapper("urllib.request", "shop.http")),
        (),
    )


@pytest.mark.parametrize("table", [[], {"requests": 3}, {"re quests": "shop.http"}, {"requests": "shop/http.py"}])
def test_a_wrapper_that_is_no_pair_of_module_names_is_a_mistake(table: object) -> None:
    """A path is no module."""
    assert wrappers_of(table)[1]


def test_reviewers_have_the_form_of_verifiers() -> None:
    """And their mistakes are named as theirs."""
    settings, mistakes = settings_of({"reviewers": [{"name": "ana", "command": "ana"}]})

    assert (settings.reviewers[0].name, mistakes) == ("ana", ())
    assert settings_of({"reviewers": [{"name": "ana"}]})[1] == ("reviewer 1: one of command and plugin is expected",)
