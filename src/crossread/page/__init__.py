"""From raw bytes to a `Page`: one text, labelled blocks, facts with how each is known."""

from __future__ import annotations

from crossread.page.decode import decode, is_html
from crossread.record import Page, RawPage

__all__ = ["read_page"]


def read_page(raw: RawPage) -> Page:
    """Read one page, HTML or flattened text, in any language.

    Args:
        raw: The bytes and what is known of them from outside.

    Raises:
        PageEmpty: It holds no text.
        PageTooLarge: It exceeds a cap.
        PageNotText: It is no text.
    """
    decoded = decode(raw)
    if is_html(raw, decoded.text):
        from crossread.page.hypertext import read_html

        return read_html(decoded, raw)
    from crossread.page.flat import read_flat

    return read_flat(decoded, raw)
