# SPDX-License-Identifier: GPL-3.0-or-later
"""Measurements, one JSON line each, every one beside a peer measured in the same run.

{"bench", "value", "unit", "peer", "peer_value", "ratio"}: `ratio` is value / peer_value, so what counts
is how the two compare on this machine, never the bare number.  All people and texts are made up here.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_scan import NAMES, bench_recall, bench_scan, people, say, seconds, testimony, text

from casefile.export import run
from casefile.export.request import ExportRequest
from casefile.export.review import REDACT_ALL
from casefile.host.clock import SystemClock
from casefile.importers import interchange
from casefile.records.searching import search
from casefile.redaction.leak_terms import LeakTerms
from casefile.redaction.leakcheck import search_file
from casefile.redaction.terms import KnownPerson
from casefile.store.database import Database
from casefile.vault.create import create
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault
from crypto import agefile
from crypto.kdf import PROFILES, stretch
from crypto.recovery import RecoveryKey
from crypto.secret import Secret

CASE_WORDS = "lantern orchard gravel compass thimble meadow"
IDENTITY_WORDS = "harbour pumice bracket sycamore ladder quiver"
STATEMENTS = 400


def bench_export(rng: random.Random, folder: Path) -> None:
    """A hundred testimonies of 10 kB out as a document, searched, reviewed and checked; beside the deny-list alone."""
    known = people(rng, NAMES)
    told = [testimony(rng, known, 10_000) for _ in range(100)]
    document = {"format": "casefile-interchange", "version": 1, "cases": [{"id": "c-1", "title": "A case"}],
                "people": [{"id": f"p-{n}", "case": "c-1", "identity": {"names": [
                    {"value": name.value, "kind": name.kind} for name in person.names]}, "consents": [
                    {"purpose": "un", "decision": "granted", "identity_level": "pseudonym", "date": "2002-03-14",
                     "given_by": "self", "details": ["quotes"]}]} for n, person in enumerate(known)],
                "statements": [{"id": f"s-{n}", "case": "c-1", "person": f"p-{n}", "language": "en", "text": one}
                               for n, one in enumerate(told)]}
    vault, file = folder / "long", folder / "long.json"
    file.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    create(vault, CASE_WORDS, IDENTITY_WORDS, cost=PROFILES["low-memory"], clock=SystemClock(),
           case_recovery=RecoveryKey.generate(), identity_recovery=RecoveryKey.generate())
    plain = re.compile("|".join(re.escape(name.value) for person in known for name in person.names))
    peer = seconds(lambda: [plain.sub("[name]", one) for one in told], 1)
    with open_vault(vault, CASE_WORDS, IDENTITY_WORDS, write=True) as session:
        interchange.apply(session, interchange.plan(session, file))
        for form in ("txt", "docx", "pdf"):
            out = folder / f"long.{form}"
            say(f"export and leak check, 100 testimonies of 10 kB, {NAMES} people, {form}", seconds(lambda: run.export(
                session, ExportRequest("un", form), REDACT_ALL, out), 1), "s", "deny-list substitution alone", peer)  # noqa: B023
    bench_leak_check(known, folder / "long.pdf", folder / "long.txt")


def bench_leak_check(known: list[KnownPerson], pdf: Path, txt: Path) -> None:
    """Finished files opened again and searched: the time goes with the text, not with the names."""
    all_, few = LeakTerms.build(known), LeakTerms.build(known[:NAMES // 10])
    for file in (pdf, txt):
        name, data = f"leak check of 1 MB of text, {NAMES} people, {file.suffix[1:]}", file.read_bytes()
        taken = seconds(lambda: search_file(data, file.name, all_), 1)  # noqa: B023
        say(name, taken, "s", f"the same file, {NAMES // 10} people", seconds(lambda: search_file(data, file.name, few), 1))  # noqa: B023
    half = data[:len(data) // 2].decode("utf-8", "ignore").encode()
    say(name, taken, "s", "half of the text", seconds(lambda: search_file(half, "half.txt", all_), 1))


def bench_unlock() -> None:
    """The key derivation of a new vault beside the one SQLCipher would use itself."""
    salt = os.urandom(16)
    ours = seconds(lambda: stretch(CASE_WORDS, salt, PROFILES["standard"]))
    theirs = seconds(lambda: hashlib.pbkdf2_hmac("sha512", CASE_WORDS.encode(), salt, 256_000))
    say("key derivation, standard", ours, "s", "PBKDF2-SHA512, 256,000 rounds", theirs)


def bench_age(rng: random.Random, folder: Path) -> None:
    """Encrypting a backup body beside the stock age program."""
    if not shutil.which("age"):
        return
    data = rng.randbytes(32 << 20)
    source = folder / "body"
    source.write_bytes(data)
    recipient = RecoveryKey.generate().recipient
    ours = seconds(lambda: agefile.encrypt([recipient], io.BytesIO(data), io.BytesIO()))
    theirs = seconds(lambda: subprocess.run(["age", "-r", recipient, "-o", str(folder / "out"), str(source)],
                                            check=True))
    (folder / "out").unlink(missing_ok=True)
    say("age encryption of 32 MiB", 33.55 / ours, "MB/s", "age on the command line", 33.55 / theirs)


def document(rng: random.Random) -> dict[str, object]:
    """A case with many statements, names in some of them."""
    known = people(rng, 40)
    return {"format": "casefile-interchange", "version": 1, "cases": [{"id": "c-1", "title": "A case"}],
            "people": [{"id": f"p-{n}", "case": "c-1", "identity": {"names": [
                {"value": name.value, "kind": name.kind} for name in person.names]}} for n, person in enumerate(known)],
            "statements": [{"id": f"s-{n}", "case": "c-1", "person": f"p-{n % 40}", "language": "en", "text": "".join(
                (text(rng, 40), f" {known[n % 40].names[1].value} was there. ", text(rng, 120)))}
                for n in range(STATEMENTS)]}


def bench_vault(rng: random.Random, folder: Path) -> None:
    """Import and search beside a bare encrypted database that does nothing but store the rows."""
    vault, file = folder / "vault", folder / "case.json"
    file.write_text(json.dumps(document(rng), ensure_ascii=False), "utf-8")
    create(vault, CASE_WORDS, IDENTITY_WORDS, cost=PROFILES["low-memory"], clock=SystemClock(),
           case_recovery=RecoveryKey.generate(), identity_recovery=RecoveryKey.generate())
    with open_vault(vault, CASE_WORDS, IDENTITY_WORDS, write=True) as session:
        started = time.perf_counter()
        interchange.apply(session, interchange.plan(session, file))
        taken = time.perf_counter() - started
        say("import with lifting", STATEMENTS / taken, "statements/s", "bare encrypted insert",
            STATEMENTS / bare_insert(folder, file))
        bench_search(session)


def bare_insert(folder: Path, file: Path) -> float:
    """Seconds to put the same statements into an encrypted table, one transaction, nothing else."""
    rows = [(one["id"], json.dumps(one)) for one in json.loads(file.read_text("utf-8"))["statements"]]
    with Secret.random(32) as key, Database.create(folder / "bare.db", key) as db:
        db.execute("CREATE TABLE bare (id TEXT PRIMARY KEY, body TEXT)")
        started = time.perf_counter()
        with db.transaction():
            db.many("INSERT INTO bare VALUES (?, ?)", rows)
        return time.perf_counter() - started


def bench_search(session: Session) -> None:
    """A search as typed beside a scan of all texts."""
    ours = seconds(lambda: search(session, "snow station"), 9)
    query = "SELECT id FROM statements WHERE body LIKE '%snow%' AND body LIKE '%station%'"
    theirs = seconds(lambda: session.db.rows(query), 9)
    say("search, 400 statements", ours * 1000, "ms", "LIKE over the bodies", theirs * 1000)


def main() -> int:
    """Run all measurements."""
    rng = random.Random(20021)
    with tempfile.TemporaryDirectory(prefix="casefile-bench-") as name:
        folder = Path(name)
        bench_unlock()
        bench_scan(rng)
        bench_recall()
        bench_export(rng, folder)
        bench_age(rng, folder)
        bench_vault(rng, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
