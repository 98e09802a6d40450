# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents: the list and the timeline."""
