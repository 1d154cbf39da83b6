"""The check command as a linter: settings, severities, a baseline, formats for machines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import crossread
from crossread.checks import CHECKS
from crossread.cli.app import main
from crossread.cli.settings import nearest_settings
from crossread.export.lines import Lines
from crossread.export.sarif import to_sarif

pytestmark = pytest.mark.usefixtures("reading_here")

# Invented.
STORY = """Rebels ready for talks with army

DORVAN, 3 May 2023 - The rebels said they were ready for talks, but only if the army left.

The column left Dorvan on 31 June. “We saw it, a farmer said. The road was wet.
"""
PAGE = "<html><body><article><h1>Shells hit town</h1><p>{}</p></article></body></html>".format(
    "The column left Dorvan on 31 June, and 40 trucks of grain were left at the bridge, a farmer said. " * 4
)


class Check:
    """Runs the command in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        nearest_settings.cache_clear()
        with pytest.raises(SystemExit) as ended:
            main(["check", *arguments])
        out, err = self._capsys.readouterr()
        return int(ended.value.code or 0), out, err

    def codes(self, *arguments: str) -> list[str]:
        return [finding["code"] for finding in json.loads(self("--format", "json", *arguments)[1])]


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Check]:
    folder = tmp_path / "pages"
    folder.mkdir()
    monkeypatch.chdir(folder)
    Path("story.txt").write_text(STORY, encoding="utf-8")
    yield Check(capsys)
    nearest_settings.cache_clear()


def test_settings_are_those_of_the_nearest_file_above_the_page(check: Check) -> None:
    everything = check.codes("story.txt")
    assert {"TM03", "QT01", "TR01"} <= set(everything)
    Path("../pyproject.toml").write_text('[tool.crossread]\nselect = ["TM03", "QT"]\n')
    assert set(check.codes("story.txt")) == {"TM03", "QT01"}
    Path("crossread.toml").write_text('ignore = ["TM"]\n')
    assert check.codes("story.txt") == [code for code in everything if not code.startswith("TM")]
    assert check.codes("story.txt", "--isolated") == everything
    assert check.codes("story.txt", "--config", "../pyproject.toml") == ["TM03", "QT01"]


def test_a_page_elsewhere_has_the_settings_of_its_own_place(check: Check, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "crossread.toml").write_text('select = ["TM03"]\n')
    (other / "story.txt").write_text(STORY, encoding="utf-8")
    assert check.codes("../other/story.txt") == ["TM03"]
    assert check.codes("story.txt", "--select", "TR01") == ["TR01"]


def test_a_pyproject_that_says_nothing_of_us_is_passed_over(check: Check) -> None:
    Path("../crossread.toml").write_text('select = ["TM03"]\n')
    Path("pyproject.toml").write_text('[project]\nname = "pages"\n')
    assert check.codes("story.txt") == ["TM03"]


def test_the_call_says_more_than_the_settings(check: Check) -> None:
    Path("crossread.toml").write_text('select = ["TM03"]\nignore = ["QT01"]\n')
    assert check.codes("story.txt", "--select", "TR01,QT01") == ["TR01"]
    assert check("story.txt", "--ignore", "TM03")[0] == 0


def test_severities_are_set_by_code_and_by_beginning(check: Check) -> None:
    Path("crossread.toml").write_text('[severity]\nTM = "E"\nTM03 = "I"\nQT01 = "off"\ntr = "E"\n')
    found = json.loads(check("story.txt", "--format", "json")[1])
    told = {finding["code"]: finding["severity"] for finding in found}
    assert told["TM03"] == "I"
    assert told["TR01"] == "E"
    assert "QT01" not in told


def test_less_grave_findings_are_left_out(check: Check) -> None:
    Path("crossread.toml").write_text('[severity]\nTM03 = "E"\n')
    assert check.codes("story.txt", "--least", "E") == ["TM03"]
    grave = set(check.codes("story.txt", "--isolated", "--least", "W"))
    assert grave
    assert all(CHECKS[code].severity in "EW" for code in grave)


@pytest.mark.parametrize(
    "words",
    ["select = 3", 'selects = ["TM"]', 'select = ["XX99"]', '[severity]\nTM03 = "X"', '[severity]\nXX = "E"', "= ="],
)
def test_wrong_settings_are_told_before_any_page_is_read(check: Check, words: str) -> None:
    Path("crossread.toml").write_text(words)
    code, out, err = check("story.txt")
    assert (code, out) == (2, "")
    assert err.startswith("CR501 ")
    assert "crossread.toml" in err


def test_reading_is_not_changed_by_settings(check: Check) -> None:
    before = crossread.read("story.txt")
    Path("crossread.toml").write_text('select = ["TM03"]\n[severity]\nTM03 = "E"\n')
    assert crossread.read("story.txt") == before


def test_a_baseline_holds_back_what_is_known_and_no_more(check: Check) -> None:
    code, out, err = check("story.txt", "--write-baseline", "known.json")
    assert (code, out) == (0, "")
    assert "known.json" in err
    assert "farmer" not in Path("known.json").read_text(encoding="utf-8")
    assert check("story.txt", "--baseline", "known.json")[:2] == (0, "")
    later = STORY.replace("The column", "It rained on 30 February.\n\nThe column")
    Path("story.txt").write_text(later, encoding="utf-8")
    code, out, err = check("story.txt", "--baseline", "known.json", "--format", "json")
    assert [span["quote"] for finding in json.loads(out) for span in finding["spans"]] == ["30 February"]
    assert code == 1
    assert "known findings are not shown" in err


def test_one_known_finding_does_not_hide_two(check: Check) -> None:
    check("story.txt", "--write-baseline", "known.json")
    Path("story.txt").write_text(f"{STORY}\nIt left again on 31 June.\n", encoding="utf-8")
    assert check.codes("story.txt", "--baseline", "known.json", "--select", "TM03") == ["TM03"]


def test_settings_name_a_baseline_beside_them(check: Check) -> None:
    check("story.txt", "--write-baseline", "../known.json")
    Path("../crossread.toml").write_text('baseline = "known.json"\n')
    assert check("story.txt")[0] == 0


@pytest.mark.parametrize("words", ["", "{}{", '{"version": 2}', '{"findings": [{"page": 1}]}'])
def test_a_broken_baseline_is_an_error(check: Check, words: str) -> None:
    Path("known.json").write_text(words)
    code, _, err = check("story.txt", "--baseline", "known.json")
    assert code == 2
    assert err.startswith("CR501 ")


def test_annotations_point_at_the_line_and_column(check: Check) -> None:
    code, out, _ = check("story.txt", "--format", "github", "--select", "TM03")
    assert code == 1
    match = re.fullmatch(
        r"::warning file=story\.txt,line=(\d+),endLine=\1,col=(\d+),endColumn=(\d+),title=(.+?)::(.+)\n", out
    )
    assert match
    line, column, end = (int(match[number]) for number in (1, 2, 3))
    assert STORY.splitlines()[line - 1][column - 1 : end - 1] == "31 June"
    assert match[4] == f"TM03 {CHECKS['TM03'].name}"


def test_annotations_keep_to_one_line_and_a_page_of_html_is_annotated_whole(check: Check) -> None:
    Path("a,b:c%.html").write_text(PAGE, encoding="utf-8")
    _, out, _ = check("a,b:c%.html", "--format", "github", "--select", "TM03,PG04")
    for line in out.splitlines():
        assert line.startswith(("::warning file=a%2Cb%3Ac%25.html,title=", "::notice file=a%2Cb%3Ac%25.html,title="))
    assert "31 June" in out


_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_WHERE = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "properties": {"uri": {"type": "string", "format": "uri-reference"}},
                },
                "region": {
                    "type": "object",
                    "required": ["startLine"],
                    "properties": {
                        "startLine": {"type": "integer", "minimum": 1},
                        "startColumn": {"type": "integer", "minimum": 1},
                        "endLine": {"type": "integer", "minimum": 1},
                        "endColumn": {"type": "integer", "minimum": 1},
                        "charOffset": {"type": "integer", "minimum": 0},
                        "charLength": {"type": "integer", "minimum": 0},
                        "snippet": _TEXT,
                    },
                },
            },
        },
        "message": _TEXT,
    },
}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name"],
                                "properties": {
                                    "rules": {
                                        "uniqueItems": True,
                                        "items": {
                                            "required": ["id"],
                                            "properties": {
                                                "shortDescription": _TEXT,
                                                "help": _TEXT,
                                                "defaultConfiguration": {"properties": {"level": _LEVEL}},
                                            },
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "properties": {
                                "message": _TEXT,
                                "level": _LEVEL,
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "locations": {"type": "array", "items": _WHERE},
                                "relatedLocations": {"type": "array", "uniqueItems": True, "items": _WHERE},
                                "partialFingerprints": {"additionalProperties": {"type": "string"}},
                            },
                        },
                    },
                },
            },
        },
    },
}
"""What the standard asks of the parts that are written, after section 3 of SARIF 2.1.0."""


def test_sarif_is_of_the_standards_form_and_points_at_the_words(check: Check) -> None:
    Path("page.html").write_text(PAGE, encoding="utf-8")
    code, out, _ = check("story.txt", "page.html", "--format", "sarif")
    assert code == 1
    log = json.loads(out)
    jsonschema.validate(log, SARIF)
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(CHECKS)
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        region = place.get("region")
        assert (region is None) == (place["artifactLocation"]["uri"] == "page.html")
        if region and region["startLine"] == region["endLine"]:
            line = STORY.splitlines()[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]


def test_sarif_of_nothing_is_a_log_without_results() -> None:
    log = json.loads(to_sarif([], CHECKS.values()))
    jsonschema.validate(log, SARIF)
    assert log["runs"][0]["results"] == []


def test_lines_are_counted_in_code_points() -> None:
    text = "𝔸b\r\nc\n\nd"
    lines = Lines(text)
    assert [lines.at(offset) for offset in (0, 1, text.index("c"), text.index("d"))] == [(1, 1), (1, 2), (2, 1), (4, 1)]
