"""Types of events in other schemes: every type is coded, and only with codes that the schemes have."""

from __future__ import annotations

from typing import get_args

import pytest

from crossread.claims.events import types
from crossread.record import Status
from crossread.schemes import code_lists, coding_of, quad_class, violence_type


def test_every_type_is_coded_and_no_other() -> None:
    assert set(code_lists().types) == set(types())
    assert coding_of("quotation") is None


@pytest.mark.parametrize("kind", types())
def test_codes_are_those_of_the_schemes(kind: str) -> None:
    coding, lists = coding_of(kind), code_lists()
    assert coding is not None
    assert coding.plover in lists.plover
    assert not coding.mode or coding.mode in lists.plover[coding.plover]
    assert coding.cameo in lists.cameo
    for pair in (coding.acled, coding.acled_civilian, coding.acled_state):
        assert not pair or pair[1] in lists.acled[pair[0]]


def test_lists_are_whole() -> None:
    lists = code_lists()
    assert (len(lists.plover), len(lists.cameo), len(lists.acled), len(lists.ucdp)) == (16, 20, 6, 3)
    assert sum(map(len, lists.acled.values())) == 25
    assert sorted(event for events in lists.plover_quad.values() for event in events) == sorted(lists.plover)


def test_every_status_has_an_auxiliary_mode() -> None:
    modes = code_lists().plover_auxiliary
    assert set(modes) == {*get_args(Status), "background"}
    assert set(modes.values()) == {"", "future", "hypothetical", "negation", "historical"}


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [("state", "group", 1), ("state", "state", 1), ("group", "group", 2), ("group", "civilians", 3)],
)
def test_violence_by_its_sides(one: str, other: str, kind: int) -> None:
    assert violence_type(one, other) == kind  # type: ignore[arg-type]


def test_quad_classes() -> None:
    assert (quad_class("CONSULT"), quad_class("AID"), quad_class("THREATEN"), quad_class("ASSAULT")) == (1, 2, 3, 4)
    with pytest.raises(KeyError):
        quad_class("FIGHT")
