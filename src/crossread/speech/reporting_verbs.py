"""Verbs that report what somebody says or holds, with stance and frames (``data/reporting_verbs.tsv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from crossread.data import rows

FormKind = Literal["base", "third", "past", "participle", "ing"]


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """One verb of the lexicon.

    Attributes:
        lemma: Dictionary form.
        particle: Particle that belongs to the cue ("on" in "called on").
        stance: How the thing is said: says, asks, denies, accuses, condemns, promises, threatens, demands,
            warns, calls on, believes.
        frames: What may follow; the data file lists them.
    """

    lemma: str
    particle: str | None
    stance: str
    frames: frozenset[str]


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One form of a verb, with all verbs of the lexicon it belongs to (those with particle first)."""

    kinds: frozenset[FormKind]
    verbs: tuple[ReportingVerb, ...]


@cache
def verb_forms() -> dict[str, VerbForm]:
    """All forms of all verbs, lower case, to what they may be."""
    kinds: dict[str, set[FormKind]] = {}
    verbs: dict[str, list[ReportingVerb]] = {}
    for name, stance, frames, *irregular in rows("reporting_verbs.tsv"):
        lemma, _, particle = name.partition("+")
        verb = ReportingVerb(lemma, particle or None, stance.replace("-", " "), frozenset(frames.split(",")))
        for kind, form in _forms(lemma, irregular):
            kinds.setdefault(form, set()).add(kind)
            if verb not in verbs.setdefault(form, []):
                verbs[form].append(verb)
    return {
        form: VerbForm(frozenset(kinds[form]), tuple(sorted(verbs[form], key=lambda verb: verb.particle is None)))
        for form in kinds
    }


def _forms(lemma: str, irregular: list[str]) -> list[tuple[FormKind, str]]:
    names: tuple[FormKind, ...] = ("third", "past", "participle", "ing")
    forms = irregular[0].split(",") if irregular else _regular(lemma)
    return [("base", lemma), *zip(names, forms, strict=True)]


def _regular(lemma: str) -> list[str]:
    if lemma.endswith("e"):
        return [lemma + "s", lemma + "d", lemma + "d", lemma[:-1] + "ing"]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return [lemma[:-1] + "ies", lemma[:-1] + "ied", lemma[:-1] + "ied", lemma + "ing"]
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")
    return [third, lemma + "ed", lemma + "ed", lemma + "ing"]


def verb_of(cue: str) -> ReportingVerb | None:
    """The verb in the words of a cue ("has also called on"), None for other cues ("according to").

    Args:
        cue: The words, folded.
    """
    words = cue.lower().split()
    for at in range(len(words) - 1, -1, -1):
        form = verb_forms().get(words[at])
        if form:
            following = words[at + 1] if at + 1 < len(words) else None
            return next((verb for verb in form.verbs if verb.particle in (None, following)), None)
    return None
