"""Attributions, entities -> sources and statements: whose words they are.

A subject beside the cue is looked up; a pronoun or a dropped subject goes back to whom the narrator spoke of last: the last speaker, or the
person who has been the narrator's subject since. Which
nameless speaker is somebody named elsewhere is settled before, by `holders`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from naql.extract.attribution import Attribution
from naql.extract.confidence import confidence_of
from naql.extract.entities import DEMONSTRATIVES, Entities, Entity
from naql.extract.holders import Choice, Turn, choices, choose
from naql.extract.made_at import Told, Words, link_words
from naql.extract.offices import offices_of
from naql.extract.subjects import Subject, Subjects
from naql.language.mention import Mention
from naql.model import Contact, How, Reason, Source, SourceType, Span, Statement, statement_id
from naql.text.tokens import Document

PLURAL = frozenset({"آنها", "آنان", "اینان"})


@dataclass
class Said:
    """An attribution on its way to its source."""

    attribution: Attribution
    subject: Subject | None
    entity: Entity | None = None
    how: How | None = None
    reason: Reason | None = None


def resolve_speakers(document: Document, subjects: Subjects, attributions: Sequence[Attribution]) -> Cast:
    """Give each attribution its source."""
    entities, said, found = find_choices(document, subjects, attributions)
    for choice in found:
        person = choose(choice)
        if person is not None:
            entities.merge(person, choice.speaker)
    entities.settle(frozenset(e.number for one in said if one.subject and one.subject.mention and (e := entities.of(one.subject.mention))))
    _Resolver(document, entities, subjects, said).resolve()
    return Cast(document, entities, subjects, tuple(sorted(said, key=lambda s: s.attribution.where)))


def find_choices(document: Document, subjects: Subjects, attributions: Sequence[Attribution]) -> tuple[Entities, list[Said], list[Choice]]:
    """The entities of an article, its attributions with their subjects, and the nameless speakers who may be somebody named."""
    said = _with_subjects(document, subjects, attributions)
    beside = [s.subject.mention for s in said if s.subject and s.subject.mention]
    entities = Entities(document, [*subjects.mentions, *beside], frozenset(m.first for m in beside))
    turns = []
    for one in said:
        mention = one.subject.mention if one.subject and not one.attribution.nested else None
        entity = entities.of(mention) if mention else None
        if mention and entity and entities.keys[mention.first] not in DEMONSTRATIVES:
            turns.append(Turn(mention, entity, one.attribution.where))
    return entities, said, choices(entities, turns)


@dataclass(frozen=True)
class Cast:
    """Who is in an article, and what each says."""

    document: Document
    entities: Entities
    subjects: Subjects
    said: tuple[Said, ...]

    def id_of(self, mention: int) -> str | None:
        """The provisional id of the entity a mention (by its index in `entities.mentions`) names."""
        entity = self.entities.of_mention.get(mention)
        return None if entity is None else f"e{entity.number}"

    def party(self, first: int, last: int, type_: SourceType) -> str:
        """The provisional id of whom a phrase names that is no mention: somebody known by these words, or a new entity."""
        entity = self.entities.known(first, last) or self.entities.add(Mention(first, last, type_))
        return f"e{entity.number}"

    def is_known(self, first: int, last: int) -> bool:
        """Whether somebody of the article goes by the words of a range."""
        return self.entities.known(first, last) is not None

    def antecedent(self, token: int) -> str | None:
        """The provisional id of whom a pronoun or a dropped subject at a token stands for: the last speaker before it."""
        last = next((s.entity for s in reversed(self.said) if s.attribution.where < token and not s.attribution.nested and s.entity), None)
        return None if last is None else f"e{last.number}"

    def speaker(self, token: int) -> str | None:
        """The provisional id of whose words a token stands in, the innermost; None where the narrator speaks."""
        inside = [
            s
            for s in self.said
            if s.entity and s.attribution.kind != "act" and s.attribution.content[0] <= token < s.attribution.content[1]
        ]
        one = min(inside, key=lambda s: s.attribution.content[1] - s.attribution.content[0], default=None)
        return None if one is None or one.entity is None else f"e{one.entity.number}"

    def records(self, told: Sequence[Told]) -> tuple[tuple[Source, ...], tuple[Statement, ...], tuple[Contact, ...]]:
        """Sources (those that speak or take part in a contact, in that order), statements and contacts with their final ids."""
        ordered = sorted(self.said, key=lambda s: (s.attribution.content[0], -s.attribution.content[1]))
        used = dict.fromkeys(f"e{s.entity.number}" for s in ordered if s.entity)
        used.update(dict.fromkeys(party for one in told for party in one.contact.participants))
        ids = {old: f"s{n}" for n, old in enumerate(used, 1)}
        sources = tuple(
            source_of(self.document, self.entities, self.subjects, self.entities.entities[int(old[1:])], new) for old, new in ids.items()
        )
        contacts = tuple(replace(t.contact, participants=tuple(ids[p] for p in t.contact.participants)) for t in told)
        made = [_statement(self.document, one, ids.get(f"e{one.entity.number}") if one.entity else None) for one in ordered]
        links = self._links(told)
        statements = tuple(
            replace(s, within=_within(s, made), contact=links.get(id(one)), confidence=confidence_of(s))
            for one, s in zip(ordered, made, strict=True)
        )
        return sources, statements, contacts

    def _links(self, told: Sequence[Told]) -> dict[int, str | None]:
        """At which contact each of the narrator's attributions was said."""
        outer = [one for one in self.said if not one.attribution.nested]
        words = [Words(a.where, f"e{one.entity.number}" if one.entity else None, a.cue is None) for one in outer for a in [one.attribution]]
        return dict(zip(map(id, outer), link_words(self.document, words, told), strict=True))


def _with_subjects(document: Document, subjects: Subjects, attributions: Sequence[Attribution]) -> list[Said]:
    """The subject beside each cue: before it in its clause, inherited within the sentence, or after a participial phrase."""
    said: list[Said] = []
    last_sentence, inherited, floor = -1, None, 0
    ordered = sorted(attributions, key=lambda a: (a.where, a.nested))
    for n, a in enumerate(ordered):
        if a.cue is None or a.after or a.subject:
            subject = _label_subject(subjects, a)
            said.append(Said(a, subject))
            inherited, last_sentence = subject, document.sentence_at(a.where)[0]
            floor = a.content[1]
            continue
        sentence = document.sentence_at(a.where)[0]
        if a.nested:
            found = subjects.of(a.floor, a.cue.first)
            said.append(Said(a, found))
            continue
        if sentence != last_sentence:
            inherited, floor, last_sentence = None, sentence, sentence
        begin = max(floor, sentence)
        found = subjects.of(begin, a.content[0]) if a.content[1] <= a.cue.first else subjects.of(begin, a.cue.first)
        if found is None and inherited is None:
            found = subjects.of(begin, a.cue.first)
        if found:
            inherited = found
        elif inherited is None and a.cue.shape == "participial":
            following = next(
                (
                    b
                    for b in ordered[n + 1 :]
                    if not b.nested and b.cue and document.sentence_at(b.where)[0] == sentence and b.cue.shape == "finite"
                ),
                None,
            )
            if following and following.cue:
                inherited = subjects.of(a.content[1], following.cue.first)
        said.append(Said(a, inherited))
        floor = a.content[1] if a.content[0] >= a.cue.first else a.cue.last
    return said


def _label_subject(subjects: Subjects, a: Attribution) -> Subject | None:
    if a.subject is None:
        return None
    for token in range(a.subject[0], a.subject[1]):
        found = subjects.at(token)
        if found and found.last <= a.subject[1] + 1:
            return found
    return subjects.phrase(*a.subject)


_FIRST_PERSON = frozenset("ما من بنده اینجانب".split())


class _Resolver:
    def __init__(self, document: Document, entities: Entities, subjects: Subjects, said: list[Said]) -> None:
        self.document = document
        self.entities = entities
        self.subjects = subjects
        self.said = said
        self.last: Entity | None = None
        self.last_person: Entity | None = None
        self.last_group: Entity | None = None
        self.seen = 0
        self.outer: list[Said] = []

    def resolve(self) -> None:
        for one in self.said:
            self._one(one)

    def _one(self, one: Said) -> None:
        a, subject = one.attribution, one.subject
        if a.nested:
            outer = next(
                (o for o in reversed(self.outer) if o.attribution.content[0] <= a.content[0] and a.content[1] <= o.attribution.content[1]),
                None,
            )
            if subject is None or subject.kind == "pronoun" or self._is_speaker(subject):
                one.entity = outer.entity if outer else self.last
                one.how = "pronoun" if subject else "dropped"
            else:
                one.entity, one.how = self._named(subject)
            self._reason(one)
            return
        if subject is None:
            one.entity, one.how = self._recent(a.where, None), "dropped"
        elif subject.kind == "pronoun":
            one.entity, one.how = self._recent(subject.first, self.document.keys[subject.first]), "pronoun"
        else:
            one.entity, one.how = self._named(subject)
        if a.cue is None and one.entity is not None:
            one.how = "label"
        self._reason(one)
        if one.entity is not None:
            self._remember(one.entity)
        self.outer.append(one)
        self.seen = a.content[1]

    def _is_speaker(self, subject: Subject) -> bool:
        """Whether a phrase is the speaker's word for himself: `ما به سازمان گفتیم`."""
        return subject.last == subject.first + 1 and self.document.keys[subject.first] in _FIRST_PERSON

    def _reason(self, one: Said) -> None:
        """Say why words have no source."""
        if one.entity is None:
            one.reason = "outside-article" if one.subject is None else "several-candidates"
            one.how = None

    def _remember(self, entity: Entity) -> None:
        self.last = entity
        if entity.type in ("person", "unnamed"):
            self.last_person = entity
        if entity.type in ("group", "organization"):
            self.last_group = entity

    def _named(self, subject: Subject) -> tuple[Entity | None, How]:
        mention = subject.mention
        if mention is None:
            return None, "name"
        entity = self.entities.of(mention)
        if entity is None:  # `این مسئول`: whoever spoke last
            entity = self._recent(subject.first, "وی")
            if entity is None:
                return self.entities.own(mention), "name"
            self.entities.give(mention, entity)
            return entity, "office"
        if mention.name is None:
            return entity, "office" if mention.type == "person" else "name"
        return entity, "name" if len(self.entities.words(mention.name)) == len(entity.full) else "alias"

    def _recent(self, token: int, pronoun: str | None) -> Entity | None:
        """Whom the narrator spoke of last: his last subject since the last words quoted, else the last speaker."""
        if pronoun in PLURAL:
            return self.last_group or self.last
        begin = self.seen
        spoken = [s for s in self.subjects.all(begin, token) if s.kind == "mention"] if token - begin < 400 else []
        for s in reversed(spoken):
            entity = self.entities.of(s.mention) if s.mention is not None else None
            if entity and entity.type == "person" and entity.named:
                return entity
        if pronoun and self.last and self.last.type not in ("person", "unnamed") and self.last_person:
            return self.last_person
        if self.last is None:
            return next(
                (
                    self.entities.of_mention[n]
                    for n, m in enumerate(self.entities.mentions)
                    if m.first < token and n in self.entities.of_mention and m.type == "person"
                ),
                None,
            )
        return self.last


def _within(statement: Statement, statements: Sequence[Statement]) -> str | None:
    """The id of the narrowest statement that a nested one stands in."""
    if not statement.nested:
        return None
    start, end = statement.content
    around = [s for s in statements if s is not statement and s.content.start <= start and end <= s.content.end and s.id != statement.id]
    return min(around, key=lambda s: s.content.end - s.content.start).id if around else None


def _statement(document: Document, one: Said, source: str | None) -> Statement:
    a = one.attribution
    span = document.span(*a.content)
    return Statement(
        id=statement_id(document.article.id, span, a.nested),
        source=source,
        content=span,
        kind=a.kind,
        cue=document.span(a.cue.first, a.cue.last) if a.cue else None,
        source_span=document.span(*one.subject.shown) if one.subject else None,
        nested=a.nested,
        how=one.how,
        reason=one.reason,
        stance=a.cue.entry.stance if a.cue else None,
    )


def source_of(document: Document, entities: Entities, subjects: Subjects, entity: Entity, source_id: str) -> Source:
    """An entity as a source: its name, the other forms used for it, its offices as written."""
    mentions = sorted((entities.mentions[m] for m in set(entity.mentions)), key=lambda m: m.first)
    name = entities.name(entity)
    forms: dict[str, str] = {}
    spans: list[Span] = []
    rank = None
    for mention in mentions:
        spans.append(document.span(mention.first, mention.last))
        if mention.rank and rank is None:
            rank = document.words(*mention.rank)
        shown = document.words(*subjects.shown(mention))
        first = entities.keys[mention.first]
        if first not in DEMONSTRATIVES:
            forms.setdefault("".join(entities.words(subjects.shown(mention))), shown)
        if mention.name:
            forms.setdefault("".join(entities.words(mention.name)), document.words(*mention.name))
    offices: dict[str, str] = {}
    for office in entity.offices:
        words = "".join(entities.words(office))
        if entities.keys[office[0]] not in DEMONSTRATIVES:
            offices.setdefault(words, document.words(*office))
    for words, text in offices.items():
        forms.setdefault(words, text)
    aliases = tuple(text for text in forms.values() if text != name)
    held = offices_of(document, entities, entity) if entity.type == "person" else ()
    return Source(source_id, name, entity.type, aliases, held, rank, tuple(spans))
