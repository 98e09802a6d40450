# SPDX-License-Identifier: GPL-3.0-or-later
"""The slots of a vault: seeing, adding, changing and removing the ways it opens.

Each is one new header (generations.py); a new slot is opened with its secret before the header that holds
it is written.  Neither vault ever loses its last slot, nor the last one that passphrases open.  Slots of
the identity vault change only while it is open.  What is taken away here still opens older copies of the
header and older backups: only new roots (reencrypt.py) end that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from casefile.errors import CasefileError, InputRefused, NotFound, UsageError, WeakPassphrase, WrongPassphrase
from casefile.host.clock import stamp
from casefile.vault import costs
from casefile.vault.credentials import Credentials, opens
from casefile.vault.generations import Line, replace_header
from casefile.vault.passwords import judge
from casefile.vault.session import Session
from crypto import errors as crypto_errors
from crypto.header import MAX_SLOTS, Header, with_slots
from crypto.kdf import Cost
from crypto.recovery import recipients_of
from crypto.secret import Secret
from crypto.slots import CASES, IDENTITIES, Kind, Slot, passphrase_slot, recipient_slot

VAULTS = {CASES: "cases", IDENTITIES: "identities"}
KINDS = {Kind.PASSPHRASE: "passphrase", Kind.RECOVERY: "recovery", Kind.OFFICE: "office",
         Kind.TWO_PERSON: "two-person"}


@dataclass(frozen=True, slots=True)
class SlotInfo:
    """A slot as it is shown.  `added` is UTC; `cost` is None where no passphrase opens it."""

    id: str
    vault: str
    kind: str
    cost: Cost | None
    added: str
    recipient: str | None

    def as_json(self) -> dict[str, Any]:
        """The slot as the command line prints it."""
        kdf = {"memory_kib": self.cost.memory_kib, "passes": self.cost.passes, "lanes": self.cost.lanes} \
            if self.cost else None
        shown = {"id": self.id, "vault": self.vault, "kind": self.kind, "kdf": kdf, "added": self.added}
        return shown | {"recipient": self.recipient} if self.recipient else shown


def slots(header: Header) -> list[SlotInfo]:
    """Every slot, in the header's order."""
    return [SlotInfo(slot.id.hex(), VAULTS[slot.root], kind_name(slot), slot.cost, _day(slot.added), slot.recipient)
            for slot in header.slots]


def kind_name(slot: Slot) -> str:
    """The word for a slot's kind; `unknown` for one of a later version."""
    return KINDS[Kind(slot.kind)] if slot.kind in set(Kind) else "unknown"


def change(session: Session, root: int, given: Credentials, phrase: str, *, slot: str | None = None) -> str:
    """Set a new passphrase in the place of the one in `given`; the new slot's id.

    Opened by a recovery key or by two persons, the vault's only passphrase slot is replaced, or `slot`.
    Raises WeakPassphrase, UsageError, NotFound, WrongPassphrase, DriveTrouble.
    """
    header = session.layout.read_header()
    old = _to_replace(session, header, root, given, slot)
    new = phrase_slot(header, root, session.rc, _secret(session, root), (phrase,), _now(session))
    put(session, header, "keys.change", new, gone=[old])
    return new.id.hex()


def add_passphrases(session: Session, root: int, phrases: tuple[str, ...], *, cost: Cost | None = None) -> str:
    """Add a slot for one more passphrase, or one that two persons open together; its id.

    `cost` follows the slots there are and this computer (costs.py), unless given.  Raises WeakPassphrase, UsageError, DriveTrouble.
    """
    header = session.layout.read_header()
    new = phrase_slot(header, root, session.rc, _secret(session, root), phrases, _now(session), cost)
    put(session, header, "keys.add", new)
    return new.id.hex()


def add_recipient(session: Session, root: int, kind: Kind, recipient: str) -> str:
    """Add a slot for the holder of a recovery or office key; its id.

    Raises InputRefused where `recipient` is none, UsageError where it has a slot already, DriveTrouble.
    """
    header = session.layout.read_header()
    try:
        recipients_of([recipient])
    except crypto_errors.CryptoError:
        raise InputRefused("This is no public key of an office.", kind="recipient",
                           advice="Give the file that office-key new wrote with --public-out.") from None
    if any(slot.recipient == recipient for slot in header.of(root)):
        raise UsageError("This key opens the vault already.", kind="exists", advice="See keys list.")
    secret = _secret(session, root)
    new = recipient_slot(header.fixed, kind, root, secret, recipient, _now(session), session.rc)
    put(session, header, "keys.add", new)
    return new.id.hex()


def remove(session: Session, slot: str) -> None:
    """Take a slot away.  Raises NotFound, UsageError (`last-slot`), IdentityPassphraseNeeded, DriveTrouble."""
    header = session.layout.read_header()
    gone = find(header, slot)
    _secret(session, gone.root)
    require_left(header, [gone])
    put(session, header, "keys.remove", None, gone=[gone])


def require_left(header: Header, gone: Sequence[Slot], new: Slot | None = None) -> None:
    """Raise UsageError (`last-slot`) where nothing that a passphrase opens would be left of a vault."""
    left = [one for one in (*header.slots, *([new] if new else [])) if one not in gone]
    if not all(any(one.phrases for one in left if one.root == lost.root) for lost in gone):
        raise UsageError("This is the last slot that opens this vault with a passphrase.", kind="last-slot",
                         advice="Add another one first (keys add).")


def find(header: Header, slot: str) -> Slot:
    """The slot of that id (hexadecimal).  Raises NotFound."""
    for one in header.slots:
        if one.id.hex() == slot.lower():
            return one
    raise NotFound("No slot has this id.", advice="See keys list.")


def require_unused(header: Header, phrases: tuple[str, ...], rc: Secret) -> None:
    """Raise WeakPassphrase where they open one of either vault's slots; runs of Argon2id for each."""
    if any(opens(header, slot, Credentials(phrases), rc) for slot in header.slots if slot.phrases == len(phrases)):
        what = "This passphrase is" if len(phrases) == 1 else "These two passphrases are"
        raise WeakPassphrase(f"{what} in use already, for this vault or the other one.", kind="same-passphrase")


def _to_replace(session: Session, header: Header, root: int, given: Credentials, slot: str | None) -> Slot:
    if slot is not None:
        wanted = find(header, slot)
        if wanted.root != root or wanted.phrases != 1:
            raise UsageError("This slot is not a passphrase of that vault.", advice="See keys list.")
        return wanted
    single = [one for one in header.of(root) if one.phrases == 1]
    if given.recovery is None and len(given.phrases) == 1:
        if found := [one for one in single if opens(header, one, given, session.rc)]:
            return found[0]
        raise WrongPassphrase("This passphrase does not open the vault.")
    if len(single) != 1:
        raise UsageError("It is not clear which passphrase to replace.", kind="slot-needed",
                         advice="Say which one with --slot (see keys list).")
    return single[0]


def phrase_slot(header: Header, root: int, rc: Secret, secret: Secret, phrases: tuple[str, ...], now: int,
                cost: Cost | None = None) -> Slot:
    """A new slot around `secret` (the root) that has been opened once with what is to open it.

    Touches no file; `now` is in seconds since 1970 UTC.  Raises WeakPassphrase.
    """
    if len(set(phrases)) < len(phrases):
        raise WeakPassphrase("The two persons' passphrases are the same.", kind="same-passphrase")
    for phrase in phrases:
        judge(phrase)
        require_unused(header, (phrase,), rc)
    if len(phrases) > 1:
        require_unused(header, phrases, rc)
    new = passphrase_slot(header.fixed, root, secret, phrases, cost or costs.for_slot(header, root), now, rc)
    if not opens(header, new, Credentials(phrases), rc):
        raise CasefileError("The new slot did not open; nothing was changed.")
    return new


def put(session: Session, header: Header, action: str, new: Slot | None, gone: Sequence[Slot] = ()) -> None:
    """Make a header with `new` and without `gone` the vault's: one of them is named in the log.

    Raises UsageError (`too-many-slots`), DriveTrouble, Busy.
    """
    slots = [*(one for one in header.slots if one not in gone), *([new] if new else [])]
    if len(slots) > MAX_SLOTS:
        raise UsageError(f"A vault has at most {MAX_SLOTS} slots.", kind="too-many-slots",
                         advice="Remove one first (keys remove).")
    named = new or gone[0]
    ri = session.ri if named.root == IDENTITIES else None
    data = with_slots(header, slots, session.rc, ri)
    replace_header(session, data, Line(action, named.id.hex(), f"{VAULTS[named.root]}, {kind_name(named)}"))


def _secret(session: Session, root: int) -> Secret:
    if root == CASES:
        return session.rc
    session.require_identities()
    assert session.ri is not None
    return session.ri


def _now(session: Session) -> int:
    return int(session.clock.now().timestamp())


def _day(seconds: int) -> str:
    try:
        return stamp(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):  # a header may say any number
        return ""
