"""The quotations of a dossier: one sentence around the words of a claim, each sentence once, with all who carry it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crossread.compare.dossier import Saying
from crossread.export.words import speaker_words
from crossread.record import Report, Span

_CONTEXT = 280
"""Characters of a sentence that are shown beside the words of a claim: a line of a table may be no sentence at all."""


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Who says something in which reports.

    Attributes:
        who: Who says it there.
        status: Status of the claim.
        unsure: Whether the reading is unsure.
        reports: Number and outlet of each report, in order.
    """

    who: str
    status: str
    unsure: bool
    reports: tuple[tuple[int, str], ...]


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """A sentence with the words of a claim in it.

    Attributes:
        number: Number of its note.
        pieces: The sentence, cut where the words begin and end, each piece with whether it is of them.
        tellers: Who says so, in which reports.
    """

    number: int
    pieces: tuple[tuple[str, bool], ...]
    tellers: tuple[Teller, ...]


@dataclass(frozen=True, kw_only=True)
class Note:
    """A sentence, with the reports in which it stands.

    Attributes:
        number: Its number in the dossier.
        text: The sentence.
        reports: Number, outlet and day of each report, in order.
    """

    number: int
    text: str
    reports: tuple[tuple[int, str, str], ...]


class Quotations:
    """Numbers the sentences that a dossier quotes: the same words in several reports are one note."""

    def __init__(self, reports: Mapping[str, Report], numbers: Mapping[str, int]) -> None:
        """Begin with no notes.

        Args:
            reports: The reports of the case by id.
            numbers: Number of each report in the dossier.
        """
        self._reports = reports
        self._numbers = numbers
        self._notes: dict[str, dict[int, Saying]] = {}
        self._number_of: dict[str, int] = {}

    def of(self, sayings: Iterable[Saying]) -> list[Quotation]:
        """The quotations behind some sayings, in the order of their first report."""
        groups: dict[tuple[tuple[str, bool], ...], list[Saying]] = {}
        for one in sorted(sayings, key=lambda one: self._numbers[one.report]):
            groups.setdefault(self._pieces(one), []).append(one)
        return [self._quotation(pieces, told) for pieces, told in groups.items()]

    def notes_since(self, number: int) -> list[Note]:
        """The notes after a number, in order."""
        return [self._note(text) for text, at in self._number_of.items() if at > number]

    @property
    def count(self) -> int:
        """How many notes there are so far."""
        return len(self._number_of)

    def _quotation(self, pieces: tuple[tuple[str, bool], ...], told: Sequence[Saying]) -> Quotation:
        text = "".join(words for words, _ in pieces)
        number = self._number_of.setdefault(text, len(self._number_of) + 1)
        held = self._notes.setdefault(text, {})
        for one in told:
            held.setdefault(self._numbers[one.report], one)
        return Quotation(number=number, pieces=pieces, tellers=tuple(self._tellers(told)))

    def _tellers(self, told: Iterable[Saying]) -> list[Teller]:
        groups: dict[tuple[str, str, bool], dict[int, str]] = {}
        for one in told:
            key = (speaker_words(one.voice, one.attributed_to, None), one.status, one.confidence == "low")
            groups.setdefault(key, {})[self._numbers[one.report]] = one.outlet or "no outlet"
        return [
            Teller(who=who, status=status, unsure=unsure, reports=tuple(sorted(reports.items())))
            for (who, status, unsure), reports in groups.items()
        ]

    def _note(self, text: str) -> Note:
        held = self._notes[text]
        reports = tuple(
            (number, held[number].outlet or "no outlet", (held[number].published or "no date")[:10])
            for number in sorted(held)
        )
        return Note(number=self._number_of[text], text=text, reports=reports)

    def _pieces(self, saying: Saying) -> tuple[tuple[str, bool], ...]:
        report = self._reports[saying.report]
        claim = next(one for one in report.claims if one.id == saying.claim)
        return pieces_of(report, claim.spans)


def pieces_of(report: Report, spans: Sequence[Span]) -> tuple[tuple[str, bool], ...]:
    """The sentence around some words, cut where they begin and end; line ends as spaces.

    Args:
        report: The report.
        spans: The words, in order.

    Returns:
        Each piece with whether it is of the words; what lies further off than 280 characters is left out, marked by
        an ellipsis.
    """
    text = report.page.text
    start, end = _bounds(report, spans)
    pieces: list[tuple[str, bool]] = []
    at = start
    for span in spans:
        pieces += [(_context(text[at : span.start], first=at == start), False), (_joined(span.quote), True)]
        at = max(at, span.end)
    pieces.append((_head(_joined(text[at:end])), False))
    return tuple(piece for piece in pieces if piece[0])


def _bounds(report: Report, spans: Sequence[Span]) -> tuple[int, int]:
    first, last = spans[0].start, max(span.end for span in spans)
    for sentence in report.sentences:
        bounds = sentence.spans[0]
        if bounds.start <= first < bounds.end:
            return bounds.start, max(bounds.end, last)
    return first, last


def _joined(text: str) -> str:
    """White space as single spaces, at the ends too."""
    head, tail = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' if head else ''}{' '.join(text.split())}{' ' if tail and text.strip() else ''}"


def _context(text: str, *, first: bool) -> str:
    """What stands before some words: its end where nothing goes before it, else both of its ends."""
    whole = _joined(text)
    if len(whole) <= _CONTEXT:
        return whole
    tail = "… " + whole[-_CONTEXT // 2 :].partition(" ")[2] if not first else "… " + whole[-_CONTEXT:].partition(" ")[2]
    return tail if first else _head(whole, _CONTEXT // 2) + " " + tail


def _head(text: str, most: int = _CONTEXT) -> str:
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"
