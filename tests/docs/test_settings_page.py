"""Every setting, option and marker is on the page of the settings, and nothing else is."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import tomli

from pytest_tddgate import plugin
from pytest_tddgate.domain.settings import SETTINGS, Settings, settings_of

PAGE = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")


def rows_of(title: str) -> dict[str, str]:
    """The first column of the table after this heading, without code marks, with the second column."""
    section = PAGE.partition(f"# {title}\n")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `([^`]+)` \| (.+?) \|", section, re.MULTILINE))


class Options:
    """Stands for pytest's parser and configuration: it remembers what the plugin adds."""

    def __init__(self) -> None:
        """Nothing was added yet."""
        self.names: list[str] = []
        self.markers: list[str] = []

    def getgroup(self, *_names: str) -> Options:
        """The group of options, which is this as well."""
        return self

    def addoption(self, name: str, **kwargs: object) -> None:
        """Remember an option as it is written on a command line."""
        self.names.append(f"{name}={kwargs['metavar']}")

    def addinivalue_line(self, _name: str, line: str) -> None:
        """Remember the name of a marker."""
        self.markers.append(line.partition("(")[0])


def test_every_setting_is_on_the_page_and_every_row_is_a_setting() -> None:
    """The order is that of the code too."""
    assert list(rows_of("Settings")) == [setting.key for setting in SETTINGS]


def test_the_defaults_on_the_page_are_those_of_the_code() -> None:
    """What is detected has a word in place of a value."""
    defaults = {field.name.replace("_", "-"): getattr(Settings(), field.name) for field in fields(Settings)}

    shown = {
        key: tomli.loads(f"x = {cell.strip('`')}")["x"] for key, cell in rows_of("Settings").items() if "`" in cell
    }

    assert shown == {key: value for key, value in defaults.items() if not isinstance(value, tuple | dict)}


def test_the_examples_on_the_page_are_valid() -> None:
    """An example is copied as it stands."""
    examples = [tomli.loads(block) for block in re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)]

    mistakes = [settings_of(example["tool"]["tddgate"])[1] for example in examples]

    assert mistakes == [(), ()]


def test_every_option_of_the_plugin_is_on_the_page_and_every_row_is_an_option() -> None:
    """Written as on the command line."""
    options = Options()

    plugin.pytest_addoption(options)  # type: ignore[arg-type]  # it stands for the parser

    assert list(rows_of("Command line")) == options.names


def test_every_gate_is_named_at_its_option() -> None:
    """The choices of the option stand in its row."""
    row = next(line for line in PAGE.splitlines() if line.startswith("| `--tdd-gate=GATE`"))

    assert all(f"`{gate}`" in row for gate in plugin.GATES)


def test_every_marker_is_on_the_page_and_every_row_is_a_marker() -> None:
    """Written as in a test."""
    config = Options()

    plugin.pytest_configure(config)  # type: ignore[arg-type]  # it stands for the configuration

    assert [re.split(r"[.(]", name)[2] for name in rows_of("Markers")] == config.markers
