# SPDX-License-Identifier: GPL-3.0-or-later
"""What a child process is given: a command line without secrets, and an environment by allow-list.

Promises: no path, name or secret on any command line; nothing of the environment gets through that
is not on the list.  The desktop's own name (XDG_CURRENT_DESKTOP) is left out on purpose: with it Qt
loads a whole second toolkit into the process that holds the key.
It must never pass on a variable that names a library, a plug-in or a Python option.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from casefile.host.hardening import Role

_PASSED = frozenset({
    "HOME", "LANG", "LANGUAGE", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR",
    "XDG_CONFIG_HOME",  # an input method's address stands there; nothing of ours is written to it
    "DBUS_SESSION_BUS_ADDRESS", "QT_IM_MODULE", "XMODIFIERS", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON",
    "SYSTEMROOT", "TZ"})
_PLATFORMS = frozenset({"offscreen", "xcb", "wayland"})
_FIXED = {
    "PATH": "/usr/bin:/bin",
    # a path that can hold no file: font and shader caches are read where they lie and written nowhere
    "XDG_CACHE_HOME": os.devnull,
    "QT_XCB_GL_INTEGRATION": "none",
    "QT_ACCESSIBILITY": "1",
}


def environment(surroundings: Mapping[str, str]) -> dict[str, str]:
    """The environment of every child, taken from the supervisor's own."""
    passed = {name: value for name, value in surroundings.items() if name in _PASSED or name.startswith("LC_")}
    if surroundings.get("QT_QPA_PLATFORM") in _PLATFORMS:
        passed["QT_QPA_PLATFORM"] = surroundings["QT_QPA_PLATFORM"]
    elif "WAYLAND_DISPLAY" in passed and "DISPLAY" not in passed:
        passed["QT_QPA_PLATFORM"] = "wayland"  # Qt would look for the other kind of screen first
    if not passed.get("DBUS_SESSION_BUS_ADDRESS", "unix:").startswith("unix:"):
        del passed["DBUS_SESSION_BUS_ADDRESS"]  # a bus elsewhere would be asked for over the network
    return passed | _FIXED


def has_screen(surroundings: Mapping[str, str]) -> bool:
    """Whether a window can be shown on this computer itself (a screen elsewhere needs the network)."""
    display = surroundings.get("DISPLAY", "")
    named = bool(surroundings.get("WAYLAND_DISPLAY")) or display.startswith((":", "unix:"))
    return named or surroundings.get("QT_QPA_PLATFORM") == "offscreen" or sys.platform != "linux"


def command(role: Role) -> list[str]:
    """The command line of a child: what it is and who its parent is, nothing else."""
    if getattr(sys, "frozen", False):
        head = [sys.executable]
    else:
        head = [sys.executable, "-I", "-B", "-X", "utf8", "-m", "casefile"]
    return [*head, f"--role={role.value}", f"--parent={os.getpid()}"]
