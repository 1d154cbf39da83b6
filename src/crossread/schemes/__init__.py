"""Types of events in the schemes that users exchange: PLOVER, CAMEO, ACLED, UCDP. Tables: ``data/schemes.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

Side = Literal["state", "group", "civilians"]


class Coding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a type of event is in each scheme.

    Attributes:
        plover: PLOVER event.
        mode: Its mode, empty where the type fits none of them.
        cameo: CAMEO root, two digits.
        acled: ACLED event and sub-event type; empty where ACLED has none.
        acled_civilian: The same where civilians are the target; empty where that makes no difference.
        acled_state: The same where a state acts; empty where that makes no difference.
        ucdp: Whether UCDP counts it where people died.
    """

    plover: str
    cameo: str
    mode: str = ""
    acled: tuple[str, ...] = ()
    acled_civilian: tuple[str, ...] = ()
    acled_state: tuple[str, ...] = ()
    ucdp: bool = False


class CodeLists(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"types": "type"}):
    """The schemes' own lists, and the coding of each type of event.

    Attributes:
        plover: Modes of each PLOVER event.
        plover_quad: Events of each quad class.
        plover_auxiliary: Auxiliary mode of each status, and of what is told as background.
        cameo: Titles of the root categories.
        acled: Sub-event types of each event type.
        ucdp: Types of violence.
        types: The coding of each type of event.
    """

    plover: dict[str, tuple[str, ...]]
    plover_quad: dict[str, tuple[str, ...]]
    plover_auxiliary: dict[str, str]
    cameo: dict[str, str]
    acled: dict[str, tuple[str, ...]]
    ucdp: dict[str, str]
    types: dict[str, Coding]


@cache
def code_lists() -> CodeLists:
    """The tables, read once in a process."""
    raw = files("crossread.data").joinpath("schemes.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(raw), CodeLists)


def coding_of(kind: str) -> Coding | None:
    """The coding of a type of event, None for a type of another family.

    Args:
        kind: The type, as in `Claim.type`.
    """
    return code_lists().types.get(kind)


def quad_class(plover: str) -> int:
    """Quad class of a PLOVER event: 1 verbal cooperation, 2 material cooperation, 3 verbal and 4 material conflict.

    Args:
        plover: The event.

    Raises:
        KeyError: PLOVER has no such event.
    """
    for quad, events in code_lists().plover_quad.items():
        if plover in events:
            return int(quad)
    raise KeyError(plover)


def violence_type(one: Side, other: Side) -> int | None:
    """UCDP's type of violence by its two sides: 1 state-based, 2 non-state, 3 one-sided; None between civilians.

    Args:
        one: Who acts.
        other: Whom it hits.
    """
    sides = {one, other}
    if "civilians" in sides:
        return 3 if len(sides) > 1 else None
    return 1 if "state" in sides else 2
