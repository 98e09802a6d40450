# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen, a window manager, a message bus and a keyboard of the tests' own.

Everything started here ends with it.  Secrets reach the keyboard by standard input, never by a command
line, since the X server remembers command lines.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, TypeVar

import pytest

TOOLS = ("Xvfb", "openbox", "xdotool", "dbus-daemon")
SIGKILL, SIGSTOP = 9, 19  # by number: other systems type-check this, too
UNLOCK, MAIN = "Unlock Casefile", "Casefile"
Found = TypeVar("Found")
_libc = ctypes.CDLL(None)


def need(*tools: str) -> None:
    """Skip the test where a tool of the journey is not installed."""
    missing = [tool for tool in (*TOOLS, *tools) if not shutil.which(tool)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


def _die_with_us() -> None:
    _libc.prctl(1, SIGKILL, 0, 0, 0)


def descendants(root: int) -> list[int]:
    """Every living process below `root`."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text("utf-8", "replace").rsplit(")", 1)[1].split()
            except (OSError, IndexError):
                continue
            if fields[0] not in "ZX":
                children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, queue = list[int](), [root]
    while queue:
        below = children.get(queue.pop(), [])
        found += below
        queue += below
    return found


def role_of(pid: int) -> str:
    """The role a process of the program was started in."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    return next((word[7:].decode() for word in words if word.startswith(b"--role=")), "supervisor")


class Screen:
    """Use as a context."""

    def __init__(self, folder: Path, size: str = "1400x1000") -> None:
        need()
        self.home, self._size = folder / "home", size
        for name in ("config", "runtime"):
            (self.home / name).mkdir(parents=True, mode=0o700)
        self._helpers: list[subprocess.Popen[bytes]] = []
        self._log = (folder / "helpers.log").open("ab")
        self.program: subprocess.Popen[bytes] | None = None
        self.printed = folder / "program.log"

    def __enter__(self) -> Screen:
        read, write = os.pipe()
        self._help(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{self._size}x24", "-nolisten", "tcp", "-ac",
                    "-noreset"], pass_fds=(write,))
        os.close(write)
        number = b""
        while not number.endswith(b"\n") and select.select([read], [], [], 15)[0]:
            number += os.read(read, 20)
        os.close(read)
        self.display = f":{number.decode().strip()}"
        self._help(["openbox", "--sm-disable"])
        bus = self._help(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"],
                         stdout=subprocess.PIPE)
        assert bus.stdout is not None
        self.bus = bus.stdout.readline().decode().strip()
        self._tree: subprocess.Popen[bytes] | None = None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self.program is not None:
            self.program.kill()
            self.program.wait()
        for helper in reversed(self._helpers):
            helper.kill()
            helper.wait()
            for pipe in (helper.stdin, helper.stdout):
                if pipe is not None:
                    pipe.close()
        self._log.close()

    def environment(self, **more: str) -> dict[str, str]:
        """What the program sees of this desktop."""
        given = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
                 "XDG_CONFIG_HOME": str(self.home / "config"), "XDG_RUNTIME_DIR": str(self.home / "runtime"),
                 "DISPLAY": getattr(self, "display", ""), "PYTHONDONTWRITEBYTECODE": "1",
                 "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        if getattr(self, "bus", ""):
            given["DBUS_SESSION_BUS_ADDRESS"] = self.bus
        return given | more

    def _help(self, command: Sequence[str], stdout: int | IO[bytes] | None = None, stdin: int = subprocess.DEVNULL,
              pass_fds: Sequence[int] = ()) -> subprocess.Popen[bytes]:
        helper = subprocess.Popen(
            command, env=self.environment(), stdin=stdin, stdout=self._log if stdout is None else stdout,
            stderr=self._log, pass_fds=pass_fds, preexec_fn=_die_with_us)
        self._helpers.append(helper)
        return helper

    # -- the program -------------------------------------------------------------------------

    def launch(self, vault: Path | None = None, before: Sequence[str] = (), code: str = "",
               environment: Mapping[str, str] | None = None) -> None:
        """Start the program on a vault; `code` runs in place of its door (to set shorter limits)."""
        start = ["-c", code] if code else ["-m", "casefile"]
        words = [*before, sys.executable, "-I", "-B", *start, *(["--vault", str(vault)] if vault else [])]
        with self.printed.open("ab") as log:
            self.program = subprocess.Popen(words, env=self.environment(**(environment or {})),
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def processes(self) -> dict[int, str]:
        """Process ids of the program, with their roles."""
        assert self.program is not None
        found = {}
        for pid in (self.program.pid, *descendants(self.program.pid)):
            try:
                words = Path(f"/proc/{pid}/cmdline").read_bytes()
                if b"casefile" in words and not words.startswith(b"strace"):
                    found[pid] = role_of(pid)
            except OSError:
                continue
        return found

    def pid_of(self, role: str) -> int:
        """The one process of a role."""
        return next(pid for pid, name in self.processes().items() if name == role)

    def wait(self, question: Callable[[], Found | None], seconds: float = 30, what: str = "") -> Found:
        """Ask until the answer is true."""
        until = time.monotonic() + seconds
        while not (answer := question()):
            if time.monotonic() > until:
                told = self.printed.read_text("utf-8", "replace")[-400:] if self.printed.exists() else ""
                shown = [node["name"] for node in self.tree() if node["name"]] if self._tree else []
                raise AssertionError(f"waited in vain for {what}: {self.titles()} {shown} {told}")
            time.sleep(0.05)
        return answer

    # -- what is seen ------------------------------------------------------------------------

    def _run(self, *words: str, typed: str = "") -> str:
        done = subprocess.run(words, env=self.environment(), input=typed, capture_output=True, text=True)
        return done.stdout

    def titles(self) -> list[str]:
        """Titles of the windows on screen."""
        names = self._run("xdotool", "search", "--onlyvisible", "--name", ".", "getwindowname", "%@").splitlines()
        return [name.strip() for name in names if name.strip() not in ("", "Openbox")]

    def active(self) -> str:
        """Title of the window that has the keyboard."""
        return self._run("xdotool", "getactivewindow", "getwindowname").strip()

    def tree(self) -> list[dict[str, Any]]:
        """The accessible nodes now showing."""
        found: list[dict[str, Any]] = self._ask({"op": "tree"}) or []
        return found

    def find(self, name: str, role: str = "") -> dict[str, Any] | None:
        """The first showing node of this name (a pattern) and role (a pattern)."""
        return next((node for node in self.tree()
                     if re.fullmatch(name, node["name"]) and re.search(role, node["role"])), None)

    def text(self, node: Mapping[str, Any]) -> str:
        """What the text interface says of a node."""
        return str(self._ask({"op": "text", "id": node["id"]}) or "")

    def _ask(self, request: Mapping[str, Any]) -> Any:
        if self._tree is None:
            python = shutil.which("python3", path=os.defpath) or "/usr/bin/python3"
            probe = subprocess.run([python, "-c", "import gi; gi.require_version('Atspi', '2.0')"],
                                   capture_output=True)
            if probe.returncode:
                pytest.skip("the system's Python has no accessibility bindings")
            self._tree = self._help([python, "-u", str(Path(__file__).with_name("tree.py"))],
                                    stdout=subprocess.PIPE, stdin=subprocess.PIPE)
        assert self._tree.stdin is not None
        assert self._tree.stdout is not None
        self._tree.stdin.write(json.dumps(request).encode() + b"\n")
        self._tree.stdin.flush()
        return json.loads(self._tree.stdout.readline() or b"{}").get("ok")

    def picture(self, path: Path) -> None:
        """A screenshot, where the tool for it is installed."""
        if shutil.which("import"):
            self._run("import", "-window", "root", str(path))

    # -- what is done ------------------------------------------------------------------------

    def keys(self, *names: str) -> None:
        """Press keys."""
        self._run("xdotool", "key", "--clearmodifiers", *names)

    def type(self, text: str) -> None:
        """Type text."""
        self._run("xdotool", "type", "--clearmodifiers", "--delay", "8", "--file", "-", typed=text)

    def click(self, node: Mapping[str, Any], times: int = 1) -> None:
        """Click the middle of a node."""
        x, y, width, height = self._ask({"op": "box", "id": node["id"]})
        self._run("xdotool", "mousemove", str(x + min(width // 2, 200)), str(y + height // 2), "click", "--repeat",
                  str(times), "--delay", "80", "1")

    def push(self, node: Mapping[str, Any]) -> None:
        """Push a button by the keyboard, also one that has to be scrolled to."""
        self._ask({"op": "focus", "id": node["id"]})
        self.keys("space")

    def at_unlock(self) -> None:
        """Wait until the unlock window is there and has the keyboard."""
        self.wait(lambda: self.active() == UNLOCK, what="the unlock window with the keyboard")
        time.sleep(0.2)  # the server knows it before the window does

    def unlock(self, passphrase: str) -> None:
        """Type the passphrase into the window that is there, and wait for the main window."""
        self.at_unlock()
        self.type(passphrase)
        self.keys("Return")
        self.wait(lambda: MAIN in self.titles(), what="the main window")
