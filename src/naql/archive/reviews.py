"""What people decided about records: appended, never changed or taken away, whatever becomes of the reading."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from sqlalchemy import Connection, insert, select

from naql.archive.schema import reviews
from naql.model import Review


def add_review(connection: Connection, review: Review) -> None:
    """Append a decision."""
    values = {
        "record": review.record,
        "verdict": review.verdict,
        "by": review.by,
        "at": review.at.isoformat(),
        "note": review.note,
        "correction": None if review.correction is None else json.dumps(dict(review.correction), ensure_ascii=False),
    }
    connection.execute(insert(reviews), values)


def iter_reviews(connection: Connection, record: str | None) -> Iterator[Review]:
    """The decisions about one record, or about all, in the order they were made."""
    wanted = select(reviews).order_by(reviews.c.row)
    for row in connection.execute(wanted if record is None else wanted.where(reviews.c.record == record)):
        correction = None if row.correction is None else json.loads(row.correction)
        yield Review(row.record, row.verdict, row.by, dt.datetime.fromisoformat(row.at), row.note, correction)
