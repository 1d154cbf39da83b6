"""What words count and measure: word lists, plurals and units, shared by times and quantities."""

from __future__ import annotations

from functools import cache
from typing import Any

from crossread.numbers import Tokens, table
from crossread.record import Scale


@cache
def words(section: str, key: str = "words") -> frozenset[str]:
    """A word list of the table of quantities."""
    return frozenset(table("quantities")[section][key])


@cache
def _measures() -> dict[str, Scale]:
    measures: dict[Any, list[str]] = table("quantities")["measures"]
    return {word: scale for scale, listed in measures.items() if scale != "signs" for word in listed}


def measure(tokens: Tokens, at: int) -> tuple[Scale, int] | None:
    """The scale of a unit of measure at a token and the token after it, None if there is none."""
    word, following = tokens.words[at], tokens.words[at + 1]
    if word == "per" and following == "cent":
        return "percent", at + 2
    if word == "percentage":
        return ("percent", at + 2) if following.startswith("point") else None
    if word in {"square", "sq"}:
        after = at + 2 if following == "." else at + 1
        return ("area", after + 1) if _measures().get(tokens.words[after]) == "distance" else None
    if word in {"km", "miles", "kilometres", "kilometers"}:
        if following == "/" and tokens.words[at + 2] == "h":
            return "rate", at + 3
        if following in {"an", "per"} and tokens.words[at + 2] == "hour":
            return "rate", at + 3
    scale = _measures().get(word)
    # One-letter units must touch or follow figures: "5 m", never "ten m".
    if scale is None:
        return None
    if len(word) == 1 and word.isalpha() and not (tokens.raw(at).islower() and tokens.words[at - 1][:1].isdecimal()):
        return None
    return scale, at + 1


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    if word in words("plurals"):
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us"))
        and word not in words("plurals", "not_plural")
    )
