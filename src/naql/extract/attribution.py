"""What `speech` gives: words attributed to somebody, as token ranges, before it is known to whom."""

from __future__ import annotations

from dataclasses import dataclass

from naql.extract.cues import Cue
from naql.model import Kind


@dataclass(frozen=True)
class Attribution:
    """Words attributed to somebody, as token ranges. `cue` is None for a label (`X: …`), whose name is then `subject`.

    `where` is the token at which the narrator speaks (the cue), from which the subject is looked for; `floor` the first token of
    the clause it stands in.
    """

    content: tuple[int, int]
    kind: Kind
    cue: Cue | None
    where: int
    floor: int
    nested: bool = False
    subject: tuple[int, int] | None = None
    after: bool = False
