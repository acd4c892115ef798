"""Document -> expressions of time as they are worded, not yet resolved to days.

A small grammar over token keys, most specific rule first: numbered years (`years.py`), months and seasons (`months.py`), days of a month
(`dates.py`), weeks and so many units ago (`weeks.py`), days told by a word or weekday and known occasions (`grammar.py`). Each builds on
the one before. `extract/days.py` asks what they say against the day of publication.
"""

from naql.extract.timewords.expression import Expression
from naql.extract.timewords.grammar import Grammar

__all__ = ["Expression", "Grammar"]
