# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for words and keys in the memory of running processes, as somebody with the machine would."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from casefile.vault.layout import Layout
from crypto.header import open_cases, open_identities
from crypto.subkeys import Label, subkey
from tests.conftest import DATA, Passphrases
from tests.journeys.screen import Screen

PIECE = 8  # letters of a passphrase that would be telling by themselves
A, B, RC, RI, NAME, SENTENCE, TYPED = ("passphrase A", "passphrase B", "case root", "identity root", "true name",
                                       "sentence", "typed name")
TYPED_NAME = "Ottoline Farquharson"
Needles = Mapping[str, frozenset[bytes]]


def forms(text: str) -> set[bytes]:
    """A text as programs keep it: UTF-8, UTF-16 and, outside the first 256 letters, UTF-32."""
    return {text.encode(), text.encode("utf-16-le"), text.encode("utf-32-le")}


def passphrase_forms(phrase: str) -> set[bytes]:
    """A passphrase whole, its beginning, and every piece of eight letters that is not just part of a word."""
    pieces = {phrase[at:at + PIECE] for at in range(len(phrase) - PIECE + 1)}
    telling = {piece for piece in pieces if not piece.isalpha()} | {phrase[:PIECE]}
    return set().union(*(forms(piece) for piece in telling))


def key_forms(key: bytes) -> set[bytes]:
    """A key as bytes and in hexadecimal."""
    return {key, *forms(key.hex()), *forms(key.hex().upper())}


def needles_of(vault: Path, secrets: Passphrases) -> Needles:
    """Everything of a vault with the sample in it that must not be where it does not belong."""
    header = Layout(vault).read_header()
    rc = open_cases(header, passphrase=secrets.a)
    ri = open_identities(header, rc, passphrase=secrets.b)
    sample = json.loads((DATA / "interchange" / "sample.json").read_text("utf-8"))
    names = [word for person in sample["people"] for word in _words(person.get("identity", {}))]
    keys = {RC: (rc, Label.CASES_DB), RI: (ri, Label.IDENTITIES_DB)}
    found: dict[str, set[bytes]] = {
        A: passphrase_forms(secrets.a), B: passphrase_forms(secrets.b),
        NAME: set().union(*(forms(name) for name in names if len(name.encode()) >= PIECE)),
        SENTENCE: forms("crossed the river"), TYPED: forms(TYPED_NAME)}
    for word, (root, label) in keys.items():
        found[word] = key_forms(root.reveal()) | key_forms(subkey(root, label, header.vault_id).reveal())
    return {word: frozenset(many) for word, many in found.items()}


def _words(identity: Any) -> Iterator[str]:
    """Whatever stands under a name, a contact or a place of an identity."""
    for key, value in identity.items() if isinstance(identity, dict) else enumerate(identity):
        if isinstance(value, (dict, list)):
            yield from _words(value)
        elif key in ("value", "hometown"):
            yield str(value)


@lru_cache(maxsize=8)
def _machine(forms_in_order: tuple[bytes, ...]) -> BytesAhoCorasick:
    return BytesAhoCorasick(list(forms_in_order), matchkind=MatchKind.Standard, implementation=Implementation.DFA)


def search(pid: int, needles: Mapping[str, Iterable[bytes]]) -> dict[str, int]:
    """How often each needle stands in the readable memory of a process."""
    which = {form: name for name, many in needles.items() for form in many}
    order = tuple(sorted(which))
    found = dict.fromkeys(needles, 0)
    try:
        maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
        memory = Path(f"/proc/{pid}/mem").open("rb", buffering=0)  # noqa: SIM115 - closed below
    except PermissionError:
        pytest.skip("the memory of another process can be read by root alone, and that is well")
    with memory:
        for line in maps:
            parts = line.split(maxsplit=5)
            span, rights, name = parts[0], parts[1], parts[5] if len(parts) > 5 else ""
            if rights[0] != "r" or name.startswith(("[vvar", "[vsyscall")):
                continue
            if rights[1] != "w" and name.startswith("/"):
                continue  # the unchanged pages of a file: a library's code and constants
            start, end = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(start)
                data = memory.read(end - start)
            except (OSError, OverflowError, ValueError):
                continue
            for at, _start, _end in _machine(order).find_matches_as_indexes(data):
                found[which[order[at]]] += 1
    return found


def held(screen: Screen, needles: Mapping[str, Iterable[bytes]]) -> dict[str, dict[str, int]]:
    """By role: what was found, and how often; nothing where nothing was."""
    found: dict[str, dict[str, int]] = {}
    for pid, role in screen.processes().items():
        seen = found.setdefault(role, {})
        try:
            counted = search(pid, needles)
        except (FileNotFoundError, ProcessLookupError):
            continue  # a decoder or an unlock process may end while it is looked at
        for name, count in counted.items():
            if count:
                seen[name] = seen.get(name, 0) + count
    return found
