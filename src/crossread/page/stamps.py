"""Dates as machines write them: in JSON-LD, meta elements, ``time`` elements and addresses."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from crossread.page.phrases import parse_date

_ISO = re.compile(
    r"\s*(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)"
    r"(?:(?:T|\s+|,\s*)(?P<hour>\d\d?):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,:](?P<part>\d{1,9}))?)?"
    r"\s*(?P<half>[ap]m)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d?(?::?\d\d)?(?::?\d\d)?)?)?(?!\d)",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?(?:\.\d+)?\s*")
_IN_ADDRESS = re.compile(r"[/_-](?P<year>(?:19|20)\d\d)[/_-]?(?P<month>[01]\d)[/_-]?(?P<day>[0-3]\d)(?=[/_.-]|$)")
_NO_STAMP_BEFORE = 1900
_MAX_STAMP = 100


def iso_stamp(text: str) -> str | None:
    """A machine's date as ISO 8601, with hour and zone as given.

    Args:
        text: ISO 8601 in any of its usual variants, a date of mail and HTTP headers, seconds or milliseconds
            since 1970, or a complete date in English words.

    Returns:
        ``2024-05-03`` or ``2024-05-03T15:47:42+00:00``; None if there is no real date. The zone is left out
        where none was given.
    """
    text = text[:_MAX_STAMP]
    if epoch := _EPOCH.fullmatch(text):
        return _of_epoch(int(epoch[1]))
    if (match := _ISO.match(text)) and (stamp := _of_parts(match)):
        return stamp
    if parsed := parse_date(text):
        return parsed.value
    return _of_mail(text)


def day_in_address(address: str) -> str | None:
    """The day in the path of an address (``/2021/09/05/``), as ISO 8601."""
    match = _IN_ADDRESS.search(address)
    return _day(match) if match else None


def _day(match: re.Match[str]) -> str | None:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if year < _NO_STAMP_BEFORE:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _of_parts(match: re.Match[str]) -> str | None:
    day = _day(match)
    if day is None or match["hour"] is None:
        return None if day == "1970-01-01" else day
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    if hour > 23 or int(match["minute"]) > 59:
        return day
    second = match["second"] or "00"
    part = f".{match['part']}" if match["part"] and match["part"].strip("0") else ""
    stamp = f"{day}T{hour:02}:{match['minute']}:{second}{part}{_zone(match['zone'])}"
    return None if stamp.startswith("1970-01-01T00:00:00") else stamp


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone[0] not in "+-":
        return "+00:00"
    digits = zone[1:].replace(":", "")
    digits = digits.zfill(2) if len(digits) < 3 else digits.zfill(4)
    return f"{zone[0]}{digits[:2]}:{digits[2:4] or '00'}"


def _of_epoch(seconds: int) -> str | None:
    moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds)  # noqa: UP017
    return moment.isoformat()


def _of_mail(text: str) -> str | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return moment.isoformat() if moment.year >= _NO_STAMP_BEFORE else None
