# SPDX-License-Identifier: GPL-3.0-or-later
"""A tripwire inside Python, the same on every system: no network socket, no other program.

Promises: once shut, Python code that makes, connects or binds a socket other than a local one, or
resolves an address, or (where asked) starts a program gets PermissionError.  It is a tripwire and
no wall: native code walks past it (the wall is the kernel's filter, where there is one).
It must never touch a socket itself, not even to try.
"""

from __future__ import annotations

import sys
from typing import Any

_AF_UNIX = 1
_ADDRESSES = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr",
                        "socket.getnameinfo", "socket.sendto", "urllib.Request", "ftplib.connect",
                        "smtplib.connect", "http.client.connect"})
_PROGRAMS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile"})
_shut: set[str] = set()


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    # called for every audited event of the interpreter, so the common case leaves at once
    if event[0] == "s" or event[0] == "o":
        if event == "socket.__new__":
            if int(arguments[1]) != _AF_UNIX:
                raise PermissionError("Casefile opens no network socket.")
        elif event in ("socket.connect", "socket.bind"):
            if not isinstance(arguments[1], (str, bytes)):  # a local address is a path
                raise PermissionError("Casefile addresses nothing outside this computer.")
        elif event in _PROGRAMS and "programs" in _shut:
            raise PermissionError("This part of Casefile starts no program.")
    if event in _ADDRESSES:
        raise PermissionError("Casefile asks for no network address.")


def shut(*, programs: bool) -> None:
    """Shut the door for the rest of this process; with `programs` no other program starts either."""
    if not _shut:
        sys.addaudithook(_hook)
    _shut.add("sockets")
    if programs:
        _shut.add("programs")


def holds() -> bool:
    """Whether the hook refuses a network socket, asked by an audit event alone (nothing is opened)."""
    if not _shut:
        return False
    try:
        sys.audit("socket.__new__", None, 2, 1, 0)
    except PermissionError:
        return True
    return False
