# SPDX-License-Identifier: GPL-3.0-or-later
"""Windows that other programs may not photograph, where the system has such a thing.

Promises: says whether the window is kept out of screenshots, recordings and the system's own photographing of the
screen (Recall); on Linux it never is.  Written against the documentation of Windows
(SetWindowDisplayAffinity) and macOS (NSWindow.sharingType), type-checked, never run there: unproven until it has been.
It must never claim more: a camera, and programs with the system's own rights, see everything.
"""

from __future__ import annotations

import ctypes
import sys

_WDA_EXCLUDEFROMCAPTURE = 0x11
_NS_WINDOW_SHARING_NONE = 0


def refuse(window: int) -> bool:
    """Keep a window (its number as Qt tells it: an HWND, or an NSView) out of pictures of the screen; whether it is."""
    if not window:
        return False
    elif sys.platform == "win32":
        return bool(ctypes.windll.user32.SetWindowDisplayAffinity(ctypes.c_void_p(window), _WDA_EXCLUDEFROMCAPTURE))
    elif sys.platform == "darwin":
        return _refuse_on_mac(window)
    else:
        return False


def _refuse_on_mac(view: int) -> bool:
    library = ctypes.CDLL("/usr/lib/libobjc.A.dylib")
    library.sel_registerName.restype = ctypes.c_void_p
    library.objc_msgSend.restype = ctypes.c_void_p

    def send(target: int, name: bytes, *more: int) -> int:
        words = [ctypes.c_void_p(target), ctypes.c_void_p(library.sel_registerName(name)),
                 *(ctypes.c_ulong(one) for one in more)]
        return int(library.objc_msgSend(*words) or 0)

    window = send(view, b"window")
    if not window:
        return False
    send(window, b"setSharingType:", _NS_WINDOW_SHARING_NONE)
    return send(window, b"sharingType") == _NS_WINDOW_SHARING_NONE
