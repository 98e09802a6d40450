# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the parts of a vault stand in its folder.  Names say nothing about what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from casefile.errors import CasefileError, Damaged, NewerVersion, NotAVault, VaultMissing, WrongPassphrase
from casefile.host.private_files import drive_trouble
from casefile.vault import switching
from crypto import errors as crypto_errors
from crypto.header import MAX_BYTES, Header, parse


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one vault."""

    root: Path

    @property
    def header(self) -> Path:
        """The wrapped keys of both databases."""
        return self.root / "header"

    @property
    def header_old(self) -> Path:
        """The copy of the header that stays until the new one has opened."""
        return self.root / "header.old"

    @property
    def cases(self) -> Path:
        """The case database."""
        return self.root / "cases.db"

    @property
    def identities(self) -> Path:
        """The identity database."""
        return self.root / "identities.db"

    @property
    def blobs(self) -> Path:
        """The folder of the attachments."""
        return self.root / "blobs"

    @property
    def anchor(self) -> Path:
        """Where the chains stood last."""
        return self.root / "anchor"

    def require(self) -> None:
        """Raise VaultMissing when nothing is there, NotAVault when it is something else.

        Ends a switch to new keys that was killed half-way: until then no key fits all of the parts.
        """
        try:
            there, folder = self.root.exists(), self.root.is_dir()
            header = self.header.exists()
        except OSError as error:
            raise drive_trouble(error) from error
        if not there:
            raise VaultMissing("There is no vault at this place.")
        if not folder:
            raise NotAVault("This is no vault: a vault is a folder.")
        if header:
            switching.finish(self.root)
            return
        if self.header_old.is_file() and self.cases.is_file():
            raise Damaged("The vault's header is missing.", kind="header", advice="A copy of it stands beside, in "
                          "the file header.old. Copy the vault as it is, then give that copy the name header.")
        raise NotAVault("This folder is no vault.")

    def read_header(self, path: Path | None = None) -> Header:
        """Read and parse a header.  Raises NotAVault, NewerVersion, Damaged or DriveTrouble."""
        try:
            with (path or self.header).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except IsADirectoryError:
            raise NotAVault("This folder is no vault.") from None
        except OSError as error:
            raise drive_trouble(error) from error
        try:
            return parse(data)
        except crypto_errors.CryptoError as error:
            raise header_error(error) from None


def header_error(error: crypto_errors.CryptoError) -> CasefileError:
    """The program's error for what `crypto` says about a header."""
    if isinstance(error, crypto_errors.WrongSecret):
        return WrongPassphrase("This passphrase does not open the vault.")
    if isinstance(error, crypto_errors.NotAHeader):
        return NotAVault("This folder is no vault: its header is something else.")
    if isinstance(error, crypto_errors.TooNew):
        return NewerVersion("This vault was made by a newer version of the program.")
    if isinstance(error, crypto_errors.NoMemory):
        return CasefileError("There is not enough memory to open the vault.", kind="memory",
                             advice="Close other programs, then try again. Nothing was changed.")
    if isinstance(error, crypto_errors.OverLimit):
        return Damaged("The vault's header asks for more than any vault of ours does: it is damaged or hostile.",
                       kind="header", advice="Nothing was tried. A copy may stand beside, in the file header.old.")
    return Damaged("The vault's header is damaged or was changed.", kind="header",
                   advice="A copy of it stands beside, in the file header.old. Copy the vault as it is first.")


