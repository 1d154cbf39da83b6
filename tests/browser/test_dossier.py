"""The dossier in a real browser: nothing leaves the file, it reads on a phone, and it prints on A4."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from crossread.export.words import NOT_VERIFIED
from tests.browser.looking import addresses_asked, low_contrast, printed_pages, taken_log, untold

pytestmark = pytest.mark.slow

PHONE = {"width": 375, "height": 800, "deviceScaleFactor": 1, "mobile": True}
MOST_PAGES = 8
"""Pages of A4 that the twelve short reports of the demo may take."""


@pytest.fixture
def phone(browser: Chrome) -> Iterator[Chrome]:
    """The browser with the screen of a phone: a window cannot be made as narrow, the emulated screen can."""
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    yield browser
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def _open_all(browser: Chrome, opened: bool = True) -> None:
    browser.execute_script("document.querySelectorAll('details').forEach((one) => { one.open = arguments[0] })", opened)


def test_nothing_leaves_the_file_and_nothing_fails(browser: Chrome, demo_dossier: Path) -> None:
    taken_log(browser, "performance")
    taken_log(browser, "browser")
    browser.get(demo_dossier.as_uri())
    _open_all(browser)
    assert taken_log(browser, "browser") == []  # a breach of the policy in the file would stand here too
    assert set(addresses_asked(browser)) == {demo_dossier.as_uri()}


@pytest.mark.parametrize("opened", [False, True])
def test_a_phone_need_not_scroll_sideways(phone: Chrome, demo_dossier: Path, opened: bool) -> None:
    phone.get(demo_dossier.as_uri())
    _open_all(phone, opened)
    assert phone.execute_script("return document.documentElement.clientWidth") == PHONE["width"]
    assert phone.execute_script("return document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_value_opens_on_its_quotation(phone: Chrome, demo_dossier: Path) -> None:
    phone.get(demo_dossier.as_uri())
    cell = phone.find_element(By.CSS_SELECTOR, ".values tr.differs details")
    quotation = cell.find_element(By.CSS_SELECTOR, "blockquote q")
    assert not quotation.is_displayed()
    summary = cell.find_element(By.TAG_NAME, "summary")
    phone.execute_script("arguments[0].scrollIntoView({block: 'center'})", summary)
    summary.click()
    assert quotation.is_displayed()
    assert quotation.text
    summary.click()
    assert not quotation.is_displayed()
    summary.send_keys(Keys.ENTER)
    assert quotation.is_displayed()


def test_disagreements_stand_first_and_say_who_differs(browser: Chrome, demo_dossier: Path) -> None:
    browser.get(demo_dossier.as_uri())
    first = browser.find_element(By.CSS_SELECTOR, "article.incident")
    heads = [one.text for one in first.find_elements(By.CSS_SELECTOR, ".values thead th")]
    assert heads[0] == "value"
    assert heads[-3:] == ["reports", "outlets", "primary sources"]
    rows = [one.text for one in first.find_elements(By.CSS_SELECTOR, ".values tr.differs")]
    assert any(row.startswith("9") and "Northern Observatory" in row for row in rows)
    assert any(row.startswith("12") and "Island Rights Watch" in row for row in rows)
    assert any("9 and 12" in one.text for one in first.find_elements(By.CSS_SELECTOR, ".wide + ul li"))


@pytest.mark.parametrize("dark", [False, True])
def test_words_stand_out_from_their_ground(browser: Chrome, demo_dossier: Path, dark: bool) -> None:
    browser.get(demo_dossier.as_uri())
    _open_all(browser)
    assert low_contrast(browser, dark=dark) == []


def test_who_does_not_see_it_is_told_as_much(browser: Chrome, demo_dossier: Path) -> None:
    browser.get(demo_dossier.as_uri())
    assert untold(browser) == []
    tables = browser.find_elements(By.TAG_NAME, "table")
    assert tables
    assert all(one.find_element(By.TAG_NAME, "caption").get_attribute("textContent") for one in tables)


def test_every_printed_page_says_what_is_not_verified(browser: Chrome, demo_dossier: Path, tmp_path: Path) -> None:
    browser.get(demo_dossier.as_uri())
    script = "return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent)"
    quotations = browser.execute_script(script, ".incident q")
    notes = browser.execute_script("return [...document.querySelectorAll('.notes li')].map((one) => one.value)")
    pages = printed_pages(browser, tmp_path / "dossier.pdf")
    assert 1 < len(pages) <= MOST_PAGES
    assert [number for number, page in enumerate(pages, 1) if NOT_VERIFIED not in page] == []
    whole = "".join("".join(pages).split())  # lines break anywhere, so that words are compared without spaces
    assert quotations
    assert [words for words in quotations if "".join(words.split()) not in whole] == []
    assert notes == list(range(1, len(notes) + 1))
    assert whole.count("NorthernObservatorysaidonTuesday") == 1
