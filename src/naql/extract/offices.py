"""Entity -> the offices that are told of it: each once, in the form that says most, without what only seems to be another.

An article gives an office in several forms, of which some are cut short and some run on into the sentence. What stands beside the name is
trusted most, then what says most.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from naql.extract.entities import DEMONSTRATIVES, Entities, Entity
from naql.text.tokens import Document

ALIKE = 0.75
"""The share of words, of the shorter of two offices with the same head, that makes them one."""
_WEAK = frozenset("و در از به با ی های ها جمهوری اسلامی ایران کشور محترم کشورمان شهر استان شهرستان مردم امور".split())
_SOME = frozenset({"یک", "یکی"})


@dataclass(frozen=True)
class Form:
    """A form of an office: as it is written most often, its keys, whether it stands beside a name, and how often it stands."""

    text: str
    words: tuple[str, ...]
    beside: bool
    times: int

    @property
    def points(self) -> bool:
        """Whether it points back for its body (`سخنگوی این شورا`), so that another form of the office says more."""
        return not DEMONSTRATIVES.isdisjoint(self.words)

    @property
    def telling(self) -> frozenset[str]:
        """Its words but for the weak ones."""
        return frozenset(self.words) - _WEAK


def offices_of(document: Document, entities: Entities, entity: Entity) -> tuple[str, ...]:
    """The offices of a person, each in one form, in the order of the article."""
    forms = forms_of(document, entities, entity)
    kept = distinct(fullest([form for form in forms if not runs_on(form, forms)]))
    return tuple(form.text for form in forms if form in kept)


def forms_of(document: Document, entities: Entities, entity: Entity) -> list[Form]:
    """Every form in which an office is told, spellings that differ only in their joints taken for one."""
    beside = {office for mention in entities.mentions if mention.name for office in mention.offices}
    where: dict[str, list[tuple[int, int]]] = {}
    for office in sorted(entity.offices):
        words = entities.words(office)
        if words and words[0] not in DEMONSTRATIVES:
            where.setdefault("".join(words), []).append(office)
    out = []
    for spans in where.values():
        shown = max(spans, key=lambda span: sum(document.words(*other) == document.words(*span) for other in spans))
        out.append(Form(document.words(*shown), entities.words(shown), not beside.isdisjoint(spans), len(spans)))
    return out


def runs_on(form: Form, forms: Iterable[Form]) -> bool:
    """Whether a form only goes on from another into the sentence: it stands once and apart, the other beside the name or more than once."""
    return (
        not form.beside
        and form.times == 1
        and any(
            len(other.words) < len(form.words) and form.words[: len(other.words)] == other.words and (other.beside or other.times > 1)
            for other in forms
        )
    )


def fullest(forms: list[Form]) -> list[Form]:
    """Forms without those whose words all stand in a longer one (`رئیس‌جمهور` beside `رئیس‌جمهور فرانسه`), and without `یک کارشناس`."""
    return [f for f in forms if f.words[0] not in _SOME and not any(frozenset(f.words) < frozenset(other.words) for other in forms)]


def distinct(forms: list[Form]) -> list[Form]:
    """One form of each office: of two with the same head and like words, the one beside the name, else the longer."""
    out: list[Form] = []
    for form in sorted(forms, key=lambda f: (f.points, not f.beside, -len(f.words))):
        if not any(other.words[0] == form.words[0] and (form.points or alike(form, other)) for other in out):
            out.append(form)
    return out


def alike(one: Form, two: Form) -> bool:
    """Whether most words of the shorter of two forms stand in the other."""
    return len(one.telling & two.telling) >= ALIKE * min(len(one.telling), len(two.telling))
