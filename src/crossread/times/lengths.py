"""Grammar of lengths of time, ages and recurring times."""

from __future__ import annotations

from crossread.counted_words import measure
from crossread.numbers import Tokens, parse_amount, table
from crossread.times.dates import DAYTIMES, lexicon, weekday_at
from crossread.times.expressions import Expression

_SETS = {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year",
         "hourly": "hour", "biweekly": "week"}  # fmt: skip


_RATED = {"times", "once", "twice", "time", "people", "%", "percent"}
_LASTING = {"for", "in", "within", "after", "over", "by", "lasting", "lasted", "last", "took", "take", "takes", "until",
            "during", "spent", "spend", "of", "and", "or", "than"}  # fmt: skip


def units() -> dict[str, str]:
    """Words for units of time."""
    found: dict[str, str] = table("times")["units"]
    return found


def amount_and_unit(tokens: Tokens, at: int) -> tuple[float | None, int | None]:
    """An amount of time and the index of its unit: three days, a year, several months, years, year-(ago)."""
    words = tokens.words
    if words[at] in units() and (words[at].endswith("s") or words[at + 1] == "-"):
        return (None if words[at].endswith("s") else 1.0), at
    amount = parse_amount(tokens, at)
    if amount is None and words[at] in {"a", "an", "some", "many", "half"}:
        here = at + 2 if words[at] == "half" and words[at + 1] in {"a", "an"} else at + 1
        size = 0.5 if words[at] == "half" else 1.0 if words[at] in {"a", "an"} else None
        return (size, here) if words[here] in units() else (None, None)
    if amount is None:
        return None, None
    here = amount.after
    if words[here] in {"-", "of", "more", "full", "long"} and words[here + 1] in units():
        here += 1
    return (amount.value, here) if words[here] in units() and not (amount.vague and amount.value == 1) else (None, None)


def _stands_alone(tokens: Tokens, at: int, unit_at: int) -> bool:
    """Whether a unit without a number is a length: "for days", "decades of war"; not "its last days"."""
    if at < unit_at:  # "several years", "the first hours"
        return True
    before, after = tokens.words[at - 1] if at else "", tokens.words[unit_at + 1]
    return before in _LASTING or after in {"of", "before", "after", "ago", "later", "earlier", "-"}


def set_at(tokens: Tokens, at: int) -> Expression | None:
    """Every Friday, each day, every two weeks, daily, Monday nights."""
    words = tokens.words
    if words[at] in _SETS and not (tokens.raw(at).istitle() and tokens.raw(at + 1).istitle()):  # the Daily Post
        return Expression("set", at, at + 1, unit=_SETS[words[at]], number=1)
    if words[at] in {"a", "an"} and words[at + 1] in units() and _is_rate(tokens, at):
        return Expression("set", at, at + 2, unit=units()[words[at + 1]], number=1)
    if words[at] not in {"every", "each"}:
        return None
    here = at + 1
    amount = parse_amount(tokens, here)
    if amount and units().get(words[amount.after]):
        return Expression("set", at, amount.after + 1, unit=units()[words[amount.after]], number=amount.value)
    if words[here] in {"other", "single"}:
        here += 1
    if weekday := weekday_at(tokens, here):
        return Expression("set", at, weekday[1], weekday=weekday[0])
    if words[here] in units() and words[here] != "second":
        return Expression("set", at, here + 1, unit=units()[words[here]], number=2 if words[at + 1] == "other" else 1)
    if words[here] in lexicon("months") and tokens.raw(here)[:1].isupper():
        return Expression("set", at, here + 1, month=lexicon("months")[words[here]], unit="year", number=1)
    if words[here] in DAYTIMES or words[here] in lexicon("seasons"):
        return Expression("set", at, here + 1, daytime=words[here], unit="day", number=1)
    return None


def _is_rate(tokens: Tokens, at: int) -> bool:
    """Whether "a day" means each day: "20 dollars a day", "three times a week"."""
    before = tokens.words[at - 1] if at else ""
    return before in _RATED or before[:1].isdecimal() or bool(measure(tokens, at - 1) if at else None)


def age_at(tokens: Tokens, at: int) -> Expression | None:
    """A 12-year-old, aged 34, nine months old."""
    words = tokens.words
    if words[at] == "aged":
        return _aged(tokens, at)
    amount = parse_amount(tokens, at)
    if amount is None:
        return None
    here = amount.after + 1 if words[amount.after] == "-" else amount.after
    unit = units().get(words[here])
    old = here + 2 if words[here + 1] == "-" else here + 1
    if unit and words[old] in {"old", "olds"} and amount.value is not None:
        return Expression("age", at, old + 1, number=amount.value, unit=unit)
    return None


def _aged(tokens: Tokens, at: int) -> Expression | None:
    """Aged 34; aged 18 to 30 and aged between 6 and 9, whose length is not one."""
    here = at + 2 if tokens.words[at + 1] == "between" else at + 1
    amount = parse_amount(tokens, here)
    if amount is None or amount.value is None or amount.value > 120:
        return None
    upper = None
    if tokens.words[amount.after] in {"to", "-", "–"} or (here == at + 2 and tokens.words[amount.after] == "and"):
        upper = parse_amount(tokens, amount.after + 1)
    if upper:
        return Expression("age", at, upper.after, unit="year")
    return Expression("age", at, amount.after, number=amount.value, unit="year")


def duration_at(tokens: Tokens, at: int) -> Expression | None:
    """Three days, two-week, 24 hours, more than a year, the nine months, decades, the first nine months."""
    start = at
    if tokens.words[start] == "the":
        start += 1
        start += tokens.words[start] in {"first", "last", "latest", "full"}
    amount, unit_at = amount_and_unit(tokens, start)
    if unit_at is None:
        return None
    unit = units()[tokens.words[unit_at]]
    if "old" in tokens.words[unit_at + 1 : unit_at + 3] or (amount is None and not _stands_alone(tokens, at, unit_at)):
        return None
    if unit in {"second", "quarter", "season"} and not (amount and amount > 1 and tokens.words[unit_at].endswith("s")):
        return None
    if tokens.words[unit_at - 1] == "-" and tokens.raw(unit_at)[:1].isupper() and tokens.raw(unit_at + 1).istitle():
        return None  # the Six-Day War
    if unit == "quarter" and tokens.words[unit_at - 1] == "-":
        return None  # three-quarters
    if amount == 1 and tokens.words[start] == "one" and unit == "day" and tokens.words[at - 1] != "in":
        return None
    return Expression("duration", at, unit_at + 1, number=amount, unit=unit)
