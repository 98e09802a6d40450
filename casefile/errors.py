# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way this program refuses, in one tree.

Each error carries a stable `kind` (a word scripts may rely on), the exit code of the command
line, one plain sentence of what happened and one of what to do.  A message must never hold a
passphrase, a key, a true name or the text of a record: messages travel to logs and screens.
"""

from __future__ import annotations

from typing import Any


class CasefileError(Exception):
    """Something the program refuses or cannot do.

    `details` are merged into the JSON form of the error (lists of problems, findings, queue).
    """

    kind = "fault"
    exit_code = 1
    advice = "Nothing was changed. Please report this with the words above."

    def __init__(self, message: str, *, kind: str = "", advice: str = "", **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.kind = kind or type(self).kind
        self.advice = advice or type(self).advice
        self.details = details

    def as_json(self) -> dict[str, Any]:
        """The `error` object of a failed command."""
        return {"code": self.exit_code, "kind": self.kind, "message": self.message, "advice": self.advice,
                **self.details}


class UsageError(CasefileError):
    """The command was used wrongly (exit 2)."""

    kind, exit_code = "usage", 2
    advice = "Run the command with --help to see how it is used."


class NotFound(UsageError):
    """No record answers to this id (exit 2)."""

    kind = "not-found"
    advice = "List the records to see their ids."


class IdentityPassphraseNeeded(UsageError):
    """The command needs the identity vault, and no identity passphrase was given (exit 2)."""

    kind = "identity-passphrase-needed"
    advice = "Give the identity passphrase as well (--identity-passphrase-file)."


class WeakPassphrase(UsageError):
    """A new passphrase is empty, too weak, or equal to the other one (exit 2)."""

    kind = "weak-passphrase"
    advice = "Choose six or more random words, and different ones for the two vaults."


class WrongPassphrase(CasefileError):
    """A secret that does not open this vault (exit 3)."""

    kind, exit_code = "wrong-passphrase", 3
    advice = "Nothing was changed. Look at the keyboard layout and Caps Lock, then try again."


class Damaged(CasefileError):
    """The vault or a backup is damaged, was tampered with, or went back in time (exit 4)."""

    kind, exit_code = "damaged", 4
    advice = "Do not write to it. Copy it as it is, then restore from a proven backup."


class WentBackInTime(Damaged):
    """An older state stands where a newer one was known (exit 4)."""

    kind = "went-back-in-time"


class Refused(CasefileError):
    """A rule of consent, privacy or review forbids it (exit 5)."""

    kind, exit_code = "refused", 5
    advice = "Nothing was written."


class LeakFound(Refused):
    """The finished file held something that must not leave (exit 5)."""

    kind = "leak-found"


class CannotVerify(Refused):
    """A file that cannot be read back cannot be called clean (exit 5)."""

    kind = "cannot-verify"


class CanaryMissed(Refused):
    """The leak check missed a name planted to test it, so its word is not taken (exit 5)."""

    kind = "canary-missed"


class UnresolvedReview(Refused):
    """Review items wait for a person's decision (exit 5, the queue in `details`)."""

    kind = "unresolved-review"
    advice = "Nothing was written. Decide each item (--review FILE), or redact them all (--resolve redact)."


class GroupTooSmall(Refused):
    """Too few people could be the person described (exit 5)."""

    kind = "group-too-small"


class Unscreened(Refused):
    """Text that was never screened for names cannot leave (exit 5)."""

    kind = "unscreened"
    advice = "Nothing was written. Open the identity vault, so that the text can be screened."


class InputRefused(CasefileError):
    """A file given to the program is not valid; the report says where (exit 6)."""

    kind, exit_code = "input-refused", 6
    advice = "Nothing was changed. Mend the places named and try again."


class NotAVault(InputRefused):
    """The folder is no vault (exit 6)."""

    kind = "not-a-vault"
    advice = "Choose the folder that holds the file named header."


class NewerVersion(InputRefused):
    """Made by a newer version of the program (exit 6)."""

    kind = "newer-version"
    advice = "Nothing was changed. Open it with the newer version."


class Busy(CasefileError):
    """Another process holds the vault (exit 7)."""

    kind, exit_code = "busy", 7
    advice = "Close or lock the other program that has this vault open, then try again."


class DriveTrouble(CasefileError):
    """The drive is full, read-only, gone, or the vault's own (exit 8)."""

    kind, exit_code = "drive", 8
    advice = "What was there before is untouched."


class VaultMissing(DriveTrouble):
    """There is nothing at the vault's place (exit 8)."""

    kind = "vault-missing"
    advice = "Look whether the drive is plugged in and the folder's name is right."
