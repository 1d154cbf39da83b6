"""The label sets of the heads, and how the corpora's own labels map onto them."""

from __future__ import annotations

NAME_KINDS = ("PER", "ORG", "LOC", "MISC")
NAME_TAGS = ("O", *(f"{place}-{kind}" for kind in NAME_KINDS for place in "BI"))

SPEECH_ROLES = ("source", "cue", "content")
SPEECH_TAGS = ("O", *(f"{place}-{role}" for role in SPEECH_ROLES for place in "BI"))

CERTAINTY_SETS = ("UDS_IH2", "UW", "MEANTIME")
"""Each set was judged in its own way, so each has an output of its own."""

# WikiEvents has 56 roles on 3,900 arguments. What a role means depends on its event type, so they are pooled to
# roles that many types share; `own_role` in `corpora` maps a pooled role back to the type's own.
POOLED_ROLES: dict[str, tuple[str, ...]] = {
    "actor": (
        "Attacker", "Killer", "Injurer", "Jailer", "Perpetrator", "Demonstrator", "Transporter", "Giver",
        "Communicator", "Identifier", "Observer", "Investigator", "Prosecutor", "ManufacturerAssembler",
        "Destroyer", "DamagerDestroyer", "Damager", "Dismantler", "Disabler", "Preventer", "Impeder",
        "Researcher", "TeacherTrainer", "Treater", "Victor", "PlaceOfEmployment",
    ),
    "judge": ("JudgeCourt",),
    "target": ("Target",),
    "victim": ("Victim", "Detainee", "Defendant", "Patient", "Defeated", "Employee", "Learner", "PassengerArtifact"),
    "object": (
        "Artifact", "AcquiredEntity", "IdentifiedObject", "ObservedEntity", "Subject", "CrashObject", "Disease",
    ),
    "participant": ("Participant",),
    "recipient": ("Recipient",),
    "place": ("Place",),
    "destination": ("Destination",),
    "origin": ("Origin",),
    "instrument": ("Instrument",),
    "explosive": ("ExplosiveDevice",),
    "vehicle": ("Vehicle",),
    "component": ("Components", "BodyPart"),
    "topic": ("Topic", "IdentifiedRole", "PaymentBarter"),
}  # fmt: skip
ROLES = tuple(POOLED_ROLES)
POOLED = {own: pooled for pooled, owns in POOLED_ROLES.items() for own in owns}

RELATIONS = (
    "CoLocated", "FightingAgainst", "BelongsTo", "CommWith", "HasAttrOf", "InChargeOf", "IsSynonymOf",
    "AlliesOf", "Likes", "Dislikes", "Apart",
)  # fmt: skip
