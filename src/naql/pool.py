"""A function applied to many things in several processes, their order kept, at bounded memory.

A process may die (a fault in compiled code, too little memory): then what it may have died of is tried again, in a process of its own,
one after another, so that only the culprit is lost.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, TypeVar

AHEAD = 4
"""Results a worker that are made before the first of them is taken."""

T = TypeVar("T")
A = TypeVar("A")
R = TypeVar("R")


class Died:
    """Stands for a result: the process that should have made it died."""


def map_ahead(function: Callable[[A], R], items: Iterable[tuple[T, A | None]], workers: int) -> Iterator[tuple[T, R | Died | None]]:
    """Each item with the function's result for its argument, None where it has no argument. No process is started without need.

    `function` and its arguments must be importable and picklable.
    """
    waiting: deque[tuple[T, tuple[Future[R], A] | None]] = deque()
    pool = _Pool(function, workers)

    def first() -> tuple[T, R | Died | None]:
        item, promise = waiting.popleft()
        return item, pool.result(*promise) if promise else None

    try:
        for item, argument in items:
            waiting.append((item, None if argument is None else (pool.submit(argument), argument)))
            if len(waiting) >= AHEAD * workers:
                yield first()
        while waiting:
            yield first()
    finally:
        pool.close()


class _Pool(Generic[A, R]):
    """Processes that apply one function: several for all arguments, one for those that may have killed another."""

    def __init__(self, function: Callable[[A], R], workers: int) -> None:
        self.function, self.workers = function, workers
        self.several: ProcessPoolExecutor | None = None
        self.single: ProcessPoolExecutor | None = None

    def submit(self, argument: A) -> Future[R]:
        """Have the function applied; where the processes broke down before, by new ones."""
        try:
            self.several = self.several or _executor(self.workers)
            return self.several.submit(self.function, argument)
        except BrokenProcessPool:
            self.several = _executor(self.workers)
            return self.several.submit(self.function, argument)

    def result(self, future: Future[R], argument: A) -> R | Died:
        """What `submit` promised; where its process died, the second try's."""
        try:
            return future.result()
        except BrokenProcessPool:
            pass
        try:
            self.single = self.single or _executor(1)
            return self.single.submit(self.function, argument).result()
        except BrokenProcessPool:
            self.single = None
            return Died()

    def close(self) -> None:
        """End the processes."""
        for executor in (self.several, self.single):
            if executor:
                executor.shutdown(cancel_futures=True)


def _executor(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"))
