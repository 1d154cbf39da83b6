"""What a program calls: `read` a source, or `read_text`. Both end in the pure `reading.report`."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from os import PathLike
from pathlib import Path

import msgspec

from crossread.errors import UsageError
from crossread.fetch.sources import fetch_source
from crossread.knowledge import Own, using
from crossread.reading import report, report_by_rules
from crossread.record import Fact, FactName, RawPage, Report

__all__ = ["read", "read_text", "user_facts"]


def read(
    source: str | PathLike[str] | bytes,
    *,
    published: str | None = None,
    address: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    rules_only: bool = False,
    own: Own | None = None,
) -> Report:
    """Read one page.

    Args:
        source: Path of a file, an ``http`` or ``https`` address, or the page's bytes; never its text, for
            which there is `read_text`. The network is used for an address only.
        published: When the page was published, ISO 8601; known "from the user", hence trusted. The same
            holds for the rest.
        address: The page's address.
        outlet: Who published it.
        title: Its headline.
        rules_only: Read by rules alone, without the model: quicker, and less is seen of who says what.
        own: Files with actors and places of your own.

    Returns:
        The report; see `Report.refusal` for a page in another language.

    Raises:
        SourceError: The source could not be had.
        PageError: Its bytes could not be read as a page.
        ModelError: The model's package is missing or damaged.
        UsageError: A fact is malformed.
        RegistryError: A file of actors is malformed.
        GazetteerError: A file of places is no gazetteer.
    """
    facts = user_facts(published=published, address=address, outlet=outlet, title=title)
    raw = RawPage(content=source) if isinstance(source, bytes) else fetch_source(_name_of(source))
    raw = msgspec.structs.replace(raw, facts=facts + raw.facts)
    return _report(raw, rules_only=rules_only, own=own)


def read_text(
    text: str,
    *,
    published: str | None = None,
    address: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    rules_only: bool = False,
    own: Own | None = None,
) -> Report:
    """Read the flattened text of one page, such as one pasted from a browser or a mail.

    Args:
        text: The text; offsets in the report count its code points, but for NUL and lone surrogates,
            which become U+FFFD.
        published: As in `read`.
        address: As in `read`.
        outlet: As in `read`.
        title: As in `read`.
        rules_only: As in `read`.
        own: As in `read`.

    Raises:
        PageError: The text is empty or exceeds a cap.
        UsageError: A fact is malformed.
    """
    facts = user_facts(published=published, address=address, outlet=outlet, title=title)
    content = text.encode("utf-8", "surrogatepass")
    raw = RawPage(content=content, media_type="text/plain", charset="utf-8", facts=facts)
    return _report(raw, rules_only=rules_only, own=own)


def _report(raw: RawPage, *, rules_only: bool, own: Own | None) -> Report:
    with using(own.load()) if own else nullcontext():
        return report_by_rules(raw) if rules_only else report(raw)


def user_facts(
    *, published: str | None = None, address: str | None = None, outlet: str | None = None, title: str | None = None
) -> tuple[Fact, ...]:
    """What the user says of a page, as trusted facts.

    Args:
        published: ISO 8601 date or time.
        address: The page's address.
        outlet: Who published it.
        title: Its headline.

    Raises:
        UsageError: The date is not ISO 8601.
    """
    if published is not None:
        _check_date(published)
    given: tuple[tuple[FactName, str | None], ...] = (
        ("title", title),
        ("published", published),
        ("outlet", outlet),
        ("address", address),
    )
    return tuple(Fact(name=name, value=value, known_from="user") for name, value in given if value)


def _check_date(value: str) -> None:
    try:
        datetime.fromisoformat(value)
    except ValueError as error:
        raise UsageError(
            f"published: {value!r} is not an ISO 8601 date or time (2021-09-05, 2021-09-05T14:30+00:00)"
        ) from error


def _name_of(source: str | PathLike[str]) -> str | Path:
    return source if isinstance(source, str) else Path(source)
