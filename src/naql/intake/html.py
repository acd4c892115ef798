"""A news page -> Article: title, lead and body apart, as the page shows them; outlet, address and day from its metadata.

The body is the text of the element in which the outlet's content system keeps it; where none is known, what resiliparse takes for the main
content. Links to other news, tags, captions and scripts are no part of it. Spaces are collapsed as a browser does; every other
character is kept, ZWNJ and no-break spaces included.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from naql.intake.metadata import (
    Node,
    declared_article,
    elements,
    find_lead,
    find_outlet,
    find_published,
    find_title,
    find_url,
    inside,
    is_stamp,
    text_of,
)
from naql.intake.text import parse_lines
from naql.model import Article
from naql.text.letters import key

BODIES = (
    "[itemprop=articleBody]",  # Nastooh (Mehr, ISNA, IRNA, ILNA, Khabaronline, Shabestan), and whoever follows schema.org
    ".item-text",
    ".nt-body",  # Fars
    "article .story",  # Tasnim
    ".story",
    ".echo_detail",  # Iransamaneh (Tabnak, YJC, Mizan, Entekhab)
    "#echo_detail",
    "#news-body",
    "#newsbody",
    ".news-body",
    ".newsbody",
    ".news_body",
    ".news-text",
    ".newstext",
    ".news-content",
    ".article-body",
    ".article-content",
    ".entry-content",  # WordPress
    ".post-content",
    "div.body",
)
LEFT_OUT = (
    *(
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "form",
        "button",
        "figure",
        "figcaption",
        "video",
        "audio",
        "nav",
        "aside",
        "footer",
        "h1",
    ),
    *(
        "[class*=related]",
        "[id*=related]",
        "[class*=tags]",
        ".tag",
        "[class*=share]",
        "[class*=social]",
        "[class*=comment]",
        "[class*=gallery]",
    ),
    *(
        "[class*=caption]",
        "[class*=advert]",
        "[class*=banner]",
        "[class*=short-link]",
        "[class*=shortlink]",
        "[class*=readmore]",
        "[class*=read-more]",
    ),
)
LINK_HEADS = tuple(
    key(head).replace(" ", "")
    for head in (
        "بیشتر بخوانید",
        "بیشتر بدانید",
        "مطالب مرتبط",
        "اخبار مرتبط",
        "خبرهای مرتبط",
        "برچسب ها",
        "کلید واژه ها",
        "لینک کوتاه",
        "کد خبر",
    )
)
"""Short lines that open with one of these lead to other news or to the page itself."""

_LONGEST_HEAD = 160
_LEAST_BODY = 60
_LEAST_FULLEST = 250
_LINK = frozenset(("a",))
_PARAGRAPH = frozenset(("p",))
_LINK_BLOCKS = frozenset(("p", "li"))
_SPACES = re.compile(r"[ \t]+")


def parse_page(html: str, given: Mapping[str, Any]) -> Article:
    """The article of a page; `given` fills in outlet, url and published where the page does not say them."""
    tree: Node = HTMLTree.parse(html)
    declared = declared_article(tree)
    title = find_title(tree, declared)
    lead, lead_node = find_lead(tree, declared)
    body_node = _body_node(tree)
    url = find_url(tree, declared) or given.get("url")
    outlet = find_outlet(tree, declared, None) or given.get("outlet") or find_outlet(tree, declared, url)
    published = find_published(tree, declared, body_node) or given.get("published")
    body = [line for line in _body_lines(tree, body_node) if line not in (title, lead)]
    if lead_node is None and _opens_with(body, lead):
        lead = ""
    return Article((title, lead, *body) if title or body else (), "", outlet, url, published)


def _body_node(tree: Node) -> Node | None:
    """The element that holds the body: of the first selector that finds enough text, the one with most of it."""
    for selector in BODIES:
        nodes = list(elements(tree, selector))
        if nodes:
            size, best = max(((len(node.text), n) for n, node in enumerate(nodes)))
            if size >= _LEAST_BODY:
                return nodes[best]
    return _fullest(tree)


def _fullest(tree: Node) -> Node | None:
    """The element whose own paragraphs hold the most text, None where that is little."""
    sizes: dict[Node, int] = {}
    for paragraph in inside(tree.document, _PARAGRAPH):
        parent = paragraph.parent_element
        sizes[parent] = sizes.get(parent, 0) + len(paragraph.text)
    best = max(sizes, key=lambda node: sizes[node], default=None)
    return best if best is not None and sizes[best] > _LEAST_FULLEST else None


def _body_lines(tree: Node, node: Node | None) -> list[str]:
    if node is None:
        text = "\n".join(line for line in parse_lines(_plain(tree, main_content=True)) if not is_stamp(line, 40))
        links: frozenset[str] = frozenset()
    else:
        text = _plain(node.html)
        links = _links(node)
    lines = (" ".join(_SPACES.split(line)).strip(" ") for line in parse_lines(text))
    return [line for line in lines if line not in links and not _leads_away(line)]


def _plain(page: Node | str, main_content: bool = False) -> str:
    text: str = extract_plain_text(
        page, main_content=main_content, preserve_formatting=True, list_bullets=False, alt_texts=False, skip_elements=list(LEFT_OUT)
    )
    return text


def _links(body: Node) -> frozenset[str]:
    """The texts of paragraphs and list items that are one link and nothing else: they lead to other news.

    They are left out by their text, not taken out of the tree: resiliparse crashes on elements that were.
    """
    blocks = ((text_of(block), list(inside(block, _LINK))) for block in inside(body, _LINK_BLOCKS))
    return frozenset(text for text, links in blocks if len(links) == 1 and text_of(links[0]) == text)


def _leads_away(line: str) -> bool:
    return len(line) < _LONGEST_HEAD and key(line).replace(" ", "").lstrip("+*•:-").startswith(LINK_HEADS)


def _opens_with(body: list[str], lead: str) -> bool:
    """Whether a declared description is only the opening of the body, cut off or not."""
    opening = "".join(key(lead).rstrip(" .…").split())
    return not opening or "".join(key(" ".join(body)).split()).startswith(opening)
