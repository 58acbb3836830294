"""The settings in `[tool.tddgate.audit]`: they count as the base has them."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_tddgate.domain.configuration.settings import Setting
from pytest_tddgate.domain.nearest import nearest

__all__ = ["AUDIT_SETTINGS", "AuditSettings", "audit_settings_of"]

AUDIT_SETTINGS = (
    Setting("setup", "command line", "builds in a tree what is not committed; `{python}` is the interpreter"),
    Setting(
        "plugins", "list of distributions", "the pytest plugins that a run loads (default: those of the lock file)"
    ),
    Setting("allowed-signers", "path", "file of SSH keys, as git reads it; every amendment must be signed by one"),
    Setting("protected", "list of globs", "further files that count as policy, such as a script that CI runs"),
    Setting("gates", 'list of "docs" and "review"', "the later gates that an audit judges too"),
)
_GATES = frozenset({"docs", "review"})


@dataclass(frozen=True, slots=True)
class AuditSettings:
    """What a project has set; `plugins` is None where every installed one may load, `allowed_signers` a path."""

    setup: str = ""
    plugins: tuple[str, ...] | None = None
    allowed_signers: str = ""
    protected: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()


def audit_settings_of(table: object) -> tuple[AuditSettings, tuple[str, ...]]:
    """The settings that the table makes, and every mistake in it, each as one sentence."""
    if not isinstance(table, dict):
        return AuditSettings(), (f"audit = {table!r}: a table is expected, such as [tool.tddgate.audit]",)
    known = [each.key for each in AUDIT_SETTINGS]
    values: dict[str, object] = {}
    mistakes = []
    for key, value in table.items():
        is_list = isinstance(value, list) and all(isinstance(each, str) for each in value)
        wants_list = key in {"plugins", "protected", "gates"}
        if key not in known:
            mistakes.append(f"there is no setting audit.{key}{nearest(key, known)}")
        elif key == "gates" and not (is_list and set(value) <= _GATES):
            mistakes.append(f'audit.gates = {value!r}: a list of "docs" and "review" is expected')
        elif wants_list and not is_list:
            mistakes.append(f"audit.{key} = {value!r}: a list of texts is expected")
        elif not wants_list and not isinstance(value, str):
            mistakes.append(f"audit.{key} = {value!r}: a text is expected")
        else:
            values[key.replace("-", "_")] = tuple(value) if is_list else value
    return AuditSettings(**values), tuple(mistakes)  # type: ignore[arg-type]  # each form was checked above
