"""Who and what belongs to a predicate: subjects that are shared or controlled, objects, agents, obliques."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossread.syntax.phrases import Phrase
from crossread.syntax.words import nationalities, word_class

if TYPE_CHECKING:
    from crossread.syntax.clauses import Clause

_RELATIVES = frozenset(["who", "which", "that", "whom"])
_CLOSE = 1
_RELATIVE_CLAUSES = frozenset(["acl:relcl", "advcl:relcl"])
_PARTICLES = frozenset(["out", "back", "over", "off", "up", "down", "away", "in", "on", "through"])


# Subjects


def subject_of(clause: Clause) -> Phrase | None:
    """The subject of a clause; see `Clause.subject`."""
    tree = clause.tree
    if clause.kind == "nominal":
        return _possessor(clause)
    own = tree.exactly(clause.predicate, "nsubj", "nsubj:pass")
    if not own:
        return _strayed_subject(clause) or _subject_before_speech(clause) or _shared_subject(clause)
    if own[0] > clause.predicate and any(
        clause.predicate < word < own[0] for word in tree.exactly(clause.predicate, "obj")
    ):
        return None  # "… killed ten people a monitor said": whoever says so
    if tree.words[own[0]].lemma in _RELATIVES and (antecedent := antecedent_of(clause)) is not None:
        return antecedent
    return Phrase(tree, own[0])


def antecedent_of(clause: Clause) -> Phrase | None:
    """The noun that a relative clause describes, None for other clauses."""
    above = clause.tree.above(clause.predicate)
    return Phrase(clause.tree, above) if above is not None and clause.relation in _RELATIVE_CLAUSES else None


def _possessor(clause: Clause) -> Phrase | None:
    """Of a noun: whose it is, or the name or nationality before it."""
    tree = clause.tree
    for child in tree.exactly(clause.predicate, "nmod:poss"):
        return Phrase(tree, child)
    before = [child for child in tree.exactly(clause.predicate, "compound", "amod", "nmod") if child < clause.predicate]
    named = [child for child in before if _is_somebody(clause, child)]
    return Phrase(tree, named[-1]) if named else None


def _is_somebody(clause: Clause, child: int) -> bool:
    word = clause.tree.words[child]
    return child in clause.tree.names or word.upos == "PROPN" or word.text.partition("-")[0] in nationalities()


def _subject_before_speech(clause: Clause) -> Phrase | None:
    """The noun before "which he said were …": the parse gives the relative pronoun another part to play."""
    tree, speech = clause.tree, clause.governor
    if clause.relation != "ccomp" or speech is None or clause.marks or clause.tense in ("infinitive", "participle"):
        return None
    for child in [*tree.children[clause.predicate], *tree.children[speech.predicate]]:
        if tree.words[child].lemma in _RELATIVES and 0 < child < speech.predicate:
            return _noun_before(clause, child)
    return None


def _noun_before(clause: Clause, number: int) -> Phrase | None:
    """The noun phrase that ends before a word, marks left out."""
    words = clause.tree.words
    at = number - 1
    while at > 0 and words[at].upos == "PUNCT":
        at -= 1
    while words[at].deprel in ("compound", "flat", "amod", "appos", "conj") and words[at].head < number:
        at = words[at].head
    return Phrase(clause.tree, at) if words[at].upos in ("NOUN", "PROPN") else None


def _shared_subject(clause: Clause) -> Phrase | None:
    """The subject that a clause without its own takes from the clause or noun above."""
    relation, above = clause.relation, clause.tree.above(clause.predicate)
    if above is None:
        return None
    if relation in ("acl", "amod", "acl:relcl"):
        return _of_described(clause, above)
    governor = clause.governor
    if clause.gerund:
        verb = clause.syntax.at(clause.tree.words[above].head)
        return verb.subject if verb is not None and verb.kind != "nominal" else None
    if governor is None or governor.kind == "nominal":
        return None
    if relation.startswith("conj"):
        return governor.subject
    if relation in ("xcomp", "ccomp"):
        return _controller(clause, governor)
    if relation == "advcl":
        return _of_adjunct(clause, governor)
    return None


def _of_described(clause: Clause, above: int) -> Phrase | None:
    """Of "troops stationed there", "men carrying arms": the noun; of "plans to attack": who has the plans."""
    if "to" not in clause.marks:
        return Phrase(clause.tree, above)
    noun = clause.syntax.at(above)
    return noun_holder(noun) if noun is not None else None


def noun_holder(noun: Clause) -> Phrase | None:
    """Whose plan, attempt or promise a noun is: its agent, its possessor, or who makes it under the verb above."""
    if noun.kind != "nominal":
        return noun.subject
    if noun.agent or noun.subject:
        return noun.agent or noun.subject
    verb = noun.governor
    if verb is None or verb.kind == "nominal" or noun.relation not in ("obj", "nsubj:pass", "obl"):
        return None
    return verb.logical_subject if noun.relation != "obl" or not verb.passive else verb.subject


def _controller(clause: Clause, governor: Clause) -> Phrase | None:
    """Who is meant to do what an infinitive or participle tells."""
    if governor.passive or governor.lemma in word_class("control_by_subject"):
        return governor.subject
    if governor.recipient is not None:
        return governor.recipient
    told = governor.tree.exactly(governor.predicate, "obj")
    if told and told[0] < clause.predicate:
        return Phrase(governor.tree, told[0])
    return governor.subject


def _of_adjunct(clause: Clause, governor: Clause) -> Phrase | None:
    """Of ", killing two" or "to free them": who does what the verb above tells.

    Under a passive the one who suffers is no doer: "the town was shelled, killing two" has no subject here.
    """
    if clause.tense not in ("infinitive", "participle") and clause.word.xpos != "VBN":
        return None
    laid_to = {"of", "from", "with", *(["for"] if governor.lemma in word_class("blaming") else [])}
    if laid_to & set(clause.marks) and not governor.passive:
        blamed = governor.object or governor.recipient
        if blamed is not None:
            return blamed  # "accused the army of shelling the town", "blamed it for shelling the town"
    marked = any(mark not in ("to", "by") for mark in clause.marks)
    if clause.word.xpos == "VBN" or not governor.passive or marked:
        return governor.subject
    return governor.agent


# Objects, agents, obliques


def object_of(clause: Clause) -> Phrase | None:
    """The object of a verb, or of a noun what follows "of"."""
    tree = clause.tree
    if clause.kind == "nominal":
        of = [child for child in tree.hanging(clause.predicate, "nmod", "obl") if tree.case(child) == "of"]
        return Phrase(tree, of[0]) if of else None
    own = tree.exactly(clause.predicate, "obj")
    if own:
        relative = tree.words[own[0]].lemma in _RELATIVES
        return (antecedent_of(clause) if relative else None) or Phrase(tree, own[0])
    if clause.kind != "verbal" or clause.passive:
        return None
    if clause.gerund:
        return _object_of_gerund(clause)
    return _object_after_particle(clause) or _object_before(clause) or _object_of_joined(clause)


def _object_after_particle(clause: Clause) -> Phrase | None:
    """The road of "cut off the road", whose particle the parse took for a preposition."""
    tree = clause.tree
    for child in tree.exactly(clause.predicate, "obl"):
        case = tree.case(child)
        if "of" in tree.lemmas(child, "case"):
            continue  # "pulled out of the town"
        if child > clause.predicate and f"{clause.lemma}_{case}" in word_class("phrasal"):
            return Phrase(tree, child)
    return None


def _object_of_gerund(clause: Clause) -> Phrase:
    """The noun that the parse puts above a gerund ("accused of bombing hospitals")."""
    phrase = Phrase(clause.tree, clause.word.head)
    return Phrase(clause.tree, phrase.head, tuple(word for word in phrase.words if word > clause.predicate))


def _object_before(clause: Clause) -> Phrase | None:
    """The noun of "the town they seized"."""
    own = clause.tree.exactly(clause.predicate, "nsubj")
    if not own or clause.tree.words[own[0]].lemma in _RELATIVES or clause.marks:
        return None
    stranded = any(
        not clause.tree.words[child].lemma[:1].isalpha() for child in clause.tree.exactly(clause.predicate, "case")
    )
    return None if stranded else antecedent_of(clause)


def _object_of_joined(clause: Clause) -> Phrase | None:
    """The object of "attacked and burned the village" for either of both."""
    if clause.joined_to is not None and clause.joined_to.kind == "verbal" and not clause.obliques:
        shared = clause.tree.exactly(clause.joined_to.predicate, "obj")
        return Phrase(clause.tree, shared[0]) if shared and shared[0] > clause.predicate else None
    for child in clause.tree.exactly(clause.predicate, "conj"):
        joined = clause.syntax.at(child)
        near = child - clause.predicate <= 2
        if joined is not None and joined.kind == "verbal" and near and not joined.passive:
            return joined.object
    return None


def agent_of(clause: Clause) -> Phrase | None:
    """The phrase with "by": of a passive verb or of a noun."""
    tree = clause.tree
    if clause.kind == "verbal" and not clause.passive:
        return None
    for child in tree.hanging(clause.predicate, "obl", "nmod"):
        if tree.case(child) == "by" and child > clause.predicate and not _tells_time(clause, child):
            return Phrase(tree, child) if not _verb_between(clause, child) else None
    return _deeper_agent(clause)


def _verb_between(clause: Clause, number: int) -> bool:
    """Whether another verb stands between: "deployed to repel raids by rebels" tells whose raids they are."""
    between = clause.tree.exactly(clause.predicate, "advcl", "xcomp", "ccomp")
    return any(clause.predicate < child < number for child in between)


def _deeper_agent(clause: Clause) -> Phrase | None:
    """The "by" that the parse hangs on the noun before it: "the killing of two men by rebels"."""
    tree = clause.tree
    for outer in tree.hanging(clause.predicate, "obl", "nmod"):
        for child in tree.hanging(outer, "nmod"):
            if outer > clause.predicate and tree.case(child) == "by" and not _tells_time(clause, child):
                return Phrase(tree, child)
    return None


def _tells_time(clause: Clause, number: int) -> bool:
    return clause.tree.words[number].lemma in word_class("time")


def obliques_of(clause: Clause) -> dict[str, tuple[Phrase, ...]]:
    """Phrases by preposition; of a relative clause with "in which" the noun before it."""
    tree = clause.tree
    found: dict[str, tuple[Phrase, ...]] = {}
    kinds = ("nmod",) if clause.kind == "nominal" else ("obl", "nmod")
    for child in tree.hanging(clause.predicate, *kinds):
        case = tree.case(child)
        if tree.words[child].deprel == "nmod:poss" or (
            not case and child < clause.predicate and clause.kind == "nominal"
        ):
            continue
        phrase = Phrase(tree, child)
        if tree.words[child].lemma in _RELATIVES:
            phrase = antecedent_of(clause) or phrase
        found[case] = (*found.get(case, ()), phrase)
    return found


def particle_of(clause: Clause) -> str:
    """The particle of a verb, also where the parse hangs it on the noun after it ("out of the town")."""
    tree, verb = clause.tree, clause.predicate
    if clause.kind != "verbal":
        return ""
    for child in tree.exactly(verb, "compound:prt"):
        return tree.words[child].lemma
    near = tree.exactly(verb, "advmod")
    for part in tree.hanging(verb, "obj", "obl"):
        near.extend(word for word in tree.exactly(part, "case") if _may_be_particle(clause, word))
    objects = {Phrase(tree, word).last for word in tree.exactly(verb, "obj")}  # "drove the rebels out"
    found = (
        tree.words[word].lemma
        for word in sorted(near)
        if verb < word <= verb + 2 or (word in objects and _parts(clause, word))
    )
    return next((lemma for lemma in found if lemma in _PARTICLES), "")


def _parts(clause: Clause, word: int) -> bool:
    """Whether a word after the object is a particle, and no preposition of place ("ships off the coast")."""
    return clause.tree.words[word].deprel == "advmod" or clause.tree.words[word].lemma == "out"


def _may_be_particle(clause: Clause, word: int) -> bool:
    lemma = clause.tree.words[word].lemma
    return lemma in ("out", "off") or f"{clause.lemma}_{lemma}" in word_class("phrasal")


# Voice and negation


def is_garden_path(clause: Clause) -> bool:
    """Whether the parse took "killed" in "two men killed in a strike were buried" for a finite verb.

    Then the verb after it has no subject of its own, and this one has neither object nor mark.
    """
    tree, verb = clause.tree, clause.governor
    if clause.relation != "advcl" or verb is None or verb.kind != "verbal" or verb.predicate < clause.predicate:
        return False
    if clause.word.xpos not in ("VBD", "VBN"):
        return False
    subjects = tree.exactly(verb.predicate, "nsubj", "nsubj:pass")
    if subjects:  # "a convoy attacked by gunmen was carrying seed"
        between = subjects[0] < clause.predicate and clause.predicate - Phrase(tree, subjects[0]).last < _CLOSE
        return between and not tree.exactly(clause.predicate, "obj", "mark", "aux", "nsubj", "nsubj:pass")
    return bool(tree.exactly(clause.predicate, "nsubj")) and not tree.exactly(clause.predicate, "obj", "mark", "aux")


def _strayed_subject(clause: Clause) -> Phrase | None:
    """The subject that the parse gave to a participle before the verb; see `is_garden_path`."""
    for child in clause.tree.exactly(clause.predicate, "advcl"):
        inner = clause.syntax.at(child)
        if inner is not None and child < clause.predicate and is_garden_path(inner):
            return inner.subject
    return None


def is_passive(clause: Clause) -> bool:
    """Whether a verb stands in the passive; see `Clause.passive`."""
    tree, word = clause.tree, clause.word
    if tree.exactly(clause.predicate, "aux:pass") or is_garden_path(clause):
        return True
    if tree.exactly(clause.predicate, "nsubj:pass"):
        if tree.exactly(clause.predicate, "obj") and "have" in tree.lemmas(clause.predicate, "aux"):
            return False  # "troops have retaken 25 villages", whatever the parse calls the subject
        if not clause.auxiliaries and clause.lemma in word_class("no_passive"):
            return False  # "a missile slammed into a house"
        return bool(clause.auxiliaries) or not clause.marks  # "after a gunboat fired": no passive without "was"
    if word.xpos != "VBN" or tree.exactly(clause.predicate, "obj", "aux", "nsubj"):
        return False
    if word.deprel in ("acl", "amod", "advcl", "xcomp", "acl:relcl"):
        return True
    return clause.joined_to is not None and clause.joined_to.passive


def is_negated(clause: Clause) -> bool:
    """Whether a word of negation stands with the predicate; "not only" is none."""
    tree = clause.tree
    negations = word_class("negations")
    for child in tree.hanging(clause.predicate, "advmod", "det", "case", "cc", "neg"):
        if tree.words[child].lemma in negations:
            following = tree.words[child + 1].lemma if child + 1 < len(tree.words) else ""
            return following not in ("only", "just", "least")
    own = tree.exactly(clause.predicate, "nsubj", "nsubj:pass")
    if own and (tree.words[own[0]].lemma in negations or "no" in tree.lemmas(own[0], "det")):
        return True
    shares = clause.joined_to is not None and not tree.exactly(clause.predicate, "aux", "cop") and not own
    if shares and clause.joined_to is not None and clause.word.xpos == "VB":
        return clause.joined_to.negated
    return False


def light_verb_of(clause: Clause) -> Clause | None:
    """The light verb above a noun; see `Clause.light`."""
    verb = clause.governor
    if clause.kind != "nominal" or verb is None or verb.kind != "verbal" or verb.lemma not in word_class("light"):
        return None
    if clause.relation not in ("obj", "nsubj:pass") and not (clause.relation in ("acl", "amod") and verb.passive):
        return None
    return verb if verb.particle in ("", *word_class("light_particles")) else None
