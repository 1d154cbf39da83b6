"""Words of control (``data/control.toml``): what is a place, who may hold one, and what is no matter of war."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from crossread.claims.parts import argument
from crossread.context import Reading
from crossread.syntax import Clause, Phrase

MEASURES = frozenset(
    [
        "half",
        "halves",
        "thirds",
        "quarters",
        "whole",
        "part",
        "third",
        "most",
        "quarter",
        "percent",
        "%",
        "cent",
        "all",
        "one",
        "swath",
        "swathe",
        "majority",
        "bulk",
        "rest",
        "remainder",
        "much",
        "some",
        "lot",
        "side",
    ]
)
"""Nouns that measure what follows "of"."""


@cache
def words(name: str) -> frozenset[str]:
    """One list of ``data/control.toml``."""
    raw = tomllib.loads(files("crossread.data").joinpath("control.toml").read_text("utf-8"))
    return frozenset(raw[name].split())


def is_place(phrase: Phrase) -> bool:
    """Whether a phrase names a place, or has a noun for one, also behind a measure ("half of the town").

    Args:
        phrase: The phrase.
    """
    if is_name(phrase) or (phrase.word.upos == "PROPN" and phrase.name is None):
        return True  # a name that the model took for none is mostly that of a place
    tree = phrase.tree
    measured = [child for child in tree.hanging(phrase.head, "nmod") if tree.case(child) == "of"]
    if measured and (phrase.lemma in MEASURES or phrase.word.upos == "NUM"):
        return any(is_place(Phrase(tree, child)) for child in measured)
    return phrase.lemma in words("place")


def is_name(phrase: Phrase) -> bool:
    """Whether a phrase is the name of a place."""
    return phrase.name is not None and phrase.name.coarse == "LOC"


def is_certain(phrase: Phrase) -> bool:
    """Whether it is a certain place: a name, or a noun with "the", a possessor or a number; no bare "ground"."""
    tree = phrase.tree
    definite = bool(tree.exactly(phrase.head, "det", "nmod:poss", "nummod", "compound"))
    return is_name(phrase) or definite or phrase.lemma == "territory"


def may_hold(reading: Reading, holder: Phrase | None, *, armed: bool = False) -> bool:
    """Whether somebody may hold a place: people under arms, a state or its bodies, a people.

    Args:
        reading: The reading.
        holder: Who holds it, None where that is not told.
        armed: Whether only people under arms will do ("the militia runs the port").
    """
    if holder is None:
        return False
    if any(member.lemma in words("forces") for member in holder.members):
        return True
    kind = _actor_kind(reading, holder)
    if kind is not None:
        return kind == "armed group" or (not armed and kind in ("state body", "group of people"))
    if armed:
        return holder.name is not None and holder.name.kind == "armed group"
    if holder.name is not None and holder.name.kind in ("armed group", "state body", "place", "other"):
        return True
    if holder.word.xpos == "NNPS" or (holder.word.upos == "PROPN" and holder.word.text.isupper()):
        return True  # "the Kurds", "the SDF"
    return holder.pronoun and holder.lemma in ("they", "we", "it", "who", "which", "that")


def _actor_kind(reading: Reading, phrase: Phrase) -> str | None:
    named = argument(reading, "actor", phrase).actor
    return next((actor.kind for actor in reading.report.actors if actor.id == named), None)


def is_matter_of_war(reading: Reading, clause: Clause, thing: Phrase) -> bool:
    """Whether something under control is a matter of war and order, and no fire, illness or cost."""
    if thing.lemma not in words("situation") and not is_place(thing):
        return False
    sentence = reading.sentence_at(clause.word.start)
    if sentence is None:
        return False
    start = reading.sentences[max(0, sentence - 1)][0]
    near = reading.words(start, reading.sentences[sentence][1]).lower()
    return not any(word.strip(".,;:’'\"“”()") in words("other_business") for word in near.split())
