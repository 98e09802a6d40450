# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody asks to be let out: for whom, in which form, of which records.

Plain values.  Nothing here opens a vault or a file.
"""

from __future__ import annotations

from dataclasses import dataclass

from casefile.errors import UsageError

AUDIENCES = ("press", "appeal", "un", "legal", "internal")
"""Who a text is for; each is also the consent purpose of the same name, but for `internal`."""
OUTSIDE = ("press", "appeal", "un", "legal")
QUOTING = ("press", "appeal")
"""Audiences that read cleared quotes and never a full statement."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """One export as asked for.

    `case` and `statements` are references as typed (vault id or external id), empty for everything.
    `appeal` names the appeal whose letter is written.  `override_reason` and `second_person` belong
    together: a second person takes responsibility for a group that is too small.
    """

    audience: str
    format: str
    case: str = ""
    statements: tuple[str, ...] = ()
    appeal: str = ""
    to: str = ""
    purpose: str = ""
    override_reason: str = ""
    second_person: str = ""
    show_identities: bool = False

    def __post_init__(self) -> None:
        if self.audience not in AUDIENCES:
            raise UsageError("There is no such audience.", kind="unknown-audience",
                             advice=f"Audiences are: {', '.join(AUDIENCES)}.")
        if bool(self.override_reason.strip()) != bool(self.second_person.strip()):
            raise UsageError("A reason and a second person's name belong together.", kind="second-person-needed",
                             advice="Give both --override-reason and --second-person.")

    @property
    def overridden(self) -> bool:
        """Whether a second person answers for what the rules alone would refuse."""
        return bool(self.override_reason.strip() and self.second_person.strip())
