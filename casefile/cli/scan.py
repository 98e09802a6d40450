# SPDX-License-Identifier: GPL-3.0-or-later
"""`casefile scan`: say where in a text something stands that must not leave, and never the words.

Offsets are code points of the file as it is: a byte order mark counts, line ends are not touched.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from pathlib import Path

from casefile import pseudonyms
from casefile.cli.frame import Answer, Command, add_vault, case_passphrase, identity_passphrase, vault_path
from casefile.errors import InputRefused, UsageError
from casefile.identities.dictionary import known_people
from casefile.records import reading
from casefile.redaction.figures import WithFigures
from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import Span
from casefile.store import rows
from casefile.store.handle import Handle
from casefile.vault.unlock import open_vault

_AUDIENCES = ("press", "appeal", "un", "legal", "internal")


def _configure(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("--text-file", metavar="F", required=True, help="a UTF-8 text")
    parser.add_argument("--audience", choices=_AUDIENCES, default="press", help="whose pseudonyms to answer with")


def _scan(args: argparse.Namespace) -> Answer:
    first = case_passphrase(args)
    second = identity_passphrase(args, needed=True)
    text = _read(Path(args.text_file))
    with open_vault(vault_path(args), first, second) as session:
        began = time.monotonic()
        public = tuple(rows.public_contacts(session))
        matcher = Matcher.compile(known_people(session), public)
        spans = matcher.find(text) if args.audience == "internal" else WithFigures(matcher, public).find(text)
        took = round((time.monotonic() - began) * 1000)
        vault_names = reading.pseudonyms(session)
        shown = vault_names if args.audience == "internal" else _for_audience(session, args.audience)
    told = [{"start": span.start, "end": span.end, "tier": span.tier, "action": span.action,
             "replacement": _replacement(span, shown), "person": vault_names.get(span.person, "")} for span in spans]
    certain = sum(span.action == "replace" for span in spans)
    return Answer({"spans": told, "took_ms": took},
                  (f"{certain} to be replaced, {len(spans) - certain} for a person to decide.",
                   *(f"{span.start}-{span.end} {span.tier} {span.action}" for span in spans)))


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"The text file cannot be read ({error.strerror}).", kind="no-such-file") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputRefused(f"The text is not UTF-8 at byte {error.start}.", kind="not-utf-8",
                           byte=error.start) from None


def _for_audience(session: Handle, audience: str) -> dict[str, str]:
    """The audience's pseudonym of everybody, by vault id; the same words an export would use."""
    key = rows.meta(session, "pseudonym_key")
    if not isinstance(key, bytes):
        return {}
    references = {one.id: one.external_id or one.id for one in reading.every(session, "people")}
    words = pseudonyms.for_audience(key, audience, sorted(set(references.values())))
    return {person: words[reference] for person, reference in references.items()}


def _replacement(span: Span, names: Mapping[str, str]) -> str:
    if span.what == "contact":
        return "[contact]"
    if span.what == "place":
        return "[place]"
    return names.get(span.person, "[name withheld]") if span.what == "name" else "a relative"


COMMANDS: tuple[Command, ...] = (
    Command("scan", "Say where in a text something stands that must not leave.", _configure, _scan),
)
