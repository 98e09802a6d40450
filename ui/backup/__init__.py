# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup: the drive, the copy, the proof."""
