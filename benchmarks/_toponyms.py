"""Gold place mentions in the XML of LGL, TR-News and GeoWebNews."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree


@dataclass(frozen=True)
class Toponym:
    """A gold mention: bounds in the article's text, its words, and the point it stands for."""

    start: int
    end: int
    words: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Article:
    """An article with its gold mentions that have coordinates, and the bounds of those that have none."""

    name: str
    text: str
    toponyms: tuple[Toponym, ...]
    without_point: tuple[tuple[int, int], ...]


def articles(paths: list[Path]) -> Iterator[Article]:
    """Articles of files, or of the XML files in folders."""
    for path in paths:
        for file in sorted(path.rglob("*.xml")) if path.is_dir() else [path]:
            root = etree.parse(str(file), etree.XMLParser(huge_tree=True)).getroot()
            for number, article in enumerate(root.iter("article")):
                text = article.findtext("text") or ""
                elements = [(element, _toponym(element, text)) for element in article.iter("toponym")]
                yield Article(
                    f"{file.stem}/{article.get('docid', number)}",
                    text,
                    tuple(found for _, found in elements if found),
                    tuple(_place(element, text) for element, found in elements if not found),
                )


def _place(element: etree._Element, text: str) -> tuple[int, int]:
    words = element.findtext("phrase") or element.findtext("extractedName") or ""
    return _bounds(text, words, int(element.findtext("start") or 0), int(element.findtext("end") or 0))


def _toponym(element: etree._Element, text: str) -> Toponym | None:
    """A mention in either form; None without coordinates."""
    tag = element.find("gaztag")
    latitude = element.findtext("latitude") if tag is None else tag.findtext("lat")
    longitude = element.findtext("longitude") if tag is None else tag.findtext("lon")
    words = element.findtext("phrase") or element.findtext("extractedName") or ""
    try:
        return Toponym(*_place(element, text), words, float(latitude or ""), float(longitude or ""))
    except ValueError:
        return None


def _bounds(text: str, words: str, start: int, end: int) -> tuple[int, int]:
    """The bounds, moved to where the words stand: some files count from another beginning of the text."""
    if text[start:end] == words or not words:
        return start, end
    at = text.find(words, max(0, start - 20))
    return (at, at + len(words)) if at >= 0 else (start, end)
