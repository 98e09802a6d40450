# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests, laid out like the source they test."""
