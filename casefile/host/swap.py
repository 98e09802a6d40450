# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether memory that the system writes to a disk by itself (swap, hibernation) is encrypted there.

Promises: what cannot be found out counts as not encrypted.  Containers, volumes, swap files and compressed memory
with a disk behind it are followed down to what they lie on.  Linux only; elsewhere it says that it cannot tell.
It must never write, and never name more than a device or a file of the system.

Sources: proc_swaps(5); Documentation/admin-guide/{blockdev/zram,pm/sleep-states}.rst of the kernel.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from pathlib import Path

from casefile.host import places

_SWAPS, _SYS = Path("/proc/swaps"), Path("/sys")


@dataclass(frozen=True, slots=True)
class Swap:
    """One place the system swaps to: its name, whether it survives on a disk, and whether it is safe there."""

    name: str
    on_disk: bool
    safe: bool


def swaps(listing: Path = _SWAPS, system: Path = _SYS) -> list[Swap] | None:
    """Every place in use; None where the system does not tell."""
    if platform.system() != "Linux":
        return None
    try:
        lines = listing.read_text("utf-8", "surrogateescape").splitlines()[1:]
    except OSError:
        return None
    found = []
    for line in lines:
        fields = line.split()
        if len(fields) > 1:
            place = Path(places.unescape(fields[0]))
            block = _block_of(place, fields[1], system)
            in_memory = block is not None and block.name.startswith("zram") and not _behind(block)
            found.append(Swap(str(place), not in_memory, in_memory or (block is not None and _safe(block, system))))
    return found


def encrypted(found: list[Swap] | None) -> tuple[bool, str]:
    """Whether all swap is safe, and what to say."""
    if found is None:
        return False, "cannot be found out on this system: encrypt the whole disk"
    bare = [one.name for one in found if not one.safe]
    if not found:
        return True, "no swap is in use"
    if bare:
        return False, f"not known to be encrypted: {', '.join(bare)}"
    return True, f"encrypted or in memory: {', '.join(one.name for one in found)}"


def hibernation(found: list[Swap] | None, system: Path = _SYS) -> tuple[bool, str]:
    """Whether the computer could write all of its memory to a disk unencrypted, and what to say."""
    if found is None:
        return False, "cannot be found out on this system: encrypt the whole disk"
    if "disk" not in _read(system / "power" / "state").split() or "[disabled]" in _read(system / "power" / "disk"):
        return True, "this computer does not hibernate"
    on_disk = [one for one in found if one.on_disk]
    if not on_disk:
        return True, "there is no swap on a disk to hibernate to"
    if all(one.safe for one in on_disk):
        return True, "it would be encrypted, as the swap is"
    return False, "hibernating would write the keys of an open vault to the disk: lock first, or switch it off"


def _block_of(place: Path, kind: str, system: Path) -> Path | None:
    """The system's folder for the device a swap lies on."""
    if kind == "file":
        found = places.file_system(place)
        if found is None or not found.source.startswith("/dev/"):
            return None
        place = Path(found.source)
    block = system / "class" / "block" / place.resolve().name
    return block if block.is_dir() else None


def _behind(block: Path) -> str:
    """The device compressed memory is written out to; empty where there is none."""
    name = _read(block / "backing_dev").strip()
    return "" if name == "none" else name


def _safe(block: Path, system: Path) -> bool:
    if block.name.startswith("zram"):
        behind = system / "class" / "block" / Path(_behind(block)).name
        return not _behind(block) or (behind.is_dir() and _safe(behind, system))
    if _read(block / "dm" / "uuid").startswith("CRYPT-"):
        return True
    beneath = list((block / "slaves").iterdir()) if (block / "slaves").is_dir() else []
    return bool(beneath) and all(_safe(system / "class" / "block" / one.name, system) for one in beneath)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
