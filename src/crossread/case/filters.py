"""What is asked of a case: filters on its reports and claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Select, and_, false, func, literal, or_, select

from crossread.case import schema
from crossread.case.keys import fold, utc
from crossread.case.meanings import codes_of

_LATEST: Final = "\uffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which reports or claims are wanted; what is None does not matter.

    Of reports those are meant that hold a wanted claim, where anything is asked of claims.

    Attributes:
        kind: Family or type of claims (``losses``, ``killed``).
        place: Name of a place, or of the division or country it lies in; whole words, without regard to case.
        actor: Name, acronym or registry id of somebody who says a claim or takes part in it; whole words. A name of
            the registry means all its other names too, where the report's actor was identified.
        outlet: Name of an outlet, or the site; whole words.
        since: First day. Of a claim, when it happened; where it does not say, and of a report, when it was published.
        until: Last day, as `since`; ISO 8601, the whole of the day (month, year) named.
        new_since: Only reports that were new or changed in this case since then: since a time, or since this case had
            the version whose hash begins so.
        with_claims: True for reports with a claim, False for those without one.
    """

    kind: str | None = None
    place: str | None = None
    actor: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    new_since: str | None = None
    with_claims: bool | None = None

    @property
    def _of_claims(self) -> bool:
        return any(value is not None for value in (self.kind, self.place, self.actor))


NO_FILTER: Final = Filter()


def wanted_reports(query: Select[Any], wanted: Filter) -> Select[Any]:
    """A query on `schema.reports`, narrowed to what is wanted."""
    reports = schema.reports.c
    query = query.where(*_report_conditions(wanted))
    query = query.where(*_within(reports.published, reports.published, wanted))
    if wanted.with_claims is not None:
        query = query.where(reports.claims > 0 if wanted.with_claims else reports.claims == 0)
    if wanted._of_claims:
        claims = schema.claims.c
        query = query.where(select(claims.id).where(claims.reading == reports.reading, *_of_claim(wanted)).exists())
    return query


def wanted_claims(query: Select[Any], wanted: Filter) -> Select[Any]:
    """A query on `schema.claims` joined with `schema.reports`, narrowed to what is wanted."""
    claims, reports = schema.claims.c, schema.reports.c
    earliest = func.coalesce(claims.earliest, claims.latest, reports.published)
    latest = func.coalesce(claims.latest, claims.earliest, reports.published)
    return query.where(*_report_conditions(wanted), *_of_claim(wanted), *_within(earliest, latest, wanted))


def _report_conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    reports = schema.reports.c
    found: list[ColumnElement[bool]] = []
    if wanted.outlet is not None:
        found.append(_has_words(reports.outlet_folded, wanted.outlet))
    if wanted.new_since is not None:
        found.append(reports.changed >= utc(wanted.new_since))
    return found


def _of_claim(wanted: Filter) -> list[ColumnElement[bool]]:
    claims = schema.claims.c
    found: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        found.append(or_(claims.family == wanted.kind, claims.type == wanted.kind))
    if wanted.actor is not None:
        found.append(_named("actor", wanted.actor))
    if wanted.place is not None:
        found.append(_named("place", wanted.place))
    return found


def _named(kind: Literal["actor", "place"], name: str) -> ColumnElement[bool]:
    """Claims in which somebody or something of a name plays a part."""
    names, links, claims = schema.names.c, schema.claim_names.c, schema.claims.c
    known_as = or_(_has_words(names.folded, name), names.folded.in_(codes_of(kind, name)))
    meant = select(names.number).where(names.kind == kind, known_as)
    return (
        select(links.name)
        .where(links.reading == claims.reading, links.position == claims.position, links.name.in_(meant))
        .exists()
    )


def _has_words(column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    folded = fold(words)
    if not folded:
        return false()
    return (literal(" ") + column + literal(" ")).contains(f" {folded} ", autoescape=True)


def _within(earliest: ColumnElement[Any], latest: ColumnElement[Any], wanted: Filter) -> list[ColumnElement[bool]]:
    """What overlaps the days wanted. Times are text, so that a day comes before all its hours."""
    found = []
    if wanted.since is not None:
        found.append(and_(latest.is_not(None), latest + _LATEST >= utc(wanted.since)))
    if wanted.until is not None:
        found.append(and_(earliest.is_not(None), earliest <= utc(wanted.until) + _LATEST))
    return found
