"""Words with their surroundings are found again, and nothing else is taken for them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.case.anchors import CONTEXT, Words, find, words_of
from crossread.record import Span

TEXT = "The army took Tarun on Monday. It said that nine died. The army left Tarun on Friday. It said that nine died."
WORDS = st.text(alphabet="abc .’'\n", max_size=120)


def _words(text: str, start: int, end: int) -> tuple[Words, ...]:
    return words_of(text, [Span(start=start, end=end, quote=text[start:end])])


def _again(quote: str, number: int) -> tuple[Words, ...]:
    at = -1
    for _ in range(number):
        at = TEXT.index(quote, at + 1)
    return _words(TEXT, at, at + len(quote))


def test_the_same_text_gives_the_same_place() -> None:
    for number in (1, 2):
        words = _again("nine died", number)
        assert find(words, TEXT) == ((words[0].start, words[0].start + 9),)


def test_what_stands_around_tells_repeated_words_apart() -> None:
    moved = "An added line. " + TEXT
    for number in (1, 2):
        words = _again("nine died", number)
        assert find(words, moved) == ((words[0].start + 15, words[0].start + 24),)
    without_first = TEXT.replace("The army took Tarun on Monday. It said that nine died. ", "")
    assert find(_again("Monday", 1), without_first) is None


def test_spaces_and_quotation_marks_do_not_matter() -> None:
    text = "“The road is closed,” said the army’s spokesman."
    words = _words(text, 0, len(text) - 1)
    assert find(words, text.replace(" ", "\n ").replace("’", "'").replace("“", '"').replace("”", '"')) is not None


def test_parts_must_stand_in_their_order() -> None:
    text = "“We are ready for talks now,” she said, “on every road there is.”"
    parts = words_of(text, [Span(start=1, end=28, quote=text[1:28]), Span(start=41, end=64, quote=text[41:64])])
    assert find(parts, text) == ((1, 28), (41, 64))
    assert find(parts, text[40:] + " " + text[:40]) is None


def test_short_words_without_their_surroundings_are_gone() -> None:
    words = _again("nine", 1)
    assert find(words, "Another story tells of nine roads.") is None
    long = _words(TEXT, 0, 29)
    assert find(long, "Yesterday’s news. The army took Tarun on Monday, we hear.") == ((18, 47),)


@settings(max_examples=300, deadline=None)
@given(WORDS, WORDS, WORDS, st.data())
def test_what_is_found_is_the_words(before: str, middle: str, after: str, data: st.DataObject) -> None:
    text = before + middle + after
    end = data.draw(st.integers(0, len(text)))
    start = data.draw(st.integers(0, end))
    words = _words(text, start, end)
    if text[start:end].strip():
        assert find(words, text) == ((start, end),)
    other = data.draw(WORDS)
    for place in (find(words, other) or ()) if text[start:end].strip() else ():
        found = other[place[0] : place[1]]
        assert "".join(found.split()).replace("’", "'") == "".join(text[start:end].split()).replace("’", "'")


@settings(max_examples=200, deadline=None)
@given(WORDS, WORDS)
def test_changes_further_away_do_not_matter(before: str, after: str) -> None:
    near = TEXT[:CONTEXT] + " the words in question here " + TEXT[-CONTEXT:]
    start = len(before) + CONTEXT + 1
    words = _words(before + near + after, start, start + 26)
    assert find(words, near) == ((CONTEXT + 1, CONTEXT + 27),)


def test_a_quote_that_stands_everywhere_takes_no_time() -> None:
    text = "a " * 100_000
    assert find(_words(text, 50_000, 50_001), "b " + text) is not None
