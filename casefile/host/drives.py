# SPDX-License-Identifier: GPL-3.0-or-later
"""Which disk a folder lies on: a backup on the vault's own disk dies with it.

On Linux partitions, encrypted containers and volumes are followed down to the disks beneath; elsewhere
the file system alone is compared.  What cannot be found out counts as another disk.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from casefile.host import places

_BLOCK_CLASS = Path("/sys/class/block")


def same_disk(one: Path, other: Path) -> bool:
    """Whether two existing folders lie on the same physical disk.  Raises OSError."""
    if one.stat().st_dev == other.stat().st_dev:
        return True
    return bool(_disks(one) & _disks(other))


def _disks(folder: Path) -> frozenset[str]:
    """Names of the disks beneath a folder; none where the system does not tell."""
    if sys.platform.startswith("linux"):
        try:
            device = folder.stat().st_dev
            number = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}")
            if number.exists():
                return _beneath(number.resolve())
            found = places.file_system(folder)  # btrfs and the like have numbers of their own
            if found is None or not found.source.startswith("/dev/"):
                return frozenset()
            named = _BLOCK_CLASS / Path(found.source).resolve().name
            return _beneath(named.resolve()) if named.exists() else frozenset()
        except OSError:
            return frozenset()
    else:
        return frozenset()


def _beneath(block: Path) -> frozenset[str]:
    """The disks a block device stands on: a partition on its disk, a container on its parts."""
    parts = list((block / "slaves").iterdir()) if (block / "slaves").is_dir() else []
    if parts:
        return frozenset().union(*(_beneath(part.resolve()) for part in parts))
    return frozenset({block.parent.name if (block / "partition").exists() else block.name})
