"""Who speaks right before, or right after, a cue that no comma parts from what is said, on the tagged words.

"Four people died in a raid on the town a monitoring group said": the noun phrase that ends before the cue is found by
parts of speech and names, and its beginning by what may stand between two noun phrases.
"""

from __future__ import annotations

from collections.abc import Sequence

from crossread.data import rows, word_set
from crossread.syntax.words import nationalities
from crossread.tagger.tags import NameTag, Tags, Word

HEADS = frozenset(word for (word,) in rows("unnamed_sources.tsv")) | word_set("more unnamed sources")
"""Nouns for who speaks without a name, in small letters."""

OFFICES = frozenset(
    ["governor", "minister", "mayor", "general", "commander", "head", "chief", "director", "spokesman", "spokeswoman",
     "spokesperson", "leader", "president", "member", "chairman", "deputy", "secretary", "envoy", "adviser",
     "coordinator", "founder", "manager"]
)  # fmt: skip
"""Nouns for what a speaker holds, that stand before a name or before "of"."""

_DESCRIBING = word_set("before unnamed sources")
_NOMINAL = frozenset(
    ["NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "POS", "HYPH", "CD", "-LRB-", "-RRB-", "ADD", "FW"]
)
_NOUNS = frozenset(["NN", "NNS", "NNP", "NNPS"])
_OPEN = frozenset(["DT", "PDT", "PRP$"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_DANGLING = frozenset(["IN", "TO", "DT", "CC", "PRP$", "WDT", "POS", "HYPH", "-LRB-"])
_CROWDS = frozenset(
    ["people", "men", "women", "children", "fighters", "forces", "troops", "soldiers", "rebels", "militants", "victims",
     "refugees", "families", "prisoners", "hostages", "captives", "students", "workers", "army", "youths"]
)  # fmt: skip
_NEW_PHRASE = frozenset(["DT", "PDT", "PRP", "EX", "CD", "WDT", "WP"])
_COUNTED = frozenset(
    ["at", "more", "over", "tens", "some", "about", "around", "nearly", "dozens", "hundreds", "scores", "up"]
)
_LINKS = frozenset(["of", "for", "at", "from", "in", "to", "on", "with", "within", "inside", "near", "by", "and"])
_TIES = frozenset(["of", "for", "in", "at", "from"])
_APART = frozenset(["in", "on", "by", "with", "near", "to", "from"])
_TIMES = word_set("days") | word_set("months") | frozenset(
    ["week", "month", "year", "day", "morning", "night", "evening", "afternoon", "today", "yesterday", "dawn", "late",
     "early"]
)  # fmt: skip
_SPEAK = frozenset(["person", "organisation", "armed group", "state body", "outlet", "office"])
_RELATIVES = frozenset(["that", "who", "which"])
_PRONOUNS = frozenset(["he", "she", "it", "they", "we"])
_LONGEST = 22  # words of a source
_SHORTEST = 4  # words of what is said
_RELATIVE_REACH = 12  # words of a relative clause that ends a source


class Speakers:
    """Finds speakers beside cues among the words of a text."""

    def __init__(self, tags: Tags) -> None:
        """Take the words and names of a text."""
        self.words: Sequence[Word] = tags.words
        self._last = {name.last: name for name in tags.names}
        self._of: dict[int, NameTag] = {number: name for name in tags.names for number in range(name.first, name.last)}

    def before(self, cue: int, floor: int) -> int | None:
        """First word of the speaker that ends right before a cue; None where that is not clear.

        Args:
            cue: Number of the first word of the cue.
            floor: Number of the first word of the sentence.
        """
        end = cue
        while end > floor and self.words[end - 1].upos == "ADV" and self.words[end - 1].text.islower():
            end -= 1
        if end <= floor:
            return None
        first = self._relative_before(end, floor)
        if first is None:
            first = self._phrase_before(end, floor)
        if first is None or not self.is_clause(floor, first) or self.words[first - 1].xpos in _DANGLING:
            return None
        return first

    def is_clause(self, first: int, last: int) -> bool:
        """Whether words hold a clause that can be said."""
        words = [word for word in self.words[first:last] if word.upos != "PUNCT"]
        return len(words) >= _SHORTEST and any(
            word.xpos in _FINITE or (word.upos == "VERB" and number and word.text.endswith("ed"))
            for number, word in enumerate(words)
        )

    def has_verb(self, first: int, last: int) -> bool:
        """Whether words hold a finite verb."""
        return any(word.xpos in _FINITE for word in self.words[first:last])

    def can_speak(self, first: int, last: int) -> bool:
        """Whether a noun phrase names somebody who speaks: by a name, an office, or a noun for sources."""
        head = self.words[last - 1]
        if last - first == 1 and head.text.lower() in _PRONOUNS:
            return True
        named = any(self._of[at].kind in _SPEAK for at in range(first, last) if at in self._of)
        known = any(_is_head(word) for word in self.words[first:last])
        return named or known or (head.xpos in ("NNP", "NNPS") and last - first <= 3)

    def _phrase_before(self, end: int, floor: int) -> int | None:
        """First word of the noun phrase that ends before a word, with what it depends on."""
        head = self.words[end - 1]
        if head.text.lower() in _PRONOUNS:
            return end - 1
        if (head.xpos not in _NOUNS and head.text != ")") or head.text.lower() in _TIMES:
            return None
        first = self._core(end, floor)
        for _ in range(_LONGEST):
            wider = self._wider(first, end, floor)
            if wider is None or end - wider > _LONGEST:
                break
            first = wider
        if self._hangs(first, floor) or self._disagrees(first, end):
            return self._split(first, end)
        return first

    def _disagrees(self, first: int, end: int) -> bool:
        """Whether a phrase runs two together: "an imam | officials", "the imam | state media"."""
        single = self.words[first].text.lower() in ("a", "an", "another")
        plural = self.words[end - 1].xpos == "NNS" or self.words[end - 1].text.lower() == "media"
        inner = self.words[first + 2 : end - 1]
        broadcaster = self.words[end - 1].text.lower() in _MEDIA and any(
            word.text.startswith("state") for word in inner
        )
        return (single and plural) or (broadcaster and not _describes(self.words[first + 1]))

    def _core(self, end: int, floor: int) -> int:
        """First word of a noun phrase without its complements."""
        at = end - 1
        named = self._of.get(at)
        if named is not None:
            at = max(named.first, floor)
        while at > floor:
            before, here = self.words[at - 1], self.words[at]
            if before.xpos in _OPEN or before.text.lower() in ("one", "another", "several", "some"):
                return at - 1
            joined = before.text == "-" and before.end == here.start  # "state-run"
            if before.xpos not in _NOMINAL and not joined and not self._is_adjectival(at - 1, floor):
                break
            if self._ends_phrase(at - 1) or (
                here.text in nationalities() and before.text.islower() and _is_noun(before)
            ):
                break
            if here.text != "-" and at - 1 in self._of and not self._stands_before(at - 1, here):
                break
            at -= 1
        while at < end - 1 and self._is_rest(at):
            at += 1
        return at

    def _is_rest(self, number: int) -> bool:
        """Whether a word at the start of a phrase belongs to the one before ("seven people injured | state media")."""
        word = self.words[number]
        return word.text.endswith("ed") and word.text.isalpha() and word.text.islower()

    def _ends_phrase(self, number: int) -> bool:
        """Whether a noun phrase ends with a nominal word: "25 people | medics", "on Tuesday | activists"."""
        word, low = self.words[number], self.words[number].text.lower()
        if word.xpos == "CD":
            numbered = number > 0 and self.words[number - 1].xpos == "NNP"
            return not (numbered and _describes(self.words[number + 1]))
        plural = word.xpos == "NNS" and word.text.islower()
        return low in _TIMES or word.text in ")]" or (plural and low not in _DESCRIBING)

    def _stands_before(self, number: int, here: Word) -> bool:
        """Whether a name goes with the noun after it ("SANA reporter", "Syrian officials"), no place before it."""
        name = self._of[number]
        word = self.words[number]
        return name.kind not in ("place", "person") or word.text in nationalities() or _is_title(here)

    def _is_adjectival(self, number: int, floor: int) -> bool:
        """Whether a participle describes the noun after it ("the armed groups", "a London-based monitor")."""
        word = self.words[number]
        if word.xpos not in ("VBN", "VBG") or number <= floor:
            return False
        before = self.words[number - 1]
        return before.xpos in _OPEN or before.text == "-" or (word.text == "based" and before.xpos == "NNP")

    def _wider(self, first: int, end: int, floor: int) -> int | None:
        """First word with what the phrase hangs on: "a source | at the ministry", "Karo Lund | the governor"."""
        if first - 1 <= floor:
            return None
        before = self.words[first - 1]
        low = before.text.lower()
        if low in _LINKS and before.upos in ("ADP", "CCONJ", "SCONJ", "PART") and first - 2 > floor:
            above = self.words[first - 2]
            speaks = _is_head(above) and above.text.lower() not in _CROWDS
            if low == "and":
                speaks = speaks or (self._of.get(first - 2) is not None and self._of[first - 2].kind in _SPEAK)
            apart = low in _APART and self._split(first, end) is not None
            if speaks and not apart:
                return self._core(first - 1, floor)
        name = self._of.get(first - 1)
        described = self.words[first].xpos == "DT" or self.words[first].text.lower() in OFFICES
        if name is not None and name.kind == "person" and described:
            return self._core(first, floor)
        return None

    def _hangs(self, first: int, floor: int) -> bool:
        """Whether what stands before a phrase needs it as its object."""
        return first > floor and self.words[first - 1].xpos in _DANGLING

    def _split(self, first: int, end: int) -> int | None:
        """Where in a phrase that is an object the speaker begins: "in the city | officials", "in Homs | state TV"."""
        for at in range(first + 1, end):
            rest, before = self.words[at], self.words[at - 1]
            if before.xpos not in _NOUNS | {"CD"}:
                continue
            name = self._last.get(end)
            own = name is not None and name.first == at and name.kind in _SPEAK
            if own or self._is_bare_speaker(at, end):
                return at if rest.xpos in _NOMINAL else None
        return None

    def _is_bare_speaker(self, first: int, end: int) -> bool:
        """Whether words are a noun for sources in the plural or of the media, and what describes it."""
        head = self.words[end - 1]
        low = head.text.lower()
        bare = low in HEADS and (head.xpos == "NNS" or low in _MEDIA)
        return bare and all(_describes(word) for word in self.words[first : end - 1])

    def _relative_before(self, end: int, floor: int) -> int | None:
        """First word of "the aid group that supports it", "Karo Lund who survived the raid"."""
        for at in range(end - 2, max(floor + 1, end - _RELATIVE_REACH), -1):
            word = self.words[at]
            if word.text.lower() in _RELATIVES and word.upos == "PRON" and word.deprel.startswith("nsubj"):
                above = self.words[at - 1]
                speaks = _is_head(above) or (at - 1 in self._of and self._of[at - 1].kind in _SPEAK)
                verb = self.words[at + 1].xpos in _FINITE
                return self._phrase_before(at, floor) if speaks and verb else None
            if word.xpos in ("IN", "WRB") and word.deprel == "mark":
                return None
        return None

    def subject(self, cue: int, floor: int) -> int | None:
        """First word of the noun phrase right before a cue, whatever stands before it.

        Args:
            cue: Number of the first word of the cue.
            floor: First word that may belong to it.
        """
        first = self._phrase_before(cue, floor)
        return first if first is not None and self.can_speak(first, cue) else None

    def cited(self, cue: int, last: int) -> int | None:
        """Number after the speaker that "according to" names, where no comma parts it from what is said.

        Args:
            cue: Number of the word after "according to".
            last: Number after the last word of the sentence.
        """
        end = cue
        while end < last and end - cue < _LONGEST:
            if end > cue and self._is_new(end, cue):
                described = self._description(end, last)
                if described == end:
                    break
                end = described
            elif self.words[end].xpos in _NOMINAL | _OPEN or self._is_inside(end) or self._is_link(end, cue):
                end += 1
            else:
                break
        return end if end > cue and self.can_speak(cue, end) else None

    def _is_new(self, number: int, first: int) -> bool:
        """Whether a word begins another phrase than the one that began at a word."""
        word, before = self.words[number], self.words[number - 1]
        if self._is_inside(number) or not any(one.xpos in _NOUNS for one in self.words[first:number]):
            return False
        plural = before.xpos == "NNS" and before.text.islower() and before.text not in _DESCRIBING
        if self._is_link(number - 1, first):
            return False  # "an official from | the administration"
        if number in self._of and self._of[number].first == number and before.text.islower() and not _is_head(before):
            return True  # "according to the administration | Lund works for …"
        fresh = word.xpos in _NEW_PHRASE or word.text.lower() in _COUNTED or (plural and word.xpos in _NOMINAL)
        ends = self._ends_name(number) and word.xpos != "NN" and not _is_head(word)
        return fresh or (ends and not self._is_link(number, first))

    def _is_link(self, number: int, first: int) -> bool:
        """Whether a preposition ties a noun phrase to the one for who speaks before it."""
        word = self.words[number]
        return number > first and word.text.lower() in _TIES and word.upos == "ADP" and _is_head(self.words[number - 1])

    def _description(self, number: int, last: int) -> int:
        """Number after "a Danish monitoring group" before a new phrase; the number itself where none stands there."""
        at = number + 1
        while self.words[number].xpos == "DT" and at < last and self.words[at].xpos in _NOMINAL - {"CD"}:
            at += 1
        fresh = at < last and (self.words[at].xpos in _NEW_PHRASE or self.words[at].text.lower() in _COUNTED)
        return at if fresh and _is_head(self.words[at - 1]) else number

    def _is_inside(self, number: int) -> bool:
        """Whether a name goes on with a word."""
        return number in self._of and self._of[number].first < number

    def _ends_name(self, number: int) -> bool:
        """Whether the word before ended the name of somebody who speaks."""
        name = self._last.get(number)
        return name is not None and name.kind in _SPEAK

    def after(self, cue: int, last: int) -> int | None:
        """Number after the last word of the speaker that begins right after a cue; None where none stands there.

        Args:
            cue: Number after the last word of the cue.
            last: Number after the last word of the sentence.
        """
        end = cue
        while end < last and (
            self.words[end].xpos in _NOMINAL | _OPEN
            or self.words[end].text in (".", "'s")
            or self._is_adjectival(end, cue)
        ):
            initial = end > cue and end + 1 < last and self.words[end - 1].text[:1].isupper()
            if self.words[end].text == "." and not initial:
                break
            end += 1
        while end > cue and self.words[end - 1].xpos == "POS":
            end -= 1
        if end == cue or not any(word.xpos in _NOUNS for word in self.words[cue:end]):
            return None
        linked = end < last and self.words[end].text.lower() in _LINKS and self.words[end].upos in ("ADP", "CCONJ")
        if linked and self.words[end].text.lower() != "and":
            further = self.after(end + 1, last)
            return further if further is not None else end
        return end


def _is_head(word: Word) -> bool:
    return word.text.lower() in HEADS or word.text.lower() in OFFICES


def _is_noun(word: Word) -> bool:
    return word.xpos in _NOUNS


def _is_title(word: Word) -> bool:
    return word.text.lower() in OFFICES


def _describes(word: Word) -> bool:
    acronym = len(word.text) > 1 and word.text.isupper()
    people = word.text in nationalities() or (word.xpos == "JJ" and word.text[:1].isupper())
    return word.text.lower() in _DESCRIBING or people or acronym or word.text in ("-", "run", "owned")


_MEDIA = frozenset(["media", "television", "tv", "radio", "agency", "police"])
