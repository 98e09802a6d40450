# SPDX-License-Identifier: GPL-3.0-or-later
"""The key pair of an office or a custodian: two text files.

The secret file is an age identity file (the stock `age` program takes it), and the program takes it wherever it
takes a recovery file.  The public file holds the `age1...` recipient; what the two sides compare, by
telephone or on paper, is the fingerprint.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from casefile.errors import InputRefused
from casefile.host.private_files import drive_errors, write_private
from crypto.errors import CryptoError
from crypto.recovery import RecoveryKey, recipients_of

_MAX_BYTES = 64 * 1024
_GROUPS, _DIGITS = 8, 4


def fingerprint(recipient: str) -> str:
    """The first 128 bits of SHA-256 of the recipient as written, in eight groups of four hexadecimal digits."""
    digest = hashlib.sha256(recipient.encode("ascii")).hexdigest()
    return " ".join(digest[at:at + _DIGITS] for at in range(0, _GROUPS * _DIGITS, _DIGITS))


def write_pair(secret: Path, public: Path) -> str:
    """Make a key pair in two new files, mode 0600, or none; its fingerprint.

    Raises UsageError (`exists`), DriveTrouble.
    """
    key = RecoveryKey.generate()
    prints = fingerprint(key.recipient)
    about = [f"# Fingerprint: {prints}", f"# Public key: {key.recipient}"]
    write_private(secret, "\n".join([
        "# Casefile: office key, secret half. Whoever holds it opens every vault and backup that was opened to it.",
        *about, f"# Words: {key.words}", key.line, ""]).encode("utf-8"), replace=False, outside=True)
    try:
        write_private(public, "\n".join([
            "# Casefile: office key, public half. It opens nothing and may be shown to anybody.",
            about[0], key.recipient, ""]).encode("utf-8"), replace=False, outside=True)
    except BaseException:
        secret.unlink(missing_ok=True)
        raise
    return prints


def read_public(path: Path) -> str:
    """The recipient in a public file; comments and blank lines do not matter.  Raises InputRefused, DriveTrouble."""
    with drive_errors(), path.open("rb") as file:
        data = file.read(_MAX_BYTES)
    try:
        lines = [line.strip() for line in data.decode("utf-8-sig").splitlines()]
        (recipient,) = [line for line in lines if line and not line.startswith("#")]
        recipients_of([recipient])
    except (ValueError, CryptoError):
        raise InputRefused("This is no public half of an office key.", kind="recipient",
                           advice="Give the file that office-key new wrote with --public-out.") from None
    return recipient
