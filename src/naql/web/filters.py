"""The filter form -> a query of the archive, or what is wrong with it, field by field.

All of a list's state is in the address bar: the values as the user wrote them, so that a link shows the very same form again.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final, get_args
from urllib.parse import urlencode

from naql.archive.search import LONGEST
from naql.archive.spelling import compact
from naql.archive.store import Query
from naql.desk import make_query, parse_period
from naql.model import Kind
from naql.web.wording import Language

PAGE_SIZE: Final = 50
_DEEPEST: Final = 1_000_000


@dataclass(frozen=True)
class Filters:
    """The fields of the form as written; an empty one does not narrow the list."""

    text: str = ""
    by: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    kind: str = ""
    page: str = ""

    @property
    def number(self) -> int:
        """The page asked for, from 1; 1 for anything that is no number."""
        return min(max(int(self.page), 1), _DEEPEST) if self.page.isdecimal() and len(self.page) < 8 else 1

    @property
    def narrows(self) -> bool:
        """Whether any filter but the page is set."""
        return any(getattr(self, f.name).strip() for f in fields(self) if f.name != "page")

    @property
    def closer(self) -> bool:
        """Whether any filter beside the search text is in use."""
        return any(value.strip() for value in (self.by, self.outlet, self.since, self.until, self.kind))

    def link(self, path: str, **changes: str) -> str:
        """The address of the list with some fields changed; empty ones are left out."""
        values = {f.name: changes.get(f.name, getattr(self, f.name)) for f in fields(self)}
        query = urlencode({name: value for name, value in values.items() if value and (name, value) != ("page", "1")})
        return f"{path}?{query}" if query else path

    def problems(self, language: Language) -> dict[str, str]:
        """What is wrong, by the field it is wrong in; empty where the query can be asked."""
        found = {}
        periods = {name: parse_period(value) for name, value in (("since", self.since), ("until", self.until)) if value.strip()}
        for name, period in periods.items():
            if period is None:
                found[name] = language("filter.bad-day", value=_isolated(getattr(self, name).strip()))
        since, until = periods.get("since"), periods.get("until")
        if since and until and since[0] > until[1]:
            found["until"] = language("filter.bad-range")
        if len(self.text) > LONGEST:
            found["text"] = language("filter.bad-query", value=_isolated(self.text[:40] + "…"))
        if self.by.strip() and not compact(self.by):
            found["by"] = language("filter.bad-query", value=_isolated(self.by))
        if self.kind and self.kind not in get_args(Kind):
            found["kind"] = language("filter.bad-query", value=_isolated(self.kind))
        return found

    def query(self, source: str = "", size: int = PAGE_SIZE) -> Query:
        """The query of this page; only where there are no `problems`."""
        return make_query(
            self.text,
            by=self.by,
            source=source,
            outlet=self.outlet,
            since=self.since,
            until=self.until,
            kind=self.kind,
            limit=size,
            offset=(self.number - 1) * size,
        )


def _isolated(value: str) -> str:
    """What a user wrote, put into a sentence of ours without turning it around."""
    return f"\N{FIRST STRONG ISOLATE}{value}\N{POP DIRECTIONAL ISOLATE}"
