"""What stands round the word of an event: who acts, to whom, and phrases by preposition."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from crossread.claims.events.lexicon import NAMES, PLACE_NAMES, Wanted, wanted, words
from crossread.counted_words import words as counted_words
from crossread.record import ArgumentRole
from crossread.syntax import Clause, Phrase
from crossread.syntax.words import nationalities

_TOO_LOW = ("with", "by", "against", "from", "on", "at", "into", "to", "between", "for", "over")
_PARTIES = ("with", "by", "against", "between")
_ASSERTING = frozenset(["nsubj", "nsubj:pass", "obj"])
_WITNESSES = frozenset(["see", "witness", "receive", "foil", "thwart", "repel", "repulse"])
_NOBODY = frozenset(["it"])


class Slots:
    """The slots of one clause, merged with those of the verb that stands for a noun.

    Attributes:
        clause: The clause of the event's word.
        verb: Of a noun: the verb of which it is subject or object, None if there is none.
        under: Whether the verb stands for the event ("opened fire"): its subject acts.
    """

    def __init__(self, clause: Clause, *, under: bool = False) -> None:
        """Read the slots when they are asked for.

        Args:
            clause: The clause of the event's word.
            under: The noun stands for the verb above it.
        """
        self.clause, self.under = clause, under
        self.tree = clause.tree
        above = clause.governor if clause.kind == "nominal" and clause.relation in _ASSERTING else None
        self.verb = above if above is not None and (above.kind == "verbal" or _goes_on(above)) else None

    @cached_property
    def subject(self) -> Phrase | None:
        """Who acts."""
        clause = self.clause
        if clause.kind != "nominal":
            return clause.logical_subject if clause.kind == "verbal" else clause.subject
        if clause.agent is not None:
            return clause.agent
        if self.blamed is not None:
            return self.blamed
        light = self.verb if self.under else clause.light
        if light is not None and light.lemma not in words("suffered") and (doer := self._doer(light)) is not None:
            return doer
        return self._of_participle() or self._before() or self._between()

    @cached_property
    def object(self) -> Phrase | None:
        """To whom or what it is done."""
        clause = self.clause
        if clause.kind != "nominal":
            return clause.logical_object if clause.kind == "verbal" else None
        if clause.object is None and self.under and self.verb is not None:
            return next(iter(self.verb.obliques.get("of", ())), None)  # the parse hangs "control of" on the verb
        return clause.object

    @cached_property
    def struck(self) -> Phrase | None:
        """What an event hits: "the attack *hit* a school", "a school was hit by it", "an attack targeting a school"."""
        clause = self.clause
        for child in self.tree.exactly(clause.predicate, "acl", "acl:relcl"):
            below = clause.syntax.at(child)
            if below is not None and below.lemma in words("strikes") and not below.passive:
                return below.object
        verb = self.striking_verb
        if self.suffered and self.verb is not None:
            return self._doer(self.verb) if self.verb.lemma not in _WITNESSES else None
        if verb is None:
            return None
        return verb.subject if verb.passive else verb.object

    @cached_property
    def striking_verb(self) -> Clause | None:
        """The verb by which a noun hits something, as its subject or after "by"."""
        verb = self.clause.governor if self.clause.kind == "nominal" else None
        if verb is None or verb.kind != "verbal" or verb.lemma not in words("strikes"):
            return None
        relation = self.clause.relation
        fits = relation == "nsubj" or (
            verb.passive and relation in ("obl", "obl:agent") and self.clause.marks == ("by",)
        )
        return verb if fits else None

    @cached_property
    def obliques(self) -> dict[str, tuple[Phrase, ...]]:
        """Phrases by preposition, also those that the parse hangs one word too low, or on the verb of a noun."""
        found = dict(self.clause.obliques)
        if self.verb is not None and (self.under or self.clause.light is not None or self.takes_place or self.suffered):
            _add(found, self.verb.obliques)
        if (done := self._done_by()) is not None:
            _add(found, done.obliques)
        for phrase in self._counted(self.object) if self.object is not None else ():
            _add(found, self._deeper(phrase, _TOO_LOW))
        for phrase in [phrase for case in found if case != "between" for phrase in found[case]]:
            _add(found, self._deeper(phrase, _PARTIES))
        if self.blamed is not None and "on" in found:
            found["on"] = tuple(phrase for phrase in found["on"] if phrase.head != self.blamed.head)
        return found

    def _counted(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """A phrase, and what it measures ("a barrage *of rockets at the town*")."""
        inner = [child for child in self.tree.hanging(phrase.head, "nmod") if self.tree.case(child) == "of"]
        return (phrase, *(Phrase(self.tree, child) for child in inner[:1]))

    def _deeper(self, phrase: Phrase, cases: tuple[str, ...]) -> dict[str, tuple[Phrase, ...]]:
        deeper: dict[str, tuple[Phrase, ...]] = {}
        for child in self.tree.hanging(phrase.head, "nmod") if phrase.head > self.clause.predicate else ():
            case = self.tree.case(child)
            if case in cases and child > phrase.head:
                deeper[case] = (*deeper.get(case, ()), Phrase(self.tree, child))
        return deeper

    @property
    def suffered(self) -> bool:
        """Whether a noun is what the subject of the verb above suffers, sees or beats back."""
        return self.verb is not None and self.clause.relation == "obj" and self.verb.lemma in words("suffered")

    @property
    def takes_place(self) -> bool:
        """Whether a noun is the subject of a verb that tells that it takes place, or does harm."""
        return self.verb is not None and self.clause.relation != "obj" and self.verb.lemma in words("takes_place")

    @cached_property
    def modifiers(self) -> tuple[Phrase, ...]:
        """Nouns and adjectives before a noun."""
        return self.clause.modifiers

    @property
    def all(self) -> Iterator[Phrase]:
        """Everything that stands with the word."""
        if self.subject is not None:
            yield self.subject
        if self.object is not None:
            yield self.object
        if self.struck is not None:
            yield self.struck
        yield from self.modifiers
        for phrases in self.obliques.values():
            yield from phrases

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Lemmas of all that hangs on the word, on its parts' heads, and of the verb above a noun."""
        tree = self.tree
        found = {tree.words[child].lemma for child in tree.children[self.clause.predicate]}
        for phrase in self.all:
            found.add(phrase.lemma)
            before = tree.exactly(phrase.head, "compound", "amod")
            before = [child for child in before if tree.words[child - 1].text != "-"]  # no "story" of "nine-story"
            found.update(tree.words[child].lemma for child in before)
        if self.clause.kind == "nominal" and self.clause.governor is not None:
            found.add(self.clause.governor.lemma)
        return frozenset(found)

    @cached_property
    def blaming(self) -> Clause | None:
        """The verb that lays an act at somebody's door: "*blamed* the attack on rebels"."""
        clause, above = self.clause, self.clause.governor
        if clause.kind != "nominal" or above is None:
            return None
        if above.kind == "nominal" and above.relation == "obj" and clause.relation == "nmod":
            above = above.governor
        return above if above is not None and above.kind == "verbal" and above.lemma == "blame" else None

    @cached_property
    def blamed(self) -> Phrase | None:
        """Who is said to have done it: "blamed the attack on *rebels*", "blamed *rebels* for the attack"."""
        verb, clause = self.blaming, self.clause
        if verb is None:
            return None
        if clause.relation in ("obj", "nsubj:pass"):
            on = [*verb.obliques.get("on", ()), *clause.obliques.get("on", ())]
            return max(on, key=lambda phrase: phrase.head, default=None)
        told = verb.recipient or verb.logical_object
        return told.core if told is not None and self.tree.case(clause.predicate) == "for" else None

    def _doer(self, verb: Clause) -> Phrase | None:
        """Who acts by a verb: its logical subject, if it is not the event's noun itself."""
        doer = verb.logical_subject
        return doer if doer is not None and doer.head != self.clause.predicate else None

    def _of_participle(self) -> Phrase | None:
        """Of "an attack carried out by rebels": the rebels."""
        done = self._done_by()
        return done.agent if done is not None else None

    def _done_by(self) -> Clause | None:
        """The participle after a noun that tells who did it ("launched by rebels against a town")."""
        for child in self.tree.exactly(self.clause.predicate, "acl", "acl:relcl"):
            below = self.clause.syntax.at(child)
            if self.clause.kind == "nominal" and below is not None and below.lemma in words("done_by"):
                return below if below.agent is not None else None
        return None

    def _before(self) -> Phrase | None:
        """The possessor, or the noun before it that names somebody who can act."""
        clause = self.clause
        possessors = self.tree.exactly(clause.predicate, "nmod:poss")
        if possessors:
            return Phrase(self.tree, possessors[0])
        inner = [
            Phrase(self.tree, word) for phrase in self.modifiers for word in self.tree.exactly(phrase.head, "compound")
        ]
        acting = [phrase for phrase in (*inner, *self.modifiers) if _may_act(phrase)]
        return acting[-1] if acting else None

    def _between(self) -> Phrase | None:
        """The parties of "fighting between A and B"."""
        parties = self.obliques.get("between") or self.obliques.get("among")
        return parties[0] if parties else None


def _goes_on(clause: Clause) -> bool:
    """Whether a predicate such as "under way" tells that its subject takes place."""
    return clause.kind == "copular" and clause.lemma in ("way", "underway", "ongoing")


def _add(found: dict[str, tuple[Phrase, ...]], more: dict[str, tuple[Phrase, ...]]) -> None:
    for case, phrases in more.items():
        known = found.get(case, ())
        found[case] = (*known, *(phrase for phrase in phrases if phrase not in known))


def _may_act(phrase: Phrase) -> bool:
    """Whether what stands before an event noun is somebody."""
    if phrase.lemma in words("no_actor") or phrase.word.text.lower() in words("no_actor"):
        return False
    letters = phrase.word.text.replace(".", "")
    known = phrase.name is not None or phrase.word.text in nationalities() or (letters.isupper() and len(letters) > 1)
    return is_a(phrase, wanted("forces rule")) or (known and is_a(phrase, wanted("names")))


def is_a(phrase: Phrase | None, asked: Wanted) -> bool:
    """Whether a phrase, what it measures, or one that is joined to it is what is asked for."""
    return phrase is not None and _is_a(phrase, phrase.head, asked, 0)


_DEEPEST = 4


def _is_a(phrase: Phrase, head: int, asked: Wanted, depth: int) -> bool:
    tree = phrase.tree
    word = tree.words[head]
    if word.lemma in words("measures"):
        measured = [child for child in tree.hanging(head, "nmod") if tree.case(child) == "of"]
        if measured:
            return any(_is_a(phrase, child, asked, depth + 1) for child in measured)
    if depth > _DEEPEST or (word.lemma in _NOBODY and "it" not in asked.lemmas):
        return False
    if word.lemma in asked.lemmas or word.text.lower() in asked.lemmas or "topic" in asked.classes:
        return True
    before = tree.words[head - 1] if head else word
    if before.deprel == "compound" and f"{before.lemma}-{word.lemma}" in asked.lemmas:
        return True  # "the air force", "a fighter jet"
    if asked.classes & {"people", "who"} and word.text.lower() in counted_words("persons", "heads"):
        return True
    if _name_fits(phrase, head, asked):
        return True
    below = tree.hanging(head, "conj", "flat", "appos")
    return any(_is_a(phrase, child, asked, depth + 1) for child in below)


def _name_fits(phrase: Phrase, head: int, asked: Wanted) -> bool:
    tree = phrase.tree
    word, name = tree.words[head], tree.names.get(head)
    if name is None:
        proper = word.upos == "PROPN" and word.text[:1].isupper() and not phrase.time
        adjective = word.text in nationalities() and bool(asked.classes & NAMES)
        return (proper and bool(asked.classes & (NAMES | PLACE_NAMES))) or adjective
    if phrase.time:
        return False
    if asked.classes & NAMES:
        return True
    if name.coarse == "PER":
        return "people" in asked.classes or "forces" in asked.classes
    if name.coarse == "ORG":
        return "forces" in asked.classes
    return bool(asked.classes & PLACE_NAMES)


def _is_one_of_events(phrase: Phrase) -> bool:
    """Whether a phrase counts some acts of several ("one of the strikes", "a series of attacks")."""
    tree = phrase.tree
    counted = [child for child in tree.hanging(phrase.head, "nmod") if tree.case(child) == "of"]
    return phrase.lemma in words("measures") and any(tree.words[child].lemma in words("event") for child in counted)


def role_of_doer(phrase: Phrase) -> ArgumentRole | None:
    """What the one who acts is: somebody, a weapon, an act that caused it; None for what cannot act."""
    if phrase.lemma in words("event") or _is_one_of_events(phrase):
        return "cause"
    if is_a(phrase, wanted("who aircraft names")):
        return "actor"
    return "instrument" if is_a(phrase, wanted("weapon bomb shell gun")) else None
