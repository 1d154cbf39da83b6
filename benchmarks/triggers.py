"""Event triggers in JSON lines of WikiEvents' form.

Fields: ``tokens``, ``masked``, ``events`` with ``trigger``, ``type`` and ``arguments``.

A trigger is right if its words and its type are. Roles are read at the gold triggers: an argument is right if its words
and its role are. The baseline takes a word for a trigger whose lemma stands in the name of a type, and for roles the
nearest noun before it as the type's first role, the nearest after it as its second.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks._gold import HEADER, Count, by_sentence, joined, records
from benchmarks.frame import Figure, Result
from crossread.tagger import Tags, tag_words
from crossread.tagger.model import Model, default_model
from crossread.tagger.roles import learned_roles
from crossread.tagger.windows import cut

_BY_NAME = {
    "attack": "Conflict.Attack", "die": "Life.Die", "kill": "Life.Die", "injure": "Life.Injure", "wound": "Life.Injure",
    "arrest": "Justice.ArrestJailDetain", "charge": "Justice.ChargeIndict", "convict": "Justice.Convict",
    "sentence": "Justice.Sentence", "investigate": "Justice.InvestigateCrime", "demonstrate": "Conflict.Demonstrate",
    "trial": "Justice.TrialHearing", "release": "Justice.ReleaseParole", "contact": "Contact.Contact",
}  # fmt: skip


def run(paths: list[Path], limit: int | None) -> Result:
    """Read every document."""
    triggers, roles, baseline, near = Count(), Count(), Count(), Count()
    by_type: dict[str, Count] = {}
    out: list[Any] = []
    model = default_model()
    for record in records(paths, limit):
        document: dict[str, Any] = dict(record)
        text, bounds = joined(document["tokens"])
        sentences = by_sentence(text, bounds)
        tags = tag_words(text, [sentences], model=model)
        masked = set(document["masked"])
        gold = {(event["trigger"][0], event["trigger"][1], event["type"]) for event in document["events"]}
        found = {
            (t.first, t.last, t.type) for t in tags.triggers if t.learned and masked.isdisjoint(range(t.first, t.last))
        }
        triggers.add(gold, found)
        for kind in {item[2] for item in gold | found}:
            each = by_type.setdefault(kind, Count())
            each.add({g for g in gold if g[2] == kind}, {f for f in found if f[2] == kind})
        named = {(i, i + 1, _BY_NAME[w.lemma]) for i, w in enumerate(tags.words) if w.lemma in _BY_NAME}
        baseline.add(gold, {item for item in named if item[0] not in masked})
        wanted = {
            (*event["trigger"], *argument)
            for event in document["events"]
            for argument in map(tuple, event["arguments"])
        }
        given = _roles(model, document, tags)
        roles.add(wanted, given)
        near.add(wanted, _nearest_nouns(document, tags))
        out.append({**document, "events": [_event(item, tags) for item in sorted(found)]})
    figures: dict[str, Figure] = {
        "trigger_f1": triggers.f1, "role_f1": roles.f1, "baseline_trigger_f1": baseline.f1, "baseline_role_f1": near.f1,
    }  # fmt: skip
    rows: list[Sequence[Figure]] = [
        triggers.row("triggers"),
        baseline.row("triggers by name"),
        roles.row("roles"),
        near.row("nearest nouns"),
    ]
    rows += [each.row(kind) for kind, each in sorted(by_type.items(), key=lambda item: -item[1].gold)[:12]]
    return Result(figures=figures, rows=rows, header=HEADER, predictions=out)


def _event(item: tuple[int, int, str], tags: Tags) -> dict[str, Any]:
    trigger = next(t for t in tags.triggers if t.learned and (t.first, t.last, t.type) == item)
    return {
        "trigger": [item[0], item[1]],
        "type": item[2],
        "arguments": [[r.first, r.last, r.role] for r in trigger.roles],
    }


def _roles(model: Model, document: dict[str, Any], tags: Tags) -> set[tuple[int, int, int, int, str]]:
    """Roles read at the gold triggers, in the type's own names."""
    found: set[tuple[int, int, int, int, str]] = set()
    words = [word.text for word in tags.words]
    sentences = [(sentence.first, sentence.last) for sentence in tags.sentences]
    for window in cut(model.pieces, words, sentences):
        base, stop = window[0][0], window[-1][1]
        scores = model.scores(words[base:stop])
        for event in document["events"]:
            first, last = event["trigger"]
            inside = next((part for part in window if part[0] <= first < part[1]), None)
            if inside is None:
                continue
            for role, span in learned_roles(model, scores, base, (first, last), inside, tags.words, tags.names):
                own = model.labels["own_role"].get(f"{event['type']}/{role}")
                if own:
                    found.add((first, last, *span, own))
    return found


def _nearest_nouns(document: dict[str, Any], tags: Tags) -> set[tuple[int, int, int, int, str]]:
    found: set[tuple[int, int, int, int, str]] = set()
    first_two = {
        "Conflict.Attack": ("Attacker", "Target"),
        "Life.Die": ("Killer", "Victim"),
        "Life.Injure": ("Injurer", "Victim"),
    }
    nouns = [place for place, word in enumerate(tags.words) if word.upos in ("NOUN", "PROPN")]
    for event in document["events"]:
        first, last = event["trigger"]
        before = [place for place in nouns if place < first][-1:]
        after = [place for place in nouns if place >= last][:1]
        actor, victim = first_two.get(event["type"], ("Participant", "Place"))
        found |= {(first, last, place, place + 1, actor) for place in before}
        found |= {(first, last, place, place + 1, victim) for place in after}
    return found
