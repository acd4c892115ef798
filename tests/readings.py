"""Readings drawn in their text: `[source|…]`, `[cue|…]` and `[content|…]` say where the parts of a statement stand."""

import re

from naql.model import Article, Reading, Source, Span, Statement, statement_id

PART = re.compile(r"\[(source|cue|content)\|([^\]]*)\]")


def drawn(*paragraphs, aliases=None, offices=None, **fields):
    """The reading that is drawn: each content ends a statement, its source and cue are those drawn since the one before."""
    texts, parts, at = [], [], 0
    for paragraph in paragraphs:
        text, end = "", 0
        for match in PART.finditer(paragraph):
            text += paragraph[end : match.start()]
            parts.append((match[1], Span(at + len(text), at + len(text) + len(match[2]))))
            text += match[2]
            end = match.end()
        texts.append(text + paragraph[end:])
        at += len(texts[-1]) + 1
    article = Article(tuple(texts), **fields)
    names, statements, seen = {}, [], {}
    for part, span in parts:
        seen[part] = span
        if part == "source":
            names.setdefault(article.quote(span), f"s{len(names) + 1}")
        if part == "content":
            source = names[article.quote(seen["source"])] if "source" in seen else None
            made = statement_id(article.id, span)
            statements.append(Statement(made, source, span, "reported", seen.get("cue"), seen.get("source")))
            seen = {}
    sources = tuple(
        Source(key, name, "person", tuple((aliases or {}).get(name, ())), tuple((offices or {}).get(name, ())))
        for name, key in names.items()
    )  # fmt: skip
    return Reading(article, sources, tuple(statements))


def saying(words, by="آرش نمونه", **fields):
    """The reading of a report in which one source says one thing."""
    return drawn("گزارش", f"[source|{by}] [cue|گفت]: [content|{words}]", **fields)
