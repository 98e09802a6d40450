# SPDX-License-Identifier: GPL-3.0-or-later
"""The house stands as drawn: what may import what, and that a broken wall is seen."""

from __future__ import annotations

import ast
import re
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")
SOURCES = sorted(path for folder in ("casefile", "crypto", "ui") for path in (ROOT / folder).rglob("*.py"))
EVERYTHING = SOURCES + sorted(path for folder in ("tests", "packaging", "resources")
                              for path in (ROOT / folder).rglob("*.py"))
NETWORK = ("socket", "ssl", "http", "urllib.request", "urllib.error", "asyncio", "ftplib", "smtplib", "webbrowser",
           "socketserver", "xmlrpc", "multiprocessing.connection", "multiprocessing.managers", "PySide6.QtNetwork")
DOOR = "casefile/host/lockdown.py"  # the one module that shuts the door on sockets


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def under(module: str, names: tuple[str, ...]) -> bool:
    return any(module == one or module.startswith(one + ".") for one in names)


@pytest.mark.parametrize(("place", "line", "contract"), [
    ("crypto/seal.py", "import casefile.errors", "Imports point down"),
    ("casefile/dates.py", "import ui", "Imports point down"),
    ("casefile/dates.py", "import PySide6.QtCore", "No Qt below ui"),
    ("crypto/seal.py", "import sqlite3", "crypto knows no database"),
    ("casefile/dates.py", "import socket", "Nothing reaches for the network"),
    ("casefile/cli/frame.py", "import sqlcipher3", "opened in the store alone"),
    ("ui/shell/window.py", "import casefile.identities.dictionary", "true names"),
    ("casefile/records/markers.py", "import casefile.identities.dictionary", "true names"),
])
def test_a_contract_broken_on_purpose_is_caught(tmp_path, place, line, contract):
    for folder in ("casefile", "crypto", "ui"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with open(tmp_path / place, "a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    answer = subprocess.run([str(LINTER), "--no-cache"], cwd=tmp_path, capture_output=True, text=True)
    broken = re.findall(r"^(.*) BROKEN", answer.stdout, re.M)
    assert answer.returncode != 0
    assert any(contract in one for one in broken), answer.stdout[-600:]


def test_no_module_reaches_for_the_network_by_any_spelling():
    found = [f"{name(path)}: {module}" for path in SOURCES for module in imported(path)
             if under(module, NETWORK) and not (name(path) == DOOR and under(module, ("socket",)))]
    assert not found


def test_the_version_needs_neither_a_database_nor_a_window():
    code = ("import sys; sys.argv = ['casefile', '--version']\nfrom casefile.__main__ import main\n"
            "try: main()\nexcept SystemExit: pass\n"
            "print([name for name in sys.modules if name.split('.')[0] in ('sqlcipher3', 'PySide6', 'shiboken6')])")
    answer = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert answer.stdout.splitlines() == ["casefile 0.1.0", "[]"]


def test_no_file_is_longer_than_the_wall_and_most_are_short():
    lines = {name(path): len(path.read_text("utf-8").splitlines()) for path in EVERYTHING}
    assert not {path: count for path, count in lines.items() if count > 400}
    assert statistics.median(count for path, count in lines.items() if not path.endswith("__init__.py")) <= 220


def test_every_file_says_its_licence_and_what_it_is():
    for path in EVERYTHING:
        text = path.read_text("utf-8")
        if not text and path.name == "__init__.py":
            continue
        assert text.startswith(("# SPDX-License-Identifier: GPL-3.0-or-later\n", "#!")), name(path)
        assert ast.get_docstring(ast.parse(text)), name(path)


def test_every_public_thing_below_the_desktop_is_described():
    bare = []
    for path in SOURCES:
        if name(path).startswith("ui/"):
            continue
        rooms: list[tuple[str, ast.AST]] = [("", ast.parse(path.read_text("utf-8")))]
        while rooms:
            place, node = rooms.pop()
            for child in getattr(node, "body", ()):
                if not isinstance(child, (ast.FunctionDef, ast.ClassDef)) or child.name.startswith("_"):
                    continue
                if any(ast.unparse(one).endswith((".setter", "overload")) for one in child.decorator_list):
                    continue
                if not ast.get_docstring(child):
                    bare.append(f"{name(path)}: {place}{child.name}")
                if isinstance(child, ast.ClassDef):
                    rooms.append((f"{child.name}.", child))
    assert not bare


def test_no_drawer_modules():
    drawers = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?)$")
    assert not [name(path) for path in SOURCES if drawers.search(path.stem)]


def test_an_import_inside_a_function_says_why():
    silent = []
    for path in SOURCES:
        text = path.read_text("utf-8").splitlines()
        for function in ast.walk(ast.parse("\n".join(text))):
            if isinstance(function, (ast.FunctionDef, ast.Lambda)):
                for node in ast.walk(function):
                    if isinstance(node, (ast.Import, ast.ImportFrom)):
                        above = text[node.lineno - 2].strip()
                        reason = text[node.lineno - 1].partition("#")[2] + (above if above.startswith("#") else "")
                        if len(re.sub(r"noqa(: ?[A-Z0-9, ]+)?|type: ?ignore(\[[^\]]*\])?|#", "", reason).split()) < 3:
                            silent.append(f"{name(path)}:{node.lineno}")
    assert not silent


def test_nothing_promises_what_cannot_be_kept():
    words = re.compile(r"secure(ly)? (erase|delet|wip)|plausibl[ey] deniab|military.grade|unbreakable", re.I)
    texts = [path for folder in ("resources", "ui", "casefile") for path in (ROOT / folder).rglob("*")
             if path.suffix in (".md", ".py", ".json", ".txt")] + [ROOT / "README.md"]
    assert not [name(path) for path in texts if words.search(path.read_text("utf-8"))]
