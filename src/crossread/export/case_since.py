"""What is new, changed and withdrawn in a case since a moment, incident by incident."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from crossread.case import Case, DecisionView, Filter, StoredReport
from crossread.case.filters import NO_FILTER
from crossread.case.versions import compare, followed
from crossread.compare import Comparison
from crossread.compare.dossier import ShownIncident, shown
from crossread.compare.incidents import Incident
from crossread.compare.since import DecisionNews, Found, Key, News, Then, ValueNews, found_since, named
from crossread.compare.tellings import Telling
from crossread.export.case_incidents import compared_claims, comparison_of
from crossread.record import Report

if TYPE_CHECKING:
    from crossread.provenance import Compared, Owners


@dataclass(frozen=True, kw_only=True)
class Since:
    """What became of a case.

    Attributes:
        incidents: Those that are new, changed or withdrawn, in this order, each with its news.
        unchanged: How many of those that fit are as they were.
        apart: How many were taken for one then and are not now, though nothing in them changed: with more reports in
            the case, words and places tell otherwise what belongs together.
        now: The case as it is, compared.
    """

    incidents: tuple[ShownIncident, ...]
    unchanged: int
    apart: int
    now: Comparison


def shown_since(case: Case, told: str, wanted: Filter, compared: Compared, owners: Owners) -> Since:
    """What is new, changed and withdrawn since a moment.

    Both then and now are as the newest program reads them, and decisions count from when they were made.

    Args:
        case: The case.
        told: The moment: a time, ISO 8601, or how the hash of a version begins.
        wanted: Incidents of which no claim, of now or of then, fits are left out.
        compared: The case compared by texts.
        owners: Which outlets belong together.

    Raises:
        NotInCase: There is no such version, or there are several.
    """
    work = _Work.of(case, case.moment(told))
    fitting = None if wanted == NO_FILTER else work.fitting(wanted)
    decided = {key for _, keys in work.decisions for key in keys}
    found = [one for one in found_since(work.now, work.then, decided) if fitting is None or one.keys & fitting]
    news = [(one, work.news(one)) for one in found]
    told_news = [(one, item) for one, item in news if _tells(item)]
    today = [one.incident for one, item in told_news if item.kind != "withdrawn"]
    views = {one.id: one for one in shown(Comparison(incidents=tuple(today), alone=()), compared, owners)}
    incidents = [
        msgspec.structs.replace(
            views[one.incident.id] if item.kind != "withdrawn" else _outline(one.incident), since=item
        )
        for one, item in told_news
    ]
    return Since(
        incidents=tuple(sorted(incidents, key=lambda one: _ORDER[one.since.kind if one.since else "new"])),
        unchanged=sum(one.kind == "changed" for one, item in news if not _tells(item)),
        apart=sum(one.kind == "withdrawn" for one, item in news if not _tells(item)),
        now=work.now,
    )


_ORDER = {"new": 0, "changed": 1, "withdrawn": 2}


def _tells(news: News) -> bool:
    """Whether something came, changed or went, and did not only come to be told apart."""
    if news.kind == "withdrawn":
        return bool(news.decisions) or any(one.kind == "withdrawn" for one in news.reports)
    return news.kind == "new" or bool(news.reports or news.values or news.decisions)


def _outline(incident: Incident) -> ShownIncident:
    """An incident of then, as far as it is shown when it is told no more."""
    return ShownIncident(id=incident.id, title=incident.title, kind=incident.kind, reports=incident.reports)


@dataclass(frozen=True, kw_only=True)
class _Work:
    """A case as it was and as it is."""

    case: Case
    reports_now: Mapping[str, StoredReport]
    reports_then: Mapping[str, StoredReport]
    now: Comparison
    then: Then
    says: Mapping[str, tuple[str, ...]]
    decisions: tuple[tuple[DecisionNews, frozenset[Key]], ...]

    @classmethod
    def of(cls, case: Case, moment: str) -> _Work:
        now = {one.id: one for one in case.reports()}
        before = {one.id: one for one in case.reports_then(moment)}
        other = {name for name, one in before.items() if one.reading_id != now[name].reading_id}
        today = {name: followed(name, before[name].report, now[name].report) for name in other}
        comparison = comparison_of(case, before.values(), case.decided(before=moment), today)
        views = (view for view in case.decisions() if view.decision.time >= moment)
        return cls(
            case=case,
            reports_now=now,
            reports_then=before,
            now=compared_claims(case),
            then=Then(comparison, before.keys(), today),
            says={name: _says(name, before[name].report, now[name].report) for name in other},
            decisions=tuple((_decision(view), frozenset(_keys(view))) for view in views),
        )

    def fitting(self, wanted: Filter) -> set[Key]:
        """The claims, of now and of then, that are wanted."""
        return self.case.claims_then(self.reports_now.values(), wanted) | {
            self.then.key_of(report, claim)
            for report, claim in self.case.claims_then(self.reports_then.values(), wanted)
        }

    def news(self, found: Found) -> News:
        """What became of an incident, with the words that show it."""
        reports = tuple(
            named(
                one,
                self.reports_now[one.report].outlet,
                self.reports_now[one.report].title,
                self.says.get(one.report, ()),
            )
            for one in found.reports
        )
        return News(
            kind=found.kind,
            reports=reports,
            values=tuple(self._quoted(value, tellings[0]) for value, tellings in found.values),
            decisions=tuple(one for one, keys in self.decisions if keys & found.keys),
        )

    def _quoted(self, value: ValueNews, telling: Telling) -> ValueNews:
        then = value.kind in ("withdrawn", "left out")
        report = (self.reports_then if then else self.reports_now)[telling.report].report
        claim = next(claim for claim in report.claims if claim.id == telling.claim)
        return msgspec.structs.replace(value, quote=" … ".join(span.quote for span in claim.spans))


def _says(name: str, older: Report, newer: Report) -> tuple[str, ...]:
    return tuple(span.quote for span in compare(name, older, newer).notices)


def _decision(view: DecisionView) -> DecisionNews:
    row = view.decision
    return DecisionNews(
        decision=row.id,
        time=row.time,
        user=row.user,
        verdict=row.verdict,
        about=row.target.kind,
        target=view.attached.target_id or row.target.id,
        reason=row.reason,
    )


def _keys(view: DecisionView) -> Iterator[Key]:
    """The claims that a decision is about."""
    target, kind = view.attached.target_id, view.decision.target.kind
    if kind == "claim":
        for anchor in view.decision.target.anchors:
            yield view.report_id or anchor.report, target or f"-{view.decision.target.id}"
    elif kind == "join":
        for act in (target or view.decision.target.id).split("|"):
            report, _, claim = act.partition("/")
            yield report, claim
