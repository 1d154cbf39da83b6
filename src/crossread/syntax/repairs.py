"""Small repairs of the parse, where grammar leaves one reading and the model often misses it.

Each rule looks at a few words round one place and moves a head; none of them knows any verb or noun by name. Written
after reading where the parse of war reports went wrong; the texts themselves are not looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from crossread.syntax.regrouping import regroupings
from crossread.syntax.words import word_class
from crossread.tagger.tags import SentenceTags, Word

_LONGEST = 150  # words; no sentence of a report is longer, and what looks at each pair of words stays linear
_INSIDE = frozenset(["compound", "amod", "nmod:poss", "flat", "nummod", "nmod:desc"])
_PLURAL = frozenset(["have", "are", "were"])
_NAMED = frozenset(["nsubj", "nsubj:pass", "obj", "obl", "nmod"])
_JOINED = frozenset(["obl", "obj", "nmod", "dep", "appos", "obl:unmarked"])


def repaired(words: Sequence[Word], sentences: Sequence[SentenceTags]) -> list[Word]:
    """The words of a text with heads and relations that grammar rules out put right.

    Args:
        words: All words.
        sentences: The sentences.
    """
    found = list(words)
    for sentence in sentences:
        if sentence.last - sentence.first > _LONGEST:
            continue
        for number in range(sentence.first, sentence.last):
            for repair in _REPAIRS:
                repair(found, number, sentence)
        if not _is_tree(found, sentence):  # two repairs may hang two words on each other: then none is made
            found[sentence.first : sentence.last] = words[sentence.first : sentence.last]
    return found


def _is_tree(words: Sequence[Word], sentence: SentenceTags) -> bool:
    """Whether every word of a sentence leads up to a root."""
    safe: set[int] = set()
    for number in range(sentence.first, sentence.last):
        way: set[int] = set()
        at = number
        while at not in safe and at not in way and words[at].head != at:
            way.add(at)
            at = words[at].head
        if at in way:
            return False
        safe.update(way)
    return True


def _preposition_on_modifier(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "between Masud and Norland's government" the preposition belongs to the whole noun, not to its first word."""
    word = words[number]
    if word.deprel != "case" or word.lemma == "'s" or word.head <= number:
        return
    head = word.head
    while words[head].deprel in _INSIDE and words[head].head > (number if words[head].deprel == "flat" else head):
        head = words[head].head
    if head != word.head and words[head].upos in ("NOUN", "PROPN") and not _has_case(words, head, sentence):
        words[number] = msgspec.structs.replace(word, head=head)


def _two_prepositions(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "in raids on a market" the first preposition belongs to the noun between both, not to the second noun."""
    word = words[number]
    if word.deprel != "case" or word.head <= number + 2:
        return
    second = next((at for at in range(number + 2, word.head) if _is_same_case(words, at, word.head)), None)
    for at in range(number + 1, second or number):
        outside = not number < words[at].head < (second or number)
        if words[at].upos in ("NOUN", "PROPN") and outside and not _has_case(words, at, sentence):
            words[number] = msgspec.structs.replace(word, head=at)
            return


def _is_same_case(words: list[Word], at: int, head: int) -> bool:
    return words[at].deprel == "case" and words[at].head == head and words[at].upos == "ADP"


def _has_case(words: list[Word], head: int, sentence: SentenceTags) -> bool:
    before = range(sentence.first, head)
    return any(words[at].head == head and words[at].deprel == "case" for at in before)


def _split_compound(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "the army and resistance forces" the last word is no phrase of its own: it belongs to what is joined."""
    word = words[number]
    if number <= sentence.first or word.upos != "NOUN" or word.deprel not in _JOINED:
        return
    joined = words[number - 1]
    bare = not any(other.head == number and other.deprel in ("case", "det", "nummod") for other in _near(words, number))
    if joined.deprel == "conj" and joined.upos == "NOUN" and joined.xpos == "NN" and bare and joined.head < number - 1:
        words[number] = msgspec.structs.replace(word, head=joined.head, deprel="conj")
        words[number - 1] = msgspec.structs.replace(joined, head=number, deprel="compound")
        for at in range(joined.head + 1, number - 1):
            if words[at].head == number - 1:
                words[at] = msgspec.structs.replace(words[at], head=number)


def _near(words: list[Word], number: int) -> list[Word]:
    return words[max(0, number - 4) : number]


def _subject_taken_for_object(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "fighting planes have …" the plural noun right before a plural verb is its subject."""
    word = words[number]
    if word.upos != "AUX" or word.text.lower() not in _PLURAL or number - 1 <= sentence.first:
        return
    verb = word.head
    if any(
        words[at].head == verb and words[at].deprel.startswith(("nsubj", "expl")) for at in range(sentence.first, verb)
    ):
        return
    noun = _plural_before(words, number, sentence)
    if noun is None or words[noun].deprel != "obj":
        return
    above = words[noun].head
    if words[above].head == verb and words[above].xpos == "VBG" and above < noun:
        words[noun] = msgspec.structs.replace(words[noun], head=verb, deprel="nsubj")
        words[above] = msgspec.structs.replace(words[above], head=noun, deprel="dep")


def _second_subject(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "this comes after a deal was struck" the noun is the subject of the later verb, which has none."""
    word = words[number]
    if word.deprel != "nsubj" or word.head >= number:
        return
    verb = word.head
    has_one = any(words[at].head == verb and words[at].deprel.startswith("nsubj") for at in range(sentence.first, verb))
    for later in range(number + 1, sentence.last if has_one else number):
        if words[later].head == verb and words[later].deprel in ("advcl", "ccomp", "parataxis"):
            if not any(
                at.head == later and at.deprel.startswith("nsubj") for at in words[sentence.first : sentence.last]
            ):
                _give(words, number, later)
            return


def _object_of_later_verb(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "in striking the rebels than in doing …" the noun is the object of the verb before it, not of the next one."""
    word = words[number]
    if word.deprel != "obj" or word.head <= number or word.upos not in ("NOUN", "PROPN"):
        return
    if not any(words[at].head == word.head and words[at].deprel == "mark" for at in range(number + 1, word.head)):
        return
    for at in range(number - 1, max(sentence.first, number - 5) - 1, -1):
        if words[at].upos == "VERB":
            taken = any(other.head == at and other.deprel == "obj" for other in words[sentence.first : sentence.last])
            if not taken:
                words[number] = msgspec.structs.replace(word, head=at)
            return
        if words[at].upos not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON"):
            return


def _included(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "12 civilians killed including three children" the children are no object of the verb."""
    word = words[number]
    if word.deprel == "obj" and any(
        at.head == number and at.text.lower() == "including" for at in words[max(sentence.first, number - 5) : number]
    ):
        words[number] = msgspec.structs.replace(word, deprel="nmod")


def _verb_taken_for_noun(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """A word in -ed that has a subject and no copula is a verb."""
    word = words[number]
    if word.upos != "NOUN" or not word.text.endswith("ed"):
        return
    hanging = {other.deprel for other in words[sentence.first : sentence.last] if other.head == number}
    if hanging & {"nsubj", "nsubj:pass"} and not hanging & {"cop", "det"}:
        words[number] = msgspec.structs.replace(word, upos="VERB", xpos="VBD")


def _gerund_with_article(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "the killing of two men" the gerund is a noun."""
    word, before = words[number], words[number - 1] if number > sentence.first else None
    following = words[number + 1].lemma if number + 1 < sentence.last else ""
    if word.upos == "VERB" and word.xpos == "VBG" and before is not None and before.upos == "DET" and following == "of":
        relation = {"csubj": "nsubj", "ccomp": "obj", "xcomp": "obj", "advcl": "obl"}.get(word.deprel, word.deprel)
        words[number] = msgspec.structs.replace(word, upos="NOUN", xpos="NN", deprel=relation)


def _name_in_two(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Two subjects or objects side by side that are both names are one name."""
    word = words[number]
    if word.deprel not in _NAMED or word.upos != "PROPN" or number == sentence.first:
        return
    if any(other.head == number and other.deprel in ("case", "det") for other in _near(words, number)):
        return
    first = number - 1
    while first > sentence.first and words[first].deprel in ("flat", "punct") and words[first].head < first:
        first = words[first].head
    if words[first].upos == "PROPN" and (words[first].deprel, words[first].head) == (word.deprel, word.head):
        words[number] = msgspec.structs.replace(word, head=first, deprel="flat")


def _nouns_in_two(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "an army warplane" the parse may make two subjects: the first noun belongs to the second."""
    word, before = words[number], words[number - 1] if number > sentence.first else None
    if before is None or word.upos != "NOUN" or before.upos != "NOUN" or word.deprel not in _NAMED:
        return
    if before.head != word.head or not number < word.head:
        return
    if before.deprel != word.deprel and (before.deprel, word.deprel) != ("nsubj", "obj"):
        return
    words[number] = msgspec.structs.replace(word, deprel=before.deprel)
    for at in range(sentence.first, number - 1):
        if words[at].head == number - 1:
            words[at] = msgspec.structs.replace(words[at], head=number)
    words[number - 1] = msgspec.structs.replace(before, head=number, deprel="compound")


def _name_of_office(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "its commander, Abu Hafs, and two guards" the parse may make three: the name is who holds the office."""
    word = words[number]
    if word.upos != "PROPN" or word.deprel != "conj" or number - 2 < sentence.first or words[number - 1].text != ",":
        return
    if word.head == number - 2 and words[word.head].lemma in word_class("offices"):
        words[number] = msgspec.structs.replace(word, deprel="appos")


def _verb_taken_for_modifier(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "Islamic State claimed it" the parse may make a noun with a participle: a past tense is the verb."""
    word = words[number]
    if word.xpos != "VBD" or word.deprel not in ("amod", "acl") or not sentence.first <= word.head == number - 1:
        return
    noun = word.head
    objects = any(one.head == number and one.deprel == "obj" for one in words[number + 1 : sentence.last])
    if words[noun].deprel != "root" or not objects:
        return
    words[number] = msgspec.structs.replace(word, head=number, deprel="root")
    words[noun] = msgspec.structs.replace(words[noun], head=number, deprel="nsubj")
    for at in range(number + 1, sentence.last):
        if words[at].head == noun:
            words[at] = msgspec.structs.replace(words[at], head=number)


def _more_than(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "more than 80 men" the first words belong to the number."""
    word = words[number]
    if word.upos != "NUM" or number - 2 < sentence.first or words[number - 1].text != "than":
        return
    if words[number - 2].lemma in ("more", "less", "few", "much", "fewer"):
        words[number - 2] = msgspec.structs.replace(words[number - 2], head=number, deprel="advmod")
        words[number - 1] = msgspec.structs.replace(words[number - 1], head=number - 2, deprel="fixed")


def _give(words: list[Word], number: int, verb: int) -> None:
    """Make a noun the subject of a verb, and its preposition the word that joins the verb's clause."""
    passive = any(word.head == verb and word.deprel == "aux:pass" for word in words[number:verb])
    words[number] = msgspec.structs.replace(words[number], head=verb, deprel="nsubj:pass" if passive else "nsubj")
    for at in range(max(0, number - 6), number):
        if words[at].head == number and words[at].deprel == "case":
            words[at] = msgspec.structs.replace(words[at], head=verb, deprel="mark")


def _plural_before(words: list[Word], number: int, sentence: SentenceTags) -> int | None:
    """The head of the plural noun phrase that ends right before a word."""
    at = number - 1
    while words[at].deprel not in ("obj", "nsubj", "root") and sentence.first <= words[at].head < at:
        at = words[at].head
    marks = any(words[between].upos == "PUNCT" for between in range(at, number))
    return at if words[at].xpos in ("NNS", "NNPS") and not marks else None


_REPAIRS: tuple[Callable[[list[Word], int, SentenceTags], None], ...] = (
    _preposition_on_modifier,
    _two_prepositions,
    _split_compound,
    _subject_taken_for_object,
    _second_subject,
    _object_of_later_verb,
    _included,
    _name_in_two,
    _verb_taken_for_noun,
    _gerund_with_article,
    _verb_taken_for_modifier,
    _name_of_office,
    _more_than,
    _nouns_in_two,
    *regroupings(),
)
