"""Every setting, option and marker is on the page of the settings, and nothing else is."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import tomli

from pytest_tddgate import plugin
from pytest_tddgate.domain.configuration.audit_settings import AUDIT_SETTINGS, AuditSettings
from pytest_tddgate.domain.configuration.plug_in_settings import SealedSettings, Verifier
from pytest_tddgate.domain.configuration.settings import SETTINGS, TABLES, Settings, settings_of
from pytest_tddgate.domain.configuration.waivers import WAIVER_KEYS

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


# -- tables of their own


def defaults_of(title: str) -> dict[str, object]:
    """The defaults in the table after this heading that are values, by the keys' names in the code."""
    cells = {key.replace("-", "_"): cell.strip("`") for key, cell in rows_of(title).items() if cell.startswith("`")}
    return {name: tomli.loads(f"x = {cell}")["x"] for name, cell in cells.items()}


def test_every_table_of_the_settings_has_a_section() -> None:
    """A table that is read and not written down would be found by chance."""
    shown = set(re.findall(r"`\[{1,2}tool\.tddgate\.([\w-]+)\]{1,2}`", PAGE))

    assert shown == {"rules", "audit", *TABLES}


def test_every_key_of_an_audit_is_on_the_page() -> None:
    """In the order of the code."""
    assert list(rows_of("Audit")) == [setting.key for setting in AUDIT_SETTINGS]


def test_every_key_of_a_waiver_is_on_the_page() -> None:
    """In the order of the code."""
    assert list(rows_of("Waivers")) == list(WAIVER_KEYS)


def test_the_defaults_of_the_tables_are_those_of_the_code() -> None:
    """Those that are values; the others have words."""
    code = {"Audit": AuditSettings(), "Held-out tests": SealedSettings(), "Verifiers": Verifier("a")}

    wrong = [
        (title, name)
        for title, values in code.items()
        for name, default in defaults_of(title).items()
        if default != (list(default) if isinstance(default, list) else getattr(values, name))
    ]

    assert wrong == []


def test_every_form_of_a_value_is_on_the_page() -> None:
    """Whoever reads the page knows what to write: the choices of a key stand in its row."""
    for setting in SETTINGS:
        choices = re.findall(r'"[\w-]+"', setting.form)

        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{setting.key}` |"))

        assert all(f"`{each}`" in row or f"`{each}`" in PAGE.partition("## Rules")[2] for each in choices)
