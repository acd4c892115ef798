"""Work in several processes comes back in order, and a process that dies takes one argument with it."""

import os

from naql.pool import Died, map_ahead


def double(number):
    """Twice the number; some numbers kill."""
    if number % 7 == 3:
        os._exit(1)
    return 2 * number


def test_results_come_in_order_and_only_the_culprits_are_lost():
    """Two numbers kill their process, more than a window apart; what needs no work is passed on."""
    items = [(f"{n}", None if n == 5 else n) for n in range(14)]
    results = list(map_ahead(double, items, 2))
    assert [item for item, _ in results] == [item for item, _ in items]
    assert [n for n, (_, result) in enumerate(results) if isinstance(result, Died)] == [3, 10]
    assert [result for _, result in results if not isinstance(result, Died)] == [0, 2, 4, 8, None, 12, 14, 16, 18, 22, 24, 26]


def test_no_process_is_started_without_need(monkeypatch):
    """Where nothing has an argument, the function is never called."""
    monkeypatch.setattr("naql.pool._executor", None)
    assert list(map_ahead(double, [(n, None) for n in range(20)], 2)) == [(n, None) for n in range(20)]


def test_items_are_taken_as_results_are_wanted():
    """Memory is bounded: only some are taken ahead of the first result."""
    taken = []
    items = ((n, None) for n in range(1000) if not taken.append(n))
    next(map_ahead(double, items, 2))
    assert len(taken) < 20
