"""`[tool.tddgate.sealed]` and `[[tool.tddgate.verifiers]]`: what they make, and every mistake in them at once."""

from __future__ import annotations

from pytest_tddgate.domain.configuration.settings import settings_of


def test_verifiers_are_read_with_their_defaults() -> None:
    """A verifier is a command, or a plugin that is installed."""
    table = {
        "verifiers": [
            {"name": "reader", "command": "reader --strict", "timeout": 5, "env": ["READER_KEY"], "language": "de"},
            {"name": "shapes", "plugin": "shop-shapes"},
        ]
    }

    settings, mistakes = settings_of(table)

    first, second = settings.verifiers
    assert mistakes == ()
    assert (first.name, first.command, first.timeout) == ("reader", "reader --strict", 5)
    assert (first.env, first.language) == (("READER_KEY",), "de")
    assert (second.command, second.plugin, second.timeout, second.language) == ("", "shop-shapes", 300, "en")


def test_every_mistake_in_the_verifiers_is_told() -> None:
    """Each by the number of its table."""
    table = {
        "verifiers": [
            {"name": "reader"},
            {"name": "both", "command": "a", "plugin": "b"},
            {"name": "reader", "command": "a 'b"},
            {"name": "", "comand": "a", "timeout": 0, "env": "KEY", "language": 1},
        ]
    }

    settings, mistakes = settings_of(table)

    told = "\n".join(mistakes)
    assert settings.verifiers == ()
    for words in ("verifier 1: ", "verifier 2: ", "verifier 3: ", "verifier 4: ", "did you mean 'command'", "timeout"):
        assert words in told
    assert "verifier 3: the name 'reader' is taken" in told
    assert all(key in told for key in ("env", "language", "name = ''"))


def test_no_list_of_tables_is_a_mistake() -> None:
    """As with waivers."""
    assert "[[tool.tddgate.verifiers]]" in settings_of({"verifiers": {"name": "reader"}})[1][0]


def test_where_sealed_files_come_from_is_read_with_its_defaults() -> None:
    """A sealed contract needs its files in an audit, unless the project says otherwise."""
    table = {"sealed": {"command": "age --decrypt {package}", "timeout": 7, "required": False}}

    sealed, mistakes = settings_of(table)[0].sealed, settings_of(table)[1]
    default = settings_of({})[0].sealed

    assert mistakes == ()
    assert (sealed.command, sealed.timeout, sealed.required) == ("age --decrypt {package}", 7, False)
    assert (default.command, default.timeout, default.required) == ("", 60, True)


def test_every_mistake_about_sealed_files_is_told() -> None:
    """With the nearest key."""
    told = "\n".join(settings_of({"sealed": {"comand": "a", "timeout": "1", "required": 1}})[1])

    assert "did you mean 'command'" in told
    assert "sealed.timeout" in told
    assert "sealed.required" in told
    assert "[tool.tddgate.sealed]" in settings_of({"sealed": "age"})[1][0]
