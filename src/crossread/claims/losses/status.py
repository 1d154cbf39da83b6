"""Status of a loss, by the words around its predicate; and the clause that tells it.

All bounds are indices of words of one sentence, half-open.
"""

from __future__ import annotations

from crossread.actors.words import Words
from crossread.claims.losses.matches import Match
from crossread.claims.losses.words import loss_set
from crossread.record import Status
from crossread.speech.reporting_verbs import verb_forms

_NEGATIONS = frozenset(["not", "never", "n't", "didn't", "wasn't", "weren't", "hasn't", "haven't", "nobody", "denied",
                        "denies", "deny", "denying", "without"])  # fmt: skip
_LOOK_BACK = 7


def status_of(words: Words, match: Match, first: int, *, zero: bool) -> Status:
    """Whether a loss happened, or is denied, possible, predicted, conditional, attempted, planned, threatened.

    Args:
        words: Words of the sentence.
        match: The loss.
        first: Index of the first word of its clause.
        zero: The number told is none.
    """
    before = [
        words.lower(at) for at in range(max(first, match.begin - _LOOK_BACK), match.begin) if words[at].text != "May"
    ]
    after = [words.lower(at) for at in range(match.end, match.end + 3)]
    if zero or any(word in _NEGATIONS and before[at : at + 2] != ["not", "only"] for at, word in enumerate(before)):
        return "denied"
    near = before[-5:]
    if match.rule == "toll":
        near = [words.lower(at) for at in range(match.begin, match.first)][-5:]  # "the toll is expected to rise above"
    for status in ("conditional", "attempted", "planned", "threatened", "predicted", "possible"):
        scope = [words.lower(at) for at in range(first, match.begin)] if status == "conditional" else near
        if set(scope) & loss_set(status):
            return status
    if set(near) & loss_set("feared") or (after and after[0] == "feared") or "feared" in after[:1]:
        return "possible"
    if match.type == "missing" or (match.type == "displaced" and "being" in near):
        return "ongoing"
    return "happened"


def clause_of(words: Words, match: Match) -> tuple[int, int]:
    """The words that show a loss: its clause, without the clause that says who says so."""
    first = min(match.first, match.begin)
    if match.rule in ("object", "list") and match.begin < match.first:
        first = _subject_start(words, match.begin)
    elif match.rule == "toll":
        first = _phrase_start(words, match.begin)
    else:
        while words.lower(first - 1) in ("the", "another", "other", "all", "a"):
            first -= 1
    least = max(match.after, match.end)
    after = _clause_end(words, least)
    while after > least and words.lower(after - 1) in loss_set("ends no clause"):
        after -= 1
    return first, after


def _subject_start(words: Words, verb: int) -> int:
    """Where the subject of an active verb begins; the verb itself for a participle ("…, killing 12")."""
    if words.lower(verb).endswith("ing") and words.lower(verb - 1) not in ("is", "are", "was", "were", "been", "of"):
        return verb
    return _phrase_start(words, verb)


def _phrase_start(words: Words, at: int) -> int:
    while at > 0 and not _opens_clause(words, at - 1):
        at -= 1
    return at


def _opens_clause(words: Words, at: int) -> bool:
    """Whether a clause begins right after a word."""
    text, word = words[at].text, words.lower(at)
    if text in (",", ";", ":", ".", "?", "!", "“", "”", '"', "—", "–"):
        return True
    if word == "and":
        following = at + 1 + (words.lower(at + 1) == "the")
        return not (words[at - 1].capital and words[following].capital)
    if word in ("that", "but", "when", "while", "after", "because", "as", "which", "who", "where", "if"):
        return word != "if"
    return word in ("said", "says", "say") and words[at].text.islower() and words.lower(at + 1) != "to"


def _clause_end(words: Words, at: int) -> int:
    """Where the clause of a predicate ends: before the next clause, a comma, or who says so."""
    first = at
    while at < len(words):
        text, word = words[at].text, words.lower(at)
        if text in (".", ";", ":", "?", "!", "—", "–", '"', "“", "”") or (
            text in (",", "(") and not _goes_on(words, at)
        ):
            break
        if word in (
            "when",
            "after",
            "as",
            "while",
            "but",
            "before",
            "which",
            "who",
            "because",
            "although",
            "according",
        ):
            break
        if word == "and" and _verb_follows(words, at + 1):
            break
        if tells_speech(words, at):
            return _before_speaker(words, first, at)
        at += 1
    return at


def tells_speech(words: Words, at: int) -> bool:
    """Whether a word is a verb of speech that has a speaker of its own before it."""
    form = verb_forms().get(words.lower(at))
    passive = words.lower(at - 1) in loss_set("be") | loss_set("have")
    return bool(form and form.kinds & {"past", "third"}) and words[at].text.islower() and not passive


def _before_speaker(words: Words, first: int, verb: int) -> int:
    """Where a clause ends whose speaker follows it without a comma ("… of the town a monitor said")."""
    for at in range(verb - 1, max(first, verb - 11) - 1, -1):
        if words.lower(at) in ("a", "an", "the", "one", "another"):
            return at
    at = verb
    while at > first and (words[at - 1].capital or words[at - 1].acronym):
        at -= 1
    return at


def _goes_on(words: Words, comma: int) -> bool:
    """Whether a comma parts subtotals or members of a list and not clauses."""
    return words.lower(comma + 1) in ("including", "among", "most", "mostly", "half", "many") or (
        words[comma + 1].text.isdigit() and words[comma].text == ","
    )


def _verb_follows(words: Words, at: int) -> bool:
    for place in range(at, at + 6):
        word = words.lower(place)
        if not word or words[place].text in (",", "."):
            return False
        if word in ("was", "were", "is", "are", "has", "have", "had", "will", "could", "left", "died") or word.endswith(
            "ing"
        ):
            return True
        if word.endswith("ed"):
            return True
    return False
