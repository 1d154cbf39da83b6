"""How far reported speech reaches: clauses that go on from what is said belong to it.

"The army said the clash took place near Sund, where nine rebels died" gives both to the army, and so does "A bomb went
off in the market, officials said, killing 12". What begins with "as", "while" or "but" is left to the narrator.
"""

from __future__ import annotations

import re

from crossread.speech.reporting_verbs import verb_forms

_LONGEST = 400  # characters; keeps the time for any text linear
_RELATIVE = re.compile(r",?\s+(?:(?:in|of|by|with|for|after) )?(?:where|which|who|whose|whom)\b")
_PARTICIPLE = re.compile(r",\s+(?:also |and |thereby |reportedly )?([a-z]+ing)\b(?! to\b)")
_END = re.compile(
    r"[.!?;:“”\"\n]|,? (?:but|while|although|though|as|amid|adding|according to|citing)\b|, (?:and )?\S+ said"
)
_NOT_TOLD = frozenset(
    ["according", "adding", "amid", "calling", "citing", "describing", "during", "following", "including", "quoting",
     "referring", "speaking", "using"]
)  # fmt: skip


def going_on(text: str, content: int, cue: int | None) -> tuple[tuple[int, int], ...]:
    """The stretch after what is said, or after its cue, that goes on from it; none where nothing does.

    Args:
        text: The folded text.
        content: Offset after what is said.
        cue: Offset after the words that mark it as said; None for a quotation.
    """
    if cue is None:
        return ()
    start = max(content, cue)
    relative = _RELATIVE.match(text, start) if content >= cue else None
    participle = _PARTICIPLE.match(text, start)
    told = participle is not None and participle[1] not in _NOT_TOLD and participle[1] not in verb_forms()
    if not (relative or told):
        return ()
    begin = start + len(text[start : start + _LONGEST]) - len(text[start : start + _LONGEST].lstrip(", "))
    end = _END.search(text, begin, begin + _LONGEST)
    return ((begin, end.start()),) if end and end.start() > begin else ()
