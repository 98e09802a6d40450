# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a database stands: one sum for each of its tables, and the newest audit entry of the other database.

The encryption cannot tell an older page from a newer one, and the audit chain vouches for records alone. So
every transaction leaves a row in `meta`: the number of the newest audit entry, for each other table the sum (modulo
2^128) of SHA-256 over each of its rows, and where the other database's chain stood when both were open.  An
older page of any table no longer gives the sum; an older row of sums has another number than the chain; an older
database is not of the time its companion knows.

The sums are kept by triggers of the connection (TEMP, so that nothing of them is in the file) and move with each
row; no table is read for them but when a database has none yet.  Of the tables that hold rows about single records a
sketch (sketch.py) is kept beside the sums, from which the records can be told whose rows are older.  Texts of the search
index are counted by those who write them (`Keeper.count_text`): a trigger on a table inside FTS5 makes the library fall
over.  Rows count in any order, and under no row number, so that a copy under new keys has the same sums.  Nothing but a
transaction of `Database` may write rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from casefile.errors import Damaged, WentBackInTime
from casefile.store.sketch import RECORD_BYTES, ROW_BYTES, Sketch
from casefile.store.tables import KINDS

KEY = "standing"
_MODULUS = 1 << 128
_MOVES = "casefile_row_moves"
_TEXTS, _SETTINGS = "search_content", "search_config"
RECORDS = {"main": {"blobs": "attachment", "screening": "id", "search_rows": "id", "tombstones": "id", _TEXTS: "c1"},
           "names": {"originals": "record"}}
"""Tables with rows about single records, and the column that says which."""
_OTHER = {"main": "names", "names": "main"}
Sums = dict[str, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a database says of itself: number of its newest entry, sums by table, (number, hash) of the other's newest
    entry, None where the other one was never open beside it; the sketch of its rows about records, empty before there was one."""

    seq: int
    sums: Sums
    other: tuple[int, str] | None
    sketch: str = ""

    def parsed(self) -> Sketch:
        """The sketch.  Raises Damaged where it is none."""
        try:
            return Sketch.from_text(self.sketch)
        except ValueError:
            raise Damaged("A database does not say where it stands.", kind="meta") from None


class Keeper:
    """Keeps the sums of one connection's databases; made by `Database`, called in its transactions alone."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._tables: dict[str, list[str]] = {}
        self._moved: dict[tuple[str, str], int] = {}
        self._rows: dict[str, Sketch] = {}
        self._before: dict[str, Standing | None] = {}
        self._settled: dict[str, tuple[int, str]] = {}
        self.committed: dict[str, tuple[int, str]] = {}
        self._text_row = ""
        connection.create_function(_MOVES, 5, self._move)

    def watch(self, schema: str) -> None:
        """From now on every row that comes to or goes from a database of this connection is counted.

        To be called outside a transaction, which would take the triggers with it when it is taken back.
        """
        found = _tables(self._connection, schema)
        if schema in self._tables or not found:
            return
        self._connection.execute("PRAGMA recursive_triggers = ON")  # or REPLACE would not tell what it removed
        self._tables[schema] = found
        if schema == "main":
            self._text_row = _row(self._connection, schema, _TEXTS)
        for table in self._tables[schema]:
            if table in (_TEXTS, _SETTINGS):
                continue
            about = RECORDS[schema].get(table)
            comes, goes = (
                f"SELECT {_MOVES}({sign}, '{schema}', '{table}', {side + about if about else 'NULL'}, "
                f"{_row(self._connection, schema, table, side)});" for sign, side in ((1, "NEW."), (-1, "OLD.")))
            for event, sides, does in (("INSERT", ("NEW",), comes), ("DELETE", ("OLD",), goes),
                                       ("UPDATE", ("OLD", "NEW"), goes + comes)):
                but = " AND ".join(f"{side}.key <> '{KEY}'" for side in sides) if table == "meta" else "1"
                self._connection.execute(f'CREATE TEMP TRIGGER "{schema}_{table}_{event}" AFTER {event} ON '
                                         f'{schema}."{table}" WHEN {but} BEGIN {does} END')

    def count_text(self, sign: int, place: int | None) -> None:
        """A text of the search index was put at `place` (sign 1), or will be taken away (-1); None: all of them."""
        where, which = ("", ()) if place is None else ("WHERE id = ?", (place,))
        self._connection.execute(f"SELECT {_MOVES}({sign}, 'main', '{_TEXTS}', {RECORDS['main'][_TEXTS]}, "
                                 f"{self._text_row}) FROM {_TEXTS} {where}", which).fetchall()

    def begin(self) -> None:
        """Remember where the databases stand; at the start of a transaction.

        Raises WentBackInTime where one stands earlier than this connection left it: it was exchanged meanwhile.
        """
        self._moved.clear()
        self._rows.clear()
        self._settled.clear()
        self._before = {schema: self.read(schema) for schema in self._tables}
        for schema, stand in self._before.items():
            if schema in self.committed and (stand.seq if stand else 0) < self.committed[schema][0]:
                raise WentBackInTime("A database of this vault was put back to an earlier time while it was open.")

    def settle(self) -> None:
        """Write down where they stand now; before the commit, where any row moved."""
        if not self._moved:
            return
        heads = {schema: self._connection.execute(
            f"SELECT seq, hash FROM {schema}.audit ORDER BY seq DESC LIMIT 1").fetchone() for schema in self._before}
        self._settled = {schema: (int(head[0]), bytes(head[1]).hex()) for schema, head in heads.items() if head}
        for schema, before in self._before.items():
            if heads[schema] is None:
                continue
            other, known = heads.get(_OTHER[schema]), before.other if before else None
            now = Standing(heads[schema][0], self._sums(schema, before),
                           (other[0], bytes(other[1]).hex()) if other else known, self._sketch(schema, before))
            if now != before:
                self._connection.execute(f"INSERT OR REPLACE INTO {schema}.meta (key, value) VALUES (?, ?)",
                                         (KEY, _text(now)))

    def look_away(self) -> None:
        """Count no rows until `watch` is called again: tables themselves are about to change."""
        for (trigger,) in self._connection.execute("SELECT name FROM sqlite_temp_schema WHERE type = 'trigger'").fetchall():
            self._connection.execute(f'DROP TRIGGER temp."{trigger}"')
        self._tables.clear()

    def sum_anew(self, schemas: Iterable[str]) -> None:
        """Before the commit of a transaction that changed tables: let `settle` sum every row."""
        for schema in schemas:
            before = self.read(schema)
            self._before[schema] = replace(before, sums={}, sketch="") if before else None
            self._moved[schema, ""] = 0

    def done(self) -> None:
        """After the commit: `committed` says from now on (number, hash) of the newest entries it left."""
        self.committed |= self._settled
        self._settled = {}

    def read(self, schema: str) -> Standing | None:
        """What a database says of itself; None where no transaction has written it yet.  Raises Damaged."""
        row = self._connection.execute(f"SELECT value FROM {schema}.meta WHERE key = ?", (KEY,)).fetchone()
        return None if row is None else _read(row[0])

    def sums(self, schema: str) -> Sums:
        """The sum of every table as it is now: reads every row."""
        return {table: self.sum(schema, table) for table in _tables(self._connection, schema)}

    def sketch(self, schema: str) -> Sketch:
        """The sketch of the rows about records as they are now: reads every one."""
        made = Sketch()
        for table, about in RECORDS[schema].items():
            for record, row in self._connection.execute(
                    f'SELECT "{about}", {_row(self._connection, schema, table)} FROM {schema}."{table}"'):
                made.put(1, mark(table, record), _digest(row)[1])
        return made

    def _sketch(self, schema: str, before: Standing | None) -> str:
        if before is None or not before.sketch:
            return self.sketch(schema).text()
        return before.parsed().plus(self._rows.get(schema, Sketch())).text()

    def sum(self, schema: str, table: str) -> int:
        """The sum of one table as it is now: reads every row."""
        but = f"WHERE key <> '{KEY}'" if table == "meta" else ""
        rows: Iterable[Sequence[str]] = self._connection.execute(
            f'SELECT {_row(self._connection, schema, table)} FROM {schema}."{table}" {but}')
        return sum(_digest(row[0])[0] for row in rows) % _MODULUS

    def _sums(self, schema: str, before: Standing | None) -> Sums:
        if before is None or list(before.sums) != self._tables.get(schema):
            return self.sums(schema)
        now = {table: (total + self._moved.get((schema, table), 0)) % _MODULUS
               for table, total in before.sums.items()}
        return now | ({_SETTINGS: self.sum(schema, _SETTINGS)} if _SETTINGS in now else {})  # FTS5's own, two rows

    def _move(self, sign: int, schema: str, table: str, record: str | None, row: str) -> None:
        key, (number, own) = (schema, table), _digest(row)
        self._moved[key] = self._moved.get(key, 0) + sign * number
        if record is not None:
            self._rows.setdefault(schema, Sketch()).put(sign, mark(table, record), own)


def mark(table: str, record: str) -> int:
    """What stands for a record in the sketch, where a row of this table is about it."""
    return int.from_bytes(hashlib.sha256(f"{table} {record}".encode()).digest()[:RECORD_BYTES], "big")


def _read(text: Any) -> Standing:
    try:
        said = json.loads(text)
        other = said["other"]
        return Standing(int(said["seq"]), {str(table): int(total, 16) for table, total in said["sums"].items()},
                        None if other is None else (int(other[0]), str(other[1])),
                        str(said.get("sketch", "")))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        raise Damaged("A database does not say where it stands.", kind="meta") from None


def _tables(connection: Any, schema: str) -> list[str]:
    """The tables that are counted: of the search index its texts and settings, not its words.

    Not the audit log and the records, whose rows the log vouches for one by one.
    """
    found = [str(row[0]) for row in connection.execute(
        f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND "
        f"(name NOT LIKE 'search%' OR name IN ('{_TEXTS}', '{_SETTINGS}', 'search_rows')) ORDER BY name")]
    return [table for table in found if table != "audit" and (schema != "main" or table not in KINDS)]


def _row(connection: Any, schema: str, table: str, side: str = "") -> str:
    """A row as one text, in SQL: small letters for the type of each value, then its bytes as capital hexadecimal."""
    names = [str(row[1]) for row in connection.execute(f'PRAGMA {schema}.table_info("{table}")')]
    return " || ".join(f'typeof({side}"{name}") || hex({side}"{name}")' for name in names)


def _digest(row: str) -> tuple[int, int]:
    """What stands for a row in a sum, and what in a sketch."""
    whole = hashlib.sha256(row.encode("ascii")).digest()
    return int.from_bytes(whole[:16], "big"), int.from_bytes(whole[16:16 + ROW_BYTES], "big")


def _text(standing: Standing) -> str:
    return json.dumps({"seq": standing.seq, "other": standing.other, "sketch": standing.sketch,
                       "sums": {table: f"{total:032x}" for table, total in standing.sums.items()}},
                      sort_keys=True, separators=(",", ":"))
