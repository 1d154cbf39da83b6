"""Whether a block reads as prose, in any script."""

from __future__ import annotations

import re

_ENDS = re.compile(
    r"[.!?:;\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964][\"'\u201d\u2019\u00bb\u00ab\u201c\u300d\u300f)\]\s]*\Z"
)
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_NOT_PROSE = re.compile(r"[^\w\s.,'\u2019-]+")
_COLUMNS = re.compile(r"\S {3,}\S")
_SHARE_OF_WORDS = 0.93  # of the characters of prose; code has more marks
_PROSE = 60  # characters; a sentence of a story is hardly ever shorter, a label hardly ever as long
_LONG = 140  # characters; as long as this, no full stop is needed
_WEIGHT_OF_DENSE = 2.5  # characters of alphabetic script that one of a dense script stands for


def weight(text: str) -> float:
    """Length of a text in characters of an alphabetic script.

    Args:
        text: A block; only its beginning decides on the script.
    """
    dense = len(_DENSE.findall(text[:200]))
    return len(text) * (_WEIGHT_OF_DENSE if dense * 3 > min(len(text), 200) else 1.0)


def ends_as_sentence(text: str) -> bool:
    """Whether a text ends with the mark of a sentence."""
    return bool(_ENDS.search(text[-20:]))


def is_prose(text: str) -> bool:
    """Whether a block is long enough for prose and ends as a sentence, or is too long for anything else."""
    size = weight(text)
    return size >= _LONG or (size >= _PROSE and ends_as_sentence(text))


def is_prose_in_lines(text: str) -> bool:
    """Whether preformatted text is prose, as mail archives and wires print it, and no code or listing."""
    words = _NOT_PROSE.sub("", text)
    return is_prose(text) and len(words) >= _SHARE_OF_WORDS * len(text) and not _COLUMNS.search(text)
