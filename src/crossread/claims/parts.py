"""Parts of claims read from the parse: arguments, place, time and number of a clause, and the words that show it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from crossread.context import Reading
from crossread.record import Argument, ArgumentRole, Place, Quantity, Spans
from crossread.syntax import Clause, Phrase

Bounds = tuple[int, int]
"""``(start, end)`` in code points of the folded text, half-open."""

_FINEST = 7
_LOOK_BACK = 16
_SHORT = 10  # words of a phrase that can be read at a glance
_WHERE = frozenset(["in", "at", "near", "around", "inside", "outside", "across", "throughout"])
_STEPS = {1: 1, 2: 1, 5: 2, 3: 3, 4: 4, 6: 6, 7: 6}
"""UCDP precision as a scale from fine to coarse: 5 (a stretch or area) lies between town and second division."""
_SMALL = 2.5  # between a stretch or area and a district
_JOINED = frozenset(["conj", "parataxis", "punct", "cc", "discourse", "vocative", "list"])
_ASIDES = frozenset(["parataxis", "discourse", "vocative", "list"])
_BESIDE = frozenset(["while", "whereas", "although", "though"])
"""What opens a clause that tells something else."""
_SUBORDINATE = frozenset(["mark", "cc"])


def argument(reading: Reading, role: ArgumentRole, phrase: Phrase) -> Argument:
    """An argument of a claim, with the actor whose name or description ends its words.

    Args:
        reading: The reading.
        role: Its role.
        phrase: Its words; a leading article is left out.
    """
    words = phrase.tree.words
    first = phrase.first
    if words[first].lemma in ("the", "a", "an") and phrase.last - first > 1:
        first += 1
    return worded(
        reading,
        role,
        words[first].start,
        max(phrase.end, _name_end(phrase), _actor_end(reading, phrase), named_after(phrase)),
    )


def short(phrase: Phrase) -> Phrase:
    """A short phrase whole ("forces loyal to the general"), a long one without what hangs on it.

    Args:
        phrase: The phrase.
    """
    return phrase if phrase.last - phrase.first <= _SHORT else phrase.core


def _actor_end(reading: Reading, phrase: Phrase) -> int:
    """Where the name of the actor ends that begins in a phrase and runs on behind it ("Front for the Freedom")."""
    folded, words = reading.folded, phrase.tree.words
    for at in range(phrase.last, min(phrase.last + _LONGEST_NAME, len(words))):
        named = reading.actors_by_end.get(folded.offset(words[at].end - 1) + 1)
        if named is not None and named[0] <= folded.offset(phrase.word.start):
            return words[at].end
    return 0


_LONGEST_NAME = 9  # words


def _name_end(phrase: Phrase) -> int:
    """Where the name ends that a phrase ends in, for a phrase that was cut inside it ("Alliance for Change")."""
    name = phrase.tree.names.get(phrase.last - 1)
    return name.end if name is not None else 0


def named_after(phrase: Phrase) -> int:
    """Code point after the name that tells who a phrase is ("its editor, Maryna Zolak"); 0 for none.

    Args:
        phrase: The phrase.
    """
    tree = phrase.tree
    if phrase.name is not None or phrase.pronoun or phrase.word.xpos == "NNS":
        return 0
    for child in tree.exactly(phrase.head, "appos"):
        name = tree.names.get(child)
        if name is not None and name.coarse in ("PER", "ORG") and 0 < name.first - phrase.head <= _APPOSED:
            return name.end
    return 0


_APPOSED = 2  # words from a head to the name beside it: a comma, or none


def worded(reading: Reading, role: ArgumentRole, start: int, end: int) -> Argument:
    """An argument of any stretch of the folded text.

    Args:
        reading: The reading.
        role: Its role.
        start: First code point.
        end: Code point after the last.
    """
    span = reading.folded.span(start, end)
    named = reading.actors_by_end.get(span.end)
    actor = named[1] if named and named[0] >= span.start else None
    return Argument(role=role, text=span.quote, actor=actor, spans=(span,))


def place_in(reading: Reading, *stretches: Bounds) -> int | None:
    """Index of the place named in the first of some stretches that names one; the finest of several that agree.

    A dateline names none: it tells where a report was written.

    Args:
        reading: The reading.
        stretches: Stretches of the folded text, the best first.
    """
    dateline = reading.report.page.fact("dateline")
    written = [(span.start, span.end) for span in dateline.spans] if dateline is not None else []
    for start, end in stretches:
        first, last = reading.folded.offset(start), reading.folded.offset(max(start, end - 1)) + 1
        held = [
            index
            for index, place in enumerate(reading.report.places)
            if any(
                first <= span.start < last and not any(begin <= span.start < after for begin, after in written)
                for span in place.spans
            )
        ]
        if held:
            return innermost(reading.report.places, held)
    return None


def place_of(reading: Reading, bounds: Bounds, *best: Bounds) -> int | None:
    """Index of a claim's place: that of the best stretches, else one that stands after "in", "at", "near" or the like.

    Args:
        reading: The reading.
        bounds: The stretch that shows the claim.
        best: Stretches of the folded text that name its place if any does, the best first.
    """
    found = place_in(reading, *best)
    if found is not None:
        return found
    start, end = bounds
    first, last = reading.folded.offset(start), reading.folded.offset(max(start, end - 1)) + 1
    held = []
    for index, place in enumerate(reading.report.places):
        told = [reading.folded.position(span.start) for span in place.spans if first <= span.start < last]
        if any({*reading.words(max(start, at - _LOOK_BACK), at).split()[-2:]} & _WHERE for at in told):
            held.append(index)
    return innermost(reading.report.places, held) if held else None


def innermost(places: Sequence[Place], held: Sequence[int]) -> int | None:
    """The finest of some places, if the others are coarser and in its country; None if that is not clear."""
    finest, *others = sorted(held, key=lambda index: _coarseness(places[index]))
    inside = all(
        places[other].country in (places[finest].country, None)  # a region that crosses borders has no country
        and _coarseness(places[other]) > _coarseness(places[finest])
        for other in others
    )
    return finest if inside else None


def _coarseness(place: Place) -> tuple[float, bool]:
    """How coarse a place is; one that no gazetteer knows, inside a known country, is a small one."""
    if not place.resolved and place.inside is not None:
        return _SMALL, True
    return _STEPS.get(place.ucdp_precision or _FINEST, _FINEST), not place.resolved


def time_of(reading: Reading, clause: Clause) -> int | None:
    """Index of the one date told among a clause's own words; None where there is none, or several.

    Args:
        reading: The reading.
        clause: The clause; dates in its subject ("that 1978 resolution") and in clauses under it are not its own.
    """
    times = reading.report.times
    subject = clause.subject if clause.own_subject else None
    of_subject = range(reading.folded.offset(subject.start), reading.folded.offset(subject.end)) if subject else ()
    held = []
    for start, end in clause.pieces:
        first, last = reading.folded.offset(start), reading.folded.offset(max(start, end - 1)) + 1
        for index in range(bisect_left(times, first, key=lambda time: time.spans[0].start), len(times)):
            if times[index].spans[0].start >= last:
                break
            if times[index].form == "date" and times[index].spans[0].start not in of_subject:
                held.append(index)
    return held[0] if len(held) == 1 else None


def number_in(reading: Reading, phrase: Phrase) -> int | None:
    """Index of the quantity that counts a phrase's head: it lies inside the phrase and holds or ends before the head.

    Args:
        reading: The reading.
        phrase: The phrase ("some 70 villages", "more than half of the country").
    """
    folded = reading.folded
    first, last = folded.offset(phrase.start), folded.offset(phrase.end - 1) + 1
    head = folded.offset(phrase.word.start)
    quantities = reading.report.quantities
    at = bisect_left(quantities, first, key=lambda quantity: quantity.spans[0].start)
    if at and quantities[at - 1].spans[-1].end > first:
        at -= 1  # its hedge stands before the phrase ("up to 5,000 men", where "up to" hangs elsewhere)
    while at < len(quantities) and quantities[at].spans[0].start < last:
        if quantities[at].spans[0].start <= head < quantities[at].spans[-1].end or (
            first <= quantities[at].spans[0].start <= head
        ):
            return at
        at += 1
    return None


def counted(reading: Reading, index: int | None) -> Quantity | None:
    """The quantity of an index, None for none."""
    return reading.report.quantities[index] if index is not None else None


def is_present(clause: Clause) -> bool:
    """Whether a verb stands in the present, going by its form too where the tagger takes it for the past.

    Args:
        clause: The clause.
    """
    if clause.tense in ("present", "present perfect"):
        return True
    word = clause.word
    return clause.tense == "past" and not clause.auxiliaries and word.text.lower() in (word.lemma, word.lemma + "s")


def shown(clause: Clause, *more: Bounds, from_subject: bool = True) -> Bounds:
    """The stretch that shows a clause: from its subject, where that stands before it, to its last own word.

    Args:
        clause: The clause.
        more: Stretches to be shown with it, such as a condition.
        from_subject: Whether the subject is shown; otherwise the stretch begins with the predicate.
    """
    tree = clause.tree
    kept = [word for word in _own_words(clause) if word >= clause.predicate]
    first = clause.predicate
    before = [word.start for word in clause.auxiliaries] if from_subject else []
    start = min([tree.words[first].start, *before])
    subject = clause.subject
    if from_subject and clause.own_subject and subject is not None and subject.first < first:
        start = min(start, subject.start)
    above = clause.governor
    if from_subject and clause.relation == "xcomp" and above is not None and above.own_subject and above.subject:
        start = min(start, above.subject.start)  # "the rebels claim to hold the dam"
    end = max(_until_gap(clause, sorted(kept)), *(bounds[1] for bounds in more), 0)
    return min([start, *(bounds[0] for bounds in more)]), end


def _own_words(clause: Clause) -> Iterator[int]:
    """The predicate and all under it, but what is joined to it."""
    tree = clause.tree
    yield clause.predicate
    for child in tree.children[clause.predicate]:
        beside = tree.words[child].deprel == "advcl" and bool(set(tree.lemmas(child, "mark")) & _BESIDE)
        if tree.words[child].deprel not in _JOINED and not beside:
            yield from tree.subtree(child, without=_ASIDES)


def _until_gap(clause: Clause, kept: list[int]) -> int:
    """Where the words after a predicate end, or stop being the clause's own: other words than marks are left out."""
    words = clause.tree.words
    while words[kept[-1]].upos in ("PUNCT", "CCONJ") and len(kept) > 1:
        kept.pop()
    last = kept[0]
    for word in kept[1:]:
        if any(words[at].upos != "PUNCT" and words[at].deprel not in _SUBORDINATE for at in range(last + 1, word)):
            break
        last = word
    return words[last].end


def within_speech(reading: Reading, clause: Clause, bounds: Bounds) -> Bounds:
    """A stretch cut to the sentence and to the speech that its clause stands in.

    Args:
        reading: The reading.
        clause: The clause of the claim.
        bounds: The stretch that shows it.
    """
    start, end = bounds
    word = clause.word
    sentence = reading.sentence_at(word.start)
    if sentence is not None:
        start, end = max(start, reading.sentences[sentence][0]), min(end, reading.sentences[sentence][1])
    position = reading.folded.position
    for held in reading.voices.attributions(word.start, word.end):
        for span in held.content:
            first, last = position(span.start), position(span.end)
            if first <= word.start < last:
                start, end = max(start, first), min(end, last)
    return start, end


def overlaps(one: Spans, others: Iterable[Spans]) -> bool:
    """Whether some spans share a character with any of others."""
    return any(a.start < b.end and b.start < a.end for spans in others for a in one for b in spans)
