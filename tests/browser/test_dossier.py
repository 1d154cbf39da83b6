"""The dossier in a real browser: nothing leaves the file, it reads on a phone, and it prints on A4."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.print_page_options import PrintOptions

from crossread.cli.showing_demo import show_demo
from crossread.export.words import NOT_VERIFIED

pytestmark = pytest.mark.slow

A4 = (21.0, 29.7)  # centimetres
PHONE = {"width": 375, "height": 800, "deviceScaleFactor": 1, "mobile": True}


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dossier of the demo."""
    target = tmp_path_factory.mktemp("demo") / "dossier.html"
    assert show_demo(target) == 0
    return target


@pytest.fixture
def phone(browser: Chrome) -> Iterator[Chrome]:
    """The browser with the screen of a phone: a window cannot be made as narrow, the emulated screen can."""
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    yield browser
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def _log(browser: Chrome, kind: str) -> list[dict[str, Any]]:
    """Take what the browser logged since the last call."""
    return list(browser.get_log(kind))  # type: ignore[no-untyped-call]


def test_nothing_leaves_the_file_and_nothing_fails(browser: Chrome, dossier: Path) -> None:
    _log(browser, "performance")
    _log(browser, "browser")
    browser.get(dossier.as_uri())
    for details in browser.find_elements(By.TAG_NAME, "details"):
        browser.execute_script("arguments[0].open = true", details)
    assert _log(browser, "browser") == []  # a breach of the policy in the file would stand here too
    events = [json.loads(entry["message"])["message"] for entry in _log(browser, "performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert dossier.as_uri() in asked
    assert [address for address in asked if address != dossier.as_uri() and not address.startswith("data:")] == []


@pytest.mark.parametrize("opened", [False, True])
def test_a_phone_need_not_scroll_sideways(phone: Chrome, dossier: Path, opened: bool) -> None:
    phone.get(dossier.as_uri())
    phone.execute_script("document.querySelectorAll('details').forEach((one) => { one.open = arguments[0] })", opened)
    assert phone.execute_script("return document.documentElement.clientWidth") == PHONE["width"]
    assert phone.execute_script("return document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_value_opens_on_its_quotation(phone: Chrome, dossier: Path) -> None:
    phone.get(dossier.as_uri())
    cell = phone.find_element(By.CSS_SELECTOR, ".values tr.differs details")
    quotation = cell.find_element(By.CSS_SELECTOR, "blockquote q")
    assert not quotation.is_displayed()
    cell.find_element(By.TAG_NAME, "summary").click()
    assert quotation.is_displayed()
    assert quotation.text
    cell.find_element(By.TAG_NAME, "summary").click()
    assert not quotation.is_displayed()


def test_every_printed_page_says_what_is_not_verified(browser: Chrome, dossier: Path, tmp_path: Path) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("needs pdftotext (Debian: poppler-utils)")
    browser.get(dossier.as_uri())
    quotations = browser.execute_script(
        "return [...document.querySelectorAll('.values tr.differs q')].map((one) => one.textContent)"
    )
    options = PrintOptions()
    options.page_width, options.page_height = A4
    printed = tmp_path / "dossier.pdf"
    printed.write_bytes(base64.b64decode(browser.print_page(options)))
    done = subprocess.run([reader, "-enc", "UTF-8", printed, "-"], capture_output=True, check=True)
    pages = [" ".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]
    assert len(pages) > 1
    assert [number for number, page in enumerate(pages, 1) if NOT_VERIFIED not in page] == []
    whole = "".join("".join(pages).split())  # lines break anywhere, so that words are compared without spaces
    assert quotations
    assert [words for words in quotations if "".join(words.split()) not in whole] == []
