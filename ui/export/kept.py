# SPDX-License-Identifier: GPL-3.0-or-later
"""Decisions of an export outlive a lock: they are kept in the vault until the file is written.

Promises: every decision is in the vault at once; those of one audience never count for another; what is
kept is ids, actions and reasons, and where the file was to go, no text of a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ui.source import Source

_PREFIX = "export/"
_CHOSEN = ("audience", "format", "case", "appeal", "to", "purpose", "out")


@dataclass(slots=True)
class Choice:
    """What was chosen on the first step, and decided on the second."""

    audience: str = "press"
    format: str = "pdf"
    case: str = ""
    appeal: str = ""
    to: str = ""
    purpose: str = ""
    out: str = ""
    reason: str = ""
    second: str = ""
    decisions: dict[str, dict[str, str]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def options(self) -> dict[str, Any]:
        """The options of a worker."""
        return {"audience": self.audience, "format": self.format, "case": self.case, "appeal": self.appeal,
                "to": self.to, "purpose": self.purpose, "out": self.out, "override_reason": self.reason,
                "second_person": self.second}

    def decide(self, item: str, action: str, reason: str = "") -> None:
        """Take a decision; the newest can be taken back."""
        self.decisions[item] = {"action": action, "reason": reason}
        if item in self.order:
            self.order.remove(item)
        self.order.append(item)

    def undo(self) -> str:
        """Take the newest decision back; its item, or empty."""
        if not self.order:
            return ""
        item = self.order.pop()
        self.decisions.pop(item, None)
        return item

    @property
    def page(self) -> str:
        """The name it is kept under."""
        return f"{_PREFIX}{self.audience}|{self.case}|{self.appeal}"

    def keep(self, source: Source) -> None:
        """Into the vault; nothing is kept while nothing is decided."""
        body = {name: getattr(self, name) for name in (*_CHOSEN, "decisions", "order")}
        source.keep_draft(self.page, body if self.decisions else None)

    def let_go(self, source: Source) -> None:
        """The file is written, or the review is given up."""
        source.keep_draft(self.page, None)

    def take_up(self, source: Source) -> None:
        """The decisions kept for the same audience, case and appeal."""
        found = kept(source, self.page)
        if found is not None and not self.decisions:
            self.decisions, self.order = found.decisions, found.order


def waiting(source: Source) -> list[Choice]:
    """Every review that was begun and not written, the newest first."""
    return [one for page in source.drafts() if page.startswith(_PREFIX) and (one := kept(source, page))]


def kept(source: Source, page: str) -> Choice | None:
    """What is kept under a name, or None."""
    body = source.draft(page)
    return _choice(body) if body else None


def _choice(body: Mapping[str, Any]) -> Choice | None:
    try:
        made = Choice()
        for name in _CHOSEN:
            setattr(made, name, str(body[name]))
        made.decisions = {str(item): {"action": str(one["action"]), "reason": str(one["reason"])}
                          for item, one in dict(body["decisions"]).items()}
    except (KeyError, TypeError, ValueError):
        return None
    made.order = [str(item) for item in body.get("order", []) if str(item) in made.decisions]
    return made
