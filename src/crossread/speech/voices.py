"""Who says a stretch of the text: the narrator, a chain of sources, nobody who is named, or somebody not found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal

from msgspec.structs import replace

from crossread.data import rows, word_set
from crossread.folding import FoldedText, fold_string
from crossread.record import Actor, Attribution, Report, Source, Span, Spans, Voice
from crossread.speech.hedges import HEDGE_PARTICIPLES
from crossread.speech.reporting_verbs import verb_of
from crossread.speech.scope import going_on

HEDGE_RULE = "rule:hedge"

_UNNAMED = frozenset(word for (word,) in rows("unnamed_sources.tsv")) | {"monitor", "ngo", "ngos", "watchdog"}
_PREPOSITIONS = word_set("prepositions")
_DETERMINERS = word_set("determiners")
_PEOPLE = re.compile(r"[a-z](?:ers|ors|ists|ants|ents|men|women)$")  # "Engineers warned", no name
_SINGULAR = frozenset(["he", "she", "him", "her"])
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "him", "her", "them", "who", "which"])
_FIRST_PERSONS = frozenset(["i", "we"])
_SEVERAL = frozenset(["people", "police", "men", "women", "children", "authorities", "officials"])
_BODIES = frozenset(
    ["agency", "army", "coalition", "command", "council", "front", "government", "group", "junta", "militia",
     "military", "ministry", "monitor", "movement", "navy", "network", "observatory", "organisation",
     "organization", "party", "police", "regime", "report", "statement"]
)  # fmt: skip
_ONE = frozenset(
    ["official", "resident", "activist", "witness", "man", "woman", "boy", "girl", "child", "mother", "father", "chief",
     "head", "politician", "medic", "civilian", "relative", "journalist", "nurse", "lawyer", "general", "colonel",
     "neighbour", "neighbor", "brother", "sister", "cousin", "uncle", "colleague", "spokesperson"]
)  # fmt: skip
_ONE_ENDING = re.compile(r"(?:man|woman|person|er|or|ist|ent|ant)$")
_NOT_SAID = frozenset(
    ["not", "n't", "didn't", "doesn't", "hasn't", "never", "cannot", "can't", "cant", "couldn't", "don't",
     "dont", "won't", "declined", "refused", "without"]
)  # fmt: skip
_PASSIVE = word_set("be")
_PRESUMED = frozenset(["estimated", "presumed", "suspected"])
_SEGMENT = re.compile(r",\s+(?![^(]*\))")
_NAME_WORD = r"(?:[A-Z][\w'.-]*|al-\w+|el-\w+|bin|ibn|abu|von|van|de|al|el)"
_NAME = re.compile(rf"{_NAME_WORD}(?: {_NAME_WORD})*$")
_LOWER_TITLE = re.compile(r"^((?:[a-z][\w-]*'?s? )+)(?=[A-Z])")
_ARTICLE = re.compile(r"^(?:the|a|an)(?: |$)")
_DESCRIBED = re.compile(  # "Karo Lund a spokesman for the governor", the comma lost
    rf"^((?:[A-Za-z]+ )?{_NAME_WORD}(?:(?: (?:for|of|on|and))? {_NAME_WORD})+(?: \([A-Z]+\))?) "
    r"(?=(?:an?|the|head|chief|director|spokes(?:wo)?man|leader) [\w-]+"
    r"|(?:senior|top|local|leading) (?:official|member|commander|activist|leader)\b"
    r"|(?:[A-Z][\w']+ )?(?:[a-z]+ )?(?:minister|president)$)"
    rf"|^((?:[Tt]he )?(?!(?:An?|The|One) ){_NAME_WORD}) (?=an? [\w-]+)"
)
_NOT_OFFICE = re.compile(r"^(?:\d+|who\b|which\b|whose\b|speaking\b)")


@dataclass(frozen=True)
class _Content:
    """An attribution with its stretches in the folded text."""

    attribution: Attribution
    parts: tuple[tuple[int, int], ...]
    start: int
    end: int

    def covers(self, start: int, end: int) -> bool:
        """Whether more than half of a stretch is inside what is said."""
        inside = sum(max(0, min(end, last) - max(start, first)) for first, last in self.parts)
        return 2 * inside > end - start


class Voices:
    """Answers who says a stretch of one report."""

    def __init__(self, report: Report, folded: FoldedText) -> None:
        """Prepare the answers.

        Args:
            report: A report with its attributions, and its actors if they are known.
            folded: Its reading copy.
        """
        self._report = report
        self._folded = folded
        position = folded.position
        contents = []
        for attribution in report.attributions:
            if _is_unsaid(attribution):
                continue
            told = tuple((position(span.start), position(span.end)) for span in attribution.content)
            parts = (*told, *going_on(folded.text, told[-1][1], self._last_cue(attribution)))
            contents.append(_Content(attribution, parts, parts[0][0], parts[-1][1]))
        self._contents = sorted(contents, key=lambda item: (item.start, -item.end))
        self._starts = [item.start for item in self._contents]
        self._reach = list(accumulate((item.end for item in self._contents), max))

    def _last_cue(self, attribution: Attribution) -> int | None:
        """Offset after the cue in the folded text, and after a source that follows it; None for a bare quotation."""
        verb = verb_of(attribution.cue[-1].quote) if attribution.cue else None
        if attribution.form == "direct" or not attribution.cue or (verb is not None and verb.stance == "denies"):
            return None
        return max(self._folded.position(span.end) for span in (*attribution.cue, *attribution.source))

    def attributions(self, start: int, end: int) -> tuple[Attribution, ...]:
        """Attributions whose content holds a stretch, the nearest first.

        Args:
            start: First code point in the folded text.
            end: Code point after the last.
        """
        found = []
        at = bisect_right(self._starts, end) - 1
        while at >= 0 and self._reach[at] > start:
            item = self._contents[at]
            if item.covers(start, end):
                found.append(item)
            at -= 1
        found.sort(key=lambda item: item.end - item.start)
        return tuple(item.attribution for item in found)

    def inside(self, start: int, end: int) -> tuple[Attribution, ...]:
        """Attributions whose content begins and ends inside a stretch, in order.

        Args:
            start: First code point in the folded text.
            end: Code point after the last.
        """
        first = bisect_left(self._starts, start)
        last = bisect_right(self._starts, end)
        return tuple(item.attribution for item in self._contents[first:last] if item.end <= end)

    def of(self, start: int, end: int) -> Voice:
        """Who says a stretch.

        Args:
            start: First code point in the folded text.
            end: Code point after the last.
        """
        return self.voice_of(self.attributions(start, end))

    def voice_of(self, attributions: tuple[Attribution, ...]) -> Voice:
        """The voice of what several attributions hold, the nearest first."""
        if not attributions:
            return Voice(kind="narrator")
        attributions = tuple(sorted(attributions, key=lambda item: not _is_cited(item)))
        chain: list[Source] = []
        for attribution in attributions:
            if attribution.source:
                _append(chain, self.source(attribution))
        if len(chain) > 1 and chain[0].name.lower() in _FIRST_PERSONS:
            del chain[0]  # who says "I" is the one whose words these are
        if chain:
            return Voice(kind=_kind(chain[0]), chain=tuple(chain))
        hedge = next((item for item in attributions if item.made_by == HEDGE_RULE or _is_impersonal(item)), None)
        return Voice(kind="none", cue=hedge.cue) if hedge else Voice(kind="unknown")

    def source(self, attribution: Attribution) -> Source:
        """The source of an attribution that has one, with name, office, venue, and actor where resolved."""
        shown = self._shown(attribution.source)
        name, office = name_and_office(shown)
        actor = self._actor(attribution.source[0], name) or self._person_at(attribution.source[0])
        resolved = actor.name if actor else self._antecedent(attribution.source[0], name)
        actor = actor or self._actors_by_name.get(resolved or name)
        venue = attribution.venue or self._venue_before(attribution)
        return Source(
            name=resolved or name,
            named=is_named(resolved or name) or bool(actor and actor.acronyms),
            actor=actor.id if actor else None,
            office=office or self._only_role(actor),
            venue=" … ".join(span.quote for span in venue) or None,
            spans=attribution.source,
            cue=attribution.cue,
            venue_spans=venue,
        )

    def _shown(self, spans: Spans) -> str:
        """Words as the reading copy has them: what the page writes in capitals is in sentence case there."""
        position = self._folded.position
        return " ".join(self._folded.text[position(span.start) : position(span.end - 1) + 1] for span in spans)

    @cached_property
    def _venues(self) -> list[tuple[int, str, Spans]]:
        """Cue, source and venue of each attribution that has one, in order of the cue."""
        told = (item for item in self._report.attributions if item.venue and item.source and item.cue)
        return sorted((item.cue[0].start, item.source[0].quote.lower(), item.venue) for item in told)

    def _venue_before(self, attribution: Attribution) -> Spans:
        """Venue that the same source was given earlier in the same sentence."""
        if not attribution.cue:
            return ()
        cue = attribution.cue[0].start
        at = bisect_right(self._sentence_starts, cue) - 1
        start = self._sentence_starts[at] if at >= 0 else cue
        first = bisect_left(self._venues, start, key=lambda told: told[0])
        last = bisect_left(self._venues, cue, key=lambda told: told[0])
        source = attribution.source[0].quote.lower()
        return next((venue for _, told_by, venue in reversed(self._venues[first:last]) if told_by == source), ())

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.spans[0].start for sentence in self._report.sentences]

    def _only_role(self, actor: Actor | None) -> str | None:
        titles = {role.spans[0].quote for role in actor.roles if role.relation == "office"} if actor else set()
        return titles.pop() if len(titles) == 1 else None

    @cached_property
    def _mentions(self) -> list[tuple[int, int, Actor]]:
        """Every mention of every actor, in order."""
        found = [
            (span.start, span.end, actor)
            for actor in self._report.actors
            for name in actor.names
            for span in name.spans
        ]
        return sorted(found, key=lambda mention: mention[:2])

    @cached_property
    def _actors_by_name(self) -> dict[str, Actor]:
        return {actor.name: actor for actor in reversed(self._report.actors)}

    def _actor(self, source: Span, name: str) -> Actor | None:
        """The actor that a source's words name: the mention that is, or ends, the words for the name."""
        at = bisect_right(self._mentions, source.start - 1, key=lambda mention: mention[0])
        wanted = name.lower()
        while at < len(self._mentions) and self._mentions[at][0] < source.end:
            start, end, actor = self._mentions[at]
            words = fold_string(self._report.page.text[start:end]).lower()
            if end <= source.end and words and (wanted == words or _is_titled(wanted, words)):
                return actor
            at += 1
        return None

    def _person_at(self, source: Span) -> Actor | None:
        """The person with whose name a source begins, before "of the Campaign" or "with a sigh"."""
        at = bisect_left(self._mentions, source.start, key=lambda mention: mention[0])
        if at == len(self._mentions) or self._mentions[at][0] != source.start:
            return None
        _, end, actor = self._mentions[at]
        rest = self._report.page.text[end : source.end]
        return actor if actor.kind == "person" and _AFTER_PERSON.match(rest) else None

    @cached_property
    def _sources(self) -> list[tuple[int, str]]:
        """Starts and names of all sources that are given by name, in order."""
        found = []
        for attribution in self._report.attributions:
            if attribution.source:
                name, _ = name_and_office(self._shown(attribution.source[:1]))
                actor = self._actor(attribution.source[0], name)
                if name.lower() not in _PRONOUNS:
                    found.append((attribution.source[0].start, actor.name if actor else name))
        return sorted(set(found))

    def _antecedent(self, source: Span, name: str) -> str | None:
        """Whom a pronoun or a last name among the sources stands for, None where that is not safe."""
        before = bisect_right(self._sources, (source.start - 1, "\uffff"))
        earlier = [known for _, known in self._sources[max(0, before - _REMEMBERED) : before]]
        if name.lower() in ("they", "them"):
            return self._several_before(source)
        if name.lower() == "it":
            return self._body_before(source)
        if name.lower() in _SINGULAR:
            if not earlier or not (_is_person(earlier[-1]) or self._is_one(earlier[-1])):
                return self._person_before(source)
            found = self._full_name(earlier[-1], earlier) or earlier[-1]
            return None if self._somebody_between(source, found) else found
        if name.lower() in _PRONOUNS:
            return None
        return self._full_name(name, earlier) if _NAME.match(name) else self._body_described(name, earlier)

    def _person_before(self, source: Span) -> str | None:
        """The one person whom the sentence before names, where none of this one's words names another."""
        at = bisect_right(self._sentence_starts, source.start) - 1
        if at < 1:
            return None
        first = bisect_left(self._mentions, self._sentence_starts[at - 1], key=lambda mention: mention[0])
        last = bisect_left(self._mentions, source.start, key=lambda mention: mention[0])
        people = {actor.name for _, _, actor in self._mentions[first:last] if actor.kind == "person"}
        return people.pop() if len(people) == 1 else None

    def _body_described(self, name: str, earlier: list[str]) -> str | None:
        """The one body among earlier sources whose name ends with what it is called now ("the office")."""
        what = name.removeprefix("the ").removeprefix("The ")
        if what == name or not what.islower() or " " in what:
            return None
        bodies = {known for known in earlier if is_named(known) and known.lower().endswith(" " + what)}
        return bodies.pop() if len(bodies) == 1 else None

    def _several_before(self, source: Span) -> str | None:
        """The several people who spoke in this sentence or the one before."""
        name = self._spoke_before(source)
        return name if name and not self._is_person(name) and not self._is_one(name) else None

    def _body_before(self, source: Span) -> str | None:
        """The body, no person, that spoke in this sentence or those before, or that begins the one before."""
        name = self._spoke_before(source)
        if not name or self._is_person(name) or self._is_one(name):
            return self._body_named_before(source) if not name else None
        head = _head_of(name)
        return name if not head.endswith("s") or name[:1].isupper() or head in _BODIES else None

    def _body_named_before(self, source: Span) -> str | None:
        """The body with whose name the sentence before begins."""
        at = bisect_right(self._sentence_starts, source.start) - 1
        if at < 1:
            return None
        begins = self._sentence_starts[at - 1]
        first = bisect_left(self._mentions, begins, key=lambda mention: mention[0])
        if first == len(self._mentions):
            return None
        start, _, actor = self._mentions[first]
        opens = self._report.page.text[begins:start].lower().strip() in ("", "the")
        return actor.name if opens and actor.kind in _ACTING_BODIES else None

    def _spoke_before(self, source: Span) -> str | None:
        """Who spoke last, in this sentence or the one before."""
        before = bisect_right(self._sources, (source.start - 1, "\uffff"))
        if not before:
            return None
        start, name = self._sources[before - 1]
        apart = bisect_right(self._sentence_starts, source.start) - bisect_right(self._sentence_starts, start)
        return name if apart <= _SENTENCES_BACK else None

    @cached_property
    def _people(self) -> frozenset[str]:
        """Names of people, as the report calls them."""
        return frozenset(
            self._shown(name.spans[:1]) for name in self._report.names if name.label == "person"
        ) | frozenset(actor.name for actor in self._report.actors if actor.kind == "person")

    def _is_person(self, name: str) -> bool:
        """Whether a source is a person by name."""
        actor = self._actors_by_name.get(name)
        return actor.kind == "person" if actor else name in self._people

    def _is_one(self, name: str) -> bool:
        """Whether a source is one person without a name ("a resident of Orvel", "the spokesman")."""
        head = _head_of(name)
        return head in _ONE or bool(_ONE_ENDING.search(head) and head not in _BODIES)

    def _somebody_between(self, source: Span, name: str) -> bool:
        """Whether the last person whom the narrator names before a pronoun is another than the last speaker."""
        position = self._folded.position
        at = bisect_left(self._mentions, source.start, key=lambda mention: mention[0])
        for start, end, actor in reversed(self._mentions[max(0, at - _LOOKED_BACK) : at]):
            told = actor.kind == "person" and not self.attributions(position(start), position(end))
            if told:
                return actor.name != name and not actor.name.endswith(" " + name.rpartition(" ")[2])
        return False

    def _full_name(self, name: str, earlier: list[str]) -> str | None:
        """The one longer name among earlier sources that ends with a name."""
        longer = {known for known in earlier if known.endswith(" " + name) and is_named(known)}
        return longer.pop() if len(longer) == 1 else None


_ACTING_BODIES = frozenset(["armed group", "state body", "organisation", "outlet"])
_SENTENCES_BACK = 2  # sentences from a pronoun to whoever spoke last
_LOOKED_BACK = 12  # mentions before a pronoun that are looked at
_REMEMBERED = 60  # sources back to which a last name may point; keeps time linear


def _is_cited(attribution: Attribution) -> bool:
    """Whether a source is cited by another source of the same words, and so stands nearer to them."""
    cue = attribution.cue[0].quote.lower() if attribution.cue else ""
    return cue in ("citing", "quoting") or cue.endswith("as saying")


def _is_impersonal(attribution: Attribution) -> bool:
    """Whether a cue tells that a thing is said, and nobody who says it ("are estimated", "it was reported")."""
    words = [fold_string(word).lower() for span in attribution.cue for word in span.quote.split()]
    return any(word in _PASSIVE for word in words[:-1]) and words[-1] in HEDGE_PARTICIPLES | _PRESUMED


def _is_unsaid(attribution: Attribution) -> bool:
    """Whether a cue tells that somebody did not say a thing ("did not say how many", "declined to comment on")."""
    words = {word for span in attribution.cue for word in fold_string(span.quote).lower().split()}
    return bool(words & _NOT_SAID)


def _append(chain: list[Source], source: Source) -> None:
    """Add a link, unless it is the same source again: then what the outer one tells of the venue is kept."""
    if chain and chain[-1].name == source.name:
        if chain[-1].venue is None and source.venue is not None:
            last = chain.pop()
            chain.append(replace(last, venue=source.venue, venue_spans=source.venue_spans))
        return
    chain.append(source)


def _is_titled(wanted: str, name: str) -> bool:
    """Whether words end with a name and begin with a title or an article ("the Northern Front", no "aide to Dost")."""
    before = wanted.removesuffix(name).replace(" of state", "").replace(" of staff", "")
    return (
        before != wanted and before.endswith(" ") and " and " not in before and _PREPOSITIONS.isdisjoint(before.split())
    )


def _kind(source: Source) -> Literal["named", "unnamed", "unknown"]:
    if source.name.lower() in _PRONOUNS:
        return "unknown"
    return "named" if source.named else "unnamed"


_AFTER_PERSON = re.compile(r"\s+(?:of|from|with)\s")
_RELATIVE = re.compile(r"(?<=\w)(?: [-–—])? (?:who|which|whose|speaking|contacted|interviewed)\b")
_AGED = re.compile(r"(?<=[a-z]) \d{1,2}$")  # "Karo Lund 24"
_AFTER_SOURCE = re.compile(
    r"\s+(?:(?:(?:late |early |earlier )?on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|today|yesterday|has|have|had|also|later|however|meanwhile|then|published|released)$"
)


def _bare(words: str) -> str:
    """Words for a source without what stands about it: when it spoke, how the sentence begins."""
    if ")" in words and "(" not in words[: words.index(")")]:
        words = words[words.index(")") + 1 :].strip() or words
    while True:
        shorter = _AFTER_SOURCE.sub("", words)
        if shorter == words or not shorter:
            return words
        words = shorter


def name_and_office(words: str) -> tuple[str, str | None]:
    """The name in the words for a source and the office that comes with it.

    Args:
        words: The words, description included ("Karo Lund, a spokesman for the governor").

    Returns:
        Name and office; for a source without a name, its first words and the rest.
    """
    words = _bare(words)
    if _are_several(words):
        return words, None
    first, *rest = _SEGMENT.split(_DESCRIBED.sub(lambda found: f"{found[1] or found[2]}, ", words, count=1))
    first = _AGED.sub("", _RELATIVE.split(first, maxsplit=1)[0])
    offices = [part for part in rest if not _NOT_OFFICE.match(part)]
    held = _head_of(first) in _UNNAMED and offices and " " in offices[0]  # "The Northern Commander, Gen. Karo Lund"
    if (held or not is_named(first)) and offices and _NAME.match(offices[0]):
        return offices[0], first
    title = _LOWER_TITLE.match(first)
    if title and " and " not in title[1] and is_named(first) and _NAME.match(first[title.end() :]):
        return first[title.end() :], _ARTICLE.sub("", title.group(1).strip()) or ", ".join(offices) or None
    return first, ", ".join(offices) or None


def _are_several(words: str) -> bool:
    """Whether words tell several sources without names ("a rebel source, an army officer and residents")."""
    parts = _JOINS.split(words)
    return len(parts) > _PAIR and all(part.split()[-1:] and part.split()[-1].lower() in _UNNAMED for part in parts)


_JOINS = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
_PAIR = 2


def is_named(words: str) -> bool:
    """Whether words for a source hold a name, going by the last word of their first noun phrase."""
    kept = _first_noun_phrase(words)
    head = kept[-1] if kept else ""
    if head.lower() in _PRONOUNS or (len(kept) == 1 and _PEOPLE.search(head) and head != "Reuters"):
        return False
    if head.lower() in _UNNAMED:  # "the ministry", but "the Defense Ministry"
        return len(kept) > 1 and head[:1].isupper() and kept[-2][:1].isupper() and kept[-2].lower() not in _DETERMINERS
    return head[:1].isupper() or head.startswith(("al-", "el-"))


def _head_of(name: str) -> str:
    """Head of the first noun phrase of the words for a source, in small letters."""
    kept = _first_noun_phrase(name)
    return kept[-1].lower() if kept else ""


def _first_noun_phrase(words: str) -> list[str]:
    """The words of a source up to its first comma, preposition or relative clause, without marks around them."""
    kept: list[str] = []
    for word in words.split(",")[0].split():
        if kept and (word.lower() in _PREPOSITIONS or word in ("who", "which", "that")):
            break
        kept.append(word.strip('()."“”'))
    return kept


def _is_person(name: str) -> bool:
    return bool(_NAME.match(name)) and not name.isupper() and is_named(name)
