# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault on disk and a session in memory: layout, making, opening, anchor and health check."""
