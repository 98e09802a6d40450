# SPDX-License-Identifier: GPL-3.0-or-later
"""Many rows in little room, so that the few that differ from what should be there can be told.

Each row is put into three of a fixed number of cells; a cell keeps how many rows it has, the sum of the marks of the
records they are about, and the sum of their own marks.  The sketch of what should be there less that of what is there
leaves the rows that differ: a cell with one of them alone tells its record, and taking that row out of its other cells
sets the next one free.  What is told is true; where more rows differ than there is room for, some are not told.

Source: Eppstein, Goodrich, Uyeda, Varghese, "What's the Difference? Efficient Set Reconciliation without Prior
Context", SIGCOMM 2011.  A sketch must never tell a row: marks are parts of hashes, and it stands in the encrypted database.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Container

_THIRD = 61  # cells in each of three parts: about 100 differing rows can be told, more than one page holds
_CELLS = 3 * _THIRD
RECORD_BYTES, ROW_BYTES = 5, 4  # of the marks
_CHECK = 2  # bytes behind a row's mark, hashed from both marks, or two rows of one record would look like one of another
_WIDTH = 1 + RECORD_BYTES + ROW_BYTES + _CHECK
_RECORD, _ROW = (1 << 8 * RECORD_BYTES) - 1, (1 << 8 * (ROW_BYTES + _CHECK)) - 1


class Sketch:
    """How many rows, records' marks and rows' marks, cell by cell; marks are numbers of RECORD_BYTES and ROW_BYTES."""

    __slots__ = ("_cells",)

    def __init__(self) -> None:
        self._cells = [[0, 0, 0] for _ in range(_CELLS)]

    @classmethod
    def from_text(cls, text: str) -> Sketch:
        """From `text`.  ValueError where it is none."""
        sketch = cls()
        try:
            data = base64.b64decode(text.encode("ascii"), validate=True)
        except (binascii.Error, UnicodeEncodeError):
            raise ValueError("no sketch") from None
        if len(data) != _CELLS * _WIDTH:
            raise ValueError("no sketch")
        sketch._cells = [[int.from_bytes(data[at:at + 1], "big", signed=True),
                          int.from_bytes(data[at + 1:at + 1 + RECORD_BYTES], "big"),
                          int.from_bytes(data[at + 1 + RECORD_BYTES:at + _WIDTH], "big")]
                         for at in range(0, len(data), _WIDTH)]
        return sketch

    def text(self) -> str:
        """In ASCII, always of the same length."""
        return base64.b64encode(b"".join(
            bytes([number & 0xFF]) + record.to_bytes(RECORD_BYTES, "big") + row.to_bytes(ROW_BYTES + _CHECK, "big")
            for number, record, row in self._cells)).decode("ascii")

    def put(self, sign: int, record: int, row: int) -> None:
        """A row comes (1) or goes (-1)."""
        row, places = _checked(record, row)
        for at in places:
            cell = self._cells[at]
            cell[0] = _signed(cell[0] + sign)
            cell[1] = cell[1] + sign * record & _RECORD
            cell[2] = cell[2] + sign * row & _ROW

    def plus(self, other: Sketch, sign: int = 1) -> Sketch:
        """Both together; with -1 what this one has more than the other, and lacks."""
        made = Sketch()
        made._cells = [[_signed(one[0] + sign * two[0]), one[1] + sign * two[1] & _RECORD,
                        one[2] + sign * two[2] & _ROW] for one, two in zip(self._cells, other._cells, strict=True)]
        return made

    def records(self, known: Container[int]) -> set[int]:
        """Of a difference: the marks of records whose rows differ, as far as they can be told and are `known`."""
        left, found, taken = Sketch().plus(self), set[int](), 0
        waiting = list(range(_CELLS))
        while waiting and taken < _CELLS:  # each row frees a cell, so there cannot be more
            at = waiting.pop()
            number, record, row = left._cells[at]
            if abs(number) != 1:
                continue
            record, row = number * record & _RECORD, (number * row & _ROW) >> 8 * _CHECK
            checked, places = _checked(record, row)
            if at not in places or checked != number * left._cells[at][2] & _ROW or record not in known:
                continue
            left.put(-number, record, row)
            found.add(record)
            taken += 1
            waiting += places
        return found


def _checked(record: int, row: int) -> tuple[int, tuple[int, int, int]]:
    """A row's mark with its check behind, and its places."""
    digest = hashlib.blake2b(record.to_bytes(RECORD_BYTES, "big") + row.to_bytes(ROW_BYTES, "big"), digest_size=8).digest()
    check, *places = (int.from_bytes(digest[at:at + 2], "big") for at in range(0, 8, 2))
    return row << 8 * _CHECK | check, (places[0] % _THIRD, _THIRD + places[1] % _THIRD, 2 * _THIRD + places[2] % _THIRD)


def _signed(number: int) -> int:
    """A number of rows as its one byte keeps it."""
    return (number + 0x80 & 0xFF) - 0x80
