# SPDX-License-Identifier: GPL-3.0-or-later
"""`casefile mask`: a copy of a picture for others, with solid boxes over new pixels.

The case passphrase is enough.  The picture is parsed in a process without keys; what is kept is made from
its pixels alone.  A person says that she looked at the whole picture: no program can.
"""

from __future__ import annotations

import argparse

from casefile.cli.frame import Answer, Command, add_vault, case_passphrase, vault_path
from casefile.errors import NotFound, UsageError
from casefile.export import masking
from casefile.processes import looking
from casefile.processes.pictures import PictureLimits
from casefile.records import masked
from casefile.records.reading import find
from casefile.store import blobs
from casefile.vault.session import Session
from casefile.vault.unlock import open_vault


def _configure(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("id", metavar="ID", help="an attached picture, PNG or JPEG")
    parser.add_argument("--boxes", default="", metavar="X,Y,W,H;...",
                        help="what is covered, in pixels of the upright picture, which is at most 1600 on a side")
    parser.add_argument("--nothing-to-hide", action="store_true", help="no box is needed on this picture")
    parser.add_argument("--looked", action="store_true", help="somebody looked at the whole picture")
    parser.add_argument("--clear", required=True, metavar="READERS",
                        help="for whom it may leave: press, appeal, un, legal, with commas between; none for nobody")


def _mask(args: argparse.Namespace) -> Answer:
    boxes = masking.boxes_of(args.boxes)
    readers = [] if args.clear == "none" else [one.strip() for one in args.clear.split(",") if one.strip()]
    if bool(boxes) == args.nothing_to_hide:
        raise UsageError("Give the boxes, or say that there is nothing to hide; one of the two.", kind="boxes",
                         advice="--boxes X,Y,W,H;... or --nothing-to-hide")
    if readers and not args.looked:
        raise UsageError("A picture is cleared by somebody who looked at all of it.", kind="not-looked",
                         advice="No program can read a picture. Look at it, then say so with --looked.")
    with open_vault(vault_path(args), case_passphrase(args), write=True) as session:
        record = find(session, args.id, (masked.KIND,))
        if "mask" in record.body:
            raise UsageError("This is a masked copy already.", kind="masked-copy", advice="Use casefile clear for it.")
        made = masking.cover(looking.pixels(_bytes(session, record.id)), boxes)
        png = masking.png(made)
        own = masked.keep(session, record.id, png, len(boxes), readers)
        kept = find(session, own, (masked.KIND,)).body
    return Answer({"id": own, "original": record.id, "width": made.width, "height": made.height, "boxes": len(boxes),
                   "cleared_for": kept["mask"]["cleared_for"], "sha256": kept["sha256"], "bytes": len(png)},
                  (f"Made {own}, {made.width} by {made.height} pixels, {len(boxes)} boxes.",))


def _bytes(session: Session, own: str) -> bytes:
    blob = blobs.find(session, own)
    if blob is None:
        raise NotFound("Of this attachment only the description was kept, not its bytes.", kind="no-bytes")
    if blob.size > PictureLimits().bytes:
        raise looking.too_large()
    return blobs.read(session, blob)


def _configure_clear(parser: argparse.ArgumentParser) -> None:
    add_vault(parser)
    parser.add_argument("id", metavar="ID", help="a masked copy")
    parser.add_argument("--for", required=True, dest="readers", metavar="READERS",
                        help="for whom it may leave: press, appeal, un, legal, with commas between; none for nobody")


def _clear(args: argparse.Namespace) -> Answer:
    readers = [] if args.readers == "none" else [one.strip() for one in args.readers.split(",") if one.strip()]
    with open_vault(vault_path(args), case_passphrase(args), write=True) as session:
        masked.clear(session, args.id, readers)
        record = find(session, args.id, (masked.KIND,))
    cleared = record.body["mask"]["cleared_for"]
    return Answer({"id": record.id, "cleared_for": cleared},
                  (f"Cleared for {', '.join(cleared)}." if cleared else "Cleared for nobody.",))


COMMANDS = (
    Command("mask", "Make a copy of a picture for others, with solid boxes.", _configure, _mask),
    Command("clear", "Say for whom a masked copy may leave.", _configure_clear, _clear),
)
