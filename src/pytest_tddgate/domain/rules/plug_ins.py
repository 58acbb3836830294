"""The rules about what comes to a gate from outside: held-out tests, verifiers, and the rules of a verifier's own."""

from __future__ import annotations

from pytest_tddgate.domain.rules.rule import Gate, Level, Rule

__all__ = ["PLUG_IN_RULES", "own_rule", "verifier_of"]

_GREEN = (Gate.GREEN, Gate.AUDIT)
_AUDIT = (Gate.AUDIT,)

PLUG_IN_RULES = (
    Rule(
        "sealed-red",
        _GREEN,
        "held-out tests that do not pass",
        "who wrote the code has not seen these tests: code that satisfies the visible ones alone is fitted to them",
        "make the code general: read what the feature promises, and not only what its visible tests ask",
    ),
    Rule(
        "seal-broken",
        _GREEN,
        "a package of held-out tests that is not the one that was sealed",
        "what was sealed is what counts, and not what somebody has made of it since",
        "give the package that tddgate seal wrote when the digest was committed",
    ),
    Rule(
        "sealed-green",
        _AUDIT,
        "held-out tests of which none fails without the code",
        "tests that pass before the code is there prove nothing about it",
        'seal tests that ask for the feature: tddgate seal FEATURE PATH --to PACKAGE --check --reason "…"',
    ),
    Rule(
        "seal-changed",
        _AUDIT,
        "a seal that the change removes or replaces, or whose record cannot be read",
        "whoever may replace a seal can choose the tests that the code will pass",
        "restore the record, or make its change one of its own, without code and tests",
    ),
    Rule(
        "verifier-refused",
        _GREEN,
        "a finding for which a verifier of the project refuses",
        "the project lets this verifier judge its implementations",
        "change the code as the verifier says",
    ),
    Rule(
        "verifier-advised",
        _GREEN,
        "advice that a verifier of the project gives",
        "the project asked this verifier for its opinion",
        "read it, and decide",
        Level.ADVISE,
    ),
)


def own_rule(verifier: str, name: str, level: Level) -> Rule:
    """The rule of this name among those of a verifier: `VERIFIER/NAME`, so that no two verifiers share one."""
    return Rule(
        f"{verifier}/{name}",
        _GREEN,
        f"what the verifier {verifier} calls {name}",
        "the project lets this verifier judge its implementations",
        "change the code as the verifier says",
        level,
    )


def verifier_of(rule_id: str) -> str:
    """The name of the verifier whose own rule this is; empty for every other rule."""
    return rule_id.rpartition("/")[0]
