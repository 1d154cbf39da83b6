"""Text into words as Universal Dependencies cuts them, each with its place.

The rules follow the English Web Treebank: clitics stand alone (``do`` + ``n't``, ``Kabul`` + ``'s``), hyphens
between letters do too, abbreviations and numbers keep their marks. `benchmarks/syntax.py` measures agreement.
Every rule is a regular expression without nested repetition, so the time is linear in the text.
"""

from __future__ import annotations

import re

WORD_CASES = 7
"""How many classes `case_class` tells apart."""

# Abbreviations that keep their full stop in the middle of a sentence. Initials and letter sequences with full
# stops (U.S., a.m.) are matched by shape. Listed by hand from the usual titles, ranks, months and companies.
_ABBREVIATIONS = (
    "adm al apr aug ave blvd brig capt cmdr co col corp cpl dec dept dr est etc feb fig fr ft gen gov hon inc "
    "jan jr jul jun lt ltd maj mar mr mrs ms mt nov oct prof pvt rep rev sec sen sept sgt sr st supt tel vol vs"
)
_ABBREVIATION = "|".join(sorted(_ABBREVIATIONS.split(), key=len, reverse=True))

# Prefixes that English Web Treebank leaves joined to the word after the hyphen.
_JOINING = "anti|co|counter|e|ex|extra|inter|mid|multi|non|post|pre|pro|re|semi|sub|trans|un"

_TOKEN = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"“”]+                       # address
  | [\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}      # mail; bounded, or long runs cost quadratic time
  | [@#]\w+                                               # handle, tag
  | \d{1,4}[/-]\d{1,2}[/-]\d{1,4}\b                       # date in figures
  | \d{1,30}(?:[.,:]\d{1,30}){0,9}(?:st|nd|rd|th|s)?\b    # number, time of day, ordinal, decade
  | No\.(?=\s{0,3}\d)
  | (?:[^\W\d_]\.){2,}                                    # U.S., a.m.
  | (?:JOINING)-[^\W\d_]+                                 # anti-government
  | (?:ABBREVIATION)\.(?=\W|$)                            # Gen.
  | [^\W\d_]\.(?=\s+[^\W\d_])                             # an initial inside a name
  | n['’]t\b
  | ['’](?:s|re|ve|ll|d|m)\b
  | can(?=not\b)
  | [^\W\d_]+?(?=n['’]t\b)                                # the verb before n't
  | [\w\u0300-\u036f]+(?:['’](?!(?:s|re|ve|ll|d|m|t)\b)[\w\u0300-\u036f]+)*   # word, with O'Neill and Sana'a
  | \.{2,} | -{2,} | !{2,} | \?{2,}
  | \S
    """.replace("JOINING", _JOINING).replace("ABBREVIATION", _ABBREVIATION),
    re.VERBOSE | re.IGNORECASE,
)


def word_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Places of the words of ``text[start:end]``.

    Args:
        text: The page's text.
        start: First code point to read.
        end: Code point after the last one.

    Returns:
        ``(start, end)`` of each word in ``text``, half-open, in order. Every character that is not white space lies in
        exactly one word.
    """
    return [found.span() for found in _TOKEN.finditer(text, start, end)]


def case_class(word: str) -> int:
    """Class of a word's letter case, 0 to 6, for an encoder that reads lower case.

    0: no letter or digit; 1: lower; 2: capital first; 3: capitals; 4: one capital alone; 5: mixed; 6: with a digit.
    """
    if any(char.isdigit() for char in word):
        return 6
    letters = [char for char in word if char.isalpha()]
    if not letters:
        return 0
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(letters) > 1 else 4
    if letters[0].isupper() and "".join(letters[1:]).islower():
        return 2
    return 5 if any(char.isupper() for char in letters) else 1
