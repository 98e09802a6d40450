# SPDX-License-Identifier: GPL-3.0-or-later
"""Snapshots on a stick: made, proven by restoring them, checked without a key, brought back."""
