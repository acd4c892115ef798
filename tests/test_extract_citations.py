"""Citations: whom the outlet has its report from, how far the phrase goes, and the chain."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naql.extract.citations import find_citations
from naql.model import Article
from naql.text.tokens import read_tokens

SHARED = Path(os.environ.get("NAQL_SHARED") or Path(__file__).parents[2] / "shared")
_DRAWN = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")


def check(drawn: str, *more: str) -> None:
    """Find the citations of a text in which they are drawn as `[phrase|name]`, and compare phrases and names."""
    text = _DRAWN.sub(r"\1", drawn)
    article = Article(("عنوان", "", *text.split("\n"), *more))
    found = [(article.quote(c.span), c.name) for c in find_citations(read_tokens(article))]
    assert found == _DRAWN.findall(drawn)


@pytest.mark.parametrize(
    "drawn",
    [
        "به گزارش [ایسنا|ایسنا]، نشست برگزار شد.",
        "به گزارش [خبرگزاری فارس|فارس] از قم، نشست برگزار شد.",
        "به گزارش [خبرنگار مهر|مهر]، نشست برگزار شد.",
        "به گزارش [گروه بین‌الملل خبرگزاری تسنیم|تسنیم]، «جان دو» سخن گفت.",
        "به گزارش [حوزه احزاب خبرگزاری فارس|فارس] حجت‌الاسلام کریمی سخن گفت.",
        "به گزارش [خبرنگار حوزه سیاست خارجی گروه سیاسی باشگاه خبرنگاران جوان|باشگاه خبرنگاران جوان]، او سخن گفت.",
        "به گزارش [گروه اجتماعی برنا|برنا]؛ سرهنگ کریمی سخن گفت.",
        "به گزارش روز سه‌شنبه [ایرنا|ایرنا]، نشست برگزار شد.",
        "بر اساس گزارش [رویترز|رویترز]، نفت ارزان شد.",
        "به نوشته [روزنامه کویتی القبس|القبس]، مذاکره ادامه دارد.",
        "به نوشته [وبگاه عربی ۲۱|عربی ۲۱]، مذاکره ادامه دارد.",
        "به گزارش [روزنامه اینترنتی «نمونه»|نمونه]، مذاکره ادامه دارد.",
        "به گزارش [پایگاه خبری تازه‌نما|تازه‌نما]، مذاکره ادامه دارد.",
        "به گزارش [روزنامه مارکا اسپانیا|مارکا]، بازی مساوی شد.",
        "به گزارش [روابط عمومی وزارت نفت|روابط عمومی وزارت نفت]، چاه تازه‌ای حفر شد.",
        "به گزارش [روابط عمومی وزارت تعاون، کار و رفاه اجتماعی|روابط عمومی وزارت تعاون، کار و رفاه اجتماعی]، وام داده شد.",
        "به گزارش [روابط عمومی کمیته امداد امام (ره) استان همدان|روابط عمومی کمیته امداد امام (ره) استان همدان]، وام داده شد.",
        "به گزارش [پایگاه اینترنتی سازمان ملل متحد|پایگاه اینترنتی سازمان ملل متحد]، رود آلوده است.",
        "به گزارش [پایگاه آر.وی.ای|آر.وی.ای]، دارو گران شد.",
        "به گزارش [گلف نیوز|گلف نیوز]، هوا گرم شد.",
        "به گزارش [ایسنا|ایسنا]، به نقل از [سی‌ان‌ان|سی‌ان‌ان]، هوا گرم شد.",
        "به گزارش [فارس|فارس] به نقل از [اینترنت‌تازه|اینترنت‌تازه]، هوا گرم شد.",
        "به گزارش [ایسنا|ایسنا] به نقل از [ارتش|ارتش]، متن پیام چنین است.",
        "به گزارش [ایرنا|ایرنا] از [کمیته امداد استان تهران|کمیته امداد استان تهران]، کمک گرد آمد.",
        "سخنان او را در ادامه به نقل از [خبرگزاری‌های مهر|مهر] و [فارس|فارس] بخوانید.",
        "نشست پایان یافت.\nمنبع: [ایرنا|ایرنا]",
        "نشست پایان یافت.\nمنبع: [خبرگزاری مهر|مهر]\nانتهای پیام/",
        "[خبرگزاری صدا و سیما|صدا و سیما] نوشت: رئیس اتحادیه سخن گفت.",
        "به گزارش [کرد پرس|کرد پرس] به نقل از [روابط عمومی بانک مرکزی|روابط عمومی بانک مرکزی]، ارز ارزان شد.",
        "به گزارش [خبرنگار اقتصادی ‌خبرگزاري فارس|فارس]، بورس بسته شد.",
        "به گزارش [خبرنگار سایت افغانستان خبرگزاری فارس|فارس]، بورس بسته شد.",
        "به گزارش [خبرنگار خبرگزاری فارس|فارس] ابراهیمی صبح امروز سخن گفت.",
        "به گزارش [مشرق|مشرق]، [روزنامه «کیهان»|کیهان] در ستون خود نوشت:\nنان گران شد.",
        "به گزارش [فارس|فارس] جان دو در سخنان خود چنین گفت.",
        "[فارس|فارس] به نقل از [رویترز|رویترز] نوشت: طلا ارزان شد.",
        "به گزارش [گروه اجتماعی خبرگزاری آنا|آنا] از [دویچه‌وله|دویچه‌وله]، او سخن گفت.",
    ],
)
def test_citations(drawn: str) -> None:
    """The phrase after the preposition is the span, the outlet without its kind and desk the name."""
    check(drawn)


@pytest.mark.parametrize(
    "text",
    [
        "خبرگزاری فارس: نشست برگزار شد.",
        "او در گفت‌وگو با خبرنگار فارس در تهران سخن گفت.",
        "او به خبرگزاری اسپوتنیک گفت که می‌آید.",
        "بر اساس این گزارش، باران بارید.",
        "بنابراین گزارش، باران بارید.",
        "واکنش پاکستان به گزارش وزارت خارجه ایران تند بود.",
        "به نقل از منابع امنیتی، سه نفر دستگیر شدند.",
        "شبکه به نقل از یک مقام آگاه اعلام کرد که می‌آید.",
        "طبق گزارش رسیده، باران بارید.",
        "به نوشته این پژوهشگر، باران بارید.",
        "این گزارش حاکی است که باران بارید.",
        "به گفته رئیس اتحادیه، نان گران شد.",
        "رسانه‌ها به نقل از وزیر نوشتند که می‌آید.",
        "به گزارش خبرنگار ما، باران بارید.",
        "منبع آگاه گفت: باران بارید.",
        "منابع طبیعی را پاس بداریم.",
    ],
)
def test_no_citations(text: str) -> None:
    """Datelines, interviews, persons, unnamed sources and reports pointed at are no citations."""
    check(text)


@pytest.mark.parametrize("joint", ["", " "])
def test_damaged(joint: str) -> None:
    """A citation is the same where its joints are deleted, and where they are spaces."""
    check("به گزارش [گروه بین‌الملل سی‌ان‌ان|سی‌ان‌ان]، باران بارید.".replace("\u200c", joint))


def test_chain() -> None:
    """Each link names the one through which the outlet has it: the outlet's own agency first, then whom it quotes."""
    article = Article(("", "", "به گزارش ایسنا به نقل از پایگاه اطلاع‌رسانی دولت به نقل از دفتر هیئت دولت، جلسه برگزار شد."))
    assert [(c.name, c.via) for c in find_citations(read_tokens(article))] == [
        ("ایسنا", None),
        ("پایگاه اطلاع‌رسانی دولت", 0),
        ("دفتر هیئت دولت", 1),
    ]


def test_apart() -> None:
    """Citations in different sentences hang on nothing."""
    article = Article(("", "", "به گزارش ایسنا، باران بارید. به نوشته روزنامه گاردین، باران نبارید."))
    assert [(c.name, c.via) for c in find_citations(read_tokens(article))] == [("ایسنا", None), ("گاردین", None)]


@pytest.mark.parametrize(
    ("text", "desk"),
    [
        ("به گزارش حوزه سیاست خارجی خبرگزاری تسنیم، او آمد.", "حوزه سیاست خارجی"),
        ("به گزارش خبرنگار گروه علمی خبرگزاری فارس، او آمد.", "گروه علمی"),
        ("به گزارش خبرنگار اقتصادی خبرگزاری تسنیم، او آمد.", "خبرنگار اقتصادی"),
        ("به گزارش خبرنگار خبرگزاری تسنیم، او آمد.", None),
        ("به گزارش ایسنا، او آمد.", None),
    ],
)
def test_desk(text: str, desk: str | None) -> None:
    """The desk is what stands before the kind of outlet; a bare reporter is none."""
    (citation,) = find_citations(read_tokens(Article(("", "", text))))
    assert citation.desk == desk


def test_this_paper() -> None:
    """`این روزنامه` is the outlet cited last."""
    check("به گزارش [روزنامه گاردین|گاردین]، او آمد. به نوشته [این روزنامه|گاردین]، او می‌ماند.")


def load_chains() -> dict[str, dict[tuple[int, int], tuple[int, int]]]:
    """The citations of each article that hang on another one, by place."""
    chains: dict[str, dict[tuple[int, int], tuple[int, int]]] = {}
    lines = (Path(__file__).parent / "cases" / "chains.tsv").read_text("utf-8").splitlines()
    for line in [line for line in lines if not line.startswith("#")][1:]:
        article, *places = line.split("\t")
        start, end, via_start, via_end = map(int, places)
        chains.setdefault(article, {})[start, end] = (via_start, via_end)
    return chains


def test_chains_read_by_hand() -> None:
    """Every citation of the development articles hangs on the one it was read to hang on, the others on none."""
    gold = SHARED / "gold" / "dev.jsonl"
    if not gold.exists():
        pytest.skip("the annotated articles are not here: set NAQL_SHARED")
    chains = load_chains()
    assert sum(map(len, chains.values())) >= 40
    for line in gold.read_text("utf-8").splitlines():
        article = Article.from_record(json.loads(line))
        citations = find_citations(read_tokens(article))
        found = {tuple(c.span): tuple(citations[c.via].span) for c in citations if c.via is not None}
        assert found == chains.get(article.id, {}), article.id


_PIECES = [
    "به گزارش",
    "به نقل از",
    "به نوشته",
    "منبع",
    ":",
    "،",
    "خبرگزاری",
    "خبرنگار",
    "فارس",
    "«",
    "»",
    "(",
    "و",
    "از",
    "گروه",
    "این",
    "روزنامه",
    "روابط عمومی",
    "نوشت",
    "\n",
    ".",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=14))
def test_never_raises(pieces: list[str]) -> None:
    """Any heap of such words is read without an exception; spans are tight, and a link points to one before it."""
    article = Article(("", *" ".join(pieces).split("\n"), "پایان"))
    citations = find_citations(read_tokens(article))
    for index, citation in enumerate(citations):
        words = article.quote(citation.span)
        assert words
        assert words == words.strip()
        assert citation.name
        assert citation.via is None or citation.via < index


@given(st.text(alphabet="به گزارش نقل از:،.«»()خبرگزاری فارس\u200c\n12", max_size=60))
def test_any_text(text: str) -> None:
    """Any text at all is read without an exception."""
    find_citations(read_tokens(Article(("عنوان", *text.split("\n")))))
