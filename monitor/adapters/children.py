"""Child processes that can be killed, for reading feeds and pages: no time limit inside a process stops C code or ``re``."""

from __future__ import annotations

import asyncio
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, ParamSpec, TypeVar, cast

from pebble import ProcessExpired, ProcessPool

from monitor.adapters import childwork
from monitor.domain.errors import ChildFailed
from monitor.domain.feed import NotAFeed, ParsedFeed
from monitor.domain.fetched import Page
from monitor.feeds.parse import NeedsLenient, parse_strictly

P = ParamSpec("P")
T = TypeVar("T")

# Well-formed feeds up to this size are read in this process. libxml2 stops at its own limits (no entities, depth 256), the regular
# expressions used on its output are linear, and the worst 200 KB found (attributes, nesting, markup without ends; see the tests) takes
# a fraction of a second, while a child costs every feed its pickling and the pool's two milliseconds. feedparser, whose time can be
# the square of the size, never runs here: ``parse_strictly`` hands back what would need it.
IN_PROCESS_BYTES = 200_000
_TASKS_PER_CHILD = 500  # then it is replaced, so that leaks in C libraries stay small


class Children:
    """Implements ``FeedReader`` and ``PageReader``, and the same for callers without an event loop.

    ``cpu_workers`` processes are started at the first need. A task over ``seconds`` is killed with its process and the process
    replaced; one over ``memory_mb`` of growth fails. Both come back as values. The time a child needs to start does not count.
    Closing leaves no worker; multiprocessing's own resource tracker, one idle process, stays until this process ends.
    """

    def __init__(self, cpu_workers: int = 2, *, seconds: float = 10.0, memory_mb: int = 512) -> None:
        self._workers, self._seconds, self._memory_mb = cpu_workers, seconds, memory_mb
        self._pool: ProcessPool | None = None
        self._starting = threading.Lock()
        self._waiting: set[Future[Any]] = set()

    async def read_feed(self, body: bytes, *, url: str, content_type: str | None) -> ParsedFeed | NotAFeed:
        """Read bytes as a feed; one that took too long or too much is no feed, with that reason."""
        if (read := self._here(body, url, content_type)) is not None:
            return read
        try:
            return await self._run("read_feed", childwork.read_feed, body, url, content_type)
        except ChildFailed as failure:
            return NotAFeed(self._explained(failure))

    async def read_page(self, body: bytes, *, url: str, content_type: str | None) -> Page | None:
        """The article of an HTML page; None when there is none, or when finding it took too long or too much."""
        try:
            return await self._run("read_page", childwork.read_page, body, url, content_type)
        except ChildFailed:
            return None

    def read_feed_sync(self, body: bytes, *, url: str, content_type: str | None) -> ParsedFeed | NotAFeed:
        """``read_feed`` for callers without an event loop."""
        if (read := self._here(body, url, content_type)) is not None:
            return read
        try:
            return self._wait("read_feed", childwork.read_feed, body, url, content_type)
        except ChildFailed as failure:
            return NotAFeed(self._explained(failure))

    def read_page_sync(self, body: bytes, *, url: str, content_type: str | None) -> Page | None:
        """``read_page`` for callers without an event loop."""
        try:
            return self._wait("read_page", childwork.read_page, body, url, content_type)
        except ChildFailed:
            return None

    def close(self) -> None:
        """Stop all children at once, busy or not. Closing twice is fine; after it a new need starts new ones."""
        with self._starting:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble has no types
            pool.join()
            for future in tuple(self._waiting):
                future.cancel()  # pebble leaves what was queued or under way without an end; whoever waits for it would wait for ever

    @staticmethod
    def _here(body: bytes, url: str, content_type: str | None) -> ParsedFeed | NotAFeed | None:
        if len(body) > IN_PROCESS_BYTES:
            return None
        read = parse_strictly(body, url=url, content_type=content_type)
        return None if isinstance(read, NeedsLenient) else read

    def _explained(self, failure: ChildFailed) -> str:
        return {
            "timeout": f"parsing took longer than {self._seconds:g} s",
            "memory": f"parsing took more than {self._memory_mb} MB",
            "crash": "parsing crashed",
        }.get(failure.reason, f"parsing failed: {failure.detail}")

    async def _run(self, task: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await asyncio.wrap_future(self._schedule(work, *args, **kwargs))
        except asyncio.CancelledError:
            current = asyncio.current_task()
            if current is not None and current.cancelling():
                raise
            raise ChildFailed(task, "error", "the children were closed") from None  # not this task was cancelled but the child's
        except Exception as error:
            raise _failure(task, error) from error

    def _wait(self, task: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return self._schedule(work, *args, **kwargs).result()
        except CancelledError:
            raise ChildFailed(task, "error", "the children were closed") from None
        except Exception as error:
            raise _failure(task, error) from error

    def _schedule(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        with self._starting:
            if self._pool is None or not self._pool.active:
                # Spawned, not forked: the parent has threads (name look-ups, the pool's own), and a fork copies their locks as they are.
                self._pool = ProcessPool(
                    max_workers=self._workers,
                    max_tasks=_TASKS_PER_CHILD,
                    initializer=childwork.prepare,
                    initargs=(self._memory_mb, self._seconds),
                    context=multiprocessing.get_context("spawn"),
                )
            future = cast("Future[T]", self._pool.schedule(work, args=args, kwargs=kwargs, timeout=self._seconds))
            self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return future


def _failure(task: str, error: Exception) -> ChildFailed:
    match error:
        case TimeoutError():
            return ChildFailed(task, "timeout")
        case MemoryError():
            return ChildFailed(task, "memory")
        case ProcessExpired():
            return ChildFailed(task, "crash", f"exit status {error.exitcode}")
        case _:
            return ChildFailed(task, "error", type(error).__name__)
