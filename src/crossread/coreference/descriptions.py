"""People told by what they are: "the president", "the minister", joined to the one person of that role."""

from __future__ import annotations

from crossread.actors.words import NOT_PROSE, Words
from crossread.context import Reading
from crossread.coreference.drafts import Draft, Told

_HELD = frozenset(["office", "rank"])
_ENDS_NAME = frozenset(["of", "for", "in", "from", "who", "'s"])


def join_roles(reading: Reading, drafts: list[Draft]) -> None:
    """Descriptions by role, as mentions of the person who bears it.

    "The governor" is joined where one person told before is a governor; of several, none is taken.

    Args:
        reading: The reading.
        drafts: Actors; mentions of people grow.
    """
    people = [draft for draft in drafts if draft.is_person and draft.actor.roles]
    if not people:
        return
    taken = {one.start for draft in drafts for one in draft.told}
    for block in reading.folded.blocks:
        if block.block.kind in NOT_PROSE:
            continue
        words = Words(reading.folded.text, block.start, block.end)
        for at in range(len(words)):
            if words.lower(at) == "the" and words[at + 1].start not in taken:
                _join(words, at + 1, people)


def _join(words: Words, at: int, people: list[Draft]) -> None:
    title = words.title_beginning(at)
    if title is None or title[1] not in _HELD or not all(words[i].text.islower() for i in range(at, title[0])):
        return
    after = words[title[0]]
    if after.near and (after.capital or after.lower in _ENDS_NAME or after.lower.endswith(("s", "ship"))):
        return  # "the governor of …" is somebody of his own, "the president's" may be anybody's
    role = " ".join(words.lower(i) for i in range(at, title[0]))
    start, end = words[at].start, words[title[0] - 1].end
    bearers = [draft for draft in people if draft.start < start and _holds(draft, role)]
    if len(bearers) == 1:
        bearers[0].add([Told(start, end, "description", "medium", f"the only {role} named before")])


def _holds(draft: Draft, role: str) -> bool:
    titles = (held.title.lower() for held in draft.actor.roles if held.relation == "office" and not held.former)
    return any(title == role or title.endswith(" " + role) for title in titles)
