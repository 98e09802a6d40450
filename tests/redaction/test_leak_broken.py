# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever bytes come, the leak check answers or refuses; it never falls over."""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable

import pytest

from casefile.errors import CannotVerify
from casefile.redaction.leakcheck import search_file
from tests.redaction.leak_people import terms
from tests.redaction.test_leak_image import jpeg, png
from tests.redaction.test_leak_packages import docx, package, xlsx
from tests.redaction.test_leak_pdf import made

BASES: dict[str, Callable[[], bytes]] = {"a.pdf": made, "a.docx": docx,
                                         "a.xlsx": lambda: xlsx("<row><c t='s'><v>0</v></c></row>",
                                                                "<si><t>x</t></si>"),
         "a.zip": lambda: package({"a.txt": "x", "b.csv": "1,2\n"}), "a.png": png, "a.jpg": jpeg,
         "a.json": lambda: b'{"a": [1, "x", {"b": null}]}', "a.csv": lambda: b'a,"b\nc",d\n1,2,3\n',
         "a.txt": lambda: "그날 밤".encode()}


@pytest.mark.parametrize("name", BASES)
@pytest.mark.parametrize("seed", range(12))
def test_a_broken_file_is_read_or_refused(name: str, seed: int) -> None:
    rng = random.Random(f"{name} {seed}")
    data = bytearray(BASES[name]())
    for _change in range(rng.choice((1, 3, 20))):
        place = rng.randrange(len(data))
        way = rng.randrange(4)
        if way == 0:
            data[place] = rng.randrange(256)
        elif way == 1:
            del data[place:place + rng.randrange(1, 40)]
        elif way == 2:
            data[place:place] = rng.randbytes(rng.randrange(1, 40))
        else:
            data[place:place] = data[:rng.randrange(1, 200)]
        if not data:
            data = bytearray(b"x")
    with warnings.catch_warnings():
        # What the readers of broken files grumble about is no fault of ours.
        warnings.simplefilter("ignore")
        for ours in (False, True):
            try:
                search_file(bytes(data), name, terms(), ours=ours)
            except CannotVerify:
                continue
