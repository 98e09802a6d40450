# SPDX-License-Identifier: GPL-3.0-or-later
"""The encrypted databases: opening them, the one way to write, reading rows, the audit chain, blobs."""
