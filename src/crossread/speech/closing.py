"""Speech whose speaker stands at the end of its sentence, or inside it, without a comma to part them.

"Nine people died in the raid a monitoring group said on Tuesday citing residents": read by parts of speech and names.
Where model or rules found the cue, but no speaker that can be one, or only the end of what is said, this mends it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from crossread.context import Reading
from crossread.data import word_set
from crossread.record import Attribution, Span
from crossread.speech.hedges import HEDGE_PARTICIPLES
from crossread.speech.reporting_verbs import verb_of
from crossread.speech.speakers import Speakers
from crossread.syntax.words import nationalities

Bounds = tuple[int, int]

MADE_BY = "rule:closing-cue"
"""What made an attribution that stands without a comma at the end of its sentence."""

_SURE_CUES = frozenset(["said", "says", "told", "added", "adds", "reported", "reports"])
_CUES = _SURE_CUES | frozenset(
    ["announced", "confirmed", "stated", "revealed", "noted", "claimed", "declared", "warned", "explained", "insisted",
     "stressed", "affirmed", "acknowledged", "wrote", "tweeted", "alleged", "cited", "quoted", "say", "report",
     "indicate", "indicated"]
)  # fmt: skip
_INVERTING = frozenset(["said", "says", "added", "reported", "announced", "confirmed", "explained", "continued"])
_VERBS = frozenset(["VBD", "VBZ", "VBP", "VBN"])
_FINITE = frozenset(["VBZ", "VBP", "MD"])
_TENSED = _FINITE | {"VBD"}
_LEADING = frozenset(["in", "on", "at", "after", "during", "since", "near", "alone", "meanwhile", "however"])
_HELD = HEDGE_PARTICIPLES - {"claimed", "reported"}  # "believed to be …" describes; "claimed to …" may be a claim
_ACCORDING = "according to "
_NO_END = frozenset(["IN", "TO", "DT", "CC", "MD", "WDT", "WP"])
_SUBJECTS = frozenset(["i", "you", "he", "she", "it", "we", "they"])
_QUOTES = '"“”»«'
_DAY = (
    r"(?:(?:late|early|earlier|later)\s+)?(?:on\s+)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|[A-Z][a-z]{2,8} \d{1,2})"
)
_WHERE = (
    r"(?:in|through|via|on|by|at|from)\s+(?:an?|the|its|his|her|their|Facebook|Twitter|Telegram|telephone|phone|email|X)\b"
    r"(?:\s+[\w'-]+){0,18}?"
)
_HEARER = (
    r"(?P<hearer>(?:the\s+)?[A-Z][\w'.-]*(?:\s+(?:[A-Z][\w'.-]*|news|agency|state|television|TV|radio|channel|reporter)){0,5}"
    r"|reporters|journalists|(?:the\s+)?(?:local|state|official)\s+(?:media|television|TV|radio|news agency))"
)
_CITED = (
    r",?\s+(?P<citing>citing|quoting)\s+(?P<cited>[^.;:\"“”]{3,120}?)"
    r"(?=\s+(?:as|while|who|which|that|with)\b|[.…]*\s*$)"
)
_ON = (
    r"(?P<on>,?\s+(?:[a-z]+ing\b|including|(?:most|all|some|many) of|with|without|despite|but|and|as|while|although|"
    r"who|which|"
    r"when|after|before|among)\b.*|\s+(?:The|A|An|In|It|On|At|But|However|Meanwhile|They|He|She)\b.*)"
)
_TAIL = re.compile(
    rf"(?:\s+{_HEARER})?(?:\s+{_DAY})?(?:\s+{_WHERE})?(?:\s+{_DAY})?(?:{_CITED})?(?:{_ON})?[.…!?\s]*$", re.DOTALL
)
_AS_SAYING = re.compile(
    rf"\s+(?P<cited>[^.;:,\"“”]{{3,120}}?)\s+(?P<cue>as\s+saying)(?:\s+{_DAY})?(?:\s+{_WHERE})?[.…\s]*$"
)
_BUT = re.compile(r",?\s+(?:but|while|although|though|whereas)\s+(?:the\s+)?$")
_NARRATED = re.compile(r",?\s+(?:which|that|who)\s+(?:has|have)\b")
_JOINED = 16  # characters between the words before "but" and who speaks after it
_AND_THAT = re.compile(r"\s+and that\s+(?P<told>[^.;:\"“”]*[^.;:\"“”\s])")
_ADDING = re.compile(
    r",?\s+(?P<cue>adding|noting|stressing|explaining|warning|confirming|indicating|asserting|saying)\s+that\s+"
    r"(?P<told>[^.;:\"“”]*(?:\.\d[^.;:\"“”]*)*[^.;:\"“”\s])"
)
_TOLD_ON = re.compile(
    r"\s+(?:and\s+(?=(?:[\w'-]+\s+){1,10}?(?:had|would|could)\b)|(?=including\b|(?:most|all|some|many) of\b))"
    r"(?P<told>\S)"
)
_HAVE = word_set("have")
_LONGEST_SPEAKER = 24  # words
_LONGEST_TAIL = 400  # characters
_SHORTEST = 4  # words of what is said
_MOST = 8  # cues of a sentence that are looked at


@dataclass(frozen=True)
class _Speech:
    """Speech that was found, in offsets of the folded text."""

    source: Bounds
    cue: Bounds
    content: tuple[Bounds, ...]
    venue: Bounds | None = None
    cited: tuple[Bounds, Bounds] | None = None  # who is cited, and the cue of it


def with_closing(reading: Reading, found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions with what stands at the end of sentences mended and added.

    Args:
        reading: The reading with its sentences and tags.
        found: What rules and model found.
    """
    if reading.tags is None:
        return list(found)
    closing = _Closing(reading, Speakers(reading.tags))
    by_sentence: dict[int | None, list[Attribution]] = {}
    for item in found:
        by_sentence.setdefault(reading.sentence_of(item.cue[0]) if item.cue else None, []).append(item)
    kept = by_sentence.pop(None, [])
    for number, bounds in enumerate(reading.sentences):
        kept += closing.mended(bounds, by_sentence.get(number, []))
    return kept


class _Closing:
    """Finds and mends the speech of one sentence after another."""

    def __init__(self, reading: Reading, speakers: Speakers) -> None:
        self.reading, self.speakers = reading, speakers
        self.text = reading.folded.text
        self.words = speakers.words
        self._starts = [word.start for word in self.words]

    def mended(self, sentence: Bounds, found: list[Attribution]) -> list[Attribution]:
        """The attributions of a sentence, mended and added to."""
        for speech in self._speeches(sentence):
            found = self._put(found, speech, sentence)
        for speech in self._according(sentence):
            found = self._put(found, speech, sentence)
        found = [self._with_second(self._whole(self._with_speaker(item), sentence), sentence) for item in found]
        found = [self._denied(self._before_other(item, found)) for item in found]
        return found + list(self._adding(found, sentence))

    def _with_second(self, item: Attribution, sentence: Bounds) -> Attribution:
        """Reported speech with "and that …" after it."""
        if item.form != "indirect" or not item.content:
            return item
        end = self.reading.folded.position(item.content[-1].end - 1) + 1
        second = _AND_THAT.match(self.text, end, sentence[1])
        if second is None or not item.cue or item.cue[0].start > item.content[-1].start:
            return item
        page = self.reading.report.page
        last = self.reading.folded.span(*second.span("told")).end
        return replace(item, content=(*item.content[:-1], page.span(item.content[-1].start, last)))

    def _before_other(self, item: Attribution, found: Sequence[Attribution]) -> Attribution:
        """Reported speech without "but the army denied …" at its end, which is somebody else's."""
        if item.form != "indirect" or not item.content or not item.cue:
            return item
        last, text = item.content[-1], self.reading.report.page.text
        for other in found:
            at = other.source[0].start if other.source else 0
            if not (last.start < at < last.end and item.cue[0].end <= last.start and other.cue[0].start >= at):
                continue
            joined = _BUT.search(text, max(last.start, at - _JOINED), at)
            if joined is not None and joined.start() > last.start:
                cut = self.reading.report.page.span(last.start, joined.start())
                return replace(item, content=(*item.content[:-1], cut))
        return item

    def _denied(self, item: Attribution) -> Attribution:
        """What is denied, without a relative clause of the narrator's ("during the war which has killed …")."""
        verb = verb_of(item.cue[-1].quote) if item.form == "indirect" and item.cue else None
        if verb is None or verb.stance != "denies":
            return item
        last = item.content[-1]
        relative = _NARRATED.search(last.quote)
        if relative is None or relative.start() == 0:
            return item
        cut = self.reading.report.page.span(last.start, last.start + relative.start())
        return replace(item, content=(*item.content[:-1], cut))

    def _adding(self, found: Sequence[Attribution], sentence: Bounds) -> Iterator[Attribution]:
        """Speech with "adding that …" after other speech of the same speaker, where nothing was found of it."""
        taken = [span for item in found for span in item.cue]
        spans = self.reading.folded.spans
        for item in found:
            if not item.source or not item.cue:
                continue
            end = max(self.reading.folded.position(span.end - 1) + 1 for span in (*item.cue, *item.source))
            adding = _ADDING.match(self.text, end, sentence[1])
            cue = self.reading.folded.span(*adding.span("cue")) if adding else None
            if adding is None or cue is None or any(_overlap(cue, span) for span in taken):
                continue
            taken.append(cue)
            content = spans([adding.span("told")])
            yield Attribution(form="indirect", source=item.source, cue=(cue,), content=content, made_by=MADE_BY)

    def _with_speaker(self, item: Attribution) -> Attribution:
        """An attribution of the model without a source that is no speaker: a clause, or what a participle describes."""
        if not item.source and item.cue and item.cue[0].quote.lower().startswith(_ACCORDING):
            page, words = self.reading.report.page, item.cue[0]
            at = words.start + len(_ACCORDING)
            return replace(item, source=(page.span(at, words.end),), cue=(page.span(words.start, at - 1),))
        if item.form == "direct" or len(item.source) != 1 or not item.cue:
            return item
        position = self.reading.folded.position
        first, last = (self._number(position(at)) for at in (item.source[0].start, item.source[0].end))
        cue, after = (self._number(position(at)) for at in (item.cue[0].start, item.cue[-1].end))
        if first >= last:
            return item
        if self.words[first].text.lower() in _LEADING and last == cue and self.words[first + 1].text != "least":
            subject = self.speakers.subject(cue, first) or first + 1
            if first < subject < last:
                source = self.words[subject].start, self.words[last - 1].end
                return replace(item, source=self.reading.folded.spans([source]))
        if "rule:" in item.made_by:
            return item
        verbs = [word for word in self.words[cue:after] if word.upos in ("VERB", "AUX")]
        held = len(verbs) == 1 and (verbs[0].xpos == "VBN" or verbs[0].text in _HELD)
        described = held and last == cue and self._is_followed_by(after - 1, "TO")
        participle = self.words[first].text.endswith("ed") or self.words[first].xpos in ("VBN", "VBD")
        opens = self.words[first].xpos in _FINITE or (participle and self._is_followed_by(first, "IN", "TO"))
        return replace(item, source=()) if described or opens else item

    def _is_followed_by(self, number: int, *tags: str) -> bool:
        return number + 1 < len(self.words) and self.words[number + 1].xpos in tags

    def _number(self, offset: int) -> int:
        """Number of the first word at or after an offset."""
        return bisect_left(self._starts, offset)

    def _speeches(self, sentence: Bounds) -> Iterator[_Speech]:
        first, last = self._number(sentence[0]), self._number(sentence[1])
        floor, looked = first, 0
        for at in range(first + _SHORTEST, last):
            word = self.words[at]
            if word.text not in _CUES or word.xpos not in _VERBS or looked >= _MOST or at < floor + _SHORTEST:
                continue
            looked += 1
            speech = self._closing(at, floor, sentence) or self._inverted(at, floor, last)
            if speech is not None:
                yield speech
                floor = at + 1

    def _closing(self, at: int, floor: int, sentence: Bounds) -> _Speech | None:
        """Speech whose speaker and cue stand after it: "… a monitor said"."""
        word = self.words[at]
        tail = self.text[word.end : sentence[1]]
        ends = None if len(tail) > _LONGEST_TAIL else _TAIL.match(tail)
        cites = _AS_SAYING.match(tail) if word.text in ("cited", "quoted") else None
        if (cites is None and ends is None) or (word.text in ("cited", "quoted") and cites is None):
            return None
        cue = at - (self.words[at - 1].text.lower() in _HAVE)
        begin = self.speakers.before(cue, floor)
        if begin is None or not self._may_say(begin, cue, word.text):
            return None
        content = self._content(floor, begin)
        if content is None or (word.text == "told" and ends is not None and not ends["hearer"]):
            return None
        source = self.words[begin].start, self.words[cue - 1].end
        spoken = self.words[cue].start, word.end
        if cites is not None:
            base = word.end
            inner, by = cites.span("cited"), cites.span("cue")
            cited = (base + inner[0], base + inner[1]), (base + by[0], base + by[1])
            return _Speech(source, spoken, (content,), cited=cited)
        if ends is None:
            return None
        return self._with_tail(_Speech(source, spoken, (content,)), ends, word.end, told=word.text == "told")

    def _with_tail(self, speech: _Speech, tail: re.Match[str], base: int, *, told: bool) -> _Speech:
        """With hearer, whom the speaker cites, and a clause that goes on from what is said."""
        venue = None
        if tail["hearer"] and told:
            begin = base + tail.start("hearer")
            venue = begin, begin + len(tail["hearer"].rstrip("."))
        cited = None
        if tail["cited"]:
            inner, by = tail.span("cited"), tail.span("citing")
            cited = (base + inner[0], base + inner[1]), (base + by[0], base + by[1])
        content = speech.content
        goes_on = _TOLD_ON.match(tail["on"]) if tail["on"] else None
        if goes_on:
            begin = base + tail.start("on") + goes_on.start("told")
            end = base + tail.start("on") + len(tail["on"].rstrip(" .!?…"))
            content = (*content, (begin, end))
        return _Speech(speech.source, speech.cue, content, venue, cited)

    def _may_say(self, begin: int, cue: int, verb: str) -> bool:
        """Whether a noun phrase can be the speaker of a cue."""
        if self.speakers.has_verb(begin, cue) and not self._is_relative(begin, cue):
            return False
        if self.speakers.can_speak(begin, cue):
            return True
        return verb in ("said", "told", "added") and cue - begin > 1 and self.words[begin].xpos in ("DT", "PRP$")

    def _is_relative(self, begin: int, cue: int) -> bool:
        return any(word.text.lower() in ("that", "who", "which") for word in self.words[begin + 1 : cue])

    def _content(self, floor: int, begin: int) -> Bounds | None:
        """What is said before a speaker; None where it is a quotation, which has rules of its own."""
        start = self.words[floor].start
        end = self.words[begin - 1].end
        told = self.text[start:end].rstrip(" ,;:–—-")
        following = self.text[end : self.words[begin].start]
        if not told or told[-1] in _QUOTES or any(mark in following for mark in _QUOTES):
            return None
        return start, start + len(told)

    def _inverted(self, at: int, floor: int, last: int) -> _Speech | None:
        """Speech whose cue and speaker stand after it, in this order: "… injured in the raids said the Observatory"."""
        word = self.words[at]
        if word.text not in _INVERTING or word.xpos == "VBN" or not self.speakers.is_clause(floor, at):
            return None
        before = self.words[at - 1]
        if before.xpos in _NO_END or before.upos == "AUX" or before.text.lower() in _SUBJECTS:
            return None
        end = self.speakers.after(at + 1, min(last, at + _LONGEST_SPEAKER))
        if end is None or not self.speakers.can_speak(at + 1, end) or not self._closes(end, last):
            return None
        content = self._content(floor, at)
        if content is None:
            return None
        return _Speech((self.words[at + 1].start, self.words[end - 1].end), (word.start, word.end), (content,))

    def _closes(self, end: int, last: int) -> bool:
        """Whether what follows an inverted speaker is no clause of its own."""
        rest = self.words[end:last]
        opens = next((word for word in rest if word.upos != "PUNCT"), None)
        if opens is None or not self.speakers.has_verb(end, last):
            return True
        relative = opens.text.lower() in ("who", "which", "that", "whose")
        return relative or opens.xpos == "VBG" or opens.text.endswith("ed")

    def _according(self, sentence: Bounds) -> Iterator[_Speech]:
        """Speech told by "according to" without a comma beside the source, at its beginning, inside it or after it."""
        first, last = self._number(sentence[0]), self._number(sentence[1])
        for at in range(first, last - 2):
            if (self.words[at].text.lower(), self.words[at + 1].text) != ("according", "to"):
                continue
            end = self.speakers.cited(at + 2, last)
            speech = self._cited_in(at, end, first, last) if end is not None else None
            if speech is not None:
                yield speech
            return

    def _cited_in(self, at: int, end: int, first: int, last: int) -> _Speech | None:
        """What is said according to a source that no comma parts from it; None where commas tell."""
        before = self._content(first, at) if at > first else None
        rest = self.words[end:last]
        verb = next((number for number, word in enumerate(rest) if word.xpos in _TENSED), None)
        if at > first and self.words[at - 1].upos == "PUNCT":
            return None
        if before is not None and self.speakers.is_clause(first, at):
            if not rest or rest[0].text != "with":
                return None
        elif verb is None or any(word.upos == "PUNCT" for word in rest[: verb + 1]):
            return None
        told = self.text[rest[0].start : rest[-1].end].rstrip(" .!?…")
        content = (*([before] if before else []), (rest[0].start, rest[0].start + len(told)))
        if not told or any(mark in self.text[content[0][0] : content[-1][1]] for mark in _QUOTES):
            return None
        source = self.words[at + 2].start, self.words[end - 1].end
        return _Speech(source, (self.words[at].start, self.words[at + 1].end), content)

    def _put(self, found: list[Attribution], speech: _Speech, sentence: Bounds) -> list[Attribution]:
        """The attributions with a speech put in the place of those of its cue, or added."""
        spans = self.reading.folded.spans
        cue, here = self.reading.folded.span(*speech.cue), self.reading.folded.span(*sentence)
        found = [item for item in found if not _quotes_elsewhere(item, here)]
        same = [item for item in found if any(_overlap(span, cue) for span in item.cue)]
        if any(item.form != "indirect" or '"' in _quotes(item) for item in same):
            return found
        rest = (self._shortened(item, speech) for item in found if item not in same)
        others = [item for item in rest if item is not None]
        kept = next((item for item in same if self._is_sound(item, speech)), None)
        source_span = self.reading.folded.span(*speech.source)
        source = kept.source if kept else (source_span,)
        venue = kept.venue if kept and kept.venue else spans([speech.venue]) if speech.venue else ()
        content = spans(speech.content)
        if kept and (kept.source[0].start < source_span.start or self._reaches(kept, speech)):
            content = (*kept.content, *content[1:])
        made_by = kept.made_by if kept else MADE_BY
        told = Attribution(form="indirect", source=source, cue=(cue,), content=content, venue=venue, made_by=made_by)
        added = [told]
        if speech.cited is not None:
            whom, by = spans([speech.cited[0]]), spans([speech.cited[1]])
            others = [item for item in others if not any(_overlap(span, by[0]) for span in item.cue)]
            added.append(Attribution(form="indirect", source=whom, cue=by, content=content, made_by=MADE_BY))
        return [*others, *added]

    def _is_sound(self, item: Attribution, speech: _Speech) -> bool:
        """Whether an attribution has a speaker that can be one, beside the cue, and no shorter than it can be."""
        if len(item.source) != 1:
            return False
        position = self.reading.folded.position
        start, end = position(item.source[0].start), position(item.source[0].end - 1) + 1
        first, last = self._number(start), self._number(end)
        between = self.text[end : speech.cue[0]] if end <= speech.cue[0] else self.text[speech.cue[1] : start]
        if first >= last or between.strip(" ,") or not self.speakers.can_speak(first, last):
            return False
        marked = "," in self.text[start:end] or self.text[max(0, start - 2) : start].rstrip()[-1:] in (",", "—", "–")
        if not marked and (self.speakers.has_verb(first, last) or end > speech.source[1] + 1):
            return False
        begin = self._number(speech.source[0])
        if first < begin:
            named = self.words[begin].text in nationalities()  # "the raid | Tamran officials said"
            open_word = self.words[first].xpos in ("DT", "NNP", "PRP$") or self.words[first].text == "one"
            return marked or (open_word and not named)
        return marked or not (begin < first and self.words[begin].xpos == "DT")

    def _reaches(self, item: Attribution, speech: _Speech) -> bool:
        """Whether what an attribution holds begins and ends where the speech does, or marks tell otherwise."""
        position = self.reading.folded.position
        start, end = position(item.content[0].start), position(item.content[-1].end - 1) + 1
        (first, last) = speech.content[0][0], speech.content[-1][1]
        marked = any(mark in self.text[first:start] for mark in ",;:—–" + _QUOTES)
        return (start <= first + 1 or marked) and first <= start and end >= last - 1

    def _shortened(self, item: Attribution, speech: _Speech) -> Attribution | None:
        """Another attribution without the speaker of this speech at the end of what it holds."""
        source = self.reading.folded.span(*speech.source)
        if item.form != "indirect" or not any(_overlap(span, source) for span in item.content):
            return item
        if any(span.end > source.end + 1 for span in item.content) or (item.cue and item.cue[0].start > source.end):
            return item
        page = self.reading.report.page
        bounds = [(span.start, min(span.end, source.start)) for span in item.content if span.start < source.start]
        kept = [(start, start + len(page.text[start:end].rstrip(" ,"))) for start, end in bounds]
        content = tuple(page.span(start, end) for start, end in kept if start < end)
        return replace(item, content=content) if content else None

    def _whole(self, item: Attribution, sentence: Bounds) -> Attribution:
        """Reported speech cut to the sentence of its cue, where it runs on without a mark of quotation."""
        if item.form != "indirect" or not item.cue:
            return item
        span = self.reading.folded.span(*sentence)
        outside = [part for part in item.content if part.start < span.start or part.end > span.end]
        if not outside or any(mark in part.quote for part in outside for mark in _QUOTES):
            return item
        page = self.reading.report.page
        bounds = [(max(part.start, span.start), min(part.end, span.end)) for part in item.content]
        content = tuple(page.span(start, end) for start, end in bounds if start < end)
        return replace(item, content=content) if content else item


def _quotes_elsewhere(item: Attribution, sentence: Span) -> bool:
    """Whether the model took a cue for that of a quotation in another sentence, which has rules of its own."""
    elsewhere = all(part.start >= sentence.end or part.end <= sentence.start for part in item.content)
    return item.form == "direct" and item.made_by.startswith("model:") and elsewhere


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _quotes(item: Attribution) -> str:
    """Marks of quotation at the edges of what an attribution holds."""
    return "".join(span.quote[:1] + span.quote[-1:] for span in item.content)
