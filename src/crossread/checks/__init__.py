"""Checks: where a report does not hang together.

One file a check; its docstring is its help page. `CHECKS` is the one table of codes. Codes are stable: new ones are
added, none is renumbered. A check sees a `Reading` and gives flags; the frame makes them findings, each with all the
words involved.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType, ModuleType

from crossread.checks import (
    at01_claim_without_source,
    at02_agentless_hedge,
    at03_unknown_office,
    ct01_control_clash,
    ct02_sole_and_together,
    lg01_broken_sentence,
    lg02_spun_idiom,
    nm01_acronym_expansions,
    nm02_initials,
    nm03_several_acronyms,
    nm04_two_spellings,
    nm05_several_head_roles,
    nm06_given_name_clash,
    nm07_wrong_office,
    nm08_list_count,
    nm09_unexpanded_acronym,
    nm10_ambiguous_description,
    nu01_number_clash,
    nu02_headline_count,
    nu03_parts_and_whole,
    nu04_direction,
    nu05_vague_count,
    nu06_class_of_victims,
    pg01_header_date,
    pg02_furniture_in_body,
    pg03_glued_blocks,
    pg04_repeated_block,
    pg05_broken_characters,
    pg06_topic_of_site,
    pg07_no_provenance,
    pl01_place_glossed,
    pl02_far_place,
    pl03_headline_place,
    qt01_open_quotation,
    qt04_own_side_as_enemy,
    qt05_attribution_clash,
    qt06_retold_statement,
    sd01_label_for_two_sides,
    sd02_opposed_labels,
    sd03_incompatible_dyads,
    sd04_victim_and_attacker,
    sd05_agent_reversed,
    tm01_relative_date,
    tm02_date_after_publication,
    tm03_impossible_time,
    tm04_anachronism,
    tr01_condition_dropped,
    tr02_terms_differ,
    xc01_attributed_disagreement,
)
from crossread.checks.base import Check, Flag
from crossread.checks.case_codes import CASE_CODES
from crossread.checks.claimed import voice_words
from crossread.context import Reading
from crossread.errors import UsageError
from crossread.record import Finding, Severity, Span

__all__ = ["CHECKS", "Check", "chosen_checks", "run_checks"]

_CODE = re.compile(r"[A-Z]{2}\d\d")
_OF_CLAIMS = frozenset({"CT", "NU", "SD", "TR"})  # what is said, so that it matters who says it
_PAGE_FAMILY = "PG"  # looks at the page, not at its English


def table(rows: Iterable[tuple[str, str, Severity, ModuleType]]) -> Mapping[str, Check]:
    """The table of checks by code, in the order given.

    Args:
        rows: Code, name, severity, and the module, whose docstring is the help page and whose function
            `find` is the check.

    Raises:
        ValueError: A code or name stands twice, a code is malformed, or a module has no help page.
    """
    checks: dict[str, Check] = {}
    for code, name, severity, module in rows:
        if not _CODE.fullmatch(code) or not module.__doc__:
            raise ValueError(f"{code} {name}: a check has a code of two capitals and two digits, and a help page")
        if code in checks or any(check.name == name for check in checks.values()):
            raise ValueError(f"{code} {name} stands twice in the table of checks")
        checks[code] = Check(
            code=code,
            name=name,
            severity=severity,
            help=inspect.cleandoc(module.__doc__),
            prose=not code.startswith(_PAGE_FAMILY),
            run=module.find,
        )
    return MappingProxyType(checks)


CHECKS: Mapping[str, Check] = table(
    [
        ("AT01", "claim-without-source", "I", at01_claim_without_source),
        ("AT02", "agentless-hedge", "I", at02_agentless_hedge),
        ("AT03", "unknown-office", "W", at03_unknown_office),
        ("CT01", "control-clash", "W", ct01_control_clash),
        ("CT02", "sole-and-together", "W", ct02_sole_and_together),
        ("LG01", "broken-sentence", "I", lg01_broken_sentence),
        ("LG02", "spun-idiom", "I", lg02_spun_idiom),
        ("NM01", "acronym-expansions", "E", nm01_acronym_expansions),
        ("NM02", "initials", "I", nm02_initials),
        ("NM03", "several-acronyms", "W", nm03_several_acronyms),
        ("NM04", "two-spellings", "I", nm04_two_spellings),
        ("NM05", "several-head-roles", "W", nm05_several_head_roles),
        ("NM06", "given-name-clash", "W", nm06_given_name_clash),
        ("NM07", "wrong-office", "W", nm07_wrong_office),
        ("NM08", "list-count", "W", nm08_list_count),
        ("NM09", "unexpanded-acronym", "I", nm09_unexpanded_acronym),
        ("NM10", "ambiguous-description", "I", nm10_ambiguous_description),
        ("NU01", "number-clash", "W", nu01_number_clash),
        ("NU02", "headline-count", "W", nu02_headline_count),
        ("NU03", "parts-and-whole", "I", nu03_parts_and_whole),
        ("NU04", "direction", "W", nu04_direction),
        ("NU05", "vague-count", "I", nu05_vague_count),
        ("NU06", "class-of-victims", "I", nu06_class_of_victims),
        ("PG01", "header-date", "E", pg01_header_date),
        ("PG02", "furniture-in-body", "W", pg02_furniture_in_body),
        ("PG03", "glued-blocks", "W", pg03_glued_blocks),
        ("PG04", "repeated-block", "I", pg04_repeated_block),
        ("PG05", "broken-characters", "W", pg05_broken_characters),
        ("PG06", "topic-of-site", "I", pg06_topic_of_site),
        ("PG07", "no-provenance", "I", pg07_no_provenance),
        ("PL01", "place-glossed", "W", pl01_place_glossed),
        ("PL02", "far-place", "W", pl02_far_place),
        ("PL03", "headline-place", "W", pl03_headline_place),
        ("QT01", "open-quotation", "W", qt01_open_quotation),
        ("QT04", "own-side-as-enemy", "W", qt04_own_side_as_enemy),
        ("QT05", "attribution-clash", "W", qt05_attribution_clash),
        ("QT06", "retold-statement", "I", qt06_retold_statement),
        ("SD01", "label-for-two-sides", "E", sd01_label_for_two_sides),
        ("SD02", "opposed-labels", "W", sd02_opposed_labels),
        ("SD03", "incompatible-dyads", "W", sd03_incompatible_dyads),
        ("SD04", "victim-and-attacker", "W", sd04_victim_and_attacker),
        ("SD05", "agent-reversed", "E", sd05_agent_reversed),
        ("TM01", "relative-date", "W", tm01_relative_date),
        ("TM02", "date-after-publication", "E", tm02_date_after_publication),
        ("TM03", "impossible-time", "W", tm03_impossible_time),
        ("TM04", "anachronism", "W", tm04_anachronism),
        ("TR01", "condition-dropped", "W", tr01_condition_dropped),
        ("TR02", "terms-differ", "W", tr02_terms_differ),
        ("XC01", "attributed-disagreement", "I", xc01_attributed_disagreement),
    ]
)
"""All checks by code, in order of code."""

ALL_CODES: tuple[str, ...] = tuple(sorted({*CHECKS, *CASE_CODES}))
"""Codes of all checks, those between reports too."""


def chosen_checks(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Check, ...]:
    """The checks that a selection leaves, in order of code.

    Args:
        select: Codes, or beginnings of codes ("NM" for all of the family); empty for all checks.
        ignore: Codes or beginnings left out. Where both name a check, the longer word decides, and between
            words of one length `ignore`.

    Raises:
        UsageError: A word is the beginning of no code.
    """
    return tuple(CHECKS[code] for code in chosen_codes(CHECKS, select, ignore))


def chosen_codes(
    codes: Iterable[str], select: Iterable[str] = (), ignore: Iterable[str] = (), *, known: Collection[str] = ()
) -> tuple[str, ...]:
    """Of some codes those that a selection leaves, in their order; see `chosen_checks`.

    Args:
        codes: The codes.
        select: Codes, or beginnings of codes; empty for all.
        ignore: Codes or beginnings left out.
        known: Codes of which a word may be the beginning, if these are more than `codes`.

    Raises:
        UsageError: A word is the beginning of no known code.
    """
    own = tuple(codes)
    selected, ignored = _words(select, known or own), _words(ignore, known or own)
    return tuple(code for code in own if _is_chosen(code, selected, ignored))


def run_checks(reading: Reading, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Finding, ...]:
    """The findings of one report, in order of first span, then code.

    Args:
        reading: The report with everything but findings.
        select: Codes or beginnings of codes to run; empty for all.
        ignore: Codes or beginnings of codes to leave out.

    Raises:
        UsageError: A word of `select` or `ignore` is the beginning of no code.
    """
    refused = reading.report.refusal is not None
    checks = [check for check in chosen_checks(select, ignore) if not (refused and check.prose)]
    found = [_finding(reading, check, flag) for check in checks for flag in check.run(reading)]
    return tuple(sorted(found, key=_place))


def _words(words: Iterable[str], codes: Collection[str]) -> tuple[str, ...]:
    cleaned = tuple(word.strip().upper() for word in words)
    for word in cleaned:
        if not word or not any(code.startswith(word) for code in codes):
            between = any(code.startswith(word) for code in CASE_CODES) if word else False
            where = (
                f"{word} is of checks between reports, for check --case" if between else f"there is no check {word!r}"
            )
            raise UsageError(f"{where}; there are {', '.join(codes)}")
    return cleaned


def _is_chosen(code: str, selected: tuple[str, ...], ignored: tuple[str, ...]) -> bool:
    wanted, unwanted = _reach(code, selected), _reach(code, ignored)
    return (wanted > 0 or not selected) and (unwanted == 0 or unwanted < wanted)


def _reach(code: str, words: Iterable[str]) -> int:
    """Length of the longest of the words that the code begins with, 0 if there is none."""
    return max((len(word) for word in words if code.startswith(word)), default=0)


def _finding(reading: Reading, check: Check, flag: Flag) -> Finding:
    spans = tuple(sorted(set(flag.spans), key=_bounds))
    return Finding(
        code=check.code,
        name=check.name,
        severity=check.severity,
        message=flag.message,
        voices=flag.voices or (_voices(reading, spans) if check.code[:2] in _OF_CLAIMS else ()),
        spans=spans,
    )


def _voices(reading: Reading, spans: Iterable[Span]) -> tuple[str, ...]:
    """Who says the words involved, each once, in the order of the words."""
    position = reading.folded.position
    told = (reading.voices.of(position(span.start), position(span.end - 1) + 1) for span in spans)
    return tuple(dict.fromkeys(map(voice_words, told)))


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _place(finding: Finding) -> tuple[int, str, int, str]:
    first = finding.spans[0] if finding.spans else None
    return (first.start if first else 0), finding.code, (first.end if first else 0), finding.message
