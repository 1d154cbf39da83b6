"""The main path of the tagger: from a text and its sentences to tags, as numbered steps."""

from __future__ import annotations

from collections.abc import Sequence

from crossread.tagger import heads
from crossread.tagger.certainty import certainty
from crossread.tagger.decode import Scores
from crossread.tagger.events import lexicon_triggers, merged
from crossread.tagger.kinds import name_kind
from crossread.tagger.model import Model, default_model
from crossread.tagger.roles import learned_roles
from crossread.tagger.tags import (
    AttributionTag,
    Bounds,
    CertaintyTag,
    NameTag,
    RelationTag,
    RoleTag,
    SentenceTags,
    Tags,
    TriggerTag,
    Word,
)
from crossread.tagger.windows import Sentence, cut
from crossread.tagger.words import word_spans

_NAMES_OF_WINDOW = 200  # no window has more


def tag(
    text: str,
    paragraphs: Sequence[Bounds],
    sentences: Sequence[Bounds],
    *,
    model: Model | None = None,
) -> Tags:
    """Tag a text. Pure: the same text and bounds give the same tags.

    Args:
        text: The text; offsets are its code points.
        paragraphs: Bounds of the paragraphs, in order; nothing is read across their ends.
        sentences: Bounds of the sentences, in order. One that lies in no paragraph, or runs over the end of its
            paragraph, makes a paragraph of its own.
        model: The model; the installed one if None.

    Raises:
        ModelError: No model is installed, or it is damaged.
    """
    cut_words: list[list[list[Bounds]]] = []
    place = 0
    open_until = -1
    for start, end in sentences:
        words = word_spans(text, start, end)
        if not words:
            continue
        while place < len(paragraphs) and paragraphs[place][1] <= start:
            place += 1
        inside = place < len(paragraphs) and paragraphs[place][0] <= start and end <= paragraphs[place][1]
        until = paragraphs[place][1] if inside else end
        if until == open_until and inside:
            cut_words[-1].append(words)
        else:
            cut_words.append([words])
        open_until = until
    return tag_words(text, cut_words, model=model)


def tag_words(text: str, paragraphs: Sequence[Sequence[Sequence[Bounds]]], *, model: Model | None = None) -> Tags:
    """Tag a text whose words are cut already.

    Args:
        text: The text.
        paragraphs: For each paragraph, for each of its sentences, the bounds of its words; none of them empty.
        model: The model; the installed one if None.

    Raises:
        ModelError: No model is installed, or it is damaged.
    """
    known = model or default_model()
    building = _Building(text, known)
    for paragraph in paragraphs:
        # 1. Windows: whole sentences of one paragraph, each encoded once for all heads.
        for window in cut(known.pieces, building.plain, building.add(paragraph)):
            # 2. What the heads say of the window.
            building.read(window)
    # 3. Events whose types no gold set has, by the lexicon on the parse.
    return building.tags()


_OF_CLAUSES = frozenset(["root", "ccomp", "advcl", "conj", "acl:relcl", "parataxis"])


def _lemma_tag(word: str, upos: str, xpos: str, deprel: str) -> str:
    """The Penn tag by which a lemma is looked up: a verb's, where the heads disagree about a verb."""
    if upos == "NOUN" and deprel in _OF_CLAUSES and word.endswith("ed"):
        return "VBD"  # "residents said jets bombed the town"
    if upos != "VERB" or xpos.startswith("V"):
        return xpos
    return "VBG" if word.endswith("ing") else "VBD" if word.endswith("ed") else "VB"


class _Building:
    """Tags so far; words are numbered through the text."""

    def __init__(self, text: str, model: Model) -> None:
        self.text, self.model = text, model
        self.bounds: list[Bounds] = []
        self.plain: list[str] = []
        self.words: list[Word] = []
        self.sentences: list[SentenceTags] = []
        self.names: list[NameTag] = []
        self.attributions: list[AttributionTag] = []
        self.triggers: list[TriggerTag] = []
        self.certainty: list[CertaintyTag] = []
        self.relations: list[RelationTag] = []

    def add(self, paragraph: Sequence[Sequence[Bounds]]) -> list[Sentence]:
        """Number the words of a paragraph; returns its sentences."""
        found: list[Sentence] = []
        for words in paragraph:
            first = len(self.bounds)
            self.bounds.extend(words)
            self.plain.extend(self.text[start:end] for start, end in words)
            found.append((first, len(self.bounds)))
            self.sentences.append(SentenceTags(first=first, last=len(self.bounds), start=words[0][0], end=words[-1][1]))
        return found

    def read(self, window: Sequence[Sentence]) -> None:
        """Read one window."""
        base, stop = window[0][0], window[-1][1]
        scores = self.model.scores(self.plain[base:stop])
        self._words(heads.syntax(self.model, scores, window), base)
        names, parts = heads.tagged_spans(self.model, scores)
        firsts = self._names(names, base)
        for entities in self._by_sentence(window, names, base):
            for kind, one, other in heads.relations(self.model, scores, entities):
                source, target = firsts[entities[one][0]], firsts[entities[other][0]]
                self.relations.append(RelationTag(type=kind, source=source, target=target))
        self._attributions(heads.attributions(scores, parts), base)
        self._triggers(scores, window)
        self.certainty.extend(certainty(self.words, base, scores["certainty"]))

    def tags(self) -> Tags:
        """Everything, with the lexicon's triggers."""
        words = tuple(self.words)
        sentences = tuple(self.sentences)
        lexical = lexicon_triggers(words, sentences, self.names)
        return Tags(
            model=self.model.name,
            words=words,
            sentences=sentences,
            names=tuple(self.names),
            attributions=tuple(self.attributions),
            triggers=merged(self.triggers, lexical),
            certainty=tuple(self.certainty),
            relations=tuple(self.relations),
        )

    def _span(self, first: int, last: int) -> Bounds:
        return self.bounds[first][0], self.bounds[last - 1][1]

    def _words(self, sentences: Sequence[heads.Syntax], base: int) -> None:
        for sentence in sentences:
            columns = zip(sentence.upos, sentence.xpos, sentence.heads, sentence.deprels, strict=True)
            for upos, xpos, head, deprel in columns:
                number = len(self.words)
                (start, end), word = self.bounds[number], self.plain[number]
                self.words.append(
                    Word(
                        start=start,
                        end=end,
                        text=word,
                        lemma=self.model.lemmas.of(word, _lemma_tag(word, upos, xpos, deprel)),
                        upos=upos,
                        xpos=xpos,
                        head=base + head,
                        deprel=deprel,
                    )
                )

    def _names(self, found: Sequence[tuple[str, int, int]], base: int) -> dict[int, int]:
        """Keep names; returns the index of each by its first word in the window."""
        firsts: dict[int, int] = {}
        for coarse, first, last in found:
            start, end = self._span(base + first, base + last)
            kind = name_kind(coarse, self.plain[base + first : base + last])
            firsts[first] = len(self.names)
            self.names.append(NameTag(kind=kind, start=start, end=end, first=base + first, last=base + last))
        return firsts

    @staticmethod
    def _by_sentence(
        window: Sequence[Sentence], names: Sequence[tuple[str, int, int]], base: int
    ) -> list[list[heads.Span]]:
        return [[(one, two) for _, one, two in names if first - base <= one < last - base] for first, last in window]

    def _attributions(self, found: Sequence[heads.Speech], base: int) -> None:
        for speech in found:
            source, cue, content = (
                tuple(self._span(base + first, base + last) for first, last in sorted(part))
                for part in (speech.source, [speech.cue], speech.content)
            )
            self.attributions.append(AttributionTag(source=source, cue=cue, content=content))

    def _triggers(self, scores: dict[str, Scores], window: Sequence[Sentence]) -> None:
        base = window[0][0]
        for kind, one, two in heads.triggers(self.model, scores):
            span = (base + one, base + two)
            inside = next(sentence for sentence in window if sentence[0] <= span[0] < sentence[1])
            found = learned_roles(self.model, scores, base, span, inside, self.words, self.names[-_NAMES_OF_WINDOW:])
            start, end = self._span(*span)
            roles = tuple(self._role(role, *words) for role, words in found)
            self.triggers.append(
                TriggerTag(type=kind, learned=True, start=start, end=end, first=span[0], last=span[1], roles=roles)
            )

    def _role(self, role: str, first: int, last: int) -> RoleTag:
        start, end = self._span(first, last)
        return RoleTag(role=role, start=start, end=end, first=first, last=last)
