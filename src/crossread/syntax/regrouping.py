"""Repairs of the parse where a whole clause was taken for a part of another: its verb, subject or object strayed.

Each rule answers to what grammar rules out (two subjects of one verb, a subject behind a preposition) and moves a few
heads; none knows any verb or noun by name. Written after reading where the parse of agency prose went wrong: long
subjects ("A strike by the Northern Force killed …, a monitor said"), and verbs joined over a comma.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from crossread.tagger.tags import SentenceTags, Word

_SUBJECTS = frozenset(["nsubj", "nsubj:pass"])
_DESCRIBES = frozenset(["acl", "amod", "acl:relcl"])
_RELATIVES = frozenset(["WDT", "WP", "WP$", "WRB"])
_NOUNS = ("NOUN", "PROPN")
_BEFORE_NUMBER = 4  # words between a verb and the number that is its object ("at least", "more than")


def verb_taken_for_participle(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "a strike on the camp killed ten, officials said" the strike is no second subject of "said"."""
    word = words[number]
    if word.xpos not in ("VBN", "VBD") or word.deprel not in _DESCRIBES:
        return
    noun = word.head
    above = words[noun].head
    if not noun < number < above or words[noun].deprel not in _SUBJECTS or words[above].upos != "VERB":
        return
    if not _has_child(words, number, sentence, "obj") or _is_relative(words, number, noun):
        return
    nearer = any(at > number and words[at].deprel in _SUBJECTS for at in _children(words, above, sentence))
    if not nearer:
        return
    words[number] = msgspec.structs.replace(word, head=above, deprel="ccomp", xpos="VBD")
    words[noun] = msgspec.structs.replace(words[noun], head=number, deprel="nsubj")


def subject_behind_preposition(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "a strike by the Northern Force killed ten" the force belongs to the strike, which is the subject."""
    word = words[number]
    verb = word.head
    if word.deprel not in _SUBJECTS or word.upos not in _NOUNS or not number < verb:
        return
    case = next((at for at in _children(words, number, sentence) if words[at].deprel == "case" and at < number), None)
    if case is None or words[case].lemma not in ("by", "of", "on", "against"):
        return
    noun = case - 1
    if noun < sentence.first or words[noun].upos not in _NOUNS:
        return
    others = [at for at in _children(words, verb, sentence) if at != number and words[at].deprel in _SUBJECTS]
    described = words[verb].deprel in _DESCRIBES and words[verb].head == noun
    if described:
        relation = "ccomp" if words[noun].deprel in _SUBJECTS else words[noun].deprel
        above = verb if words[noun].head == noun else words[noun].head
        words[verb] = msgspec.structs.replace(words[verb], head=above, deprel=relation)
        words[noun] = msgspec.structs.replace(words[noun], head=verb, deprel="nsubj")
    elif others != [noun]:
        return
    words[number] = msgspec.structs.replace(word, head=noun, deprel="nmod")


def object_called_subject(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "gunmen ambushed a van" the van, behind the verb, is no second subject."""
    word = words[number]
    verb = word.head
    if word.deprel != "nsubj" or not verb < number or words[verb].xpos not in ("VBD", "VBG", "VBN", "VBZ", "VBP"):
        return
    hanging = _children(words, verb, sentence)
    first = any(at < verb and words[at].deprel == "nsubj" for at in hanging)
    taken = any(at < number and words[at].deprel in ("obj", "ccomp", "cop") for at in hanging)
    article = number - 1 > verb - 1 and words[number - 1].deprel in ("det", "amod", "compound", "nummod", "nmod:poss")
    if first and not taken and article and not _mark_between(words, verb, number):
        words[number] = msgspec.structs.replace(word, deprel="obj")


def object_of_nearer_verb(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "carrying teachers, killing the driver" the driver is the object of the verb right before it."""
    word = words[number]
    far = word.head
    if word.deprel != "obj" or not far < number:
        return
    first = number
    while first - 1 > far and words[first - 1].head == number:
        first -= 1
    near = first - 1
    joined = words[near].xpos in ("VBD", "VBN") and words[near].deprel == "conj"
    if near <= far or words[near].upos != "VERB" or not (joined or words[near].xpos == "VBG"):
        return
    earlier = any(at < near and words[at].deprel == "obj" for at in _children(words, far, sentence))
    if earlier and not _has_child(words, near, sentence, "obj"):
        words[number] = msgspec.structs.replace(word, head=near)


def joined_verb_taken_for_modifier(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "had killed two men and seized weapons" the second verb is joined to the first, not to the men."""
    word = words[number]
    if word.xpos not in ("VBN", "VBD") or word.deprel not in ("amod", "acl", "conj") or number - 1 < sentence.first:
        return
    noun, joining = word.head, words[number - 1]
    if joining.deprel != "cc" or not noun < number or words[noun].deprel != "obj" or words[noun].upos not in _NOUNS:
        return
    verb = words[noun].head
    objects = [at for at in _children(words, number, sentence) if words[at].deprel == "obj"]
    near = range(number + 1, min(number + 1 + _BEFORE_NUMBER, sentence.last))
    strayed = [at for at in near if words[at].head == verb and words[at].deprel == "obj"]
    if not objects + strayed or words[verb].upos != "VERB" or not verb < noun:
        return
    if not objects:
        words[strayed[0]] = msgspec.structs.replace(words[strayed[0]], head=number)
        objects = strayed
    words[number] = msgspec.structs.replace(word, head=verb, deprel="conj", upos="VERB")
    words[number - 1] = msgspec.structs.replace(joining, head=number)
    for at in range(number + 1, sentence.last):
        if words[at].head == noun and words[at].deprel == "conj":
            words[at] = msgspec.structs.replace(words[at], head=objects[0])


def joined_gerund_taken_for_object(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "killing six people and wounding 71" the second verb is no second victim, and has the number after it."""
    word = words[number]
    noun = word.head
    if word.xpos != "VBG" or word.deprel not in ("conj", "acl") or words[number - 1].deprel != "cc" or noun > number:
        return
    verb = noun
    while words[verb].upos in (*_NOUNS, "NUM") and words[verb].head < verb:
        verb = words[verb].head
    if verb == noun or words[verb].xpos != "VBG" or words[verb].upos != "VERB":
        return
    words[number] = msgspec.structs.replace(word, head=verb, deprel="conj", upos="VERB")
    for at in range(number + 1, min(number + 1 + _BEFORE_NUMBER, sentence.last)):
        if words[at].upos == "NUM" and words[at].head == noun:
            words[at] = msgspec.structs.replace(words[at], head=number, deprel="obj")
            return


def result_called_joined(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "ambushed a van, killing the driver" the participle tells what came of it, and is not joined by "and"."""
    word = words[number]
    verb = word.head
    if word.xpos != "VBG" or word.deprel != "conj" or not verb < number - 1 or words[number - 1].text != ",":
        return
    if words[verb].xpos in ("VBD", "VBZ", "VBP", "VBN") and words[verb].upos == "VERB":
        joined = any(words[at].deprel == "cc" and at < number for at in _children(words, number, sentence))
        if not joined:
            words[number] = msgspec.structs.replace(word, deprel="advcl")


def gerund_with_parties(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "as fighting between the army and rebels intensified" the gerund is a noun, and the subject."""
    word = words[number]
    following = words[number + 1].lemma if number + 1 < sentence.last else ""
    if word.upos != "VERB" or word.xpos != "VBG" or following not in ("between", "among"):
        return
    verb = word.head
    stray = word.deprel == "advcl" and verb > number and words[verb].upos == "VERB"
    taken = next((at for at in _children(words, verb, sentence) if words[at].deprel == "nsubj"), None)
    party = next((at for at in _children(words, number, sentence) if words[at].deprel in ("obl", "nmod")), None)
    if stray and taken is not None and party is not None and party < taken < verb:
        words[taken] = msgspec.structs.replace(words[taken], head=party, deprel="conj")
        taken = None
    if word.deprel != "nsubj" and not (stray and taken is None):
        return
    words[number] = msgspec.structs.replace(word, upos="NOUN", xpos="NN", deprel="nsubj")
    for at in _children(words, number, sentence):
        if words[at].deprel == "obl":
            words[at] = msgspec.structs.replace(words[at], deprel="nmod")
        elif words[at].deprel in ("mark", "advmod") and at < number:
            words[at] = msgspec.structs.replace(words[at], head=verb)


def third_person(words: list[Word], number: int, _: SentenceTags) -> None:
    """A verb that ends in the "s" of the third person is no infinitive ("it only attacks")."""
    word = words[number]
    if word.xpos == "VB" and word.upos == "VERB" and word.text in (f"{word.lemma}s", f"{word.lemma}es"):
        words[number] = msgspec.structs.replace(word, xpos="VBZ")


def subject_called_object(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "after an attack on a post left ten dead" the attack, before the verb, is no object beside the ten."""
    word = words[number]
    verb = word.head
    if word.deprel != "obj" or word.upos not in _NOUNS or not number < verb or words[verb].upos != "VERB":
        return
    hanging = _children(words, verb, sentence)
    if any(words[at].deprel in (*_SUBJECTS, "aux:pass") for at in hanging) or _is_relative(words, verb, number):
        return
    if not any(at > verb and words[at].deprel == "obj" for at in hanging):
        return
    words[number] = msgspec.structs.replace(word, deprel="nsubj")
    for at in _children(words, number, sentence):
        if words[at].deprel == "case" and at < number and words[at].lemma in ("after", "before", "since", "until"):
            words[at] = msgspec.structs.replace(words[at], head=verb, deprel="mark")


def object_taken_for_compound(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "hit a school sheltering families" the school is what is hit, and the participle describes it."""
    word = words[number]
    participle = number + 1
    if word.deprel not in ("compound", "nsubj", "obj") or word.head != participle or word.upos not in _NOUNS:
        return
    verb = words[participle].head
    if words[verb].upos != "VERB" and verb < words[verb].head < number:
        verb = words[verb].head  # the participle was hung on the subject
    if words[participle].xpos != "VBG" or words[participle].upos != "VERB" or not verb < number:
        return
    article = number - 1
    taken = [at for at in _children(words, verb, sentence) if words[at].deprel == "obj"]
    if words[article].deprel != "det" or words[verb].upos != "VERB" or any(at < participle for at in taken):
        return
    for at in taken:
        words[at] = msgspec.structs.replace(words[at], head=participle)
    words[number] = msgspec.structs.replace(word, head=verb, deprel="obj")
    words[participle] = msgspec.structs.replace(words[participle], head=number, deprel="acl")
    words[article] = msgspec.structs.replace(words[article], head=number)


def preposition_on_apposition(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "an attack on the ship Star" the preposition belongs to the ship, beside which its name stands."""
    word = words[number]
    name = word.head
    if word.deprel != "case" or words[name].deprel not in ("appos", "flat") or not number < words[name].head < name:
        return
    noun = words[name].head
    has = any(words[at].deprel == "case" and at < noun for at in _children(words, noun, sentence))
    if words[noun].upos == "NOUN" and not has:
        words[number] = msgspec.structs.replace(word, head=noun)


def subject_of_next_verb(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "one man was hurt and 14 suspects were arrested" the suspects belong to the verb behind them."""
    word = words[number]
    verb = word.head
    if word.deprel not in _SUBJECTS or not verb < number or word.upos not in _NOUNS:
        return
    if not any(at < verb and words[at].deprel in _SUBJECTS for at in _children(words, verb, sentence)):
        return
    later = number + 1
    while later < sentence.last and words[later].upos in ("AUX", "ADV", "PART"):
        later += 1
    if later == number + 1 or later == sentence.last or words[later].upos != "VERB":
        return
    hanging = _children(words, later, sentence)
    if any(words[at].deprel in _SUBJECTS for at in hanging):
        return
    passive = any(words[at].deprel == "aux:pass" for at in hanging)
    words[number] = msgspec.structs.replace(word, head=later, deprel="nsubj:pass" if passive else "nsubj")


def region_in_two(words: list[Word], number: int, sentence: SentenceTags) -> None:
    """Of "in Norland's restive Estia region" the name belongs to the noun behind it."""
    word, before = words[number], words[number - 1] if number > sentence.first else None
    if before is None or word.upos != "NOUN" or before.upos != "PROPN" or word.deprel != "nmod":
        return
    if (before.deprel, before.head) == ("nmod", word.head) and before.head < number - 1:
        words[number - 1] = msgspec.structs.replace(before, head=number, deprel="compound")
        for at in _children(words, number - 1, sentence):
            if at < number - 1:
                words[at] = msgspec.structs.replace(words[at], head=number)


def _children(words: list[Word], number: int, sentence: SentenceTags) -> list[int]:
    return [at for at in range(sentence.first, sentence.last) if words[at].head == number and at != number]


def _has_child(words: list[Word], number: int, sentence: SentenceTags, relation: str) -> bool:
    return any(words[at].deprel == relation for at in _children(words, number, sentence))


def _is_relative(words: list[Word], verb: int, noun: int) -> bool:
    """Whether a relative pronoun stands between a noun and the verb."""
    return any(words[at].xpos in _RELATIVES or words[at].text.lower() == "that" for at in range(noun + 1, verb))


def _mark_between(words: list[Word], first: int, last: int) -> bool:
    return any(words[at].upos == "PUNCT" and words[at].xpos != "HYPH" for at in range(first + 1, last))


def regroupings() -> Iterator[Callable[[list[Word], int, SentenceTags], None]]:
    """The repairs, in the order in which they are tried on a word."""
    yield from (
        subject_behind_preposition,
        verb_taken_for_participle,
        object_called_subject,
        object_taken_for_compound,
        object_of_nearer_verb,
        joined_verb_taken_for_modifier,
        joined_gerund_taken_for_object,
        result_called_joined,
        gerund_with_parties,
        third_person,
        subject_called_object,
        region_in_two,
        subject_of_next_verb,
        preposition_on_apposition,
    )
