# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the frozen vectors of a snapshot's manifest and list: one whole form, and each way to be none of it.

    python -m tests.backup.craft_vectors     writes tests/vectors/backup/{manifest,list}.json

Deterministic: a test compares what it writes with what is frozen.  A change of one is a change of format.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "vectors" / "backup"
FILE, OTHER, HEAD, MANIFEST = "1a" * 32, "2b" * 32, "3c" * 32, "4d" * 32
WHOLE: dict[str, Any] = {
    "format": "casefile backup", "version": 1, "vault": "0f" * 16, "snapshot": 7, "created": "2026-01-15T12:00:00Z",
    "program": "0.1.0", "recorder": "Test recorder", "audit_seq": 3, "audit_head": HEAD,
    "cost": {"memory_kib": 65536, "passes": 3, "lanes": 4}, "case_recipient": "age1case", "identity_recipient": "age1names",
    "counts": {"people": 2}, "items": [
        {"role": "records", "id": "", "bytes": 900, "sha256": HEAD, "parts": [{"file": FILE, "bytes": 1000}]},
        {"role": "identities", "id": "", "bytes": 0, "sha256": "", "parts": [{"file": OTHER, "bytes": 800}]},
        {"role": "attachment", "id": "aa" * 16, "bytes": 5, "sha256": OTHER, "parts": [{"file": FILE, "bytes": 200}]}]}
Vector = dict[str, str]


def manifests() -> Iterator[Vector]:
    """Manifests: `text` is JSON as it lies in the age file."""
    def changed(name: str, klass: str, change: Callable[[dict[str, Any]], object], expect: str = "Damaged") -> Vector:
        document = copy.deepcopy(WHOLE)
        change(document)
        return {"name": name, "class": klass, "expect": expect, "text": json.dumps(document, indent=1)}

    def put(key: str, value: Any) -> Callable[[dict[str, Any]], object]:
        return lambda document: document.__setitem__(key, value)

    def item(at: int, key: str, value: Any) -> Callable[[dict[str, Any]], object]:
        return lambda document: document["items"][at].__setitem__(key, value)

    def part(key: str, value: Any) -> Callable[[dict[str, Any]], object]:
        return lambda document: document["items"][0]["parts"][0].__setitem__(key, value)

    def without(key: str) -> Callable[[dict[str, Any]], object]:
        return lambda document: document.pop(key)

    whole = json.dumps(WHOLE, indent=1)
    yield changed("all three roles", "sound", lambda document: None, "ok")
    yield changed("without identities", "sound", lambda document: document["items"].pop(1), "ok")
    yield changed("records alone", "sound", lambda document: document.__setitem__("items", document["items"][:1]), "ok")
    yield changed("two parts", "sound", lambda document: document["items"][0]["parts"].append(
        {"file": OTHER, "bytes": 1}), "ok")
    yield {"name": "filled with blanks", "class": "sound", "expect": "ok", "text": whole + " " * 300 + "\n"}
    for name, text in (("nothing at all", ""), ("no object", "[]"), ("a bare word", "backup"), ("cut off", whole[:-9]),
                       ("something behind it", whole + "{}"), ("nested beyond measure", "[" * 30_000)):
        yield {"name": name, "class": "no JSON object", "expect": "Damaged", "text": text}
    yield {"name": "a name twice", "class": "duplicate", "expect": "Damaged", "text": whole.replace('"snapshot": 7', '"snapshot": 7, "snapshot": 8')}
    yield {"name": "a part's name twice", "class": "duplicate", "expect": "Damaged",
           "text": whole.replace('"bytes": 1000', '"bytes": 1000, "bytes": 1000')}
    yield changed("another format", "format", put("format", "casefile bundle"))
    yield changed("no format", "format", lambda document: document.pop("format"))
    yield changed("version 2", "version", put("version", 2), "NewerVersion")
    yield changed("version 0", "version", put("version", 0))
    yield changed("version as text", "version", put("version", "1"))
    for key in WHOLE:
        if key not in ("format", "version"):
            yield changed(f"without {key}", "missing", without(key))
    yield changed("a field nobody knows", "unknown field", put("comment", "hello"))
    yield changed("an item's field nobody knows", "unknown field", item(0, "name", "x"))
    yield changed("a part's field nobody knows", "unknown field", part("path", "../x"))
    yield changed("a cost's field nobody knows", "unknown field", lambda document: document["cost"].__setitem__("t", 1))
    yield changed("a vault's id of 15 bytes", "id", put("vault", "0f" * 15))
    yield changed("a vault's id in capitals", "id", put("vault", "0F" * 16))
    yield changed("an attachment's id that is a path", "id", item(2, "id", "../../etc"))
    yield changed("the same attachment twice", "duplicate", lambda document: document["items"].append(document["items"][2]))
    yield changed("snapshot 0", "number", put("snapshot", 0))
    yield changed("snapshot -1", "number", put("snapshot", -1))
    yield changed("snapshot 1.5", "number", put("snapshot", 1.5))
    yield changed("snapshot true", "number", put("snapshot", True))
    yield changed("no audit entry", "number", put("audit_seq", 0))
    yield changed("a length below zero", "number", item(2, "bytes", -5))
    yield changed("a length as text", "number", item(2, "bytes", "5"))
    yield changed("a count below zero", "number", put("counts", {"people": -1}))
    yield changed("an empty part", "number", part("bytes", 0))
    yield changed("an audit head that is no hash", "hash", put("audit_head", "zz" * 32))
    yield changed("an item's hash too short", "hash", item(2, "sha256", "2b" * 31))
    yield changed("a part that is a path", "hash", part("file", "../" + FILE))
    yield changed("a part's hash in capitals", "hash", part("file", FILE.upper()))
    yield changed("a role nobody knows", "role", item(0, "role", "program"))
    yield changed("records twice", "role", item(1, "role", "records"))
    yield changed("identities before records", "role", lambda document: document["items"].insert(0, document["items"].pop(1)))
    yield changed("no records", "role", lambda document: document["items"].pop(0))
    yield changed("nothing in it", "role", put("items", []))
    yield changed("items as an object", "kind of value", put("items", {}))
    yield changed("an item without parts", "kind of value", item(0, "parts", []))
    yield changed("parts as text", "kind of value", item(0, "parts", FILE))
    yield changed("a recorder that is a number", "kind of value", put("recorder", 7))
    yield changed("a cost of 1 TiB", "cost", lambda document: document["cost"].__setitem__("memory_kib", 1 << 30))
    yield changed("a cost below the floor", "cost", lambda document: document["cost"].__setitem__("passes", 1))


def lists() -> Iterator[Vector]:
    """Lists of snapshot 7: `text` is the file `snap/000007.sum`."""
    def line(own: str, name: str) -> str:
        return f"{own}  {name}\n"

    one, two = line(FILE, f"data/1a/{FILE}"), line(OTHER, f"data/2b/{OTHER}")
    last = line(MANIFEST, "snap/000007.age")
    for name, klass, text in (
            ("two data files", "sound", one + two + last), ("one data file", "sound", one + last),
            ("the manifest alone", "sound", last), ("nothing at all", "cut", ""), ("no line end", "cut", (one + last)[:-1]),
            ("cut inside a line", "cut", one + last[:20]), ("the manifest's line missing", "cut", one + two),
            ("the manifest first", "order", last + one), ("data files in another order", "order", two + one + last),
            ("a file twice", "duplicate", one + one + last), ("the manifest twice", "duplicate", one + last + last),
            ("another snapshot's manifest", "other snapshot", one + line(MANIFEST, "snap/000008.age")),
            ("a file named for another hash", "name", line(OTHER, f"data/1a/{FILE}") + last),
            ("a file in another folder", "name", line(FILE, f"data/2b/{FILE}") + last),
            ("a path that climbs", "name", line(FILE, f"../data/1a/{FILE}") + last),
            ("an absolute path", "name", line(FILE, f"/data/1a/{FILE}") + last),
            ("a hash in capitals", "canonical form", line(FILE.upper(), f"data/1a/{FILE}") + last),
            ("a hash too short", "canonical form", line(FILE[:-2], f"data/1a/{FILE}") + last),
            ("one blank", "canonical form", one.replace("  ", " ") + last),
            ("a star before the name", "canonical form", one.replace("  ", " *") + last),
            ("ends of lines of another system", "canonical form", (one + last).replace("\n", "\r\n")),
            ("an empty line", "canonical form", one + "\n" + last), ("a letter that is none of ASCII", "canonical form",
                                                                     one.replace("data", "dat\u00e4") + last)):
        yield {"name": name, "class": klass, "expect": "ok" if klass == "sound" else "Damaged", "text": text}


def frozen() -> dict[str, str]:
    """Both files, by name."""
    return {name: json.dumps({"about": about, "vectors": list(vectors)}, indent=1) + "\n" for name, about, vectors in (
        ("manifest.json", str(manifests.__doc__), manifests()), ("list.json", str(lists.__doc__), lists()))}


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file, content in frozen().items():
        (FOLDER / file).write_text(content, "ascii")
