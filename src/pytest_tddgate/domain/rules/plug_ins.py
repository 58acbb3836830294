"""The rules about inputs from outside: held-out tests, verifiers, and the verifiers' own rules."""

from __future__ import annotations

from pytest_tddgate.domain.rules.rule import Gate, Level, Rule, Verb

__all__ = [
    "PLUG_IN_RULES",
    "SEALED_GREEN",
    "SEALED_RED",
    "SEAL_BROKEN",
    "SEAL_CHANGED",
    "VERIFIER_ADVISED",
    "VERIFIER_REFUSED",
    "own_rule",
    "verifier_of",
]

_GREEN = (Gate.GREEN, Gate.AUDIT)
_AUDIT = (Gate.AUDIT,)

SEALED_RED = Rule(
    "sealed-red",
    _GREEN,
    "held-out tests that do not pass",
    "the implementer has not seen these tests: code that passes only the visible ones is fitted to them",
    "make the code general: implement what the feature promises, not only what its visible tests ask for",
    Verb.IMPLEMENT,
)
SEAL_BROKEN = Rule(
    "seal-broken",
    _GREEN,
    "a package of held-out tests that is not the one that was sealed",
    "only the package that was sealed counts, not one that was edited since",
    "give the package that tddgate seal wrote when the digest was committed",
    Verb.ASK_PERSON,
)
SEALED_GREEN = Rule(
    "sealed-green",
    _AUDIT,
    "held-out tests that all pass without the code",
    "tests that pass without the code prove nothing about it",
    'seal tests that ask for the feature: tddgate seal FEATURE PATH --to PACKAGE --check --reason "…"',
    Verb.ASK_PERSON,
)
SEAL_CHANGED = Rule(
    "seal-changed",
    _AUDIT,
    "a seal that the change removes or replaces, or whose record cannot be read",
    "anyone who can replace a seal can choose tests that the code passes",
    "restore the record, or change it in a separate change, without code or tests",
    Verb.REWORK_HISTORY,
)
VERIFIER_REFUSED = Rule(
    "verifier-refused",
    _GREEN,
    "a finding of severity refuse from a verifier of the project",
    "the project lets this verifier judge its implementations",
    "change the code as the verifier says",
    Verb.IMPLEMENT,
)
VERIFIER_ADVISED = Rule(
    "verifier-advised",
    _GREEN,
    "a finding of severity advise from a verifier of the project",
    "the project asked this verifier for its opinion",
    "read it, and decide",
    Verb.IMPLEMENT,
    Level.ADVISE,
)

PLUG_IN_RULES = (SEALED_RED, SEAL_BROKEN, SEALED_GREEN, SEAL_CHANGED, VERIFIER_REFUSED, VERIFIER_ADVISED)


def own_rule(verifier: str, name: str, level: Level) -> Rule:
    """A verifier's own rule; its id is `VERIFIER/NAME`, so that no two verifiers share one."""
    return Rule(
        f"{verifier}/{name}",
        _GREEN,
        f"what the verifier {verifier} calls {name}",
        "the project lets this verifier judge its implementations",
        "change the code as the verifier says",
        Verb.IMPLEMENT,
        level,
    )


def verifier_of(rule_id: str) -> str:
    """The verifier whose own rule this is; empty for every other rule."""
    return rule_id.rpartition("/")[0]
