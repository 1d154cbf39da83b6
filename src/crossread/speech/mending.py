"""Attributions mended where the text lacks the commas that part what is said from who says it.

Pages flattened by other programs often lose them: "Nine people were killed in the raid a monitoring group said". There
the model takes the speaker for the end of what is said, sees nothing, or gathers sources from sentences before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from crossread.context import Reading
from crossread.counted_words import words as counted_words
from crossread.data import word_set
from crossread.record import Attribution
from crossread.speech.clauses import (
    AUXILIARIES,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    Token,
    has_finite_verb,
    tokens_of,
)
from crossread.speech.closing import MADE_BY, with_closing
from crossread.speech.headlines import headline_speech
from crossread.speech.noun_phrases import subject_before
from crossread.speech.speakers import HEADS, OFFICES

Bounds = tuple[int, int]

_CLOSES = re.compile(
    r"\s+\b(?:(?:has |have )?(?P<cue>said|says|reported|added|announced|confirmed)"
    r"|(?P<told>told)\s+(?P<venue>(?:the\s+)?[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*){0,3}|reporters|journalists))"
    r"(?:\s+(?:(?:late|early)\s+)?(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\s+today|\s+yesterday)?[.…\"”]*\s*$"
)
_ARTICLES = frozenset(["a", "an", "the", "one", "two", "three", "another"])
_LINKS = frozenset(["of", "for", "at", "from", "in", "to", "on"])
_DESCRIBING = word_set("before unnamed sources")
_LONGEST = 16  # words of a source
_SHORTEST = 4  # words of what is said


def mended(reading: Reading, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, sources cut to those of their cue, and speech without commas added.

    Args:
        reading: The reading with its sentences.
        attributions: What rules and model found.
    """
    found = with_closing(reading, [_with_source(reading, _near(reading, item)) for item in attributions])
    found = [_quoted_on(reading, _of_same_speaker(reading, item, found), found) for item in found]
    found += headline_speech(reading)
    found = [_with_all_sources(reading, _of_subject(reading, item)) for item in found]
    for more in (_closing, _inverted, _inside, _with_that, _told_to, _counting):
        cues = sorted((span.start, span.end) for item in found for span in item.cue)
        found += list(more(reading, cues))
    return tuple(sorted(found, key=lambda item: (item.content[0].start, -item.content[-1].end, item.made_by)))


def _near(reading: Reading, item: Attribution) -> Attribution:
    """Without the sources of other sentences, where one stands right beside the cue."""
    if len(item.source) < 2 or not item.cue:
        return item
    cue = reading.sentence_of(item.cue[0])
    text = reading.report.page.text
    kept = [span for span in item.source if reading.sentence_of(span) == cue]
    before = [span for span in kept if not text[span.end : item.cue[0].start].strip() and span.end <= item.cue[0].start]
    after = [
        span for span in kept if not text[item.cue[-1].end : span.start].strip() and span.start >= item.cue[-1].end
    ]
    return replace(item, source=tuple(before or after or kept or item.source))


def _with_source(reading: Reading, item: Attribution) -> Attribution:
    """With the source that was taken for the end of what is said ("… a monitor said"), and all that it says."""
    if item.form == "direct" or not item.cue:
        return item
    sentence = reading.sentence_of(item.cue[0])
    if sentence is None:
        return item
    position = reading.folded.position
    (start, end), cue = reading.sentences[sentence], position(item.cue[0].start)
    if item.source:
        return _from_the_start(reading, item, (start, end), cue)
    content = [(position(span.start), position(span.end)) for span in item.content]
    if not content[-1][0] < cue or reading.words(content[-1][1], cue).strip():
        return item
    begin = _source_before(tokens_of(reading.folded.text, start, cue, []), _name_before(reading, cue))
    if begin is None or begin <= content[-1][0]:
        return item
    told = _trimmed(reading, content[-1][0], begin)
    if told is None:
        return item
    spans = reading.folded.spans
    return replace(item, source=spans([_bare(reading, begin, cue)]), content=spans([*content[:-1], told]))


def _from_the_start(reading: Reading, item: Attribution, sentence: Bounds, cue: int) -> Attribution:
    """What is said before "a monitor said" at the end of a sentence, from its beginning if no mark parts it."""
    position, text, (start, end) = reading.folded.position, reading.folded.text, sentence
    content, source = position(item.content[0].start), position(item.source[0].start)
    if len(item.content) > 1 or not content < source < cue or not _CLOSES.search(text, cue - 1, end):
        return item
    before = text[start:content]
    if not before.strip() or before.rstrip()[-1:] in ',;:“"”—–-' or re.search(r"[,;:“”\"]", before):
        return item
    return replace(item, content=reading.folded.spans([(start, position(item.content[0].end - 1) + 1)]))


def _closing(reading: Reading, cues: Sequence[Bounds]) -> Iterator[Attribution]:
    """Speech told by the last words of a sentence, where nothing was found of it."""
    text = reading.folded.text
    for start, end in reading.sentences:
        closing = _CLOSES.search(text, max(start, end - _TAIL), end)
        if closing is None:
            continue
        name = "cue" if closing["cue"] else "told"
        cue = closing.start(name), closing.end(name)
        span = reading.folded.span(*cue)
        if _is_taken(reading, cues, cue):
            continue
        tokens = tokens_of(text, start, closing.start(), [])
        begin = _source_before(tokens, _name_before(reading, cue[0]))
        told = _trimmed(reading, start, begin) if begin is not None else None
        clause = [token for token in tokens if begin is not None and token.end <= begin]
        if begin is None or told is None or len(clause) < _SHORTEST or not has_finite_verb(clause):
            continue
        spans = reading.folded.spans
        source, content = spans([_bare(reading, begin, cue[0])]), spans([told])
        venue = spans([closing.span("venue")]) if closing["venue"] else ()
        yield Attribution(form="indirect", source=source, cue=(span,), content=content, venue=venue, made_by=MADE_BY)


def _inverted(reading: Reading, cues: Sequence[Bounds]) -> Iterator[Attribution]:
    """Speech with its speaker after the cue, at the end: "… 2,600 people injured in the raids said the Observatory"."""
    text = reading.folded.text
    for start, end in reading.sentences:
        cue = _INVERTED.search(text, max(start, end - _SOURCE_TAIL), end) or _ADDING.search(text, start, end)
        if cue is None or _is_taken(reading, cues, cue.span("cue")):
            continue
        tokens = tokens_of(text, start, cue.start("cue"), [])
        source = tokens_of(text, cue.start("source"), cue.end("source"), [])
        speaks = bool(tokens) and (tokens[-1].low in HEADS | PRONOUNS or tokens[-1].is_capital)
        known = source[0].is_capital or source[-1].low in HEADS or source[-1].is_capital
        if speaks or not known or has_finite_verb(source) or not _is_clause(tokens):
            continue
        yield _indirect(reading, cue.span("source"), cue.span("cue"), (start, cue.start("cue")))


def _inside(reading: Reading, cues: Sequence[Bounds]) -> Iterator[Attribution]:
    """Speech with its speaker between two parts: "it killed 300 fighters the Observatory said including …"."""
    text = reading.folded.text
    for start, end in reading.sentences:
        for cue in _BETWEEN.finditer(text, start, end):
            tokens = tokens_of(text, start, cue.start(), [])
            begin = _with_article(tokens) if tokens else None
            if begin is None or _is_taken(reading, cues, cue.span("cue")) or not _is_clause(tokens[:begin]):
                continue
            source = (tokens[begin].start, tokens[-1].end)
            yield _indirect(reading, source, cue.span("cue"), (start, tokens[begin].start))


def _with_that(reading: Reading, cues: Sequence[Bounds]) -> Iterator[Attribution]:
    """Speech after "that": "The source added that two men were killed"."""
    text = reading.folded.text
    for start, end in reading.sentences:
        cue = _THAT.search(text, start, end)
        if cue is None or _is_taken(reading, cues, cue.span("cue")):
            continue
        tokens = tokens_of(text, start, cue.start("cue"), [])
        source = subject_before(tokens, len(tokens), 0) if tokens else None
        if source is None or not _may_count(tokens[source[0] : source[1]]):
            continue
        last = min((at for mark in "“”;" if (at := text.find(mark, cue.end(), end)) > 0), default=end)
        told = len(text[cue.end() : last].rstrip(" .!?\n"))
        if told > _SHORTEST:
            bounds = tokens[source[0]].start, tokens[source[1] - 1].end
            yield _indirect(reading, bounds, cue.span("cue"), (cue.end(), cue.end() + told))


def _of_subject(reading: Reading, item: Attribution) -> Attribution:
    """With the subject of the cue in the parse, where an act was taken for who speaks ("the capture of the town")."""
    syntax = reading.syntax
    if syntax is None or len(item.source) != 1 or not item.cue or item.form == "direct":
        return item
    head = re.split(r"\s+(?:of|in|on|by|near)\s", item.source[0].quote, maxsplit=1)[0].split()[-1].lower()
    if head not in _ACTS:
        return item
    cue = syntax.words_in(*(reading.folded.position(at) for at in (item.cue[0].start, item.cue[0].end)))
    verb = next((syntax.at(number) for number in cue if syntax.tree.words[number].upos == "VERB"), None)
    subject = verb.subject if verb is not None else None
    if verb is None or subject is None or subject.lemma in _ACTS or subject.pronoun or subject.first > verb.predicate:
        return item
    return replace(item, source=subject.core.spans(reading))


_ACTS = frozenset(
    ["attack", "attacks", "capture", "seizure", "fall", "assault", "raid", "strike", "strikes", "offensive", "bombing",
     "fighting", "clashes", "killing", "killings", "war", "violence", "advance", "withdrawal", "ambush", "shelling"]
)  # fmt: skip


def _with_all_sources(reading: Reading, item: Attribution) -> Attribution:
    """With all who say it, where only the last was taken: "…, two security sources and a local official told …"."""
    if item.form == "direct" or len(item.source) != 1 or not item.cue or not item.content:
        return item
    sentence = reading.sentence_of(item.cue[0])
    if sentence is None or item.source[0].end > item.cue[0].start:
        return item
    position, (start, _) = reading.folded.position, reading.sentences[sentence]
    source, end = position(item.source[0].start), position(item.source[0].end - 1) + 1
    text, far = reading.folded.text, max(start, source - _SOURCE_TAIL)
    counted = _COUNTED_SOURCES.search(text, far, source)
    source = counted.start() if counted else source
    before = _JOINED_SOURCE.search(text, far, source)
    told_so = before is not None and all(_is_source(part) for part in _BETWEEN_SOURCES.split(before["sources"]))
    if before is not None and told_so and (before["and"] or " and " in text[source:end]):
        first = before.start("sources")
    elif counted:
        first = source
    else:
        return item
    last = position(item.content[-1].end - 1) + 1
    told = _trimmed(reading, position(item.content[-1].start), first) if first < last <= source else None
    spans = reading.folded.spans
    content = (*item.content[:-1], *spans([told])) if told is not None else item.content
    return replace(item, source=spans([(first, end)]), content=content)


def _is_source(words: str) -> bool:
    told = words.lower().split()
    if not told or told[-1] not in HEADS | counted_words("persons", "heads") or len(told) > _LONGEST_PART:
        return False
    return told[0] in _ARTICLES | _COUNTING or all(word in _DESCRIBING | HEADS for word in told)


_COUNTING = frozenset(["several", "some", "many", "four", "five", "six", "local", "its", "their"])
_LONGEST_PART = 6  # words of one of several sources
_BETWEEN_SOURCES = re.compile(r",\s+")
_COUNTED_SOURCES = re.compile(r"\b(?:two|three|four|five|six|several|some|many)\s+$")
_JOINED_SOURCE = re.compile(
    r"(?:^|,\s+|[“”\"]\s+)(?P<sources>(?:[\w'-]+\s+){0,5}[\w'-]+(?:,\s+(?:[\w'-]+ ){0,5}[\w'-]+){0,2})"
    r"(?:(?P<and>\s+and\s+)|,\s+)$"
)


def _told_to(reading: Reading, cues: Sequence[Bounds]) -> Iterator[Attribution]:
    """Speech that somebody is told: "A nurse told Reuters it had received 15 wounded"."""
    text = reading.folded.text
    for start, end in reading.sentences:
        cue = _TOLD_TO.search(text, start, end)
        if cue is None or _is_taken(reading, cues, cue.span("cue")):
            continue
        tokens = tokens_of(text, start, cue.start("cue"), [])
        source = subject_before(tokens, len(tokens), 0) if tokens else None
        told = tokens_of(text, cue.end(), end, [])
        if source is None or not _is_clause(told) or told[0].low in ("to", "about", "of"):
            continue
        bounds = tokens[source[0]].start, tokens[source[1] - 1].end
        last = min((at for mark in "“”;" if (at := text.find(mark, cue.end(), end)) > 0), default=end)
        told_end = cue.end() + len(text[cue.end() : last].rstrip(" .!?\n"))
        if told_end - cue.end() > _SHORTEST:
            item = _indirect(reading, bounds, cue.span("cue"), (cue.end(), told_end))
            yield replace(item, venue=reading.folded.spans([cue.span("venue")]))


_TOLD_TO = re.compile(
    r"\b(?P<cue>told)\s+(?P<venue>(?:the\s+)?[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*){0,3}|reporters|journalists|lawmakers"
    r"|parliament|local media|state (?:media|television|TV))\s+"
    r"(?:by (?:tele)?phone\s+|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+)?(?:that\s+)?(?=[\w\d])"
)


def _is_taken(reading: Reading, cues: Sequence[Bounds], cue: Bounds) -> bool:
    """Whether one of some cues, in order, shares a character with a stretch of the folded text."""
    span = reading.folded.span(*cue)
    at = bisect_left(cues, (span.start, span.end))
    return any(one[0] < span.end and span.start < one[1] for one in cues[max(0, at - 1) : at + 1])


def _is_clause(tokens: Sequence[Token]) -> bool:
    return len(tokens) >= _SHORTEST and has_finite_verb(tokens)


def _indirect(reading: Reading, source: Bounds, cue: Bounds, content: Bounds) -> Attribution:
    spans = reading.folded.spans
    told = _trimmed(reading, *content) or content
    return Attribution(
        form="indirect", source=spans([source]), cue=spans([cue]), content=spans([told]), made_by=MADE_BY
    )


_SOURCE_TAIL = 120  # characters at the end of a sentence among which an inverted speaker is looked for
_INVERTED = re.compile(
    r"(?<![,“”\"])\s(?P<cue>said|added|reported)\s+"
    r"(?P<source>(?:the |a |an )?[A-Za-z][\w'-]*(?:\s+[\w'-]+){0,9})[.…]?\s*$"
)
_ADDING = re.compile(
    r"(?<![,“”\"])\s(?P<cue>said)\s+(?P<source>(?:the |a |an )?[A-Za-z][\w'-]*(?:\s+[\w'-]+){0,5}?)\s+adding\b"
)
_BETWEEN = re.compile(r"\s(?P<cue>said|reported|added)(?=\s+(?:including|and|as|while|adding|after|noting|without)\b)")
_THAT = re.compile(
    r"\s(?P<cue>said|added|reported|announced|noted|stated|confirmed|declared|stressed|clarified"
    r"|explained|indicated|affirmed|mentioned|revealed)\s+that\s+"
)


def _counting(reading: Reading, cues: Sequence[Bounds]) -> Iterator[Attribution]:
    """A number told by whoever counts it: "the Northern Front put the toll at 20", "a monitor counted 24 dead"."""
    text = reading.folded.text
    for start, end in reading.sentences:
        for counting in _COUNTS.finditer(text, start, end):
            tokens = tokens_of(text, start, counting.start(), [])
            while tokens and tokens[-1].low in AUXILIARIES | {"however", "also", "meanwhile", "later"}:
                tokens.pop()
            source = subject_before(tokens, len(tokens), 0) if tokens else None
            cue, words = next((f"cue{kind}", f"told{kind}") for kind in ("", "2", "3") if counting[f"cue{kind}"])
            if source is None:
                source = _shared_subject(reading, tokens, counting.start(cue))
            if _is_taken(reading, cues, counting.span(cue)):
                continue
            told = reading.folded.span(counting.start(words), counting.start(words) + len(counting[words].rstrip()))
            if source is None or not _may_count(tokens[source[0] : source[1]]):
                continue
            spans = reading.folded.spans
            yield Attribution(
                form="indirect",
                source=spans([(tokens[source[0]].start, tokens[source[1] - 1].end)]),
                cue=spans([(counting.start(cue), counting.end(cue))]),
                content=(told,),
                made_by="rule:counting-cue",
            )


def _shared_subject(reading: Reading, tokens: Sequence[Token], verb: int) -> tuple[int, int] | None:
    """The subject that a verb shares with one before it ("visited the town and put the toll at 58"), in tokens."""
    syntax = reading.syntax
    if syntax is None or not tokens or tokens[-1].low not in ("and", "but"):
        return None
    at = syntax.words_in(verb, verb + 1)
    clause = syntax.at(at[0]) if at else None
    subject = clause.subject.core if clause is not None and clause.subject is not None else None
    held = [
        number
        for number, token in enumerate(tokens)
        if subject and subject.start <= token.start and token.end <= subject.end
    ]
    return (held[0], held[-1] + 1) if held else None


def _may_count(source: Sequence[Token]) -> bool:
    """Whether a noun phrase is somebody who counts: by a noun for sources, or by a name."""
    head = source[-1]
    return head.low in HEADS or (head.is_capital and len(source) <= _LONGEST) or head.low in _COUNTERS


_COUNTERS = frozenset(["it", "he", "she", "they", "hospital", "hospitals", "statement"])
_COUNTS = re.compile(
    r"\b(?:(?P<cue>put|puts|placed|places|estimated|gave|gives)\s+"
    r"(?P<told>(?:the |its |a )(?:[\w-]+ ){0,4}?(?:toll|number|figure|count|tally|losses|casualties)\b[^.;:,“”\"]*"
    r"(?:, (?:including|among them|most of them) [^.;:“”\"]*)?)"
    r"|(?P<cue3>raised|revised|increased|lowered|updated|reduced|cut)\s+"
    r"(?P<told3>(?:the |its |a |that )(?:[\w-]+ ){0,3}?(?:toll|count|tally)(?: [\w-]+){0,3}? to [^.;:,“”\"]*"
    r"(?:, (?:including|among them|most of them) [^.;:“”\"]*)?)"
    r"|(?P<cue2>counted|recorded|documented|registered)\s+"
    r"(?P<told2>(?:at least |more than |about |some )?[\w,]+(?: [\w-]+){0,2} "
    r"(?:dead|deaths|killed|killings|fatalities|casualties|wounded|injured)\b[^.;:,“”\"]*))"
)
_TAIL = 60  # characters at the end of a sentence among which its last words are looked for


def _of_same_speaker(reading: Reading, item: Attribution, found: Sequence[Attribution]) -> Attribution:
    """Speech with "adding that …" and the source of what was said before in its sentence."""
    if item.source or not item.cue or not item.cue[0].quote.endswith("ing"):
        return item
    sentence = reading.sentence_of(item.cue[0])
    before = [
        other
        for other in found
        if other.source and other.cue and other.cue[-1].end <= item.cue[0].start
        and reading.sentence_of(other.cue[0]) == sentence
    ]  # fmt: skip
    return replace(item, source=max(before, key=lambda other: other.cue[-1].end).source) if before else item


def _quoted_on(reading: Reading, item: Attribution, found: Sequence[Attribution]) -> Attribution:
    """A quotation after "adding" with the source of the speech right before."""
    if item.form != "direct" or item.source or item.cue:
        return item
    text, start = reading.report.page.text, item.content[0].start
    adding = _QUOTED_ON.search(text, max(0, start - _QUOTED_REACH), start)
    if adding is None:
        return item
    near = [
        other
        for other in found
        if other.source and other.cue and 0 <= adding.start() - max(other.cue[-1].end, other.source[-1].end) <= 1
    ]
    if not near:
        return item
    cue = reading.report.page.span(adding.start("cue"), adding.end("cue"))
    return replace(item, source=near[0].source, cue=(cue,), made_by=f"{item.made_by}, {MADE_BY}")


_QUOTED_REACH = 24  # characters before a quotation among which "adding" stands
_QUOTED_ON = re.compile(r"[\s,]*\b(?P<cue>adding|and added|stressing|noting|saying|warning)[:,]?\s*[\"“”«]+$")


def _name_before(reading: Reading, cue: int) -> int | None:
    """Offset where the person's or body's name begins that ends right before a cue."""
    names = reading.report.names
    at = bisect_left(names, reading.folded.offset(cue), key=lambda name: name.spans[0].start) - 1
    if at < 0 or names[at].label not in ("person", "organisation"):
        return None
    position = reading.folded.position
    start, end = position(names[at].spans[0].start), position(names[at].spans[0].end - 1) + 1
    return start if not reading.words(end, cue).strip() else None


def _source_before(tokens: Sequence[Token], name: int | None) -> int | None:
    """Offset where the noun phrase begins that ends some tokens and can say something; None if that is not clear."""
    if not tokens or not tokens[-1].is_word:
        return None
    bare = _without_article(tokens)
    after_name = (
        bare is not None and tokens[bare].low in _DESCRIBING and tokens[bare - 1].text.lower() != tokens[bare - 1].text
    )
    broadcaster = bare is not None and tokens[bare].low.startswith("state") and tokens[bare - 1].low not in _ARTICLES
    first = bare if after_name or broadcaster else _with_article(tokens) or bare
    if first is None and name is not None:
        first = next((at for at, token in enumerate(tokens) if token.start >= name), None)
        while first and tokens[first - 1].low in OFFICES:
            first -= 1
    return tokens[first].start if first is not None and first > 0 else None


def _with_article(tokens: Sequence[Token]) -> int | None:
    """First token of "a monitoring group", "the head of the Northern Monitor", "a monitor and a medical source"."""
    if tokens[-1].low not in HEADS and not tokens[-1].is_capital:
        return None
    for at in range(len(tokens) - 1, max(-1, len(tokens) - _LONGEST), -1):
        token = tokens[at]
        if token.low in _ARTICLES:
            before = tokens[at - 1].low if at else ""
            if before in _LINKS and at > 1 and (tokens[at - 2].low in HEADS or tokens[at - 2].low in OFFICES):
                continue
            if before in ("and", "or") and at > 1 and tokens[at - 2].low in HEADS:
                continue
            return at
        if token.low in _LINKS and not (at and tokens[at - 1].low in HEADS | OFFICES):
            return None
        stops = token.low in AUXILIARIES | PRONOUNS | SUBORDINATORS or not token.is_word or token.text[0].isdecimal()
        if stops or (token.low in PREPOSITIONS - _LINKS) or has_finite_verb(tokens[max(0, at - 1) : at + 1]):
            return None
    return None


def _without_article(tokens: Sequence[Token]) -> int | None:
    """First token of "state media", "local officials", "SANA news agency": a noun for sources and what describes it."""
    at = len(tokens) - 1
    acronym = len(tokens[at].text) > 1 and tokens[at].text.isupper()
    if tokens[at].low not in HEADS and not acronym:
        return None
    while at > 0 and tokens[at - 1].low in _DESCRIBING:
        at -= 1
    if at > 0 and len(tokens[at - 1].text) > 1 and tokens[at - 1].text.isupper() and not acronym:
        at -= 1
    return at


def _bare(reading: Reading, start: int, end: int) -> Bounds:
    return start, start + len(reading.words(start, end).rstrip())


def _trimmed(reading: Reading, start: int, end: int) -> Bounds | None:
    words = reading.words(start, end)
    bare = words.rstrip(" ,")
    return (start, start + len(bare)) if bare.strip() else None
