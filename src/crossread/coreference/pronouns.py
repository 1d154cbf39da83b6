"""Pronouns, joined where one reading alone is left.

Inside a quotation "I" is its speaker. "He" and "she" are the one who was just said to speak, or the one person told
since the sentence before; "they" and "it" are taken only for the one who speaks in the same sentence. What fits two is
left open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from crossread.actors.words import Words
from crossread.context import Reading
from crossread.coreference.drafts import Confidence, Draft, Told
from crossread.data import word_set
from crossread.record import Attribution
from crossread.speech.reporting_verbs import verb_forms

_PRONOUN = re.compile(r"\b(?:I|me|my|myself|[Hh]e|him|[Hh]is|himself|[Ss]he|[Hh]er|hers|herself|[Tt]hey|[Ii]t)\b(?!')")
_FIRST = frozenset(["i", "me", "my", "myself"])
_MALE = frozenset(["he", "him", "his", "himself"])
_FEMALE = frozenset(["she", "her", "hers", "herself"])
_OBJECT = frozenset(["him", "her"])
_WOMEN = re.compile(r"\b(?:[Mm]rs|[Mm]s|[Mm]iss|[Mm]adam|[Qq]ueen|[Pp]rincess|\w*woman|[Dd]ame|[Ll]ady|mother|sister|"
                    r"daughter|wife|widow)\b")  # fmt: skip
_MEN = re.compile(r"\b(?:[Mm]r|[Kk]ing|[Pp]rince|[Ss]heikh|[Mm]ullah|\w*[a-z]man|[Ll]ord|[Ss]ir|[Ff]ather|[Bb]rother|"
                  r"son|husband|uncle)\b")  # fmt: skip
_LOOKED_BACK = 2  # sentences
_NEAR_NAME = 40  # characters before a name in which a title tells whether it is a man's or a woman's


def join_pronouns(reading: Reading, drafts: list[Draft]) -> None:
    """Pronouns as mentions of the actors they stand for; those that are not safe are left alone.

    Args:
        reading: The reading, its attributions found.
        drafts: Actors; their mentions grow.
    """
    _Pronouns(reading, drafts).join()


class _Pronouns:
    def __init__(self, reading: Reading, drafts: list[Draft]) -> None:
        self.reading = reading
        self.mentions: list[tuple[int, int, Draft]] = sorted(
            ((one.start, one.end, draft) for draft in drafts for one in draft.told), key=lambda item: item[:2]
        )
        self.people = [item for item in self.mentions if item[2].is_person]
        self.starts = [start for start, _, _ in self.people]
        self.sexes = {id(draft): self._sex(draft) for draft in drafts if draft.is_person}

    def join(self) -> None:
        """Join what is safe, in reading order: a pronoun that is joined is a mention for those after it."""
        for block in self.reading.folded.blocks:
            if block.block.kind in ("headline", "heading"):
                continue
            for match in _PRONOUN.finditer(self.reading.folded.text, block.start, block.end):
                chosen = self._antecedent(match[0].lower(), match.start())
                if chosen is None:
                    continue
                draft, confidence, reason = chosen
                draft.add([Told(match.start(), match.end(), "pronoun", confidence, reason)])
                if draft.is_person and match[0].lower() not in _FIRST:
                    self._remember(match.start(), match.end(), draft)
                    self.sexes[id(draft)] = "f" if match[0].lower() in _FEMALE else "m"

    def _remember(self, start: int, end: int, draft: Draft) -> None:
        at = bisect_left(self.starts, start)
        self.starts.insert(at, start)
        self.people.insert(at, (start, end, draft))

    def _antecedent(self, word: str, start: int) -> tuple[Draft, Confidence, str] | None:
        if word in _FIRST:
            speaker = self._speaker(start)
            return (speaker, "high", "speaks the quotation") if speaker and speaker.is_person else None
        teller = self._teller(start)
        if word in ("they", "it"):
            fits = teller is not None and not teller.is_person and word == ("they" if _plural(teller) else "it")
            return (teller, "medium", "says it in this sentence") if teller and fits else None
        sex = "f" if word in _FEMALE else "m"
        if teller is not None and teller.is_person and self._may_be(teller, sex) and word not in _OBJECT:
            return teller, "high", "says it in this sentence"
        return self._person_before(word, sex, start)

    # Who speaks

    @cached_property
    def _quoted(self) -> list[tuple[int, int, Attribution]]:
        position = self.reading.folded.position
        found = [
            (position(span.start), position(span.end - 1) + 1, item)
            for item in self.reading.report.attributions
            for span in item.content
        ]
        return sorted(found, key=lambda part: part[:2])

    def _holding(self, start: int) -> Iterator[Attribution]:
        """Attributions whose content holds an offset, the nearest first."""
        at = bisect_right(self._quoted, start, key=lambda part: part[0])
        for begin, end, item in reversed(self._quoted[max(0, at - 6) : at]):
            if begin <= start < end:
                yield item

    def _speaker(self, start: int) -> Draft | None:
        """Who speaks the quotation that holds an offset."""
        for item in self._holding(start):
            if item.form == "direct":
                return self._source(item)
        return None

    def _teller(self, start: int) -> Draft | None:
        """Who tells, without quotation marks, the clause that a pronoun begins ("the ministry said it had …")."""
        for item in self._holding(start):
            if item.form == "direct":
                return None
            if self._begins(item, start):
                return self._source(item)
        return None

    def _begins(self, item: Attribution, start: int) -> bool:
        """Whether an offset begins what is told, after its cue."""
        first = self.reading.folded.position(item.content[0].start)
        before = self.reading.folded.text[first:start].strip().lower()
        after_cue = bool(item.cue) and item.cue[-1].end <= item.content[0].start
        return after_cue and before in ("", "that")

    def _source(self, item: Attribution) -> Draft | None:
        """The actor whose mention is, or ends, the words for a source."""
        if not item.source:
            return None
        start = self.reading.folded.position(item.source[0].start)
        end = self.reading.folded.position(item.source[-1].end - 1) + 1
        inside = [held for held in self._between(self.mentions, start, end) if held[1] <= end]
        people = [held for held in inside if held[2].is_person]
        chosen = {id(held[2]): held[2] for held in (people or inside)}
        if chosen:
            return next(iter(chosen.values())) if len(chosen) == 1 else None
        joined = [held[2] for held in self._between(self.people, start, end)]
        return joined[0] if len(joined) == 1 else None

    @staticmethod
    def _between(mentions: Sequence[tuple[int, int, Draft]], start: int, end: int) -> Sequence[tuple[int, int, Draft]]:
        first = bisect_left(mentions, start, key=lambda held: held[0])
        return mentions[first : bisect_left(mentions, end, key=lambda held: held[0])]

    # People told before

    def _person_before(self, word: str, sex: str, start: int) -> tuple[Draft, Confidence, str] | None:
        sentence = self.reading.sentence_at(start)
        if sentence is None:
            return None
        speaker = self._speaker(start)
        for back in range(_LOOKED_BACK + 1):
            if sentence - back < 0:
                return None
            begin, end = self.reading.sentences[sentence - back]
            told = self._between(self.people, begin, min(end, start))
            if back == 0 and word in _OBJECT:
                told = []  # somebody else of this sentence may be meant, or its subject
            fitting = {id(held[2]): held[2] for held in told if held[2] is not speaker}
            fitting = {key: draft for key, draft in fitting.items() if self._may_be(draft, sex)}
            if len(fitting) > 1:
                return self._subject(fitting, begin) if back == 1 else None
            if fitting:
                (draft,) = fitting.values()
                if self._somebody_else(max(held[1] for held in told if held[2] is draft), start):
                    return None
                only = len({id(held[2]) for held in told}) == 1 and back < _LOOKED_BACK
                return draft, "high" if only else "medium", "the one person told just before"
        return None

    def _somebody_else(self, start: int, end: int) -> bool:
        """Whether a stretch tells somebody by an office or rank that is nobody's of whom the name is known."""
        words = Words(self.reading.folded.text, start, end)
        return any(
            (title := words.title_beginning(at)) is not None
            and title[1] in ("office", "rank")
            and words.lower(at - 1) in ("the", "a", "an")
            and not self._is_role(words[at].start)
            for at in range(len(words))
        )

    def _is_role(self, start: int) -> bool:
        at = bisect_right(self._roles, (start, len(self.reading.folded.text)))
        return any(first <= start < last for first, last in self._roles[max(0, at - 3) : at])

    @cached_property
    def _roles(self) -> list[tuple[int, int]]:
        """Bounds of roles of people by name, and of descriptions that are joined to them."""
        position = self.reading.folded.position
        people = {id(draft): draft for _, _, draft in self.people}.values()
        found = [(one.start, one.end) for draft in people for one in draft.told if one.form == "description"]
        found += [
            (position(span.start), position(span.end - 1) + 1)
            for draft in people
            for role in draft.actor.roles
            for span in role.spans
        ]
        return sorted(found)

    def _subject(self, fitting: dict[int, Draft], begin: int) -> tuple[Draft, Confidence, str] | None:
        """Of several people of a sentence the one who opens it and speaks or acts."""
        text = self.reading.folded.text
        first = min((held for held in self._between(self.people, begin, begin + 60) if id(held[2]) in fitting),
                    default=None, key=lambda held: held[0])  # fmt: skip
        if first is None:
            return None
        following = text[first[1] : first[1] + 25].split()
        opens = text[begin : first[0]].strip(' "“').count(" ") < 4
        acts = following[:1] and (following[0].strip(",") in verb_forms() or following[0] in word_set("past"))
        return (first[2], "medium", "opens the sentence before") if opens and acts else None

    # Men and women

    def _may_be(self, draft: Draft, sex: str) -> bool:
        return self.sexes.get(id(draft)) in (None, sex)

    def _sex(self, draft: Draft) -> str | None:
        """What titles before the name and roles tell; None where they tell nothing."""
        text = self.reading.folded.text
        around = [role.title for role in draft.actor.roles]
        around += [text[max(0, one.start - _NEAR_NAME) : one.start].rpartition(".  ")[2][-14:] for one in draft.told]
        women = any(_WOMEN.search(words) for words in around)
        men = any(_MEN.search(words) for words in around)
        return None if women == men else "f" if women else "m"


def _plural(draft: Draft) -> bool:
    last = draft.actor.name.lower().rpartition(" ")[2]
    return last.endswith("s") or last in ("taliban", "police", "resistance")
