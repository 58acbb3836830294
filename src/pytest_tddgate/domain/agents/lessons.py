"""The texts that teach a coding agent the six gates, and what each verb of `next` asks for."""

from __future__ import annotations

import re
from hashlib import sha256

from pytest_tddgate.domain.agents.prompts import REVIEW, VERIFY

__all__ = ["is_ours", "section_text", "skill_files"]

_GATES = """\
| gate | command | passes when |
|---|---|---|
| write | edit test files only | you have tests of behaviour that is missing: a usual case, a boundary, an error |
| verify-fail | `pytest --tdd-gate=verify-fail` | every new test fails because that behaviour is missing |
| lock | `pytest --tdd-gate=lock --tdd-feature=NAME` | the same holds; it commits the tests: they are the contract |
| green | `pytest --tdd-gate=green` | the contract passes, by code that is covered and general; then `git commit` it |
| docs | `pytest --tdd-gate=docs` | docstrings, pages and the changelog say what changed |
| review | `pytest --tdd-gate=review` | linters, types and reviewers agree, and the checklist holds |

`pytest --tdd-gate=audit --tdd-base=REV` derives it all again from git; CI runs it.
"""

_SKILL = f"""\
---
name: tddgate
description: Work test first through the gates of pytest-tddgate. Use when you add or change behaviour in this \
repository, when a gate refused, when a test file is locked, or before you say that a change is done.
---

# Test first, with a proof

One feature at a time. Ask `tddgate status` where it stands; it names the next command.

{_GATES}
## Drive it by `next`

Add `--tdd-report=json` to a gate and read `next` on standard output: do what `verb` says, as `detail` says it, then
run `command`.

| verb | do |
|---|---|
| `write_tests` | write the tests that are missing, and no product code |
| `fix_tests` | mend the tests: they fail, or pass, for a reason that is not the missing behaviour |
| `lock` | run the command; it commits the tests |
| `implement` | write or mend product code, docs or style; leave the tests alone |
| `cover` | remove code that no test asked for, or lock a test of it in a new round |
| `restore` | put the named file back as it was committed |
| `commit` | commit the implementation |
| `rework_history` | the order of the commits is at fault: tests and their lock come before the code |
| `fix_setup` | mend the environment, the settings or the state of the work tree |
| `ask_person` | stop, and say what the gate says: somebody has to decide |
| `run` | nothing is to be done before the command |
| `merge` | nothing is left to be done |

## What not to do

- Do not edit a locked test, its helpers or `.tddgate/`. If a locked test is wrong, say so and stop: a person decides,
  and runs `tddgate amend NAME --reason "..."`.
- Do not fit the code to the examples of the tests. Write the rule behind them; green tries other values.
- Do not skip, weaken or delete a test, and do not exclude code from coverage, to get through a gate.
- `undecided` is not passed. A fact is missing: get it, as the message says.
- `tddgate explain RULE` tells what a refusal means.

## To judge somebody else's work

Asked to verify an implementation, read `references/verify.md`; asked to review a change, `references/review.md`. Nobody
verifies or reviews what they wrote themselves.
"""

_SECTION = """\
## Test first

Changes of behaviour in this repository go through the gates of pytest-tddgate. `tddgate status` names the next one.

{gates}
Once locked, tests are the contract: leave them, their helpers and `.tddgate/` alone. If a locked test is wrong, stop
and say so; a person decides. The skill in {paths} tells what to do after each answer.
"""

_SEAL = "\n<!-- written by tddgate init --agents: sha256 {digest} -->\n"


def skill_files() -> dict[str, str]:
    """The files of the skill, as agentskills.io defines them: path in its folder -> text.

    The last line of each holds a digest, which shows whether the file was edited.
    """
    texts = {"SKILL.md": _SKILL, "references/verify.md": VERIFY, "references/review.md": REVIEW}
    return {path: text + _SEAL.format(digest=_digest(text)) for path, text in texts.items()}


def section_text(paths: list[str]) -> str:
    """The section for `AGENTS.md`, with the paths of the skill."""
    return _SECTION.format(gates=_GATES, paths=" and ".join(f"`{path}`" for path in paths))


def is_ours(text: str) -> bool:
    """Whether a skill file is exactly as some version of this package wrote it."""
    plain = text.replace("\r\n", "\n")
    pattern = re.escape(_SEAL).replace(re.escape("{digest}"), "([0-9a-f]{64})")
    found = re.search(rf"{pattern}\Z", plain)
    return found is not None and found[1] == _digest(plain[: found.start()])


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
