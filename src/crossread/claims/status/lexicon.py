"""The words of ``data/status.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Effect = Literal[
    "transparent", "continuing", "attempted", "failed", "refused", "prevented", "planned", "threatened", "predicted",
    "asked", "possible", "denied", "ended",
]  # fmt: skip
"""What a verb or noun makes of what stands under it."""


@cache
def _tables() -> dict[str, dict[str, frozenset[str]]]:
    raw = files("crossread.data").joinpath("status.toml").read_text("utf-8")
    return {
        table: {name: frozenset(words.split()) for name, words in entries.items()}
        for table, entries in tomllib.loads(raw).items()
    }


@cache
def _effects(table: str) -> dict[str, Effect]:
    listed = _tables()[table].items()
    return {word: effect for effect, words in listed if effect != "omitted" for word in words}  # type: ignore[misc]


def verb_effect(lemma: str, particle: str = "") -> Effect | None:
    """What a verb makes of what stands under it, None where nothing is known of it."""
    effects = _effects("verb")
    return effects.get(f"{lemma}_{particle}") or effects.get(lemma)


def tells_will(lemma: str) -> bool:
    """Whether a verb tells what somebody means to do, rather than what they say ("plans to", "tries to")."""
    return _effects("verb").get(lemma) in ("planned", "attempted", "failed")


def is_omission(lemma: str) -> bool:
    """Whether one who fails to do it did nothing, rather than tried in vain."""
    return lemma in _tables()["verb"]["omitted"]


def noun_effect(lemma: str) -> Effect | None:
    """What a noun or adjective makes of what stands under it, None where nothing is known of it."""
    return _effects("noun").get(lemma)


def modifier_effect(lemma: str) -> str | None:
    """What a word before an event noun makes of it ("planned", "alleged")."""
    return _effects("modifier").get(lemma)


def mood(name: str) -> frozenset[str]:
    """One class of words of tense and mood.

    Raises:
        KeyError: There is no such class.
    """
    return _tables()["mood"][name]
