"""Web archives for tests, made record by record so that they can lie."""

from __future__ import annotations

HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def warc_record(
    address: str,
    body: bytes,
    *,
    length: int | str | None = None,
    kind: str = "response",
    http: bytes = HTML,
    head: str = "",
) -> bytes:
    """One record.

    Args:
        address: Its address.
        body: The page.
        length: What it says of its length; the truth if None.
        kind: Its type.
        http: What the server sent before the page.
        head: Further lines of its head, each with its end.
    """
    block = http + body
    lines = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2021-09-06T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:6c0a1f9e-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\n{head}"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return lines.encode() + block + b"\r\n\r\n"
