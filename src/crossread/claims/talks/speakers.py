"""Who tells an act of talks: a source outside it, whoever does it by saying so, or the narrator."""

from __future__ import annotations

from crossread.claims.parts import Bounds
from crossread.claims.talks.act import Act
from crossread.context import Reading
from crossread.record import Attribution, Voice
from crossread.syntax import Phrase

_OWN = frozenset(["i", "we", "he", "she", "they", "it"])


def voice_of_act(reading: Reading, act: Act, content: Bounds) -> Voice:
    """Who tells an act.

    "Two diplomats said the rebels demanded a truce" is told by the diplomats. "The rebels demanded a truce" is told in
    the rebels' words, "the rebels refused a truce" by the narrator.

    Args:
        reading: The reading.
        act: The act.
        content: Bounds of what is demanded, offered or refused.
    """
    cue = act.clause.word.start, act.clause.word.end
    held = reading.voices.attributions(*content)
    outer = tuple(item for item in held if not _is_cued_by(reading, item, cue))
    if outer or not act.spoken:
        return reading.voices.voice_of(outer)
    speaker = act.clause.logical_subject
    if speaker is None:
        return reading.voices.voice_of(held)
    return reading.voices.voice_of(held or (_attribution(reading, act, speaker, content),))


def _is_cued_by(reading: Reading, item: Attribution, cue: Bounds) -> bool:
    position = reading.folded.position
    return any(position(span.start) < cue[1] and cue[0] < position(span.end) for span in item.cue)


def _attribution(reading: Reading, act: Act, speaker: Phrase, content: Bounds) -> Attribution:
    """The demand as an attribution, where neither rules nor model have taken it for one."""
    word = act.clause.word
    return Attribution(
        form="indirect",
        source=reading.folded.spans([(speaker.start, speaker.end)]),
        cue=reading.folded.spans([(word.start, word.end)]),
        content=reading.folded.spans([content]),
        made_by="rule:talks",
    )


def is_said_by_subject(act: Act, voice: Voice) -> bool:
    """Whether who acts is who speaks: "we", "he" in his own speech, "her government", or the source's own name.

    What somebody says of others ("Russia will not withdraw, analysts say") is a prediction, no offer or refusal.

    Args:
        act: The act.
        voice: Its voice.
    """
    subject = act.clause.subject
    if subject is None:
        return voice.kind in ("named", "unnamed", "unknown")
    if voice.kind == "narrator" or not voice.chain:
        return False
    tree = subject.tree
    if subject.pronoun and subject.lemma in _OWN:
        return True
    if any(tree.words[word].upos == "PRON" for word in tree.exactly(subject.head, "nmod:poss")):
        return True
    name = voice.chain[0].name.lower()
    return subject.word.text.lower() in name.split() or name in subject.text.lower()
