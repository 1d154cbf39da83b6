"""Attributions of the rules and of the model as one list.

Rules are exact where marks and fixed words decide: quotation marks, "according to", hedges without a source. The
model reads the rest better. So:

* a quotation keeps the content that its marks give; a speaker and cue that no rule found come from the model;
* "according to", "quoted as saying" and hedges stay as the rules read them, and what the model says of the same cue
  is left out, but for a source that runs on into what is said where no comma parts them;
* reported speech is the model's; what a rule found of the same cue gives its venue, and its content where the
  model's runs on into a later sentence; reported speech that the model does not see at all is left out, but for a
  clause followed by its cue and a name ("…, said Ana Pell"), and for who cites another for the same words.

Measured on development articles: see ``docs/benchmarks.md``, "Rules and model together".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from crossread.record import Attribution, Page, Span, Spans

_ACCORDING = "rule:according-to"
_LEXICAL = (_ACCORDING, "rule:hedge", "rule:quoted-as-saying")
_DIRECT_RULES = ("rule:quotation", "rule:quotation-cue", "rule:announced")
_SURE_ALONE = "rule:clause-cue"  # "…, said Ana Pell, a nurse": sure even where the model sees nothing
_RELATIVE = "rule:relative-cue"  # "an attack that monitors say killed nine"
_PLAIN = "rule:cue-clause"  # "Ana Pell said …"
_ANSWERS = frozenset(["denied", "denies", "accused", "accuses"])
_OTHER = re.compile(
    r",?\s+(?:but|while|although)\s+(?:the\s+)?(?:[\w'-]+\s+){1,5}?(?:denied|denies|accused|accuses|said|says)\b"
)
_OTHER_REACH = 90  # characters after what is said within which somebody else answers it
_CITING = frozenset(["citing", "quoting"])
_EDGES = " \t\n,.;:“”\"'’‘«»"
_TRAILING = re.compile(r"(?:[\s,;:–—-]+|[\s,]+(?:who|which|that))+$")


def combined(page: Page, rules: Sequence[Attribution], model: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Attributions of rules and model as one list, in order of their content.

    Args:
        page: The page, for spans.
        rules: What `attributions.find_attributions` found.
        model: What the model found, in any order.
    """
    model = [_tidied(page, item) for item in without_datelines(page, model)]
    kept: list[Attribution] = []
    used: set[int] = set()
    for rule in rules:
        same = [index for index, item in enumerate(model) if _same_saying(rule, item)]
        if rule.made_by == _ACCORDING and same and _runs_on(rule, model[same[0]]):
            kept.append(msgspec.structs.replace(model[same[0]], made_by=f"{model[same[0]].made_by}, {rule.made_by}"))
            used.update(same)
        elif rule.form == "direct" or rule.made_by in _LEXICAL:
            kept.append(_with_speaker(rule, [model[index] for index in same if index not in used]))
            used.update(same)
        elif same:
            kept.append(_reported(page, rule, model[same[0]]))
            used.update(same)
        elif rule.source and (_is_sure(rule) or _cites(rule, rules)):
            kept.append(rule)
    held = [span for item in kept if item.form == "direct" for span in item.content]
    kept += [item for index, item in enumerate(model) if index not in used and not _is_inside(item, held)]
    return tuple(sorted(kept, key=lambda item: (item.content[0].start, -item.content[-1].end, item.made_by)))


def _runs_on(rule: Attribution, model: Attribution) -> bool:
    """Whether the source of "according to" runs on into what is said, where no comma parts them."""
    if not rule.source or len(model.source) != 1 or not model.content:
        return False
    short, long = model.source[0], rule.source[0]
    return short.start == long.start and model.content[0].start >= short.end and model.content[0].start < long.end


def _is_sure(rule: Attribution) -> bool:
    """Whether reported speech that the model does not see is told too plainly to be left out."""
    words = rule.source[0].quote.split()
    told = any(word[:1].isupper() for word in words) or words[0] in ("he", "she", "they", "a", "an")
    if rule.made_by == _RELATIVE:
        return rule.cue[0].quote in ("say", "says", "said")
    if rule.made_by == _PLAIN and rule.cue[0].quote in _ANSWERS:
        return told and words[0] not in ("he", "she", "they")
    if rule.made_by == _PLAIN and rule.cue[0].quote == "said":
        return any(word[:1].isupper() for word in words[1:])
    return rule.made_by == _SURE_ALONE and told


def _cites(rule: Attribution, rules: Sequence[Attribution]) -> bool:
    """Whether a source is told to cite another for the same words ("state radio, citing the army, said …")."""
    return any(
        other is not rule
        and other.cue
        and other.cue[0].quote.lower() in _CITING
        and _shares(other.content, rule.content)
        for other in rules
    )


def _same_saying(rule: Attribution, model: Attribution) -> bool:
    """Whether two attributions tell of one saying: one cue, or, where one has none, one content."""
    if rule.cue and model.cue:
        return _shares(rule.cue, model.cue)
    return _shares(rule.content, model.content)


def _shares(one: Spans, other: Spans) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one for b in other)


def _is_inside(item: Attribution, held: Iterable[Span]) -> bool:
    """Whether all that is said lies inside direct speech that has its speaker already."""
    spans = list(held)
    return all(any(part.start >= span.start and part.end <= span.end for span in spans) for part in item.content)


def _with_speaker(rule: Attribution, found: Sequence[Attribution]) -> Attribution:
    """A quotation with the model's speaker and cue, where the rules found neither."""
    speaker = next((item for item in found if item.source and item.cue), None)
    if rule.source or rule.cue or speaker is None:
        return rule
    return msgspec.structs.replace(
        rule, source=speaker.source, cue=speaker.cue, made_by=f"{rule.made_by}, {speaker.made_by}"
    )


def _reported(page: Page, rule: Attribution, model: Attribution) -> Attribution:
    """Reported speech that both found: the model's words, the rule's venue."""
    longer = model.content[-1].end > rule.content[-1].end
    other = bool(_OTHER.match(page.text, rule.content[-1].end, rule.content[-1].end + _OTHER_REACH))
    runs_on = longer and (len(model.content) > len(rule.content) or other)
    alike = _bare(rule.content) == _bare(model.content)  # but for a mark at the edge, which rules pair
    return msgspec.structs.replace(
        model,
        source=model.source or rule.source,
        content=rule.content if runs_on or alike else model.content,
        venue=rule.venue,
        made_by=f"{model.made_by}, {rule.made_by}",
    )


def _bare(spans: Spans) -> str:
    return " ".join(span.quote for span in spans).strip(_EDGES)


def _tidied(page: Page, item: Attribution) -> Attribution:
    """The model's source without what follows it: a comma, a relative word."""
    source = [(span.start, span.start + len(_TRAILING.sub("", span.quote))) for span in item.source]
    return msgspec.structs.replace(item, source=tuple(page.span(start, end) for start, end in source if start < end))


def without_datelines(page: Page, attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, their contents without the dateline that some begin with.

    Args:
        page: The page, whose facts tell its datelines.
        attributions: What rules or model found.
    """
    datelines = [span for fact in page.facts if fact.name == "dateline" for span in fact.spans]
    if not datelines:
        return tuple(attributions)
    found = []
    for item in attributions:
        bounds = [(_after_dateline(page.text, span, datelines), span.end) for span in item.content]
        content = tuple(page.span(start, end) for start, end in bounds if start < end)
        if content:
            found.append(msgspec.structs.replace(item, content=content))
    return tuple(found)


def _after_dateline(text: str, span: Span, datelines: Sequence[Span]) -> int:
    """Where a content begins that begins with a dateline: behind it and its dash."""
    for dateline in datelines:
        if dateline.start <= span.start < dateline.end:
            after = text[dateline.end : span.end]
            return dateline.end + len(after) - len(after.lstrip(" \t\u00a0)-–—:"))
    return span.start
