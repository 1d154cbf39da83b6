"""Which events the clauses of a reading tell: the lexicon held against what stands round each word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crossread.claims.events.claiming import Claiming, claiming_of
from crossread.claims.events.lexicon import Entry, entries_by_lemma, is_arranged, never, unwanted, wanted, words
from crossread.claims.events.slots import Slots, is_a, role_of_doer
from crossread.syntax import Clause, Phrase, Syntax


@dataclass(frozen=True, slots=True)
class Found:
    """An event as a clause tells it.

    Attributes:
        entry: The entry of the lexicon that fits.
        slots: What stands round its word.
    """

    entry: Entry
    slots: Slots

    @property
    def clause(self) -> Clause:
        """The clause of the event's word."""
        return self.slots.clause

    @property
    def claiming(self) -> Claiming | None:
        """How the act is claimed or disowned, None where nothing tells so."""
        return claiming_of(self.slots)


def events_in(syntax: Syntax) -> Iterator[Found]:
    """Events that the clauses of a text tell, in order of their words; one word tells at most one."""
    told: set[str] = set()
    for number, word in enumerate(syntax.tree.words):
        if word.upos in ("VERB", "NOUN", "ADJ") and _is_listed(syntax, number):
            clause = syntax.at(number)
            found = _read(clause, told) if clause is not None else None
            if found is not None:
                told.add(found.entry.type)
                yield found


def _is_listed(syntax: Syntax, number: int) -> bool:
    lemma = lemma_at(syntax, number)
    return lemma in entries_by_lemma("verb") or lemma in entries_by_lemma("noun")


def lemma_at(syntax: Syntax, number: int) -> str:
    """The lemma of a word, or of the compound of three ("cease-fire") whose last part it is."""
    words = syntax.tree.words
    if number > 1 and words[number - 1].text == "-" and words[number - 2].end == words[number].start - 1:
        return f"{words[number - 2].lemma}-{words[number].lemma}"
    word = words[number]
    gerund = word.upos == "NOUN" and word.text.endswith("ing")
    return word.text.lower() if gerund else word.lemma


def _read(clause: Clause, told: set[str]) -> Found | None:
    lemma = lemma_at(clause.syntax, clause.predicate)
    listed = entries_by_lemma("verb" if clause.kind == "verbal" else "noun").get(lemma, ())
    if clause.kind == "nominal" and clause.word.text[:1].isupper() and clause.predicate in clause.tree.names:
        return None  # a word of a name
    plain = Slots(clause)
    for entry in listed:
        if entry.after and entry.after not in told:
            continue
        slots = Slots(clause, under=True) if entry.under else plain
        if _fits(entry, slots):
            return Found(entry, slots)
    return None


def _fits(entry: Entry, slots: Slots) -> bool:
    """Whether what stands round the word is what the entry asks."""
    clause = slots.clause
    if entry.under and not _stands_under(entry, slots):
        return False
    if clause.kind == "verbal" and clause.particle not in (entry.particle.split() or ["", *_FREE_PARTICLES]):
        return False
    if entry.nobody and slots.subject is not None:
        return False
    if entry.claimed and claiming_of(slots) is None:
        return False
    if entry.alone and slots.object is not None:
        return False
    if entry.passive and not clause.passive:
        return False
    if clause.kind == "copular" and not entry.case:
        return False
    if entry.case and entry.case not in clause.marks:
        return False
    if entry.modifier and not _modified(entry, slots):
        return False
    if slots.lemmas & (never() | unwanted(entry.not_)):
        return False
    return _slots_fit(entry, slots) and not _is_question(slots.subject) and _can_act(entry, slots)


def _can_act(entry: Entry, slots: Slots) -> bool:
    """Whether who or what does it by a verb can do it: somebody, a weapon, an act; winds and prices cannot."""
    subject = slots.subject
    if slots.clause.kind == "nominal" and _aims_elsewhere(entry, slots):
        return False
    if entry.type == "attack" and _is_in_words(slots):
        return False
    if entry.type == "killing" and slots.clause.kind == "verbal" and _is_victim(slots):
        return False
    if entry.subject or slots.clause.kind != "verbal" or subject is None or is_arranged(entry.type):
        return True
    return role_of_doer(subject) is not None


def _is_in_words(slots: Slots) -> bool:
    """Whether one person attacks another, and nothing tells with what: that is done with words."""
    subject, target = slots.subject, slots.object
    if slots.clause.kind == "nominal":
        aimed = [*slots.clause.obliques.get("on", ()), *slots.clause.obliques.get("against", ())]
        target = aimed[0] if aimed else None
        if slots.clause.word.xpos != "NNS" or (subject is not None and not _speaks(subject)):
            return False
    elif subject is None or not _speaks(subject):
        return False
    armed = any(is_a(phrase, wanted("weapon gun bomb")) for phrase in slots.obliques.get("with", ()))
    return target is not None and not armed and (_is_person(target) or _speaks(target))


def _speaks(phrase: Phrase) -> bool:
    return _is_person(phrase) or phrase.lemma in words("speakers")


def _is_person(phrase: Phrase) -> bool:
    return phrase.name is not None and phrase.name.coarse == "PER"


def _is_victim(slots: Slots) -> bool:
    """Whether those who would kill are counted people: "left 100 people killed and 40 wounded", "8 persons killed"."""
    subject = slots.subject
    if subject is None or slots.clause.passive or subject.lemma not in words("counted_people"):
        return False
    if slots.clause.object is not None and _are_hurt(slots.clause.object):
        return True  # "A child killed, 7 people injured": a headline without its mark
    return bool(slots.tree.exactly(subject.head, "nummod", "amod"))


def _are_hurt(phrase: Phrase) -> bool:
    """Whether a participle tells right after a noun what its people suffered."""
    words_of = phrase.tree.words
    return phrase.head + 1 < len(words_of) and words_of[phrase.head + 1].text.lower() in words("hurt")


def _is_question(subject: Phrase | None) -> bool:
    """Whether the subject asks or leaves open who acts ("whose planes", "those who attack")."""
    if subject is None:
        return False
    asks = any(subject.tree.words[number].text.lower() in _ANYBODY - {"those"} for number in subject.words)
    return asks or subject.lemma in _ANYBODY


def _aims_elsewhere(entry: Entry, slots: Slots) -> bool:
    """Whether an act of force is aimed at what force cannot hit ("an attack on the budget")."""
    if is_arranged(entry.type) or entry.type in ("protest", "riot"):
        return False
    aims = [phrase for case in ("on", "against", "over") for phrase in slots.clause.obliques.get(case, ())]
    hit = wanted("who place structure names aircraft weapon goods lorry water")
    return bool(aims) and not any(phrase.time or is_a(phrase, hit) for phrase in aims)


_ANYBODY = frozenset(["whose", "whom", "those", "anyone", "whoever", "anybody", "who", "what", "which"])
_FREE_PARTICLES = ("in", "on", "through", "back", "up")


def _stands_under(entry: Entry, slots: Slots) -> bool:
    verb = slots.verb
    return verb is not None and slots.clause.relation != "nsubj" and verb.lemma in entry.under.split()


def _modified(entry: Entry, slots: Slots) -> bool:
    before = {phrase.lemma for phrase in slots.modifiers} | {phrase.word.text.lower() for phrase in slots.modifiers}
    tree, number = slots.tree, slots.clause.predicate
    if number and tree.words[number - 1].lemma in entry.modifier.split():
        return True
    return bool(before & set(entry.modifier.split()))


def _slots_fit(entry: Entry, slots: Slots) -> bool:
    if entry.subject and not is_a(slots.subject, wanted(entry.subject)):
        return False
    if entry.object and not is_a(slots.object, wanted(entry.object)) and not (entry.bare and slots.object is None):
        return False
    if entry.beside and not _beside(entry, slots):
        return False
    return not entry.with_ or any(
        is_a(phrase, wanted(classes))
        for cases, classes in entry.with_.items()
        for case in cases.split()
        for phrase in slots.obliques.get(case, ())
    )


def _beside(entry: Entry, slots: Slots) -> bool:
    asked = wanted(entry.beside)
    if (claiming := claiming_of(slots)) is not None and claiming.claimer is not None:
        return True
    return bool(slots.lemmas & asked.lemmas - _WEAK) or any(is_a(phrase, asked) for phrase in slots.all)


_WEAK = frozenset(["it", "i", "we", "he", "she", "they", "who", "one", "some", "all"])
