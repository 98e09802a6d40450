# SPDX-License-Identifier: GPL-3.0-or-later
"""A sketch tells the few rows that differ, and nothing that does not; an older page is told by its records."""

from __future__ import annotations

import hashlib
import io
import secrets
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.errors import CasefileError
from casefile.progress import Silent
from casefile.store import blobs
from casefile.store.names import Original
from casefile.store.removal import Removal
from casefile.store.sketch import ROW_BYTES, Sketch
from casefile.store.standing import RECORDS
from casefile.store.writing import Change, new_id, write
from casefile.vault.check import Finding, check_vault, check_with_roots
from casefile.vault.session import Session
from casefile.vault.unlock import open_with_roots
from crypto.secret import Secret
from tests.vault import tampering

PAGE = tampering.PAGE
Roots = tuple[bytes, bytes]
SAID = {"blobs": "where attachments are", "screening": "known about names", "tombstones": "erased records",
        "originals": "texts came in", "search_rows": "places of the search index",
        "search_content": "text of the search index"}
marks = st.integers(0, 500).map(lambda number: int.from_bytes(hashlib.sha256(b"%d" % number).digest()[:ROW_BYTES], "big"))


def sketch_of(rows: set[tuple[int, int]]) -> Sketch:
    made = Sketch()
    for record, row in rows:
        made.put(1, record, row)
    return made


@given(st.sets(st.tuples(marks, marks), max_size=300), st.sets(st.tuples(marks, marks), max_size=12),
       st.sets(st.tuples(marks, marks), max_size=12))
def test_what_differs_is_told_and_nothing_else(same: set[tuple[int, int]], more: set[tuple[int, int]],
                                               fewer: set[tuple[int, int]]) -> None:
    one, other = sketch_of(same | more), sketch_of(same | fewer)
    differ = {record for record, _ in (same | more) ^ (same | fewer)}
    known = {record for record, _ in same | more | fewer}
    found = Sketch.from_text(one.text()).plus(Sketch.from_text(other.text()), -1).records(known)
    assert found <= differ


def test_a_page_full_of_rows_is_told_whole() -> None:
    failed = 0
    for _ in range(100):
        same = {(secrets.randbits(40), secrets.randbits(32)) for _ in range(50)}
        older, newer = ({(record, secrets.randbits(32)) for record, _ in list(same)[:38]} for _ in range(2))
        found = sketch_of(same | newer).plus(sketch_of(same | older), -1).records({record for record, _ in same})
        failed += found != {record for record, _ in older}
    assert failed <= 10  # of 76 differing rows in 183 cells; what is told is true in any case


@pytest.mark.parametrize("text", ["", "x", "AAAA", Sketch().text()[:-4], Sketch().text() + "AAAA", "ä"])
def test_what_is_no_sketch_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no sketch"):
        Sketch.from_text(text)


def named(findings: list[Finding], table: str) -> set[str]:
    return {one.record for one in findings if SAID[table] in one.what}


@pytest.mark.parametrize("sql", [
    "DELETE FROM blobs WHERE attachment = '{}'", "UPDATE blobs SET key = x'00' WHERE attachment = '{}'",
    "UPDATE screening SET state = 'unscreened' WHERE id = '{}'", "DELETE FROM screening WHERE id = '{}'",
    "INSERT INTO tombstones VALUES ('people', '{}', NULL, '')", "DELETE FROM names.originals WHERE record = '{}'",
    "UPDATE names.originals SET hash = x'00' WHERE record = '{}'"])
def test_one_row_that_no_write_left_so_is_told_by_its_record(session: Session, sql: str) -> None:
    person, paper = new_id(), new_id()
    for one in [person] + [new_id() for _ in range(20)]:
        write(session, "person.add", [Change("people", one, {})], originals=[Original("people", one, "notes", b"h" * 32)],
              screening={("people", one): ("screened", [])})
    blob = blobs.add(session, io.BytesIO(b"a letter"))
    write(session, "attachment.add", [Change("attachments", paper, {"sha256": blob.sha256})], blobs={paper: blob})
    assert check_vault(session, Silent()) == []
    record = paper if "blobs" in sql else person
    session.db.execute(sql.format(record))  # outside a transaction of the database nothing is written down
    table = next(one for one in SAID if one in sql)
    assert named(check_vault(session, Silent()), table) == {record}


@pytest.fixture
def two_times(vault: Path, roots: Roots) -> Path:
    """A vault, and as `before` beside it the same one before its newest writes."""
    people, papers = [new_id() for _ in range(60)], [new_id() for _ in range(40)]
    with opened(vault, roots) as session:
        write(session, "import", [Change("people", one, {}, label="Heron", search_text="heron river") for one in people],
              originals=[Original("people", one, place, secrets.token_bytes(32)) for one in people for place in ("a", "b")],
              screening={("people", one): ("screened", []) for one in people})
        stored = {one: blobs.add(session, io.BytesIO(one.encode())) for one in papers}
        write(session, "import", [Change("attachments", one, {"sha256": blob.sha256}) for one, blob in stored.items()],
              blobs=stored)
        write(session, "person.erase", [], removals=[Removal("people", one) for one in people[:12]])
    before = tampering.copy(vault, "before")
    with opened(vault, roots) as session:
        write(session, "screening", [], screening={("people", one): ("doubts", ["a word"]) for one in people[20:30]})
        changed = [Change("people", one, {}, search_text="heron harbour") for one in people[40:50]]
        write(session, "person.change", changed, originals=[
            Original("people", one, "a", secrets.token_bytes(32)) for one in people[25:40]])
        write(session, "person.erase", [], removals=[
            *(Removal("people", one) for one in people[50:53]), *(Removal("attachments", one) for one in papers[:3])])
        stored = {one: blobs.add(session, io.BytesIO(one.encode())) for one in (new_id(), new_id())}
        write(session, "import", [Change("attachments", one, {"sha256": blob.sha256}) for one, blob in stored.items()],
              blobs=stored)
    return before


def opened(vault: Path, roots: Roots, *, writes: bool = True) -> Session:
    return open_with_roots(vault, Secret(roots[0]), Secret(roots[1]), write=writes)


def rows_about(vault: Path, roots: Roots) -> dict[str, Counter[tuple[object, ...]]]:
    """By table, every row of it, its record first; nothing where the vault does not open."""
    try:
        with opened(vault, roots, writes=False) as session:
            return {table: Counter(session.db.rows(f'SELECT "{about}", * FROM {schema}."{table}"'))
                    for schema, tables in RECORDS.items() for table, about in tables.items()}
    except CasefileError:
        return {}


def test_an_older_page_of_any_table_about_records_tells_the_records_and_no_other(
        vault: Path, two_times: Path, roots: Roots) -> None:
    whole, told, older = rows_about(vault, roots), Counter[str](), Counter[str]()
    for name in ("cases.db", "identities.db"):
        now, before = (tampering.pages(one / name) for one in (vault, two_times))
        for number, (old, new) in enumerate(zip(before, now, strict=False)):
            if old == new:
                continue
            (vault / name).write_bytes(b"".join([*now[:number], old, *now[number + 1:]]))
            mixed = rows_about(vault, roots)
            found = check_with_roots(vault, Secret(roots[0]), Secret(roots[1]), Silent()) if mixed else []
            for table in mixed:
                differs = {str(row[0]) for row in (whole[table] - mixed[table]) + (mixed[table] - whole[table])}
                if differs:
                    assert named(found, table) - {""} <= differs, (name, number, table)
                    told[table] += len(named(found, table) - {""})
                    older[table] += len(differs)
        (vault / name).write_bytes(b"".join(now))
    assert all(told[table] >= 0.8 * older[table] > 0 for table in SAID), (told, older)  # marks are drawn by chance


def names_of_bytes(vault: Path, roots: Roots) -> list[set[str]]:
    """The names of the files with attachments, from the index of names and from the rows; nothing where it does not open."""
    try:
        with opened(vault, roots, writes=False) as session:
            return [{str(row[-1]) for row in session.db.rows(f"SELECT {columns} FROM blobs")} for columns in ("name", "key, name")]
    except CasefileError:
        return []


def test_a_writer_sweeps_no_attachment_away_beside_an_older_page(vault: Path, two_times: Path, roots: Roots) -> None:
    opened(vault, roots).close()  # the bytes of erased attachments go
    files = {path.name: path.read_bytes() for path in (vault / "blobs").rglob("*") if path.is_file()}
    now, before = (tampering.pages(one / "cases.db") for one in (vault, two_times))
    whole, hidden = names_of_bytes(vault, roots), 0
    for number, (old, new) in enumerate(zip(before, now, strict=False)):
        if old == new:
            continue
        (vault / "cases.db").write_bytes(b"".join([*now[:number], old, *now[number + 1:]]))
        if names_of_bytes(vault, roots) in ([], whole):
            continue
        opened(vault, roots).close()
        hidden += 1
        assert {path.name: path.read_bytes() for path in (vault / "blobs").rglob("*") if path.is_file()} == files, number
    assert hidden >= 2, "pages of the rows, and of the index of their names"
    (vault / "cases.db").write_bytes(b"".join(now))
    (vault / "blobs/00").mkdir(exist_ok=True)
    (vault / "blobs/00" / ("0" * 32)).write_bytes(b"what a killed writer left")
    opened(vault, roots).close()
    assert {path.name: path.read_bytes() for path in (vault / "blobs").rglob("*") if path.is_file()} == files
    assert check_with_roots(vault, Secret(roots[0]), Secret(roots[1]), Silent()) == []
