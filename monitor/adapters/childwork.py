"""What runs inside a child process: reading of bytes that nobody has vetted, under memory and last-resort time limits.

Nothing here is imported by the parent for its own use; the functions are module-level so that a spawned interpreter finds them.
"""

from __future__ import annotations

import logging
import resource
import signal
from pathlib import Path

from monitor.domain.feed import NotAFeed, ParsedFeed
from monitor.domain.fetched import Page

TOO_MUCH_MEMORY = NotAFeed("parsing took too much memory")
_last_resort = 0.0


def prepare(memory_mb: int, seconds: float) -> None:
    """Load what the work needs, then limit what it may take beyond that. Runs once per child, before its first task's time starts."""
    import feedparser  # noqa: F401 - loaded now so that no task pays for it, and the memory limit counts growth only; so the next two
    import lxml.html  # noqa: F401
    import trafilatura  # noqa: F401

    from monitor.extract.page import extract_page
    from monitor.feeds.parse import parse_feed

    # Both have things they import or build at first use.
    parse_feed(b"<rss><channel><item><title>a</channel></rss>", url="http://localhost/", content_type=None)
    extract_page(b"<html><body><p>Loaded once before the limits.</p></body></html>", url="http://localhost/", content_type=None)

    # What the libraries log about hostile markup would end up on the parent's terminal; results are the only way to report.
    logging.disable(logging.CRITICAL)
    global _last_resort
    # The parent kills a task that takes longer than ``seconds``. Should the parent be gone, nobody would: then the kernel's timer does.
    _last_resort = seconds + 5
    # Python code must not get to run when a task is killed, as it may be stuck in C code and never come to do so.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    limit = _address_space() + memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_feed(body: bytes, url: str, content_type: str | None) -> ParsedFeed | NotAFeed:
    """``parse_feed`` under the last-resort timer."""
    from monitor.feeds.parse import parse_feed

    signal.setitimer(signal.ITIMER_REAL, _last_resort)
    try:
        return parse_feed(body, url=url, content_type=content_type)
    except MemoryError:
        # Told as a value: to carry the exception and its traceback back takes memory, too, and would end the child in a heap of noise.
        return TOO_MUCH_MEMORY
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def read_page(body: bytes, url: str, content_type: str | None) -> Page | None:
    """``extract_page`` under the last-resort timer."""
    from monitor.extract.page import extract_page

    signal.setitimer(signal.ITIMER_REAL, _last_resort)
    try:
        return extract_page(body, url=url, content_type=content_type)
    except MemoryError:
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _address_space() -> int:
    """Bytes of address space in use now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()
