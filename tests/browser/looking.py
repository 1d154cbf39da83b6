"""What the browser tests ask of any page: contrast, structure, print."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.print_page_options import PrintOptions

A4 = (21.0, 29.7)  # centimetres
LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, for text of any size; 3 would do for large text."""

_LOW_CONTRAST = """
const channel = (v) => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
const light = (c) => .2126 * channel(c[0]) + .7152 * channel(c[1]) + .0722 * channel(c[2]);
const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
const ground = (node) => {
  for (; node; node = node.parentElement) {
    const c = parse(getComputedStyle(node).backgroundColor);
    if (c.length === 3 || c[3] > 0) return c;
  }
  return [255, 255, 255];
};
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || node.closest('svg, script, style') || !node.checkVisibility()) continue;
  const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
  const ratio = (a + .05) / (b + .05);
  if (ratio < arguments[0]) found.push([walker.currentNode.data.trim().slice(0, 40), ratio]);
}
return found;
"""

_UNTOLD = """
const found = [];
if (document.documentElement.lang !== 'en') found.push('no language');
if (document.querySelectorAll('h1').length !== 1) found.push('not one h1');
if (!document.querySelector('main')) found.push('no main');
let level = 1;
for (const head of document.querySelectorAll('h1, h2, h3, h4')) {
  if (+head.tagName[1] > level + 1) found.push('a level is skipped at ' + head.textContent);
  level = +head.tagName[1];
}
for (const cell of document.querySelectorAll('th:not([scope])')) found.push('no scope: ' + cell.textContent);
for (const one of document.querySelectorAll('[role=img]:not([aria-label])')) found.push('no words: ' + one.outerHTML);
for (const link of document.querySelectorAll('a[href^="#"]'))
  if (!document.getElementById(link.getAttribute('href').slice(1))) found.push('leads nowhere: ' + link.outerHTML);
const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
if (new Set(ids).size !== ids.length) found.push('an id twice');
return found;
"""


def taken_log(browser: Chrome, kind: str) -> list[dict[str, Any]]:
    """Take what the browser logged since the last call."""
    return list(browser.get_log(kind))  # type: ignore[no-untyped-call]


def addresses_asked(browser: Chrome) -> list[str]:
    """What the browser asked for since the last call; not what lies in the page itself or belongs to the browser."""
    events = [json.loads(entry["message"])["message"] for entry in taken_log(browser, "performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    return [address for address in asked if not address.startswith(("data:", "chrome:"))]


def low_contrast(browser: Chrome, *, dark: bool) -> list[object]:
    """Visible words that stand out too little from their ground, in the light or the dark scheme."""
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    found = browser.execute_script(_LOW_CONTRAST, LEAST_CONTRAST)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    return list(found)


def untold(browser: Chrome) -> list[object]:
    """What a reader who does not see the page is not told: language, headings, heads of tables, links, pictures."""
    return list(browser.execute_script(_UNTOLD))


def printed_pages(browser: Chrome, target: Path) -> list[str]:
    """The words of each page of the open document printed on A4, white space as single spaces.

    Args:
        browser: The browser.
        target: File for the print.
    """
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("needs pdftotext (Debian: poppler-utils)")
    options = PrintOptions()
    options.page_width, options.page_height = A4
    target.write_bytes(base64.b64decode(browser.print_page(options)))
    done = subprocess.run([reader, "-enc", "UTF-8", target, "-"], capture_output=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]
