"""A small archive for the tests of the desk: invented reports, drawn with their spans.

`[name|words]` names the span of some words; brackets may lie within one another.
"""

import datetime as dt
import re

from naql.model import Article, Citation, Contact, Day, Problem, Reading, Source, Span, Statement, Time, contact_id, statement_id

TOKEN = re.compile(r"\[([\w.-]+)\||\]")

ATTACK = "<script>window.run=1</script><img src=x onerror='window.run=1'>\"'><svg onload=window.run=1>{{7*7}}"


def draw(*paragraphs):
    """The paragraphs without the brackets, and each name's span in them joined by line feeds."""
    texts, spans, stack, at = [], {}, [], 0
    for paragraph in paragraphs:
        text, end = "", 0
        for match in TOKEN.finditer(paragraph):
            text += paragraph[end : match.start()]
            end = match.end()
            if match[1]:
                stack.append((match[1], at + len(text)))
            else:
                name, start = stack.pop()
                spans[name] = (start, at + len(text))
        text += paragraph[end:]
        texts.append(text)
        at += len(text) + 1
    return tuple(texts), spans


def spans_of(names):
    return {name: Span(*span) for name, span in names.items()}


def meeting():
    """A report with something of everything: two contacts, a chain of citations, nested speech, every reason for an unknown source."""
    paragraphs, drawn = draw(
        "دیدار وزیر آب با رئیس اتحادیه کشاورزان",
        "",
        "به گزارش [desk|حوزه دولت خبرگزاری نمونه] به نقل از [paper|روزنامه مثال]، [dariush|مهندس داریوش آبی] وزیر آب [today|صبح امروز] با "
        "رودابه کشتکار در [place|تالار سپید] [met|دیدار و گفت‌وگو کرد].",
        "[by1|آبی] [cue1|تصریح کرد]:",
        "[said1|سال گذشته ۴۲ رشته کاریز لایروبی شد.",
        "به گفته [by2|یک کارشناس]، [said2|این کار [month|مرداد ۱۴۰۲] تمام می‌شود] و [by3|کشتکار] [cue3|هشدار داد] که [said3|آب کم است].]",
        "[said4|گزارش The Daily Sample روز 2023-10-15 درست نیست.]",
        "[cue5|گفته شد] [said5|باران در راه است.] [cue6|افزود]: [said6|همین و بس.] [cue7|نوشت]: [said7|نامه رسید.]",
        "قرار است [later|سال آینده] [call|گفت‌وگوی تلفنی] انجام شود. [old|روزی روزگاری]",
    )
    span = spans_of(drawn)
    article = Article(paragraphs, "meeting", "namune.example", "https://namune.example/1", dt.date(2023, 10, 15))
    first, second = contact_id("meeting", span["met"]), contact_id("meeting", span["call"])

    def said(n, source, kind="reported", **fields):
        words = span[f"said{n}"]
        return Statement(
            statement_id("meeting", words, fields.get("nested", False)),
            source,
            words,
            kind,
            span.get(f"cue{n}"),
            span.get(f"by{n}"),
            **fields,
        )

    outer = said(1, "s1", how="alias", confidence=0.91, stance="claim", contact=first)
    return Reading(
        article,
        (
            Source("s1", "داریوش آبی", "person", ("آبی",), ("وزیر آب",), "مهندس", (span["dariush"], span["by1"])),
            Source("s2", "رودابه کشتکار", "person", ("کشتکار",), ("رئیس اتحادیه کشاورزان",)),
            Source("s3", "یک کارشناس", "unnamed"),
        ),
        (
            outer,
            said(2, "s3", nested=True, within=outer.id),
            said(3, "s2", nested=True, within=outer.id, stance="warning", how="alias"),
            said(4, None, reason="no-cue"),
            said(5, None, reason="unnamed"),
            said(6, None, reason="several-candidates"),
            said(7, None, reason="outside-article"),
        ),
        (
            Contact(first, "meeting", ("s1", "s2"), span["met"], "happened", Time(span["today"], "2023-10-15"), span["place"]),
            Contact(second, "call", ("s1",), span["call"], "planned", Time(span["later"], "2024-03-20/2025-03-20")),
        ),
        (Citation("نمونه", span["desk"], "حوزه دولت"), Citation("مثال", span["paper"], None, 0)),
        (
            Day(span["today"], "2023-10-15", "jalali", "day", "days.today"),
            Day(span["month"], "2023-07-23/2023-08-22", "jalali", "month", "days.month"),
            Day(span["later"], "2024-03-20/2025-03-20", "jalali", "year", "days.year"),
            Day(span["old"], None, reason="no day"),
        ),
        (Problem("speech", "یک بند خوانده نشد"),),
    )


def hostile():
    """A report whose every field is an attack on the page, with bidi controls that would turn the rest around."""
    text = (f"عنوان {ATTACK}", "", f"{ATTACK} گفت: سلام {ATTACK}", "او گفت \u202eabc و دیگر هیچ \u2067باز")
    article = Article(text, "hostile", ATTACK, "javascript:window.run=1", dt.date(2020, 1, 1))
    start = article.text.index("سلام")
    words = (start, start + len(f"سلام {ATTACK}"))
    at = article.text.index("او گفت")
    turned = (at, len(article.text))
    return Reading(
        article,
        (Source("s1", f"نام {ATTACK}", "person", (f"دیگر {ATTACK}",), (f"سمت {ATTACK}",), ATTACK, (Span(0, 5),)),),
        (
            Statement(statement_id("hostile", words), "s1", Span(*words), "quoted", Span(start - 6, start - 2)),
            Statement(statement_id("hostile", turned), "s1", Span(*turned), "reported"),
        ),
        (Contact(contact_id("hostile", (0, 5)), "meeting", ("s1",), Span(0, 5)),),
        (Citation(ATTACK, Span(0, 5), ATTACK),),
        (Day(Span(0, 5), ATTACK),),
        (Problem("speech", ATTACK),),
    )


def simple(words, article_id, outlet="khabar.example", url=None, published=None, name="سپیده نمونه", title="گزارش کوتاه"):
    """A report in which one source says one thing."""
    text = f"{name} گفت: {words}"
    at = len(title) + 2
    start = at + text.index(words)
    content = (start, start + len(words))
    return Reading(
        Article((title, "", text), article_id, outlet, url, published),
        (Source("s1", name, offices=("سخنگوی آزمون",)),),
        (
            Statement(
                statement_id(article_id, content), "s1", Span(*content), "reported",
                Span(at + len(name) + 1, at + len(name) + 4), Span(at, at + len(name)), how="name",
            ),
        ),
    )  # fmt: skip


def fill(archive):
    """All of them, with two versions of one report and enough others for a second page."""
    archive.add(meeting())
    archive.add(hostile())
    for n, words in enumerate(("نسخه نخست سخن.", "نسخه دوم سخن.")):
        archive.add(simple(words, f"version{n}", url="https://khabar.example/v", published=dt.date(2022, 5, 1)))
    for n in range(60):
        archive.add(simple(f"جملهٔ شمارهٔ {n} که می‌گوید باران می‌بارد.", f"many{n}", published=dt.date(2021, 1, 1) + dt.timedelta(n)))
