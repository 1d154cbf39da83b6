"""The HTML view in a real browser: the text is the text read, every mark is its quote, nothing leaves the file."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from selenium.webdriver import Chrome

from crossread.export.html import Marks, to_html
from crossread.export.words import NOT_VERIFIED
from crossread.record import (
    Block,
    Claim,
    Fact,
    Finding,
    MadeBy,
    Page,
    Report,
    Source,
    Span,
    Voice,
    claim_id,
)
from tests.browser.looking import addresses_asked, low_contrast, printed_pages, taken_log, untold
from tests.helpers import page_of

pytestmark = pytest.mark.slow

# An invented page whose text is hostile to a view: markup, references, odd line ends, right-to-left, emoji.
TEXT = (
    "Home > News &amp; <b>more</b>\n\n"
    "Invented: rebels “hold” the pass\r\nsays <script>alert(1)</script> Col. Ada \u202eExample\u202c\n\n\n"
    "  Invented: قال المتحدث 😀 “We lost\u00a0more than 30 men”, she said, e\u0301tude.\tEnd  "
)


def _span(page: Page, words: str) -> Span:
    start = page.text.index(words)
    return page.span(start, start + len(words))


def _report() -> Report:
    page = page_of(TEXT)
    blocks = (msgspec.structs.replace(page.blocks[0], furniture="breadcrumb"), *page.blocks[1:])
    facts = (Fact(name="page clock", value="2021-10-21", known_from="page clock", trusted=False),)
    page = msgspec.structs.replace(page, blocks=blocks, facts=facts)
    quote = (_span(page, "We lost\u00a0more than 30 men"),)
    voice = Voice(kind="unnamed", chain=(Source(name="she", named=False, spans=(_span(page, "she"),)),))
    claim = Claim(
        id=claim_id(page.text_sha256, "losses", quote),
        family="losses",
        type="killed",
        status="happened",
        voice=voice,
        made_by="test",
        spans=quote,
    )
    finding = Finding(
        code="QT01",
        name="test",
        severity="W",
        message="an <invented> finding",
        spans=(_span(page, "pass\r\nsays <script>alert(1)"), _span(page, "more than 30 men”, she said")),
    )
    return Report(made_by=MadeBy(crossread="test"), page=page, claims=(claim,), findings=(finding,))


def _open(browser: Chrome, report: Report, folder: Path) -> None:
    file = folder / "report.html"
    file.write_bytes(to_html(report).encode())  # bytes: text mode could change line ends
    taken_log(browser, "performance")
    taken_log(browser, "browser")
    browser.get(file.as_uri())


def test_text_and_marks_are_the_record(browser: Chrome, tmp_path: Path) -> None:
    report = _report()
    _open(browser, report, tmp_path)
    assert browser.execute_script("return document.getElementById('text').textContent") == report.page.text
    for (start, end, _), mark in Marks(report).ids.items():
        shown = browser.execute_script(
            "return [...document.querySelectorAll(`#text mark[data-marks~='${arguments[0]}']`)]"
            ".map((node) => node.textContent).join('')",
            mark,
        )
        assert shown == report.page.text[start:end]


def test_nothing_leaves_the_file_and_nothing_fails(browser: Chrome, tmp_path: Path) -> None:
    _open(browser, _report(), tmp_path)
    assert taken_log(browser, "browser") == []
    assert [address for address in addresses_asked(browser) if not address.startswith("file:")] == []


@pytest.mark.parametrize("dark", [False, True])
def test_words_stand_out_from_their_ground(browser: Chrome, tmp_path: Path, dark: bool) -> None:
    _open(browser, _report(), tmp_path)
    assert low_contrast(browser, dark=dark) == []
    assert untold(browser) == []


def test_every_printed_page_says_what_is_not_verified(browser: Chrome, tmp_path: Path) -> None:
    page = page_of("\n\n".join(f"Invented paragraph {number}. " + "Words follow. " * 40 for number in range(40)))
    _open(browser, Report(made_by=MadeBy(crossread="test"), page=page), tmp_path)
    pages = printed_pages(browser, tmp_path / "report.pdf")
    assert len(pages) > 2
    assert [number for number, words in enumerate(pages, 1) if NOT_VERIFIED not in words] == []


@pytest.mark.parametrize("width", [375, 1280])
def test_it_fits_the_screen(browser: Chrome, tmp_path: Path, width: int) -> None:
    # A window cannot be made as narrow as a phone; the emulated screen can.
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    _open(browser, _report(), tmp_path)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_page_without_blocks_is_shown(browser: Chrome, tmp_path: Path) -> None:
    page = msgspec.structs.replace(page_of("Invented, without blocks"), blocks=tuple[Block, ...]())
    report = Report(made_by=MadeBy(crossread="test"), page=page)
    _open(browser, report, tmp_path)
    assert browser.execute_script("return document.getElementById('text').textContent") == page.text
