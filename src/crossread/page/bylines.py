"""Datelines ("KYIV, March 3 (Reuters) -") and bylines ("By Jane Doe and John Roe").

Both are read by shape: a place in capitals or one followed by an agency or a date, then a mark that parts it
from the story; "By" and names. The tables of agencies hold names only, no rule.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from crossread.data import rows
from crossread.page.dates import ParsedDate, parse_date


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """Where, when and by whom a story was filed, as its first paragraph says.

    Attributes:
        place: The place as written, without date and agency ("GOMA, DR Congo").
        date: The date, if it is complete; None for "March 3".
        day: A date without year as written ("March 3"), None if there is none or it is complete.
        agency: Name of the agency, None if none is named.
        start: First code point of the dateline in the paragraph.
        end: Code point after its words, the parting mark not included.
        body: First code point of the story after it.
    """

    place: str
    date: ParsedDate | None = None
    day: str | None = None
    agency: str | None = None
    start: int
    end: int
    body: int


_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = (
    rf"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\s)?"
    rf"(?:{_MONTH}\s{{1,2}}\d{{1,2}}(?:,?\s{{1,2}}(?:19|20)\d\d)?"
    rf"|\d{{1,2}}\s{{1,2}}{_MONTH}(?:,?\s{{1,2}}(?:(?:19|20)\d\d|\d\d)(?!\d))?"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|no\sdate)"
)
_NAME = r"[^\W\d_][\w.'\u2019-]{0,24}"
_PLACE = rf"{_NAME}(?:[ /-]{_NAME}){{0,4}}(?:\s\([A-Z][\w .'-]{{1,24}}\)(?=,\s))?"
_AGENCY = r"\((?P<agency>[A-Z][^()\n]{0,40})\)|\[(?P<agency2>[A-Z][^\[\]\n]{0,40})\](?=\s*[-\u2013\u2014])"
_DASH = r"(?:--+|[-\u2013\u2014\u2015_]|:)"
_DATELINE = re.compile(
    rf"[\s\u200e\u200f]*(?P<head>(?P<place>{_PLACE}(?:,\s{{1,2}}(?!(?i:{_DAY})){_PLACE}){{0,2}}?)"
    rf"(?:(?:,\s{{0,2}}|\s[|-]\s|\s)?\(?(?P<day>(?i:{_DAY}))\)?)?,?"
    rf"(?:\s{{0,2}}(?:{_AGENCY}|/(?P<agency3>[A-Z][\w .-]{{1,24}})/))?)"
    rf"\s{{0,2}}(?:(?P<dash>{_DASH})|(?<=[)/])(?=\s))",
)
_PARTY = re.compile(r"\([RDIL]-[A-Z]")  # "Jane Doe (R-Texas)" is a politician
_WIRE_TAG = re.compile(r"\s*\[(?P<tag>[^\[\]]{1,80})\]")
_MAX_TAGS = 6
NOT_PLACES = frozenset({
    "breaking", "update", "updates", "updated", "watch", "read", "exclusive", "opinion", "analysis", "video",
    "live", "note", "correction", "corrections", "clarification", "editorial", "comment", "explainer", "factbox",
    "timeline", "summary", "background", "question", "answer", "interview", "photos", "photo", "gallery", "listen",
    "podcast", "feature", "highlights", "profile", "alert", "urgent", "bulletin", "developing", "related",
    "warning", "disclaimer", "source", "sources", "by", "from", "to", "subject", "date", "re", "fwd", "nato",
    "isis", "isil", "ecowas", "unicef", "unhcr", "ocha", "hamas", "hezbollah", "wfp", "iaea", "osce", "icrc",
    "amisom", "minusma", "monusco", "unifil", "fact", "check", "byline",
    "what", "who", "why", "how", "when", "where", "and",
    "but", "the", "a", "an", "in", "on", "at", "for", "after", "as", "if", "it", "he", "she", "they", "we", "this",
    "that", "these", "those", "there", "here", "i"
})  # fmt: skip
"""Words, case-folded, that stand where a dateline begins and name no place."""

_BYLINE = re.compile(
    r"[\s*_]*(?:(?:written|reported|story|posted|published|report|text|words|article|filed|compiled)\s)?by[:\s]\s*(?P<names>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_CUT = re.compile(
    r"\s*(?:[|*_\u2022\u00b7@/]|\s[-\u2013\u2014]{1,2}\s|\bon\s(?=\w+\s\d)"
    r"|,?\s(?:published|posted|updated|last updated)\b|\bfor\s(?:the\s)?(?=[A-Z])|\s\d|\s+follow\b).*\Z",
    re.IGNORECASE | re.DOTALL,
)
_AND = re.compile(r"\s*(?:,\s*and\s|;|,|\s&\s|\sand\s)\s*", re.IGNORECASE)
_PARTICLES = frozenset({
    "al", "el", "de", "del", "della", "da", "di", "dos", "du", "la", "le", "van", "von", "der", "den", "bin", "ibn",
    "ben", "ter", "af", "y", "e", "abu", "ould", "st", "st."
})  # fmt: skip
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|journalist|contributor|bureau|staff|desk|chief|analyst|columnist"
    r"|producer|author|agencies|agency|service|team|newsroom|press|news|reporters|correspondents)\b",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"(?:[^\W\d_]\.?)(?:[\w'\u2019.-]*)\Z")
_NOT_NAMES = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "june", "july", "august", "september", "october", "november", "december", "the", "a", "an", "all",
    "any", "one", "two", "three", "contrast", "now", "then", "early", "late", "noon", "midnight", "dawn", "dusk",
    "night", "day", "yesterday", "today", "tomorrow", "order", "law", "far", "air", "land", "sea", "force", "email",
    "e-mail", "mail", "subscribing", "clicking", "signing", "using", "continuing", "popular", "accident", "chance",
    "default", "doing", "being", "having"
})  # fmt: skip
_MAX_BYLINE = 160
_MAX_NAMES = 8


def dateline_of(paragraph: str) -> Dateline | None:
    """The dateline with which a paragraph begins, None if it begins with none.

    A place in capitals and a dash is enough; a place in mixed case needs a date or an agency beside it. In text
    that is all in capitals (old wires) a date or an agency is always needed.

    Args:
        paragraph: The first paragraph of a story.
    """
    head = paragraph[:400]
    match = _DATELINE.match(head)
    if not match or not match["place"]:
        return None
    agency_words = match["agency"] or match["agency2"] or match["agency3"]
    agency = _agency(agency_words) if agency_words else None
    if not _is_dateline(match, head, named=agency_known(agency_words), signed=bool(agency_words)):
        return None
    body, end = _after_wire_tags(head, match.end()), match.end("head")
    date = parse_date(match["day"]) if match["day"] else None
    if date:
        at = match.start("day")
        date = msgspec.structs.replace(date, start=date.start + at, end=date.end + at)
    return Dateline(
        place=match["place"].strip(),
        date=date,
        day=match["day"] if match["day"] and not date and match["day"].casefold() != "no date" else None,
        agency=agency,
        start=match.start("head"),
        end=end,
        body=body + len(head[body:]) - len(head[body:].lstrip()),
    )


def _is_dateline(match: re.Match[str], head: str, *, named: bool, signed: bool) -> bool:
    """Whether what looks like a dateline has enough evidence to be one."""
    place, dash, dated = match["place"], match["dash"], bool(match["day"])
    words = [word.casefold().strip(".") for word in re.findall(r"[\w'.]+", place)]
    after = head[match.end() :].lstrip()
    if agency_known(place) or _PARTY.search(head, 0, match.end()):
        return False
    if not after or words[0] in NOT_PLACES or (dash and not after[0].isalnum() and after[0].isspace()):
        return False
    capital = place.partition(",")[0].isupper()
    whole_in_capitals = head.isupper() or head[match.end() :].isupper()
    titled = all(word[0].isupper() or word.casefold() in _PARTICLES for word in re.findall(r"[^\W\d_][\w'.]*", place))
    if not titled or not _opens(after):
        return False
    if named and (dash or dated or capital):
        return True
    if dated and dash:
        return True
    if not dash or whole_in_capitals or (dash == "-" and not re.match(r"\s*-\s", head[match.end("head") :])):
        return False
    if signed:
        return capital or dash != ":"
    return capital and len(words[0]) >= 4 and (dash != ":" or len(words) <= 3)


def _opens(after: str) -> bool:
    """Whether a story could begin here: a capital, a digit, a quotation mark or a bracket."""
    return not after[0].islower()


def _after_wire_tags(head: str, at: int) -> int:
    """Where the story begins after the bracketed tags of a monitored wire, the last of which is [TEXT].

    The tags before it name a kind of text or who speaks; they are no agency.
    """
    end, text = at, False
    for _ in range(_MAX_TAGS):
        match = _WIRE_TAG.match(head, end)
        if not match or text:
            break
        end, text = match.end(), match["tag"].strip().upper() in ("TEXT", "EXCERPTS")
    return end if text else at


@cache
def _agencies() -> dict[str, str]:
    names: dict[str, str] = {}
    for name, *others in rows("agencies.txt"):
        for form in (name, *(others[0].split("|") if others else ())):
            names[form.casefold()] = name
    return names


def agency_known(words: str | None) -> bool:
    """Whether words name a news agency of the table."""
    return bool(words) and agency_named(words or "") is not None


def agency_named(words: str) -> str | None:
    """The usual name of a news agency, None if the words name none of the table.

    Args:
        words: What stands in brackets after a place, or after "By" ("The Associated Press").
    """
    plain = " ".join(words.split()).casefold()
    return _agencies().get(plain) or _agencies().get(plain.removeprefix("the "))


def _agency(words: str) -> str:
    """Name of the agency as the table has it, else as written; of two (AP/Reuters) as written."""
    plain = " ".join(words.split())
    return agency_named(plain) or plain


def byline_of(line: str) -> tuple[str, ...]:
    """Names of the authors in a byline, as written; empty for a line that is none.

    Args:
        line: One line ("By Jane Doe and John Roe", "By Reuters", "Jane Doe, Correspondent in Kabul").
    """
    line = line.strip()
    if not line or len(line) > _MAX_BYLINE:
        return ()
    if match := _BYLINE.match(line):
        return _names(_CUT.sub("", match["names"]))
    name, comma, role = line.partition(",")
    role = role.strip()
    if not comma or not _ROLE.search(role) or line.endswith(".") or "," in role or len(name.split()) < 2:
        return ()
    return _names(name) if len(role.split()) <= (7 if role[0].isupper() else 3) else ()


def _names(words: str) -> tuple[str, ...]:
    """The names in what follows "By": all of it must be names, roles and what stands between them."""
    names: list[str] = []
    for part in _AND.split(words.strip().rstrip(",;:")):
        part = part.strip()
        if not part:
            continue
        if names and _ROLE.search(part) and len(part.split()) <= 7 and agency_named(part) is None:
            continue  # "Jane Doe, Senior Correspondent"
        if not _is_name(part):
            return ()
        names.append(" ".join(part.split()))
    return tuple(names[:_MAX_NAMES])


def _is_name(words: str) -> bool:
    """Whether words are a person's or a newsroom's name by their shape."""
    parts = words.split()
    if any(map(str.isdigit, words)) or (len(parts) > 2 and _ROLE.search(words) and agency_named(words) is None):
        return False
    if not 1 <= len(parts) <= 6 or parts[0].casefold().strip(".") in _NOT_NAMES - {"the"}:
        return False
    if words.endswith(".") and not re.search(r"(?:\b[A-Z]|Jr|Sr)\.\Z", words):
        return False
    if any(part.casefold() in _NOT_NAMES - {"the", "a", "june", "april", "may"} for part in parts):
        return False
    named = agency_named(words) is not None
    if len(parts) == 1 and not named and not parts[0][:1].isupper():
        return False
    return named or all(_NAME_WORD.match(part) and (not part.islower() or part in _PARTICLES) for part in parts)
