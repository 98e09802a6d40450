# SPDX-License-Identifier: GPL-3.0-or-later
"""One encrypted connection to a vault's databases.

Opens `cases.db` as schema `main` and, where its key is given, `identities.db` as schema `names` on
the same connection, so that one transaction over both happens in both or in neither.  The keys are
raw 256-bit keys; no passphrase ever comes here.

Promises: a file is opened only if it is really encrypted by SQLCipher, and every setting that
durability or secrecy rests on is set by us and read back; a reader changes nothing on the disk,
except that it rolls back what a killed writer left.  Errors come out as DriveTrouble, Damaged or Busy.
It must never trace statements or write a log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Literal
from urllib.parse import quote

from sqlcipher3 import dbapi2 as sqlcipher

from casefile.errors import CasefileError, Damaged, DriveTrouble
from casefile.host.private_files import create_private, drive_errors, private_umask
from casefile.store.faults import faults
from casefile.store.journals import journal_of
from casefile.store.sketch import Sketch
from casefile.store.standing import Keeper, Standing, Sums
from crypto.secret import Secret

PAGE = 4096
BUSY_MS = 10_000
Schema = Literal["main", "names"]
Row = tuple[Any, ...]

_PLAINTEXT = b"SQLite format 3\0"
_CIPHER = {"cipher_page_size": str(PAGE), "cipher_hmac_algorithm": "HMAC_SHA512", "cipher_use_hmac": "1",
           "cipher_plaintext_header_size": "0"}
_PER_FILE: dict[str, tuple[str, Any]] = {
    "journal_mode": ("DELETE", "delete"), "synchronous": ("EXTRA", 3), "secure_delete": ("ON", 1),
    "auto_vacuum": ("NONE", 0)}
_PER_CONNECTION: dict[str, tuple[str, Any]] = {
    "foreign_keys": ("ON", 1), "temp_store": ("MEMORY", 2), "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1)}


class Database:
    """A connection; made by `create` or `open`, used by one thread."""

    def __init__(self, connection: Any, path: Path, *, readonly: bool) -> None:
        self._connection = connection
        self._files: dict[Schema, Path] = {"main": path}
        self.readonly = readonly
        self._closed = False
        self._keeper = Keeper(connection)

    @classmethod
    def create(cls, path: Path, key: Secret) -> Database:
        """Make an empty case database at `path` (which must not exist), mode 0600."""
        _make_file(path)
        database = cls(_connect(path, readonly=False), path, readonly=False)
        with database._closing_on_error(), faults():
            _unlock(database._connection, key)
            database._assert_settings("main")
            database.run_script("cases.sql")
        return database

    @classmethod
    def open(cls, path: Path, key: Secret, *, readonly: bool) -> Database:
        """Open an existing case database.  Raises Damaged, DriveTrouble or Busy."""
        _require_encrypted_file(path)
        try:
            return cls._open(path, key, readonly=readonly)
        except DriveTrouble:
            if not readonly or not journal_of(path).exists():
                raise
            with cls._open(path, key, readonly=False):
                pass  # opening it for writing has rolled back what a killed writer left
            return cls._open(path, key, readonly=readonly)

    @classmethod
    def _open(cls, path: Path, key: Secret, *, readonly: bool) -> Database:
        database = cls(_connect(path, readonly=readonly), path, readonly=readonly)
        with database._closing_on_error(), faults():
            _unlock(database._connection, key)
            database._assert_settings("main")
        return database

    def create_identities(self, path: Path, key: Secret) -> None:
        """Make an empty identity database at `path` and attach it as `names`."""
        _make_file(path)
        self._attach(path, key)
        with faults():
            self.run_script("identities.sql")

    def attach_identities(self, path: Path, key: Secret) -> None:
        """Attach an existing identity database as `names`.  Raises Damaged, DriveTrouble or Busy."""
        _require_encrypted_file(path)
        try:
            self._attach(path, key)
        except DriveTrouble:
            if not self.readonly or not journal_of(path).exists():
                raise
            with suppress(CasefileError):
                self.execute("DETACH DATABASE names")
            with self._open(path, key, readonly=False):
                pass
            self._attach(path, key)

    def _attach(self, path: Path, key: Secret) -> None:
        with faults():
            self._connection.execute("ATTACH DATABASE ? AS names KEY ?",
                                     (_uri(path, readonly=self.readonly), f"x'{key.hex()}'"))
            self._files["names"] = path
            self._assert_settings("names")

    @property
    def has_identities(self) -> bool:
        """Whether the identity database is attached."""
        return "names" in self._files

    @property
    def schemas(self) -> tuple[Schema, ...]:
        """The schemas that are open."""
        return tuple(self._files)

    def file(self, schema: Schema) -> Path:
        """The file behind a schema."""
        return self._files[schema]

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query."""
        with faults():
            return list(self._connection.execute(sql, values))

    def one(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        with faults():
            cursor = self._connection.execute(sql, values)
            row: Row | None = cursor.fetchone()
            cursor.close()
            return row

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.one(sql, values)
        return None if row is None else row[0]

    def each(self, sql: str, values: Sequence[Any] = (), *, at_once: int = 256) -> Iterator[Row]:
        """Rows one by one, for what may be too big to hold; the read lasts until the iterator ends."""
        with faults():
            cursor = self._connection.execute(sql, values)
        try:
            while True:
                with faults():
                    block = cursor.fetchmany(at_once)
                if not block:
                    return
                yield from block
        finally:
            with suppress(sqlcipher.ProgrammingError):  # the database may be closed before the iterator ends
                cursor.close()

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run one statement; the number of rows it changed."""
        with faults():
            return int(self._connection.execute(sql, values).rowcount)

    def many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each sequence of values."""
        with faults():
            self._connection.executemany(sql, values)

    @contextmanager
    def transaction(self, *, changes_tables: bool = False) -> Iterator[None]:
        """All or nothing, over both databases, and where they stand then; may not be nested.

        `changes_tables`: not rows alone but tables may change, so that every row is summed anew at the end.
        """
        with faults():
            if changes_tables:
                self._keeper.look_away()
            for schema in () if changes_tables else self._files:
                self._keeper.watch(schema)
        self.execute("BEGIN IMMEDIATE")
        try:
            with faults():
                self._keeper.begin()
            yield
            with faults():
                if changes_tables:
                    self._keeper.sum_anew(self.schemas)
                self._keeper.settle()
            self.execute("COMMIT")
            self._keeper.done()
        except BaseException:
            with suppress(CasefileError):
                if self._connection.in_transaction:
                    self.execute("ROLLBACK")
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Everything read inside is of one moment; a no-op inside a transaction."""
        if self._connection.in_transaction:
            yield
            return
        self.execute("BEGIN")
        try:
            yield
        finally:
            self.execute("ROLLBACK")

    def standing(self, schema: Schema) -> Standing | None:
        """What a database says of itself, None where it never was written to by a version that says it."""
        with faults():
            return self._keeper.read(schema)

    def committed(self, schema: Schema) -> tuple[int, str] | None:
        """(number, hash) of the newest entry that this connection's own last transaction left; None before the first."""
        return self._keeper.committed.get(schema)

    def sums(self, schema: Schema) -> Sums:
        """The sum of every table as it is; reads every row."""
        with faults():
            return self._keeper.sums(schema)

    def is_as_left(self, schema: Schema, table: str) -> bool:
        """Whether a table's rows are those of the last transaction, as far as the database says; reads every one."""
        with faults():
            stand = self._keeper.read(schema)
            return stand is None or stand.sums.get(table) == self._keeper.sum(schema, table)

    def sketch(self, schema: Schema) -> Sketch:
        """The sketch of a database's rows about records as they are; reads every one."""
        with faults():
            return self._keeper.sketch(schema)

    def count_text(self, sign: int, place: int | None = None) -> None:
        """A text of the search index was put at a place (1) or is about to go from it (-1); without a place: from all."""
        with faults():
            self._keeper.count_text(sign, place)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return bool(self._connection.in_transaction)

    def close(self) -> None:
        """Close the connection; doing it twice does no harm."""
        if not self._closed:
            self._closed = True
            self._connection.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def assert_length(self, schema: Schema) -> None:
        """The file is exactly as long as its pages: nothing cut off, nothing put behind."""
        with self.reading():
            pages = self.value(f"PRAGMA {schema}.page_count")
            self.value(f"SELECT count(*) FROM {schema}.sqlite_schema")  # holds the file still
            with drive_errors():
                length = self._files[schema].stat().st_size
        if length != pages * PAGE:
            raise Damaged("A database is not as long as its pages say.", kind="length")

    def _assert_settings(self, schema: Schema) -> None:
        if schema == "main":
            for name, (word, _) in _PER_CONNECTION.items():
                self._connection.execute(f"PRAGMA {name} = {word}")
        journal = self.value(f"PRAGMA {schema}.journal_mode")
        self.value(f"SELECT count(*) FROM {schema}.sqlite_schema")  # the first read: key and page 1 are tried
        if journal == "wal":
            raise Damaged("A database asks for a way of writing this program never uses.", kind="settings")
        for name, (word, _) in _PER_FILE.items():
            self._connection.execute(f"PRAGMA {schema}.{name} = {word}").fetchall()
        wanted = {f"{schema}.{name}": value for name, (_, value) in _PER_FILE.items()}
        wanted |= {name: value for name, (_, value) in _PER_CONNECTION.items()}
        wanted[f"{schema}.page_size"] = PAGE
        for name, value in wanted.items():
            if str(self.value(f"PRAGMA {name}")) != str(value):
                raise Damaged("A database refuses the settings its safety rests on.", kind="settings")
        self.assert_length(schema)

    def run_script(self, name: str) -> None:
        """Make the tables of one of the program's own schema files, in one transaction."""
        script = files("casefile.store").joinpath("schema", name).read_text("utf-8")
        with self.transaction():
            for statement in script.split(";\n"):
                if statement.strip():
                    self.execute(statement)

    @contextmanager
    def _closing_on_error(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise


def _connect(path: Path, *, readonly: bool) -> Any:
    private_umask()
    with faults():
        connection = sqlcipher.connect(_uri(path, readonly=readonly), uri=True, isolation_level=None)
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    return connection


def _unlock(connection: Any, key: Secret) -> None:
    version = connection.execute("PRAGMA cipher_version").fetchone()
    if not version or not str(version[0]).startswith("4."):
        raise CasefileError("The database library cannot encrypt; nothing was opened.", kind="no-cipher",
                            advice="Install the program as its README says.")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for name, value in _CIPHER.items():
        connection.execute(f"PRAGMA {name} = {value}")
    for name, value in _CIPHER.items():
        if str(connection.execute(f"PRAGMA {name}").fetchone()[0]) != value:
            raise CasefileError("The database library does not take our cipher settings.", kind="no-cipher")


def _uri(path: Path, *, readonly: bool) -> str:
    return f"file:{quote(str(path.absolute()))}?mode={'ro' if readonly else 'rw'}"


def _make_file(path: Path) -> None:
    with drive_errors():
        create_private(path).close()


def _require_encrypted_file(path: Path) -> None:
    """The file is there, is not empty and is no plaintext database."""
    with drive_errors():
        if not path.is_file():
            raise Damaged("A database of this vault is missing.", kind="missing-file")
        with path.open("rb") as file:
            head = file.read(len(_PLAINTEXT))
    if head == _PLAINTEXT:
        raise Damaged("A database of this vault is not encrypted.", kind="plaintext")
    if len(head) < len(_PLAINTEXT):
        raise Damaged("A database of this vault is empty.", kind="length")
