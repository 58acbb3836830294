"""The settings in `[tool.tddgate.audit]`, which are read from the base's tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pytest_tddgate.domain.configuration.setting import Setting, is_text, is_texts
from pytest_tddgate.domain.nearest import nearest

__all__ = ["AUDIT_SETTINGS", "AuditSettings", "audit_settings_of"]


def _are_gates(value: object) -> bool:
    return isinstance(value, list) and all(each in ("docs", "review") for each in value)


AUDIT_SETTINGS = (
    Setting("setup", "a text", is_text),
    Setting("plugins", "a list of texts", is_texts),
    Setting("allowed-signers", "a text", is_text),
    Setting("protected", "a list of texts", is_texts),
    Setting("gates", 'a list of "docs" and "review"', _are_gates),
)


@dataclass(frozen=True, slots=True)
class AuditSettings:
    """The audit's settings; `plugins` is None if every installed plugin may load, `allowed_signers` is a path."""

    setup: str = ""
    plugins: tuple[str, ...] | None = None
    allowed_signers: str = ""
    protected: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()


def audit_settings_of(table: object) -> tuple[AuditSettings, tuple[str, ...]]:
    """The settings in the table, and every mistake in it, each as one sentence."""
    if not isinstance(table, dict):
        return AuditSettings(), (f"audit = {table!r}: a table is expected, such as [tool.tddgate.audit]",)
    settings = {each.key: each for each in AUDIT_SETTINGS}
    values: dict[str, Any] = {}
    mistakes = []
    for key, value in table.items():
        if key not in settings:
            mistakes.append(f"there is no setting audit.{key}{nearest(key, list(settings))}")
        elif problem := settings[key].problem(value):
            mistakes.append(f"audit.{key} = {value!r}: {problem}")
        else:
            values[key.replace("-", "_")] = tuple(value) if isinstance(value, list) else value
    return AuditSettings(**values), tuple(mistakes)
