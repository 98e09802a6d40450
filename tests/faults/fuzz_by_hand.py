# SPDX-License-Identifier: GPL-3.0-or-later
"""Every reader of strangers' bytes under Atheris, by hand: a reader refuses with the program's own errors or reads.

Atheris is no part of the program and in no lock. In a folder of its own:

    python3.11 -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install atheris
    PYTHONPATH=.venv/lib/python3.11/site-packages nice /tmp/fuzz/bin/python -m tests.faults.fuzz_by_hand header \
        /tmp/fuzz/header -max_total_time=900 -rss_limit_mb=2048 -timeout=20

The first word is the reader (`header`, `slot`, `anchor`, `interchange`, `leak`), the second a folder for what is worth
trying again; what follows goes to libFuzzer. A crash, a run over 20 seconds or over the memory stops it and
leaves the bytes in a file. Nothing that is tried leaves the folder.
"""

from __future__ import annotations

import importlib
import io
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from casefile.errors import CasefileError
from casefile.importers import document, strict_json
from casefile.redaction.leak_terms import LeakTerms
from casefile.redaction.leakcheck import search_file
from casefile.redaction.terms import known_person
from casefile.vault import anchor
from crypto.errors import CryptoError
from crypto.header import parse, verify
from crypto.kdf import FLOOR, check_cost
from crypto.secret import Secret
from crypto.slots import read_slot
from tests.crypto.craft import Crafted, CraftedSlot, phrase_body, recipient_body

RC, RI = bytes(range(32)), bytes(range(32, 64))
DATA = Path(__file__).parents[1] / "data"
ENDINGS = ("pdf", "docx", "zip", "png", "jpg", "csv", "json", "txt", "xlsx")


def header(data: bytes) -> None:
    """A header: read within the limits and genuine, or refused."""
    try:
        read = parse(data)
        for slot in read.slots:
            if slot.cost is not None:
                check_cost(slot.cost)
        verify(read, Secret(RC))
    except CryptoError:
        pass


def slot(data: bytes) -> None:
    """A slot."""
    try:
        found, end = read_slot(data, 0, FLOOR)
        assert end <= len(data) and found.data == data[:end]
    except CryptoError:
        pass


def interchange(data: bytes) -> None:
    """A document in the interchange format."""
    try:
        list(document.problems(strict_json.parse(data)))
    except CasefileError:
        pass


def leak(data: bytes) -> None:
    """A finished file from anywhere: the first byte chooses its name."""
    name = f"file.{ENDINGS[data[0] % len(ENDINGS)]}" if data else "file"
    try:
        search_file(data[1:], name, _terms())
    except CasefileError:
        pass


def anchored(data: bytes) -> None:
    """An anchor file."""
    path = Path(sys.argv[2]) / "anchor-tried"
    path.write_bytes(data)
    try:
        anchor.read(path, Secret(RC), bytes(16))
    except CasefileError:
        pass


TARGETS: dict[str, Callable[[bytes], None]] = {
    "header": header, "slot": slot, "anchor": anchored, "interchange": interchange, "leak": leak}
_KNOWN: list[LeakTerms] = []


def _terms() -> LeakTerms:
    if not _KNOWN:
        _KNOWN.append(LeakTerms.build([known_person("p1", {"names": [{"value": "Orlanda Quillfeather", "kind": "true"}]})]))
    return _KNOWN[0]


def seeds(target: str) -> Iterator[bytes]:
    """What to begin with: whole ones of each kind."""
    whole = Crafted(RC, RI, [CraftedSlot(1, 1, b"slot one", phrase_body()), CraftedSlot(2, 1, b"slot two", recipient_body()),
                             CraftedSlot(1, 2, b"slot 3  ", phrase_body())])
    if target == "header":
        yield whole.data()
    elif target == "slot":
        yield from (one.data() for one in whole.slots)
    elif target == "interchange":
        yield from (path.read_bytes() for path in sorted((DATA / "interchange").glob("*.json")))
    elif target == "leak":
        for number, ending in enumerate(ENDINGS):
            yield from (bytes([number]) + data for data in _files(ending))


def _files(ending: str) -> Iterator[bytes]:
    text = "Orlanda Quillfeather was here."
    place = io.BytesIO()
    if ending == "pdf":
        pikepdf = importlib.import_module("pikepdf")
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
            pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            pdf.pages[0].Contents = pdf.make_stream(f"BT /F1 12 Tf 20 20 Td ({text}) Tj ET".encode())
            pdf.save(place)
    elif ending == "docx":
        docx = importlib.import_module("docx").Document()
        docx.add_paragraph(text)
        docx.save(place)
    elif ending == "xlsx":
        book = importlib.import_module("openpyxl").Workbook()
        book.active.append([text, 7])
        book.save(place)
    elif ending == "zip":
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr("a.txt", text)
            archive.writestr("b.csv", f"a,b\n1,{text}\n", zipfile.ZIP_DEFLATED)
    elif ending in ("png", "jpg"):
        importlib.import_module("PIL.Image").new("RGB", (9, 7), (3, 200, 90)).save(
            place, "PNG" if ending == "png" else "JPEG")
    else:
        place.write({"csv": f"name,n\n{text},1\n", "json": f'{{"a": ["{text}", 1]}}'}.get(ending, text).encode())
    yield place.getvalue()


def main() -> None:
    """Run one reader under Atheris until it is stopped or falls over."""
    target, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(target)):
        (folder / f"seed-{number}").write_bytes(data)
    atheris = importlib.import_module("atheris")
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
