"""Sentences of all the texts under some paths, whatever their form: the raw material of planted documents."""

from __future__ import annotations

import csv
import gzip
import html
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.frame import json_lines
from crossread.sentences import sentence_spans

_TAG = re.compile(r"<[^>]*>")
_ELEMENT = re.compile(r"<(text|TEXT)>(.*?)</\1>", re.DOTALL)
_CDATA = re.compile(r"^\s*<!\[CDATA\[(.*)\]\]>\s*$", re.DOTALL)
_TOKEN = re.compile(r'<token [^>]*sentence="(\d+)"[^>]*>([^<]*)</token>')
_UD_TEXT = re.compile(r"^# text = (.*)$", re.MULTILINE)
_MUC_HEAD = re.compile(r"^\S+-MUC\d-\d{4}.*$", re.MULTILINE)
_KEYS = ("text", "article_content", "doctext", "sentence")
_COMMON = frozenset({"the", "of", "to", "and", "in", "a", "is", "was", "that", "for", "on", "with", "as", "by", "it"})


def texts(paths: Iterable[Path]) -> Iterator[list[str]]:
    """The English texts under the paths as lists of sentences, in order of file and place.

    Files of single sentences count as one text each. Texts that a file gives as altered versions of others
    (``Changed_article``) are left out, since they are copies already.

    Args:
        paths: Files, or folders that are searched.
    """
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                yield from (found for found in _of_file(file) if found)


def _of_file(file: Path) -> Iterator[list[str]]:
    name = file.name.removesuffix(".gz")
    if name.endswith(".jsonl"):
        yield from _of_json_lines(json_lines(file))
    elif name.endswith(".conllu"):
        yield _UD_TEXT.findall(_content(file))
    elif name.endswith((".xml", ".tml")):
        yield from _of_markup(_content(file))
    elif name.endswith(".tsv"):
        with file.open(encoding="utf-8", newline="") as lines:
            yield [row["sentence"] for row in csv.DictReader(lines, delimiter="\t") if row.get("sentence")]
    elif name.endswith(".json"):
        yield from (sentences(text) for text in _strings(_json(_content(file))))
    elif "-muc" in name and not name.startswith("key"):
        yield from (sentences(text) for text in _MUC_HEAD.split(_content(file)))


def _content(file: Path) -> str:
    data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    return data.decode("utf-8", "replace")


def _of_json_lines(objects: Iterator[dict[str, Any]]) -> Iterator[list[str]]:
    singles = []
    for item in objects:
        text = next((item[key] for key in _KEYS if isinstance(item.get(key), str)), None)
        if text is None and isinstance(item.get("tokens"), list):
            text = " ".join(item["tokens"])
        found = sentences(text or "")
        if len(found) < 3:
            singles += found
        else:
            yield found
    yield singles


def _of_markup(content: str) -> Iterator[list[str]]:
    tokens = _TOKEN.findall(content)
    if tokens:
        by_sentence: dict[int, list[str]] = {}
        for number, token in tokens:
            by_sentence.setdefault(int(number), []).append(html.unescape(token))
        yield [" ".join(words) for words in by_sentence.values()]
        return
    for _, body in _ELEMENT.findall(content):
        cdata = _CDATA.match(body)
        yield sentences(html.unescape(_TAG.sub("", cdata.group(1) if cdata else body)))


def _json(content: str) -> Any:
    """One JSON value; a list of values where each line is one."""
    try:
        return json.loads(content)
    except json.JSONDecodeError:
        return [json.loads(line) for line in content.splitlines() if line.strip()]


def _strings(value: Any) -> Iterator[str]:
    """Long strings under the keys that hold texts."""
    if isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, str) and key in _KEYS and len(item) > 200:
                yield item
            elif not isinstance(item, str):
                yield from _strings(item)


def sentences(text: str) -> list[str]:
    """Sentences of a text of paragraphs; line ends inside a paragraph are spaces. Not English: none."""
    found = []
    for paragraph in re.split(r"\n\s*\n", text):
        line = " ".join(paragraph.split())
        found += [line[start:end] for start, end in sentence_spans(line, 0, len(line))]
    words = " ".join(found).lower().split()
    return found if sum(word in _COMMON for word in words) > 0.12 * len(words) else []


class Unseen:
    """Tells sentences that share no run of eight words with one it has let pass before.

    So no sentence is used twice, be it in another spelling, tokenisation or translation's wording: texts made of
    what it lets pass are no copies of one another.
    """

    RUN = 8

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def __call__(self, sentence: str) -> bool:
        """Whether the sentence is new; it is remembered if so."""
        words = re.findall(r"\w+", sentence.lower().replace("'", "").replace("’", ""))
        last = max(1, len(words) - self.RUN + 1)
        runs = {zlib.crc32(" ".join(words[at : at + self.RUN]).encode()) for at in range(last)}
        if len(words) < 4 or runs & self._seen:
            return False
        self._seen |= runs
        return True
