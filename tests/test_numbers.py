from __future__ import annotations

import pytest

from crossread.numbers import Tokens, parse_amount


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("twenty-one men", "twenty-one", 21),
        ("two hundred and five men", "two hundred and five", 205),
        ("a hundred men", "a hundred", 100),
        ("twelve hundred men", "twelve hundred", 1200),
        ("two and a half million men", "two and a half million", 2_500_000),
        ("a million and a half men", "a million and a half", 1_500_000),
        ("two million three hundred thousand men", "two million three hundred thousand", 2_300_000),
        ("half a million men", "half a million", 500_000),
        ("a quarter of a million men", "a quarter of a million", 250_000),
        ("half a dozen men", "half a dozen", 6),
        ("two dozen men", "two dozen", 24),
        ("1,200 men", "1,200", 1200),
        ("12 000 men", "12 000", 12_000),
        ("2.3m men", "2.3m", 2_300_000),
        ("1.5 lakh men", "1.5 lakh", 150_000),
        ("2 1/2 years", "2 1/2", 2.5),
        ("three and five", "three", 3),
    ],
)
def test_a_number_is_read_to_its_end(text: str, words: str, value: float) -> None:
    tokens = Tokens(text, 0, len(text))
    amount = parse_amount(tokens, 0)
    assert amount
    assert (tokens.slice(amount.first, amount.after), amount.value, amount.vague) == (words, value, False)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("dozens of men", "dozens", 12),
        ("tens of men", "tens", 10),
        ("hundreds of men", "hundreds", 100),
        ("scores of men", "scores", 20),
        ("tens of thousands of men", "tens of thousands", 10_000),
        ("several hundred men", "several hundred", 100),
        ("a few dozen men", "a few dozen", 12),
        ("a few men", "a few", None),
        ("several men", "several", None),
    ],
)
def test_a_vague_word_has_the_value_of_the_declared_table(text: str, words: str, value: float | None) -> None:
    tokens = Tokens(text, 0, len(text))
    amount = parse_amount(tokens, 0)
    assert amount
    assert (tokens.slice(amount.first, amount.after), amount.value, amount.vague) == (words, value, True)


@pytest.mark.parametrize("text", ["men", "a man", "few men", "and", "", "half of them", "²"])
def test_no_number(text: str) -> None:
    assert parse_amount(Tokens(text, 0, len(text)), 0) is None


def test_tokens_can_be_looked_at_beyond_either_end() -> None:
    tokens = Tokens("Ten men", 0, 7)
    assert (tokens.words[-1], tokens.words[5], tokens.raw(9), tokens.raw(-1)) == ("", "", "", "")
    assert not tokens.glued(0)
    assert not tokens.glued(9)


def test_tokens_keep_dates_in_figures_apart_and_decimals_together() -> None:
    text = "5.9.2021 and 2.5"
    assert [word for word in Tokens(text, 0, len(text)).words if word] == ["5", ".", "9", ".", "2021", "and", "2.5"]
