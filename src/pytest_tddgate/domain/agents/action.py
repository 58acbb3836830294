"""What a coding agent is about to do, in one form for all agents."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Action", "Denial", "Edit", "EndOfTurn", "Other", "Replacement", "Shell"]


@dataclass(frozen=True, slots=True)
class Replacement:
    """Replaces `old` with `new` in a text, once or everywhere."""

    old: str
    new: str
    is_everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """Files are about to be written: their paths as the agent names them, relative to `folder` or absolute.

    `content` is the whole new text, or `replacements` produce it; None and empty if the agent does not say.
    """

    paths: tuple[str, ...]
    folder: str
    content: str | None = None
    replacements: tuple[Replacement, ...] = ()

    def text_after(self, before: str) -> str | None:
        """The text that the file will have; None if it is unknown."""
        if self.content is not None:
            return self.content
        text = before
        for each in self.replacements:
            text = text.replace(each.old, each.new, -1 if each.is_everywhere else 1)
        return text if self.replacements else None


@dataclass(frozen=True, slots=True)
class Shell:
    """A command line is about to be run in a folder."""

    command: str
    folder: str


@dataclass(frozen=True, slots=True)
class EndOfTurn:
    """The agent wants to end its turn; `is_repeated` means that a hook has already kept it from doing so.

    `session` is set only for agents that do not report that; it names the agent's session.
    """

    folder: str
    is_repeated: bool = False
    session: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """Any other action: reading, searching, asking."""


Action = Edit | Shell | EndOfTurn | Other


@dataclass(frozen=True, slots=True)
class Denial:
    """Why an action is denied, and what to do instead, as one text for the agent."""

    reason: str
