# SPDX-License-Identifier: GPL-3.0-or-later
"""Where on this computer a folder stands: which kind of file system, and whether it is local.

Vaults live on local disks: locks and flushing mean little on a network drive.  What cannot be
found out counts as local, and says nothing else.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from casefile.errors import DriveTrouble

_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "9p", "ceph", "glusterfs", "sshfs",
                      "fuse.sshfs", "davfs", "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "coda", "webdav"})
_NO_OWNER_MODES = frozenset({"vfat", "exfat", "msdos", "fuseblk", "ntfs", "ntfs3"})


@dataclass(frozen=True, slots=True)
class FileSystem:
    """The file system a path is on.  `source` is what the system mounted there."""

    kind: str
    mount_point: Path
    source: str
    read_only: bool

    @property
    def is_network(self) -> bool:
        """Whether other computers may write to it."""
        return self.kind in _NETWORK

    @property
    def keeps_owner_modes(self) -> bool:
        """Whether it can say that a file is its owner's alone."""
        return self.kind not in _NO_OWNER_MODES


def file_system(path: Path) -> FileSystem | None:
    """The file system of `path` (which exists, or whose nearest parent does); None when unknown."""
    if not Path("/proc/self/mountinfo").exists():  # Linux alone keeps one
        return None
    try:
        wanted = path.resolve()
        lines = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    best: FileSystem | None = None
    for line in lines:
        mount, _, rest = line.partition(" - ")
        fields, after = mount.split(), rest.split()
        if len(fields) < 6 or len(after) < 2:
            continue
        point = Path(unescape(fields[4]))
        if wanted.is_relative_to(point) and (best is None or point.is_relative_to(best.mount_point)):
            best = FileSystem(after[0], point, unescape(after[1]), "ro" in fields[5].split(","))
    return best


def require_local(path: Path) -> None:
    """Raise DriveTrouble (`network-drive`) where `path` is on a network drive."""
    found = file_system(path)
    if found is not None and found.is_network:
        raise DriveTrouble("This is a network drive; a vault is edited on a local disk only.",
                           kind="network-drive", advice="Copy the vault to a disk of this computer.")


def config_folder() -> Path:
    """The one folder outside the vault that may be written: language and the last vault's place."""
    if sys.platform == "win32":
        base = os.environ.get("APPDATA") or str(Path.home() / "AppData" / "Roaming")
    else:
        base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "casefile"


def unescape(field: str) -> str:
    """A path as /proc writes it: blanks and the like are octal escapes there."""
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, character)
    return field
