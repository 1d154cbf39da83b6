"""HTML to the one immutable text of a page, with the place of every block in the tree.

The text is made here and nowhere else, by these rules (`TEXT_VERSION`):

* character references are decoded; what is no character becomes U+FFFD;
* outside ``pre`` and ``textarea`` a run of ASCII white space is one space, none at the ends of a line;
* blocks are parted by a blank line; ``br`` ends a line, two or more in a row end the block;
* cells of a table row are parted by a tab, unless they hold blocks of their own;
* ``script``, ``style``, ``template``, the head and drawings (``svg``) are not text;
* what is not displayed inside a line stands after it, in a block of its own;
* a block in which nothing can be seen is none;
* nothing else changes: no-break and zero-width spaces, soft hyphens, bidirectional marks, quotation marks and
  combining forms stay as they are.

Nothing here is recursive, so that deep nesting costs no stack.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from lxml import etree, html

from crossread.errors import PageEmpty
from crossread.page.limits import MAX_DEPTH, MAX_TABLE_ROWS, MAX_TAGS, MAX_TEXT
from crossread.page.writer import Draft, Writer
from crossread.record import Notice

TEXT_VERSION = 1
"""Version of the function from bytes to text; raised whenever any page's text could differ."""

_SILENT = frozenset({"script", "style", "template", "head", "svg"})
_HIDDEN_TAGS = frozenset(
    {"noscript", "iframe", "object", "video", "audio", "canvas", "noembed", "noframes", "dialog", "datalist"}
)
BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "colgroup",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "iframe",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "noscript",
        "object",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "textarea",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "video",
    ]
)
"""Elements that begin and end a block of text, by the default style sheet of HTML."""
_CELLS = frozenset({"td", "th"})
_PROSE_TAGS = frozenset({"p", "span", "a", "b", "strong", "em", "i", "li", "h1", "h2", "h3", "h4", "h5", "h6"})
_VERBATIM = frozenset({"pre", "textarea", "listing", "xmp"})
_MARKED = frozenset({"a", "b", "strong", "time", "cite", "em", "i"})
_MAX_MARKS = 12  # nested inline elements remembered at once; deeper ones say nothing more
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})[^<>]*>")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
    ]
)
_HINT_ATTRIBUTES = ("class", "id", "role", "itemprop", "data-testid", "data-component", "data-type", "aria-label")
_MAX_HINT = 300
_HUMP = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(
    r"(?:^| )(?:visually-?hidden|sr-only|screen-reader(?:-text|-only)?|print-only|u-hidden|is-hidden|hidden|hide"
    r"|d-none)(?: |$)"
)
_SHOWN_AGAIN = re.compile(
    r"(?:^| )(?:\w+:(?:block|flex|grid|inline\S*|table\S*|not-sr-only)|d-\w+-(?:block|flex|inline\S*))(?: |$)"
)
"""Names by which usual style sheets (Bootstrap, Tailwind, WordPress) show an element on some screens after all."""


@dataclass(slots=True, eq=False)
class Node:
    """An element, as far as later steps need it.

    Attributes:
        parent: Index of the parent, -1 for the root.
        depth: Level, 0 for the root.
        tag: Local name in lower case.
        hints: Class, id, role and the like, in lower case, each between spaces.
        hidden: The element or one around it is not displayed.
        first: Index of the first block in or after it.
        last: Index after the last block in it.
        element: The element itself.
    """

    parent: int
    depth: int
    tag: str
    hints: str
    hidden: bool
    first: int
    last: int
    element: html.HtmlElement


@dataclass(slots=True, eq=False)
class Markup:
    """A page's text and where each block stands in the tree.

    Attributes:
        text: The one text.
        nodes: Elements in the order of the document.
        blocks: Blocks in the order of the text.
        root: The parsed tree; not changed by anyone.
        notices: What was cut or replaced.
    """

    text: str
    nodes: list[Node]
    blocks: list[Draft]
    root: html.HtmlElement
    notices: list[Notice] = field(default_factory=list)

    def ancestors(self, node: int) -> list[int]:
        """The node and all around it, innermost first."""
        found = []
        while node >= 0:
            found.append(node)
            node = self.nodes[node].parent
        return found

    def block_at(self, offset: int) -> int | None:
        """Index of the block that holds an offset of the text."""
        index = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        return index if index >= 0 and offset < self.blocks[index].end else None


def read_markup(source: str) -> Markup:
    """The text and blocks of an HTML document.

    Args:
        source: The decoded document, without NUL and lone surrogates.

    Raises:
        PageEmpty: The document holds no element or no text.
    """
    notices: list[Notice] = []
    source = _cut_tags(source, notices)
    root = _parse(source, notices)
    walker = _Walker(root)
    walker.walk()
    notices.extend(walker.notices)
    text = walker.join()
    if not text:
        raise PageEmpty("the document holds no text")
    return Markup(text, walker.nodes, walker.blocks, root, notices)


def _cut_tags(source: str, notices: list[Notice]) -> str:
    """The source up to the highest number of tags."""
    if source.count("<") <= MAX_TAGS:
        return source
    low, high = 0, len(source)
    while high - low > 1:  # bisect by counting: far cheaper than walking over every tag
        middle = (low + high) // 2
        if source.count("<", 0, middle) <= MAX_TAGS:
            low = middle
        else:
            high = middle
    notices.append(_cut(f"the page holds more than {MAX_TAGS} tags; the rest was not read", source.count("<", low)))
    return source[:low]


def _cut(message: str, count: int | None = None) -> Notice:
    return Notice(code="CR605", message=message, count=count)


def _parse(source: str, notices: list[Notice]) -> html.HtmlElement:
    if not source.strip():
        raise PageEmpty("the document is empty")
    root, deep = _tree(source)
    if deep:  # libxml2 stops reading at its own depth limit and would lose all that follows
        source, count = _flatten(source)
        notices.append(_cut(f"elements nested deeper than {MAX_DEPTH} levels were taken as line ends", count))
        root, _ = _tree(source)
    if root is None:
        raise PageEmpty("the document holds no element")
    return root


def _tree(source: str) -> tuple[html.HtmlElement | None, bool]:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(source.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None, False
    deep = any("depth" in entry.message.lower() for entry in parser.error_log)
    return root, deep


def _flatten(source: str) -> tuple[str, int]:
    """The source with tags below the depth cap replaced by line ends; elements that close themselves count not."""
    parts, at, depth, dropped = [], 0, 0, 0
    for tag in _TAG.finditer(source):
        name = tag[2].lower()
        if name in _VOID:
            continue
        depth += -1 if tag[1] and depth else 0 if tag[1] else 1
        if depth > MAX_DEPTH or (tag[1] and depth >= MAX_DEPTH):
            parts += [source[at : tag.start()], "<br>" if name in BLOCK_TAGS else ""]
            at = tag.end()
            dropped += 1
    parts.append(source[at:])
    return "".join(parts), dropped


class _Walker:
    """One pass over the tree. What is not displayed is written apart, so that it does not break a paragraph."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.root = root
        self.nodes: list[Node] = []
        self.blocks: list[Draft] = []
        self.notices: list[Notice] = []
        self._stack: list[int] = []
        self._shown = Writer(self._common, hidden=False)
        self._hidden = Writer(self._common, hidden=True)
        self._total = 0  # characters of the blocks so far
        self._silent = 0
        self._verbatim = 0
        self._marked = 0
        self._rows = 0
        self._cut = False

    def walk(self) -> None:
        """Visit every element."""
        for event, element in etree.iterwalk(self.root, events=("start", "end")):
            if event == "start":
                self._start(element)
                self._write(element.text)
            else:
                self._end()
                self._write(element.tail)
        self._flush()
        for node in self.nodes:  # a block that was open at its end may have turned out to be none
            node.last = min(node.last, len(self.blocks))
        self._say_cuts()

    def join(self) -> str:
        """The text of all blocks."""
        at, parts = 0, []
        for block in self.blocks:
            block.start = at
            parts.append(block.text)
            at += len(block.text) + 2
        return "\n\n".join(parts)

    def _say_cuts(self) -> None:
        if self._rows > MAX_TABLE_ROWS:
            message = f"the page's tables hold more than {MAX_TABLE_ROWS} rows; the text of the rest was not read"
            self.notices.append(_cut(message, self._rows - MAX_TABLE_ROWS))
        if self._cut:
            self.notices.append(_cut(f"the text is longer than {MAX_TEXT} characters; the rest was not read"))

    def _start(self, element: html.HtmlElement) -> None:
        parent = self._stack[-1] if self._stack else -1
        node = _node(element, parent, self.nodes[parent] if parent >= 0 else None)
        self.nodes.append(node)
        index = len(self.nodes) - 1
        self._stack.append(index)
        self._silent += node.tag in _SILENT
        self._break_before(node, index)
        node.first = len(self.blocks)
        self._verbatim += node.tag in _VERBATIM
        if node.tag in _MARKED:
            self._marked += 1
            if self._marked <= _MAX_MARKS:
                self._writer(node).open(index)

    def _break_before(self, node: Node, index: int) -> None:
        tag, writer = node.tag, self._writer(node)
        if tag == "br":
            self._add(writer.line_end())
        elif tag in _CELLS:
            self._add(writer.cell(index))
        elif self._breaks(node):
            self._flush()
            if tag == "tr":
                self._rows += 1
                writer.row(begins=True)

    def _end(self) -> None:
        index = self._stack.pop()
        node = self.nodes[index]
        if node.tag in _MARKED:
            self._writer(node).close(index)
            self._marked -= 1
        if self._breaks(node):
            self._flush()
            if node.tag == "tr":
                self._writer(node).row(begins=False)
        node.last = len(self.blocks) + (1 if self._shown.length else 0) + (1 if self._hidden.length else 0)
        self._silent -= node.tag in _SILENT
        self._verbatim -= node.tag in _VERBATIM

    def _breaks(self, node: Node) -> bool:
        """Whether an element begins and ends a block; a button inside a sentence, or what is hidden there, does not."""
        if node.tag not in BLOCK_TAGS:
            return False
        if not self._shown.length or node.parent < 0:
            return True
        inside = self.nodes[node.parent].tag in _PROSE_TAGS
        return not (inside and (node.tag == "button" or (node.hidden and node.tag in _HIDDEN_TAGS)))

    def _writer(self, node: Node) -> Writer:
        return self._hidden if node.hidden else self._shown

    def _write(self, text: str | None) -> None:
        if not text or self._silent or not self._stack or self._cut or self._rows > MAX_TABLE_ROWS:
            return
        here = self._stack[-1]
        writer = self._writer(self.nodes[here])
        text = self._within_cap(text)
        if self._verbatim:
            self._add(writer.write_verbatim(text, here))
        else:
            writer.write(text, here)

    def _within_cap(self, text: str) -> str:
        left = MAX_TEXT - self._total - self._shown.length - self._hidden.length
        self._cut = self._cut or len(text) > left
        return text[: max(0, left)]

    def _flush(self) -> None:
        self._add(self._shown.flush())
        self._add(self._hidden.flush())

    def _add(self, blocks: list[Draft]) -> None:
        for block in blocks:
            self.blocks.append(block)
            self._total += len(block.text) + 2

    def _common(self, one: int, other: int) -> int:
        """The innermost node around both."""
        nodes = self.nodes
        while one != other:
            if nodes[one].depth >= nodes[other].depth:
                one = nodes[one].parent
            else:
                other = nodes[other].parent
        return one


def _node(element: html.HtmlElement, parent: int, above: Node | None) -> Node:
    tag = _local_name(element)
    return Node(
        parent=parent,
        depth=above.depth + 1 if above else 0,
        tag=tag,
        hints=_hints(element),
        hidden=(above is not None and above.hidden) or _is_hidden(element, tag),
        first=0,
        last=0,
        element=element,
    )


def _local_name(element: html.HtmlElement) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _hints(element: html.HtmlElement) -> str:
    attributes = element.attrib
    if not attributes:
        return ""
    found = [attributes.get(name, "")[:_MAX_HINT] for name in _HINT_ATTRIBUTES]
    return _HUMP.sub("-", " ".join(["", *filter(None, found), ""])).lower()


def _is_hidden(element: html.HtmlElement, tag: str) -> bool:
    if tag in _HIDDEN_TAGS:
        return not (tag == "dialog" and element.get("open") is not None)
    get = element.get
    return (
        get("hidden") is not None
        or get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search((get("style") or "")[:_MAX_HINT]))
        or _is_hidden_by_class((get("class") or "")[:_MAX_HINT])
    )


def _is_hidden_by_class(names: str) -> bool:
    return bool(_HIDDEN_CLASS.search(names)) and not _SHOWN_AGAIN.search(names)
