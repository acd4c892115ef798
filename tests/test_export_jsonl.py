"""One record, one line."""

import json

from hypothesis import given
from hypothesis import strategies as st

from naql.export.jsonl import jsonl_lines


@given(st.lists(st.dictionaries(st.text(), st.text() | st.none() | st.integers())))
def test_each_record_is_one_line(records):
    """Whatever a reader takes for the end of a line, and the record comes back."""
    lines = list(jsonl_lines(records))
    assert "".join(lines).splitlines(keepends=True) == lines
    assert [json.loads(line) for line in lines] == records


def test_persian_is_written_as_it_is():
    """Not as escapes."""
    assert list(jsonl_lines([{"name": "می‌شود"}])) == ['{"name": "می‌شود"}\n']
