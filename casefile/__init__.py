# SPDX-License-Identifier: GPL-3.0-or-later
"""Casefile: what a case file is and may do; everything here runs without a screen."""

__version__ = "0.1.0"
