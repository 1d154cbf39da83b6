"""What is shown as a difference when articles are compared as one case; and sheets of differences judged by hand.

PATH is a file of articles (JSON lines with ``article_title``, ``article_content``, ``source``, ``unit_id`` and ``date``
as month/day/year), which are read with their date and outlet, or of reports as ``crossread read --format jsonl`` writes
them, with a ``unit_id`` if wished. Or it is a sheet of differences under ``benchmarks/judged``: each line is one, with
the offsets of the claims that take part on either side, its field, its grade, where it was shown (between ``reports``,
in one ``report``, along a ``copy``), and whether a careful reader found that the two texts do tell one incident
otherwise.

Keys for articles: ``incidents``, ``by_two_outlets``, ``contested`` (on which reports differ), ``differences``,
``contradictions`` among them, ``in_one_report``, ``along_copies``. For sheets: ``right``, ``differences``.

``python -m benchmarks.differences PATH --seed N --count N --out FILE`` draws differences for a new sheet; what it
writes holds texts, and is to be judged and stripped of them.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import crossread
from benchmarks._sheets import options, write
from benchmarks._texts import with_title
from benchmarks.frame import Figure, Result, json_lines, ratio
from crossread.compare import Comparison, Difference, Incident, Row, Value, compare
from crossread.compare.dossier import WordingChange, shown
from crossread.provenance import Compared, Owners
from crossread.record import Report, report_from_json

BEFORE, AFTER = 400, 250  # code points of the text around a claim that a judge is shown


def run(paths: list[Path], limit: int | None) -> Result:
    """Score sheets, or count what is shown of articles.

    Args:
        paths: Sheets or articles, as JSON lines.
        limit: Read at most so many lines.
    """
    lines = [line for path in paths for line in json_lines(path)][:limit]
    return _scored(lines) if lines and "verdict" in lines[0] else _counted(reports_of(lines))


def reports_of(lines: Sequence[dict[str, Any]]) -> dict[str, Report]:
    """Reports by id: as they are, or read from articles; an article that stands twice is read once.

    Args:
        lines: Objects of a file of articles, or of reports.
    """
    found: dict[str, Report] = {}
    for number, line in enumerate(lines):
        name = str(line.get("unit_id", number))
        if name not in found:
            kept = {key: value for key, value in line.items() if key != "unit_id"}
            found[name] = report_from_json(json.dumps(kept).encode()) if "page" in line else _read(line)
    return found


def _read(article: dict[str, Any]) -> Report:
    day = datetime.strptime(article["date"], "%m/%d/%Y").date().isoformat() if article.get("date") else None
    text = with_title(article["article_title"], article["article_content"])
    return crossread.read_text(text, published=day, outlet=article.get("source"))


# ------------------------------------------------------------------ counting


def _counted(reports: dict[str, Report]) -> Result:
    comparison = compare(reports)
    found = list(_differences(comparison, reports))
    outlets = {name: fact.value if (fact := report.page.fact("outlet")) else name for name, report in reports.items()}
    two = [one for one in comparison.incidents if len({outlets[name] for name in one.reports}) > 1]
    by_field = Counter((line["shown"], line["field"], line["grade"]) for line in found)
    figures: dict[str, Figure] = {
        "reports": len(reports),
        "incidents": len(comparison.incidents),
        "by_two_outlets": len(two),
        "contested": sum(bool(one.contested) for one in comparison.incidents),
        "differences": len(found),
        "contradictions": sum(line["grade"] == "contradicts" for line in found),
        "in_one_report": sum(line["shown"] == "report" for line in found),
        "along_copies": sum(line["shown"] == "copy" for line in found),
    }
    rows: list[Sequence[Figure]] = [(*key, count) for key, count in sorted(by_field.items())]
    return Result(figures=figures, rows=rows, header=("shown", "field", "grade", "number"))


def _differences(comparison: Comparison, reports: dict[str, Report]) -> Iterator[dict[str, Any]]:
    """Every difference that a desk is shown: of values, and of fact along copies."""
    spans = {
        (name, claim.id): [[span.start, span.end] for span in claim.spans]
        for name, report in reports.items()
        for claim in report.claims
    }
    for incident in (*comparison.incidents, *comparison.disputed):
        for row, difference in incident.differences:
            yield _line(incident, row, difference, spans)
    compared = Compared.of(reports)
    seen: set[tuple[str, str, str, str]] = set()
    for one in shown(comparison, compared, Owners.known()):
        for change in one.wording_changes:
            key = change.source, change.copy, change.before, change.sentence
            if change.fact and key not in seen:
                seen.add(key)
                yield _change_line(one.title, change)


def _line(
    incident: Incident, row: Row, difference: Difference, spans: dict[tuple[str, str], list[list[int]]]
) -> dict[str, Any]:
    def side(value: Value) -> list[dict[str, Any]]:
        return [{"report": one.report, "spans": spans[one.report, one.claim]} for one in value.tellings]

    return {
        "shown": "reports" if len(difference.reports) > 1 else "report",
        "incident": incident.title, "field": row.field, "about": row.about, "grade": difference.grade,
        "values": [difference.one.shown, difference.other.shown],
        "one": side(difference.one), "other": side(difference.other),
    }  # fmt: skip


def _change_line(title: str, change: WordingChange) -> dict[str, Any]:
    return {
        "shown": "copy", "incident": title, "field": change.field, "about": "", "grade": "contradicts",
        "values": [change.before, change.after], "one": [{"report": change.source, "spans": []}],
        "other": [{"report": change.copy, "spans": []}], "sentence": change.sentence,
    }  # fmt: skip


# ------------------------------------------------------------------- sheets


def _scored(lines: Sequence[dict[str, Any]]) -> Result:
    errors = Counter(line["error"] for line in lines if line.get("error"))
    rows: list[Sequence[Figure]] = []
    for key in ("field", "grade", "shown"):
        for value in sorted({str(line[key]) for line in lines}):
            of_it = [line for line in lines if line[key] == value]
            rows.append((f"{key}: {value}", len(of_it), _share(of_it)))
    rows += [(f"error: {error}", count, None) for error, count in errors.most_common()]
    return Result(
        figures={"right": _share(lines), "differences": len(lines)}, rows=rows, header=("what", "number", "right")
    )


def _share(lines: Sequence[dict[str, Any]]) -> float | None:
    return ratio(sum(line["verdict"] == "right" for line in lines), len(lines))


def draw(reports: dict[str, Report], seed: int, count: int) -> list[dict[str, Any]]:
    """Differences drawn at random, with the text around the claims.

    Args:
        reports: Reports by id.
        seed: Of the draw.
        count: How many.
    """
    found = list(_differences(compare(reports), reports))
    lines = random.Random(seed).sample(found, min(count, len(found)))
    for line in lines:
        for telling in (*line["one"], *line["other"]):
            text, spans = reports[telling["report"]].page.text, telling["spans"]
            if spans:
                telling["text"] = text[max(spans[0][0] - BEFORE, 0) : spans[-1][1] + AFTER]
    return lines


def main() -> None:
    """Draw differences for a sheet."""
    given = options("differences", __doc__, count=60)
    reports = reports_of([line for path in given.paths for line in json_lines(path)])
    lines = draw(reports, given.seed, given.count)
    write(given.out, lines)
    print(f"{len(lines)} differences")


if __name__ == "__main__":
    main()
