"""Document + mentions -> contacts: meetings, calls, visits, messages and agreements, one for each event.

A trigger (`triggers.py`) is a noun with its verb; its parties are chosen among everybody its sentence names or means (`parties.py`); the
signs around it say whether it tells a contact at all (`data/contact_signs.tsv`). Retellings of one event become one contact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from naql.extract.made_at import Told
from naql.extract.occasions import status_of, time_of
from naql.extract.parties import Candidate, choose_parties, find_candidates
from naql.extract.places import place_of
from naql.extract.roles import Roles, add_phrases, find_roles
from naql.extract.scene import SPORT, Entities, Scene, load_weights, weigh
from naql.extract.triggers import Trigger, find_triggers
from naql.language.mention import Mention
from naql.model import Contact, Day, Span, Status, Time, contact_id
from naql.text.tokens import Document

LEAST = -0.2
"""Log odds that a telling needs: near the best F1 in cross-validation, with 20 to 25 spurious contacts for 100 annotated."""


@dataclass(frozen=True)
class Telling:
    """A trigger with everybody who may be a party, before any is chosen."""

    trigger: Trigger
    roles: Roles
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Event:
    """One telling of a contact, its parties chosen; `tellings` are the token ranges of all that tell it."""

    trigger: Trigger
    parties: tuple[str, ...]
    status: Status
    time: Time | None
    place: Span | None
    paragraph: int = 0
    tellings: tuple[tuple[int, int], ...] = ()

    def contact(self, document: Document) -> Contact:
        """The record."""
        span = document.span(self.trigger.first, self.trigger.shown)
        return Contact(contact_id(document.article.id, span), self.trigger.type, self.parties, span, self.status, self.time, self.place)


def find_contacts(document: Document, mentions: Sequence[Mention], entities: Entities, days: Sequence[Day] = ()) -> tuple[Contact, ...]:
    """Find every contact, in the order of the text."""
    return tuple(told.contact for told in find_told(document, mentions, entities, days))


def find_told(document: Document, mentions: Sequence[Mention], entities: Entities, days: Sequence[Day] = ()) -> tuple[Told, ...]:
    """Find every contact with all its tellings, in the order of the text."""
    scene = Scene(document, mentions, entities, days)
    parties, weights, statuses = (load_weights(f"{name}_signs.tsv") for name in ("party", "contact", "status"))
    events = []
    for telling in find_tellings(scene):
        chosen = choose_parties(telling.trigger.type, telling.candidates, parties)
        if chosen and weigh(weights, signs_of(scene, telling, chosen)) >= LEAST:
            events.append(event_of(scene, telling, chosen, statuses))
    return tuple(Told(event.contact(document), event.tellings) for event in merge(events))


def find_tellings(scene: Scene) -> list[Telling]:
    """Everything that may tell a contact, in the order of the text."""
    out: list[Telling] = []
    before: list[str] = []
    for trigger in find_triggers(scene):
        add_phrases(scene, trigger)
        roles = find_roles(scene, trigger)
        out.append(Telling(trigger, roles, tuple(find_candidates(scene, trigger, roles, before))))
        named = [scene.party(i) for i in (*roles.subjects, *roles.partners) if not scene.is_both(i)]
        parties = list(dict.fromkeys(party for party in named if party))
        before = parties if len(parties) > 1 else before
    return out


def event_of(scene: Scene, telling: Telling, chosen: Sequence[tuple[str, float]], statuses: Mapping[str, float]) -> Event:
    """A telling with its parties chosen."""
    trigger, clause = telling.trigger, telling.roles.clause
    return Event(
        trigger,
        tuple(party for party, _ in chosen),
        status_of(scene, trigger, clause, statuses),
        time_of(scene, trigger, clause),
        place_of(scene, trigger, clause),
        scene.tokens[trigger.first].paragraph,
        ((trigger.first, trigger.end),),
    )


_TELLING = frozenset(
    "این آن همین پس در از پیش طی برای به هرگونه باید امکان احتمال آمادگی درخواست خواستار خواست ادامه شروع آغاز قبل بعد هنگام جریان حاشیه "
    "جلسه صبح عصر امروز دیروز روز خود ما من وی اگر نباید هیچ عدم شرط پیشنهاد قصد رد تکذیب لغو قرار زمان آینده گذشته "
    "اخیر نتیجه موضوع کشورهای داخل بازار".split()
)
"""Words near a trigger that tell whether it speaks of an event."""


def signs_of(scene: Scene, telling: Telling, chosen: Sequence[tuple[str, float]]) -> list[str]:
    """What speaks for or against a contact at a trigger, as named signs."""
    return [*_word_signs(scene, telling.trigger), *_party_signs(scene, telling, chosen)]


def _word_signs(scene: Scene, trigger: Trigger) -> list[str]:
    """The signs of the words at and around a trigger."""
    first, last = scene.sentence(trigger.first)
    keys = scene.keys
    noun = "".join(keys[trigger.first : trigger.last])
    before = keys[trigger.first - 1] if trigger.first > first else "^"
    earlier = keys[trigger.first - 2] if trigger.first > first + 1 else "^"
    after = keys[trigger.end] if trigger.end < last else "$"
    following = [*keys[trigger.last : min(last, trigger.last + 2)], "$", "$"]
    sport = any(keys[i] in SPORT for i in range(first, last))
    verb = trigger.form.tense if trigger.form else "none"
    goal = next((i + 1 for i in range(trigger.last - 1, min(last - 1, trigger.last + 5)) if keys[i] in ("به", "از", "وارد")), None)
    to = scene.mentions[scene.cover[goal]].type if goal in scene.cover else str(goal is not None)
    said = scene.entities.speaker(trigger.first) is not None
    signs = [
        f"noun={noun}",
        f"kind={trigger.kind}",
        f"verb={verb}",
        f"noun,verb={noun},{verb}",
        f"kind,verb={trigger.kind},{verb}",
        f"word={trigger.verb}",
        f"person={trigger.form.person if trigger.form else ''},{said}",
        f"before={before}",
        f"kind,before={trigger.kind},{before}",
        f"earlier={earlier},{before}",
        f"after={after}",
        f"kind,after={trigger.kind},{after}",
        f"kind,next={trigger.kind},{following[0]}",
        f"next={following[0]},{following[1]}",
        f"kind,sport={trigger.kind},{sport},{scene.is_sport}",
        f"sport={sport},{scene.is_sport}",
        f"place={min(scene.tokens[trigger.first].paragraph, 3)}",
        f"ends={scene.tokens[last - 1].text}",
        f"kind,to={trigger.kind},{to}",
        f"said={said},{verb}",
    ]
    return signs + [
        f"by={keys[i]}"
        for i in range(max(first, trigger.first - 6), min(last, trigger.end + 7))
        if not trigger.first <= i < trigger.end and keys[i] in _TELLING
    ]


def _party_signs(scene: Scene, telling: Telling, chosen: Sequence[tuple[str, float]]) -> list[str]:
    """The signs of a telling's parties."""
    trigger, roles = telling.trigger, telling.roles
    kinds = "+".join(sorted({scene.mentions[i].type for i in roles.subjects}) or ["pronoun" if roles.pronoun is not None else "none"])
    others = "+".join(sorted({scene.mentions[i].type for i in roles.partners}) or ["none"])
    left, right = roles.clause
    surest = sorted((odds for _, odds in chosen), reverse=True)
    second = "none" if len(surest) < 2 else str(min(int(surest[1]), 3))
    return [
        f"kind,who={trigger.kind},{kinds},{others}",
        f"who={kinds}",
        f"whom={others}",
        f"day={any(left <= a and b <= right for a, b, _ in scene.days)}",
        f"n={min(len(chosen), 4)}",
        f"type,n={trigger.type},{min(len(chosen), 3)}",
        f"surest={min(int(surest[0]), 4)},{second}",
        f"type,surest={trigger.type},{min(int(surest[0]), 4)}",
        *(f"named={scene.mentions[i].name is not None}" for i in roles.partners),
    ]


def merge(events: list[Event]) -> list[Event]:
    """One event for those of one type that share their parties, the fullest telling of each."""
    out: list[Event] = []
    for event in events:
        for i, known in enumerate(out):
            if same_event(known, event):
                fuller = event if fullness(event) > fullness(known) else known
                out[i] = replace(
                    fuller,
                    time=fuller.time or known.time or event.time,
                    place=fuller.place or known.place or event.place,
                    tellings=(*known.tellings, *event.tellings),
                )
                break
        else:
            out.append(event)
    return out


def fullness(event: Event) -> tuple[int, bool, bool, bool]:
    """How much a telling tells: by its parties; a title tells less than a sentence, a noun less than a verb, one without a day less."""
    return len(event.parties), event.paragraph > 0, bool(event.trigger.verb), event.time is not None


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
