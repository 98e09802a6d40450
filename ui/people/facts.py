# SPDX-License-Identifier: GPL-3.0-or-later
"""The facts of risk as they are asked on the screen."""

from __future__ import annotations

FACTS = {
    "in_custody_of_returning_state": "Held by a state that returns people",
    "in_hiding": "Lives in hiding", "undocumented": "Has no papers",
    "inside_compound": "Is inside a diplomatic or UN compound", "media_present": "Reporters or cameras were there",
    "returned_once": "Was sent back once", "returned_twice_or_more": "Was sent back twice or more",
    "tortured_on_return": "Was beaten or tortured after a return",
    "state_or_party_role": "Had a role in state, army or party",
    "sought_third_state": "Asked for a third state", "contact_with_church_or_mission": "Contact with a church or mission",
    "unaccompanied_minor": "A child alone", "family_in_origin": "Close family is still at home",
    "family_link_known": "Officials know of the family", "true_name_public": "The true name is public already",
    "face_public": "Face or voice is public already", "will_testify": "Names somebody or will testify",
    "sexual_violence_survivor": "Survived sexual violence or trafficking",
    "health_vulnerability": "Is pregnant, ill, disabled or old", "self_harm_stated": "Spoke of harming themselves",
    "route_or_helper_described": "The text describes a route or a helper",
    "states_cooperate": "Both states work together on returns", "arrived_safe": "Has arrived safely, confirmed",
    "all_family_safe": "All known family is safe abroad, two sources"}
