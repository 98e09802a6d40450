# SPDX-License-Identifier: GPL-3.0-or-later
"""Calibration against machines that are only described: memory first, then passes, never under the floor."""

from __future__ import annotations

import pytest

from crypto.errors import NoMemory
from crypto.kdf import PROFILES, WORK_CEILING, Cost, calibrate, check_cost

STANDARD, STRONG, LEAST = (PROFILES[name] for name in ("standard", "strong", "low-memory"))
PLENTY = 8 * 1024 * 1024


class Machine:
    """Takes `ms` milliseconds for each pass over a mebibyte, and has `most` KiB to give."""

    def __init__(self, ms: float, most: int = PLENTY) -> None:
        self.ms, self.most, self.asked = ms, most, list[Cost]()

    def __call__(self, cost: Cost) -> float:
        self.asked.append(cost)
        if cost.memory_kib > self.most:
            raise NoMemory("no memory")
        return cost.memory_kib / 1024 * cost.passes * self.ms / 1000


@pytest.mark.parametrize(("ms", "memory_mib", "passes"), [
    (0.46, 512, 4),      # the machine the standard was written on
    (0.10, 512, 20),     # a fast one: more passes over the same memory
    (0.05, 512, 32),     # a very fast one stops at what a reader accepts
    (1.20, 512, 3),      # slower, but not by much: the memory stays
    (2.00, 256, 3),      # memory goes down only where a second would become three
    (9.00, 64, 3),       # an old one: the floor
    (90.0, 64, 3),       # and never less, however long it takes
])
def test_about_a_second_memory_first_and_then_passes(ms: float, memory_mib: int, passes: int) -> None:
    assert calibrate(STANDARD, PLENTY, measure=Machine(ms)) == Cost(memory_mib * 1024, passes, 4)


@pytest.mark.parametrize(("has_mib", "expected_mib"), [(4096, 512), (511, 256), (200, 128), (64, 64), (1, 64)])
def test_no_more_memory_than_the_machine_can_spare_and_the_time_becomes_passes(has_mib: int, expected_mib: int) -> None:
    made = calibrate(STANDARD, has_mib * 1024, measure=Machine(0.46))
    assert made.memory_kib == expected_mib * 1024
    assert made.passes == round(1000 / (0.46 * expected_mib))
    check_cost(made)


def test_memory_that_is_refused_is_asked_for_by_halves() -> None:
    machine = Machine(0.46, most=128 * 1024)
    assert calibrate(STANDARD, PLENTY, measure=machine) == Cost(128 * 1024, 17, 4)
    assert [cost.memory_kib // 1024 for cost in machine.asked] == [512, 256, 128]
    assert calibrate(STANDARD, PLENTY, measure=Machine(1, most=0)) == LEAST, "never under the floor"


def test_strong_asks_for_more_memory_and_no_cost_is_over_the_ceiling() -> None:
    made = calibrate(STRONG, PLENTY, measure=Machine(0.01))
    assert made.memory_kib == 1024 * 1024
    assert made.memory_kib * made.passes <= WORK_CEILING
    check_cost(made)
    check_cost(calibrate(STANDARD, PLENTY, measure=lambda cost: 0.0))
