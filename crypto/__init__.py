# SPDX-License-Identifier: GPL-3.0-or-later
"""Bytes and keys: knows no SQL, no path and no case; callers hand it bytes and open files."""
