# SPDX-License-Identifier: GPL-3.0-or-later
"""One root, many keys: HKDF-SHA-256 (RFC 5869) with every label in one table.

Each purpose has its own label, so that no key ever serves twice.  Labels are part of the format:
changing one locks every vault out of itself.  The vault's id is the salt, so that equal roots in
two vaults (there are none) would still give different keys.
"""

from __future__ import annotations

from enum import StrEnum

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.secret import Secret

PREFIX = "casefile/1 "


class Label(StrEnum):
    """What a derived key is for.  The comment names the secret it is derived from."""

    CASES_DB = "cases database"                        # root of the cases: raw key of SQLCipher
    IDENTITIES_DB = "identities database"              # root of the identities: raw key of SQLCipher
    HEADER_MAC_CASES = "header tag, cases"             # root of the cases: tag over the whole header
    HEADER_MAC_IDENTITIES = "header tag, identities"   # root of the identities: tag over their slots
    ANCHOR_MAC = "anchor tag"                          # root of the cases: tag over the anchor file
    SLOT = "slot"                                      # a stretched passphrase: wrap key and commitment
    IDENTITIES_KEK = "identities, half of the key"     # root of the cases: the half that passphrase B lacks
    IDENTITIES_INNER = "identities, inner seal"        # root of the cases: seals the other root for a recipient
    STREAM = "stream"                                  # a file's key: its stream key
    AUDIT_STEP = "audit, next key"                     # an audit key: the one after it


def expand(material: bytes, label: Label, salt: bytes, length: int = 32) -> Secret:
    """HKDF-SHA-256 of `material`; `salt` binds it to a place, `label` to a purpose."""
    return Secret(HKDF(SHA256(), length, salt, (PREFIX + label.value).encode("ascii")).derive(material))


def subkey(root: Secret, label: Label, vault_id: bytes) -> Secret:
    """The 32-byte key that `root` gives for one purpose in one vault."""
    return expand(root.reveal(), label, vault_id)
