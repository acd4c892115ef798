"""Document + mentions -> contacts: meetings, calls, visits, messages and agreements, one for each event.

A trigger is a noun of `data/contact_words.tsv` (`دیدار`, `تماس تلفنی`, `سفر`, `پیام`, `توافق`), with the light verb that follows
it. Its parties come from the grammar around it: `X با Y دیدار کرد`, `دیدار X با Y`, `در دیدار با Y`, `X و Y … گفت‌وگو کردند`,
`X به Y سفر کرد`, `X در نامه‌ای به Y`.
A trigger that names fewer parties than its kind needs is no contact (`در این دیدار`), and retellings of one event become one contact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

from naql.language.lexicon import Phrases, load_table
from naql.language.mention import Mention
from naql.model import Contact, ContactType, Day, Span, Status, Time, contact_id
from naql.text.tokens import Document


class Entities(Protocol):
    """Who the mentions of a document are."""

    def id_of(self, mention: int) -> str | None:
        """The id of the source that a mention (by its index) names, None where it is nobody's."""

    def antecedent(self, token: int) -> str | None:
        """The id of the source that a pronoun or a dropped subject at a token stands for, None where unknown."""


def find_contacts(document: Document, mentions: Sequence[Mention], entities: Entities, days: Sequence[Day] = ()) -> tuple[Contact, ...]:
    """Find every contact, in the order of the text."""
    reader = _Reader(document, mentions, entities, days)
    weights = _weights()
    told = [event for event in reader.events() if sum(weights.get(sign, 0.0) for sign in (*event.signs, "")) >= LEAST]
    return tuple(event.contact(document) for event in merge(told))


def find_candidates(document: Document, mentions: Sequence[Mention], entities: Entities, days: Sequence[Day] = ()) -> list[Event]:
    """Every telling that may be of a contact, before its signs are weighed."""
    return _Reader(document, mentions, entities, days).events()


@dataclass(frozen=True)
class Trigger:
    """A trigger noun: the tokens `[first, last)` of the noun, and the end of its verb (the same as `last` without one)."""

    first: int
    last: int
    end: int
    kind: str
    type: ContactType
    verb: str = ""


@dataclass(frozen=True)
class Event:
    """One telling of a contact."""

    trigger: Trigger
    parties: tuple[str, ...]
    status: Status
    time: Time | None
    place: Span | None
    signs: tuple[str, ...] = ()
    paragraph: int = 0

    def contact(self, document: Document) -> Contact:
        """The record."""
        span = document.span(self.trigger.first, self.trigger.end)
        return Contact(contact_id(document.article.id, span), self.trigger.type, self.parties, span, self.status, self.time, self.place)


LEAST = -0.3
"""Log odds that a telling needs: near the best F1 in cross-validation, with 20 to 25 spurious contacts for 100 annotated."""


@cache
def _weights() -> dict[str, float]:
    """Weights of the signs (`training/contacts.py`); the empty sign is the bias."""
    return {row["sign"]: float(row["weight"]) for row in load_table("contact_signs.tsv")}


@cache
def _phrases() -> Phrases[tuple[str, ContactType]]:
    return Phrases([(row["word"], (row["kind"], row["type"])) for row in load_table("contact_words.tsv")])  # type: ignore[misc]


_DONE = frozenset(
    "کرد کردند کرده کردهاند کردیم کردم نمود نمودند نموده داشت داشتند داشته داشتیم داشتم پرداخت پرداختند پرداخته "
    "نشست نشستند رفت رفتند رفته رفتم رفتیم آمد آمدند آمده شد شدند شده برگزار انجام گرفت گرفتند گرفته رساند رساندند "
    "رسانده رسید رسیدند رسیدیم رسیده یافت یافتند یافته فرستاد فرستادند فرستاده داد دادند داده دادیم گردید گردیدند "
    "صورت نوشت نوشته".split()
)
_OPEN_VERB = frozenset("کند کنند کنیم کنم نماید نمایند داشته شود شوند رود روند برود بروند بیاید بیایند دهد دهند بدهد".split())
_PRESENT = frozenset(
    "میکند میکنند میکنیم میکنم دارد دارند داریم میشود میشوند مینماید میرود میروند میرویم میآید میآیند مییابد میگردد "
    "میگیرد میدهد میدهند".split()
)
_FUTURE = frozenset("خواهد خواهند خواهیم خواهم".split())
_AUX = frozenset("است اند بود بودند باشد ایم ام".split())
_VERBAL_NOUN = frozenset(
    "دیدار گفت و گو گفتگو گفتوگو ملاقات مذاکره رایزنی تبادل نظر برگزار صورت انجام به امضا منعقد "
    "بسته توافق دست هم یکدیگر صادر ارسال ارائه ابلاغ اولیه نهایی مجددا دوباره نیز".split()
)
_BEFORE = frozenset("با از به در بر برای علیه درباره توسط بین میان ضمن پس پیش طی".split())
_NO_SUBJECT = frozenset("گزارش نقل نوشته گفته خبرنگار حضور همراه اعلام".split())
_PRONOUNS = frozenset("وی او ایشان".split())
_POINTING = frozenset("این آن همین".split())
_OUTLETS = frozenset(
    "خبرنگار خبرنگاران خبرگزاری شبکه روزنامه ایسنا فارس مهر تسنیم ایرنا سایت رادیو تلویزیون پایگاه باشگاه ما رسانه برنامه".split()
)
_TELLING = frozenset(
    "این آن همین پس در از پیش طی برای به هرگونه باید امکان احتمال آمادگی درخواست خواستار خواست ادامه شروع آغاز قبل بعد هنگام جریان حاشیه "
    "جلسه صبح عصر امروز دیروز روز خود ما من وی اگر نباید هیچ عدم شرط پیشنهاد قصد رد تکذیب لغو قرار زمان آینده گذشته "
    "اخیر نتیجه موضوع کشورهای داخل بازار".split()
)
"""Words near a trigger that tell whether it speaks of an event."""
_VERBAL_KINDS = frozenset(["send", "going", "entering", "welcome", "summon"])
_PACTS = ("توافق", "تفاهم", "قرارداد", "سند", "اسناد", "یادداشت", "پروتکل", "موافقت", "پیمان", "معاهده")
_NEED = {"meeting": 2, "call": 2, "visit": 1, "message": 2, "agreement": 2}
_REACH = 4


class _Reader:
    def __init__(self, document: Document, mentions: Sequence[Mention], entities: Entities, days: Sequence[Day]) -> None:
        self.document = document
        self.keys = document.keys
        self.tokens = document.tokens
        self.mentions = mentions
        self.entities = entities
        self.days = [(document.token_at(day.span[0]), document.token_at(day.span[1]), day) for day in days]
        self.at = {mention.first: i for i, mention in enumerate(mentions)}
        self.cover: dict[int, int] = {t: i for i, m in enumerate(mentions) for t in range(m.first, m.last)}

    def events(self) -> list[Event]:
        """Every telling with enough parties."""
        out: list[Event] = []
        for trigger in self.triggers():
            event = self.event(trigger, out[-1].parties if out else ())
            if event:
                out.append(event)
        return out

    def triggers(self) -> list[Trigger]:
        """Every trigger, verbs attached; of two that share a verb, the first."""
        found: list[Trigger] = []
        for first, last in self.document.sentences:
            for begin, end, (kind, type_) in _phrases().find(self.keys, first, last):
                if begin in self.cover and self.mentions[self.cover[begin]].first < begin:
                    continue
                if found and begin < found[-1].end:
                    continue
                found.append(self.with_verb(Trigger(begin, end, end, kind, type_), last))
        return [trigger for trigger in found if self.is_contact(trigger)]

    def with_verb(self, trigger: Trigger, sentence_end: int) -> Trigger:
        """A trigger with the light verb that follows it at once; a signing with its `به`, or with the pact that follows it."""
        if trigger.kind == "sign":
            if trigger.first and self.keys[trigger.first - 1] == "به":
                trigger = replace(trigger, first=trigger.first - 1)
            if self.keys[trigger.last - 1].endswith("ی") and trigger.last < sentence_end and self.keys[trigger.last].startswith(_PACTS):
                return replace(trigger, last=trigger.last + 1, end=trigger.last + 1)
        at = trigger.last
        while at < sentence_end and at - trigger.last < _REACH and self.keys[at] in _VERBAL_NOUN:
            at += 1
        if at < sentence_end and self.is_verb(at):
            end = at + 1
            while end < sentence_end and (self.is_verb(end) or self.keys[end] in _AUX):
                end += 1
            return replace(trigger, end=end, verb=self.keys[at])
        if trigger.kind in ("going", "entering"):
            for at in range(trigger.last, min(sentence_end, trigger.last + 8)):
                if self.is_verb(at):
                    return replace(trigger, end=at + 1, verb=self.keys[at])
        end = trigger.last
        while end < sentence_end and end - trigger.last < 2 and self.keys[end] in ("خود", "اخیر"):
            end += 1
        if end < sentence_end and self.keys[end] in ("با", "به", "از", "میان", "بین"):
            end += 1
        return replace(trigger, end=end)

    def is_verb(self, at: int) -> bool:
        return self.keys[at] in _DONE or self.keys[at] in _OPEN_VERB or self.keys[at] in _PRESENT or self.keys[at] in _FUTURE

    def rest(self, trigger: Trigger, reach: int) -> range:
        """The tokens of the sentence after a trigger, so many at most."""
        return range(trigger.end, min(trigger.end + reach, self.document.sentence_at(trigger.first)[1]))

    def is_contact(self, trigger: Trigger) -> bool:
        """Whether a trigger can tell a contact at all: not an interview, not one pointed at."""
        before = self.keys[trigger.first - 1] if trigger.first else ""
        after = self.keys[trigger.last] if trigger.last < len(self.keys) else ""
        if before in _POINTING or any(self.keys[i][:1] == "ن" and self.keys[i][1:] in _DONE for i in self.rest(trigger, 3)):
            return False
        if trigger.kind == "talk":
            if after == "با" and trigger.last + 1 < len(self.keys) and self.keys[trigger.last + 1] in _OUTLETS:
                return False
            return bool(trigger.verb) or after in ("با", "میان", "بین")
        if trigger.kind == "sign":
            first, last = self.document.sentence_at(trigger.first)
            return any(self.keys[i].startswith(_PACTS) for i in range(max(first, trigger.first - 25), min(last, trigger.end + 6)))
        if trigger.kind == "move":
            return "به" in self.keys[max(0, trigger.first - 8) : trigger.first]
        if trigger.kind == "tour_verb":
            return trigger.verb in _DONE and before != "از"
        return bool(trigger.verb) or trigger.kind not in _VERBAL_KINDS

    def event(self, trigger: Trigger, before: tuple[str, ...] = ()) -> Event | None:
        """The event a trigger tells, None where too few parties are named.

        `before` are the parties of the event before, whom `دو طرف` means.
        """
        first, last = self.document.sentence_at(trigger.first)
        left, right = self.clause(trigger, first, last)
        parties: list[str] = []
        partners, subjects, pronoun = self.sides(trigger, left, right)
        for party in [*subjects, *partners, *self.companions(trigger, left, right)]:
            name = self.entities.id_of(party)
            if name and name not in parties:
                parties.append(name)
        both = any(self.is_both(i) for i in subjects)
        if both and not partners and len(before) > 1 and trigger.type != "visit":
            parties = list(before)
        if not subjects and (partners or trigger.type == "visit"):
            actor = self.entities.antecedent(trigger.first if pronoun is None else pronoun)
            if actor and actor not in parties:
                parties.insert(0, actor)
        signs = self.signs(trigger, left, right, subjects, partners, pronoun is not None)
        if len(parties) < (1 if trigger.kind == "summit" else _NEED[trigger.type]) or (
            trigger.type == "visit" and not self.is_visit(trigger, right)
        ):
            return None
        return Event(
            trigger,
            tuple(parties),
            self.status(trigger, first, last),
            self.time(trigger, left, right),
            self.place(trigger, left, right),
            tuple(signs),
            self.tokens[trigger.first].paragraph,
        )

    def companions(self, trigger: Trigger, left: int, right: int) -> list[int]:
        """The mentions behind `به همراه` in the clause."""
        found = [self.group_at(i + 1, right) for i in range(left, right) if self.keys[i] in ("همراه", "همراهی") and i not in self.cover]
        return [mention for group in found for mention in group]

    def sides(self, trigger: Trigger, left: int, right: int) -> tuple[list[int], list[int], int | None]:
        """The mentions met, those that act, and the token of a pronoun that does; those who hold a summit are all that meet."""
        if trigger.kind == "summit":
            for at in range(trigger.last, min(trigger.last + 3, right)):
                if own := self.group_at(at, right):
                    return [], own, None
        partners = self.partners(trigger, left, right)
        subjects, pronoun = self.subjects(trigger, left, right, partners)
        return partners, subjects, pronoun

    def is_both(self, mention: int) -> bool:
        """Whether a mention stands for parties named before (`دو طرف`, `طرفین`, `دو کشور`)."""
        first, last = self.mentions[mention].first, self.mentions[mention].last
        return "طرفین" in self.keys[first:last] or (self.keys[last - 2 : last] in (("دو", "طرف"), ("دو", "کشور"), ("دو", "رهبر")))

    def clause(self, trigger: Trigger, first: int, last: int) -> tuple[int, int]:
        """The stretch of the sentence that speaks of a trigger: from the last clause verb or colon before it to the next after it."""
        left = first
        for i in range(trigger.first - 1, first - 1, -1):
            if self.tokens[i].text in (":", "؛") or (
                self.is_verb(i) and self.keys[i] not in ("شده", "صورت", "انجام", "داشته", "برگزار", "نشست")
            ):
                left = i + 1
                break
        right = last
        for i in range(trigger.end, last):
            if self.tokens[i].text in (":", "؛") or (self.is_verb(i) and self.keys[i] not in ("صورت", "انجام", "برگزار", "نشست")):
                right = i
                break
        return left, right

    def group_at(self, at: int, last: int) -> list[int]:
        """The mention that begins at a token, and those joined to it by `و` or a comma."""
        out: list[int] = []
        while at < last:
            while at < last and self.tokens[at].text in '«"“(':
                at += 1
            index = self.at.get(at, self.cover.get(at))
            if index is None:
                break
            out.append(index)
            at = self.mentions[index].last
            while at < last and self.tokens[at].text in '»"”)':
                at += 1
            if at < last and (self.keys[at] == "و" or self.tokens[at].text in "،,"):
                at += 1
                while at < last and self.keys[at] in ("همچنین", "نیز"):
                    at += 1
                continue
            break
        return out

    def partners(self, trigger: Trigger, left: int, right: int) -> list[int]:
        """The mentions behind `با` (`به` for a message, `همراه` for a visit), after the noun or before it."""
        words = {"message": ("به", "برای", "خطاب"), "visit": ("همراه", "همراهی")}.get(trigger.type, ("با",))
        both = () if trigger.type in ("visit", "message") else ("میان", "بین")
        for i in range(trigger.last if not trigger.verb else trigger.end, right):
            present = self.keys[i] == "با" and self.keys[i + 1 : i + 2] == ("حضور",)
            if (present or self.keys[i] in (*words, *both)) and (found := self.group_at(i + 1 + present, right)):
                return found
            if i - trigger.end > (25 if trigger.type == "message" else 12):
                break
            if trigger.type != "message" and self.tokens[i].text == "،" and i not in self.cover:
                break
        for i in range(trigger.first - 1, left - 1, -1):
            if self.keys[i] in (*words, *both) and i not in self.cover and (found := self.group_at(i + 1, trigger.first)):
                return found
        return []

    def subjects(self, trigger: Trigger, left: int, right: int, partners: list[int]) -> tuple[list[int], int | None]:
        """The mentions that act: the noun's own (`دیدار X با Y`), else the clause's, else the pronoun's token."""
        if not trigger.verb or trigger.type == "message":
            own = [i for i in self.group_at(trigger.last, right) if i not in partners]
            if own and (partners or trigger.type in ("visit", "message", "agreement") or len(own) > 1):
                return own, None
            partners += own
        begin = self.document.sentence_at(trigger.first)[0]
        that = next((i + 1 for i in range(trigger.first - 1, left - 1, -1) if self.keys[i] == "که"), left)
        for at in dict.fromkeys((that, left, begin)):
            found, pronoun = self.actors(at, trigger.first, partners)
            if found or pronoun is not None:
                return found, pronoun
        return [], None

    def actors(self, begin: int, end: int, partners: list[int]) -> tuple[list[int], int | None]:
        """The first mentions, or the first pronoun, of a stretch that no preposition or citation stands before."""
        at = begin
        while at < end:
            index = self.at.get(at)
            if index is None:
                if self.keys[at] in _PRONOUNS and (at == begin or self.keys[at - 1] not in _BEFORE):
                    return [], at
                at += 1
                continue
            before = at - 1
            while before >= begin and self.tokens[before].text in '«"“(':
                before -= 1
            mention = self.mentions[index]
            led = before >= begin and (self.keys[before] in _BEFORE or self.keys[before] in _NO_SUBJECT)
            cited = mention.last < end and self.tokens[mention.last].text == ":"
            if not led and not cited and mention.type != "document" and index not in partners:
                found = [i for i in self.group_at(at, end) if i not in partners and self.mentions[i].type != "document"]
                if found:
                    return found, None
            at = mention.last
        return [], None

    def is_visit(self, trigger: Trigger, right: int) -> bool:
        if trigger.kind == "trip" and not trigger.verb:
            return any(self.keys[i] in ("به", "در") for i in range(trigger.last, min(right, trigger.last + 12)))
        return True

    def status(self, trigger: Trigger, first: int, last: int) -> Status:
        """Whether it happened, by its verb and by `قرار است`, `لغو`, `تکذیب` around it."""
        near = self.keys[max(first, trigger.first - 25) : min(last, trigger.end + 12)]
        verb = self.keys[trigger.last : trigger.end]
        for i in range(max(first, trigger.first - 4), min(last, trigger.end + 12)):
            if self.keys[i] == "لغو" and not any(key.startswith("تحریم") for key in self.keys[max(first, i - 4) : i]):
                return "cancelled"
        if not trigger.verb and "تکذیب" in self.keys[trigger.end : last] and "خبر" not in near:
            return "denied"
        if trigger.kind == "move" and self.keys[trigger.first].startswith("می"):
            return "planned"
        if any(word in _FUTURE for word in verb) or (trigger.verb in _OPEN_VERB and "داشته" not in verb):
            return "planned"
        after = self.keys[trigger.end : min(last, trigger.end + 12)]
        if trigger.verb not in _DONE and (any(word in _FUTURE for word in after) or ("قرار" in near and ("است" in near or "بود" in near))):
            return "planned"
        if trigger.verb in _PRESENT or (not trigger.verb and ({"فردا", "آینده", "آتی", "آستانه"} & set(near) or near[-1:] == ("آستانه",))):
            return "planned"
        return "happened"

    def signs(self, trigger: Trigger, left: int, right: int, subjects: Sequence[int], partners: Sequence[int], pronoun: bool) -> list[str]:
        """What speaks for or against a contact at a trigger, as named signs."""
        first, last = self.document.sentence_at(trigger.first)
        noun = "".join(self.keys[trigger.first : trigger.last])
        before = self.keys[trigger.first - 1] if trigger.first > first else "^"
        earlier = self.keys[trigger.first - 2] if trigger.first > first + 1 else "^"
        after = self.keys[trigger.end] if trigger.end < last else "$"
        verb = (
            "done"
            if trigger.verb in _DONE
            else "future"
            if trigger.verb in _FUTURE
            else "open"
            if trigger.verb in _OPEN_VERB
            else trigger.verb and "now"
        )
        place = min(self.tokens[trigger.first].paragraph, 3)
        goal = next((i + 1 for i in range(trigger.last - 1, min(last - 1, trigger.last + 5)) if self.keys[i] in ("به", "از", "وارد")), None)
        kinds = "+".join(sorted({self.mentions[i].type for i in subjects}) or ["pronoun" if pronoun else "none"])
        others = "+".join(sorted({self.mentions[i].type for i in partners}) or ["none"])
        signs = [
            f"noun={noun}",
            f"kind={trigger.kind}",
            f"verb={verb}",
            f"noun,verb={noun},{verb}",
            f"word={trigger.verb}",
            f"before={before}",
            f"kind,before={trigger.kind},{before}",
            f"earlier={earlier},{before}",
            f"after={after}",
            f"kind,after={trigger.kind},{after}",
            f"kind,who={trigger.kind},{kinds},{others}",
            f"who={kinds}",
            f"whom={others}",
            f"place={place}",
            f"day={any(left <= a and b <= right for a, b, _ in self.days)}",
            f"ends={self.tokens[last - 1].text}",
            f"kind,to={trigger.kind},{goal is not None and self.mentions[self.cover[goal]].type if goal in self.cover else goal is not None}",  # noqa: E501
            f"many={len(subjects) + len(partners) > 2}",
        ]
        signs += [
            f"by={self.keys[i]}"
            for i in range(max(first, trigger.first - 6), min(last, trigger.end + 7))
            if not trigger.first <= i < trigger.end and self.keys[i] in _TELLING
        ]
        signs += [f"named={self.mentions[i].name is not None}" for i in partners]
        return signs

    def time(self, trigger: Trigger, left: int, right: int) -> Time | None:
        """The date nearest to the trigger in its clause, else in its sentence."""
        begin, end = self.document.sentence_at(trigger.first)
        for first, last in ((left, right), (begin, end)):
            inside = [(min(abs(a - trigger.first), abs(b - trigger.first)), day) for a, b, day in self.days if first <= a and b <= last]
            if inside:
                day = min(inside, key=lambda found: found[0])[1]
                return Time(day.span, day.value)
        return None

    def place(self, trigger: Trigger, left: int, right: int) -> Span | None:
        """The name behind `در` (or `به`, for a visit) in the clause."""
        words = ("به", "در", "از", "وارد", "عازم", "راهی") if trigger.type == "visit" else ("در",)
        for i in [*range(trigger.last, right - 1), *range(left, trigger.first)]:
            index = self.at.get(i + 1)
            if self.keys[i] in words and index is not None and self.mentions[index].type == "organization":
                return self.document.span(self.mentions[index].first, self.mentions[index].last)
        return None


def merge(events: list[Event]) -> list[Event]:
    """One event for those of one type that share their parties, the fullest telling of each."""
    out: list[Event] = []
    for event in events:
        for i, known in enumerate(out):
            if same_event(known, event):
                fuller = event if fullness(event) > fullness(known) else known
                out[i] = replace(fuller, time=fuller.time or known.time or event.time, place=fuller.place or known.place or event.place)
                break
        else:
            out.append(event)
    return out


def fullness(event: Event) -> tuple[int, bool, bool, bool, bool]:
    """How much a telling tells: by its parties; a title tells less than a sentence, a noun less than a verb, a lead less than the body."""
    return len(event.parties), event.paragraph > 0, bool(event.trigger.verb), event.paragraph > 1, event.time is not None


def same_event(one: Event, two: Event) -> bool:
    """Whether two tellings can be of one event: of one type, the parties of one among the other's, or a headline that shares one."""
    if one.trigger.type != two.trigger.type:
        return False
    if (
        one.time
        and two.time
        and one.time.value
        and two.time.value
        and one.time.value != two.time.value
        and one.trigger.verb
        and two.trigger.verb
    ):
        return False
    a, b = set(one.parties), set(two.parties)
    if (one.paragraph == 0) != (two.paragraph == 0) and a & b:
        return True  # a headline may call one side by another name: `دیدار X با فرماندهان`
    return a <= b or b <= a
