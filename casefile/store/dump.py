# SPDX-License-Identifier: GPL-3.0-or-later
"""A database as SQL text, and back: what a backup holds.

The text is made for stock `sqlite3` and for eyes: one table for each kind, one statement on one line,
deterministic order.  The search index is left out; it is made anew from the records.

Reading it back never runs the text as SQL: a dump is a stranger's until proven otherwise, so each
line must have one of the few forms written here, its values are bound, and tables and columns must
be those this program makes itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from casefile.errors import Busy, CasefileError, Damaged, DriveTrouble
from casefile.store import migrations
from casefile.store.database import Database, Schema
from casefile.store.faults import faults

_BLOCK = 256 * 1024
_LONGEST_LINE = 256 * 1024 * 1024
_AT_ONCE = 500  # rows
_TITLES = {"main": "records", "names": "identities"}
_CONTROLS = {0: "\\0", 10: "\\n", 13: "\\r"}  # what may not stand inside a line, and what stands for it

_TEXT = r"'[^'\x00\n\r]*+(?:''[^'\x00\n\r]*+)*+'"
_VALUE = re.compile(rf"(?:(NULL)|(-?\d+\.\d+(?:e[+-]?\d+)?|-?\d+e[+-]?\d+)|(-?\d+)|X'((?:[0-9a-f]{{2}})*)'|"
                    rf"((?:replace\()*)({_TEXT})((?:,{_TEXT},char\(\d+\)\))*))(,|\)$)")
_REPLACED = re.compile(rf",({_TEXT}),char\((\d+)\)\)")
_INSERT = re.compile(r'INSERT INTO "([a-z_]+)"\(("[a-z0-9_]+"(?:,"[a-z0-9_]+")*)\) VALUES\(')
_PLAIN = re.compile(r"--.*|PRAGMA foreign_keys=OFF;|CREATE TABLE .*;|")
_FORM = re.compile(rb"""INSERT INTO "meta"\("key","value"\) VALUES\('schema',(\d{1,9})\);""")
_VERSION = re.compile(r"PRAGMA user_version=(\d{1,10});")


@dataclass(frozen=True, slots=True)
class Counts:
    """What a dump came to: rows of each table, length in bytes, SHA-256 (hexadecimal) of its text."""

    rows: dict[str, int]
    bytes: int
    sha256: str


def dump(db: Database, schema: Schema, target: Callable[[bytes], object]) -> Counts:
    """Write a database as SQL text to `target`, block by block; call it inside `db.reading()`."""
    digest, total, rows = hashlib.sha256(), 0, dict[str, int]()
    block = bytearray()

    def put(line: str) -> None:
        nonlocal total
        data = line.encode("utf-8") + b"\n"
        digest.update(data)
        total += len(data)
        block.extend(data)
        if len(block) >= _BLOCK:
            target(bytes(block))
            block.clear()

    put(f"-- Casefile: {_TITLES[schema]}. Load it into a new database: sqlite3 {_TITLES[schema]}.db < this-file")
    put("PRAGMA foreign_keys=OFF;")
    put(f"PRAGMA user_version={int(db.value(f'PRAGMA {schema}.user_version'))};")
    put("BEGIN;")
    for table, create in tables(db, schema):
        put(" ".join(create.split()) + ";")
        columns = _columns(db, schema, table)
        head = f'INSERT INTO "{table}"({",".join(f"{chr(34)}{name}{chr(34)}" for name in columns)}) VALUES('
        rows[table] = 0
        for row in db.each(f'SELECT {",".join(columns)} FROM {schema}."{table}" ORDER BY {_order(db, schema, table)}'):
            put(head + ",".join(map(_literal, row)) + ");")
            rows[table] += 1
    put("COMMIT;")
    target(bytes(block))
    return Counts(rows, total, digest.hexdigest())


def tables(db: Database, schema: Schema) -> list[tuple[str, str]]:
    """(name, CREATE statement) of every table that a dump holds, in order."""
    return [(str(name), str(sql)) for name, sql in db.rows(
        f"SELECT name, sql FROM {schema}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
        f"AND name <> 'search' AND name NOT LIKE 'search\\_%' ESCAPE '\\' ORDER BY name")]


def _columns(db: Database, schema: Schema, table: str) -> list[str]:
    return [str(row[1]) for row in db.rows(f'PRAGMA {schema}.table_info("{table}")')]


def _order(db: Database, schema: Schema, table: str) -> str:
    without_rowid = db.value(f"SELECT wr FROM pragma_table_list WHERE schema = '{schema}' AND name = '{table}'")
    if not without_rowid:
        return "rowid"  # the order of arrival means something for revisions
    keys = sorted((int(row[5]), str(row[1])) for row in db.rows(f'PRAGMA {schema}.table_info("{table}")') if row[5])
    return ",".join(name for _, name in keys)


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    if isinstance(value, (int, float)):
        return repr(value)
    text, before, after = str(value).replace("'", "''"), "", ""
    for code, stand_in in _CONTROLS.items():
        if chr(code) in text:
            while stand_in in text:
                stand_in += "."
            text = text.replace(chr(code), stand_in)
            before, after = "replace(" + before, after + f",'{stand_in}',char({code}))"
    return f"{before}'{text}'{after}"


class FormFinder:
    """Takes the text of a dump in blocks and finds of which form the database was (store/migrations.py)."""

    def __init__(self) -> None:
        self._rest = b""
        self._found: list[int] = []

    def write(self, data: bytes) -> int:
        """Take a block."""
        lines = (self._rest + data).split(b"\n")
        self._rest = lines.pop()
        if len(self._rest) > _LONGEST_LINE:
            raise _damaged()
        self._found += [int(found[1]) for line in lines if (found := _FORM.fullmatch(line))]
        return len(data)

    def form(self) -> int:
        """The form's number.  Raises Damaged where the dump says none, NewerVersion where we do not know it."""
        if len(self._found) != 1 or self._found[0] < 1:
            raise _damaged()
        migrations.require_known(self._found[0], "This backup was made by a newer version of the program.")
        return self._found[0]


@dataclass
class Loader:
    """Takes the text of a dump in blocks and puts its rows into an open database of ours.

    The tables must be there and empty.  `finish` says what came; until then nothing is certain.
    Every fault of the text raises Damaged.
    """

    db: Database
    schema: Schema
    _rest: bytes = b""
    _digest: Any = field(default_factory=hashlib.sha256)
    _bytes: int = 0
    _rows: dict[str, int] = field(default_factory=dict)
    _known: dict[str, list[str]] = field(default_factory=dict)
    _state: str = "start"
    version: int = 0
    _head: str = ""
    _table: str = ""
    _width: int = 0
    _sql: str = ""
    _waiting: list[tuple[Any, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._known = {name: _columns(self.db, self.schema, name) for name, _ in tables(self.db, self.schema)}
        self._rows = dict.fromkeys(self._known, 0)

    def write(self, data: bytes) -> int:
        """Take a block (so that a loader can stand where a file is written to)."""
        lines = (self._rest + data).split(b"\n")
        self._rest = lines.pop()
        if len(self._rest) > _LONGEST_LINE:
            raise _damaged()
        for line in lines:
            self._take(line)
        return len(data)

    def finish(self) -> Counts:
        """The end of the text: what was loaded.  Raises Damaged when the end is missing."""
        if self._rest or self._state != "end":
            raise _damaged()
        return Counts(dict(self._rows), self._bytes, self._digest.hexdigest())

    def _take(self, line: bytes) -> None:
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            raise _damaged() from None
        if self._state == "end":  # padding follows the last statement
            if text and not text.startswith("--"):
                raise _damaged()
            return
        self._digest.update(line + b"\n")
        self._bytes += len(line) + 1
        if text.startswith("INSERT") and self._state == "rows":
            self._insert(text)
        elif text in ("BEGIN;", "COMMIT;"):
            if (text, self._state) not in (("BEGIN;", "start"), ("COMMIT;", "rows")):
                raise _damaged()
            self._flush()
            self._state = "rows" if text == "BEGIN;" else "end"
        elif found := _VERSION.fullmatch(text):
            self.version = int(found[1])
        elif not _PLAIN.fullmatch(text):
            raise _damaged()

    def _insert(self, line: str) -> None:
        if not self._head or not line.startswith(self._head):
            self._flush()
            self._start(line)
        values = tuple(_values(line[len(self._head):].removesuffix(";")))
        if len(values) != self._width:
            raise _damaged()
        self._waiting.append(values)
        if len(self._waiting) >= _AT_ONCE:
            self._flush()

    def _start(self, line: str) -> None:
        """The first row of a table: are table and columns ours?"""
        found = _INSERT.match(line)
        columns = found[2][1:-1].split('","') if found else []
        if not found or set(columns) - set(self._known.get(found[1], ())) or len(set(columns)) != len(columns):
            raise _damaged()
        self._head, self._table, self._width = found[0], found[1], len(columns)
        names = ",".join(f'"{name}"' for name in columns)
        self._sql = f'INSERT INTO {self.schema}."{found[1]}" ({names}) VALUES ({",".join("?" * len(columns))})'

    def _flush(self) -> None:
        if not self._waiting:
            return
        try:
            self.db.many(self._sql, self._waiting)
        except (DriveTrouble, Busy):
            raise
        except (CasefileError, OverflowError):  # a row twice, a value missing, a number too large
            raise _damaged() from None
        self._rows[self._table] += len(self._waiting)
        self._waiting.clear()


def _values(text: str) -> Iterator[Any]:
    """The literals of one row; `text` runs to the closing bracket."""
    at, end = 0, False
    while not end:
        found = _VALUE.match(text, at)
        if not found:
            raise _damaged()
        null, real, whole, blob, before, words, after, stop = found.groups()
        at, end = found.end(), stop == ")"
        if null:
            yield None
        elif real:
            yield float(real)
        elif whole:
            yield int(whole)
        elif blob is not None:
            yield bytes.fromhex(blob)
        else:
            yield _text(words, before.count("replace("), _REPLACED.findall(after))


def _text(words: str, depth: int, replaced: list[tuple[str, str]]) -> str:
    if depth != len(replaced):
        raise _damaged()
    text = words[1:-1].replace("''", "'")
    for stand_in, code in replaced:
        if int(code) not in _CONTROLS or len(stand_in) < 4:
            raise _damaged()
        text = text.replace(stand_in[1:-1].replace("''", "'"), chr(int(code)))
    return text


def scratch(form: int | None = None) -> Database:
    """An empty vault's tables in memory, both schemas, with nothing on any disk: to try a dump in.

    They are of that form, the newest unless given.
    """
    with faults():
        db = Database(sqlcipher.connect(":memory:", isolation_level=None), Path(), readonly=False)
        db.execute("PRAGMA temp_store = MEMORY")
        db.execute("ATTACH DATABASE ':memory:' AS names")
        for script in ("cases.sql", "identities.sql"):
            db.run_script(script)
        migrations.lay(db, dict.fromkeys(("main", "names"), form or migrations.newest()))
    return db


def _damaged() -> Damaged:
    return Damaged("The records in this backup are not whole.", kind="backup")
