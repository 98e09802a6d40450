# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults done to a vault on purpose: kills, full disks, lost power, changed bits, old pages, too little memory."""
