"""Children that read what nobody has vetted: killed when they must be, and none left behind."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.adapters.children import IN_PROCESS_BYTES, Children
from monitor.domain.feed import NotAFeed, ParsedFeed
from monitor.ports import FeedReader, PageReader
from tests.feed_samples import HTML, PAGE_URL, RSS, URL, rss

BROKEN = b"<rss><channel><item><title>Broken</title></item></channel>"
# feedparser's author pattern takes the square of this: half a minute for 64 KB, ten minutes for this one.
REDOS = b"<rss><channel><item><title>A</title><author>a@" + b"a." * 150_000 + b"</author><b></item>"
# two megabytes of text that become a hundred of tree
HEAVY = b"<rss><channel>" + b"<item><a/><b/><c/><d/></item>" * 70_000 + b"</channel></rss>"


@pytest.fixture
def children() -> Iterator[Children]:
    made = Children(1, seconds=2.0)
    yield made
    made.close()


def workers(of: int | None = None) -> set[int]:
    """Process ids of a process's spawned workers, this one's by default."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            command = (stat.parent / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if parent == (of or os.getpid()) and b"spawn_main" in command:
            found.add(int(stat.parent.name))
    return found


def test_it_is_what_the_ports_ask_for(children: Children) -> None:
    reader: FeedReader = children
    pages: PageReader = children
    assert reader is pages


async def test_small_well_formed_feeds_start_no_child(children: Children) -> None:
    before = workers()
    read = await children.read_feed(RSS.encode(), url=URL, content_type=None)
    assert isinstance(read, ParsedFeed) and len(read.entries) == 3
    assert workers() == before


async def test_broken_and_large_feeds_are_read_in_a_child(children: Children) -> None:
    broken = await children.read_feed(BROKEN, url=URL, content_type=None)
    assert isinstance(broken, ParsedFeed) and broken.degraded
    assert len(workers()) >= 1
    large = rss(*[f"<title>{n}</title><description>{'x' * 1000}</description>" for n in range(400)])
    assert len(large) > IN_PROCESS_BYTES
    read = await children.read_feed(large, url=URL, content_type=None)
    assert isinstance(read, ParsedFeed) and len(read.entries) == 400 and read.degraded is None


async def test_a_feed_that_takes_too_long_is_killed_and_others_go_on(children: Children) -> None:
    slow = asyncio.create_task(children.read_feed(REDOS, url=URL, content_type=None))
    small = await children.read_feed(RSS.encode(), url=URL, content_type=None)
    assert isinstance(small, ParsedFeed) and not slow.done()
    assert await slow == NotAFeed("parsing took longer than 2 s")
    after = await children.read_feed(BROKEN, url=URL, content_type=None)
    assert isinstance(after, ParsedFeed)


async def test_a_feed_that_takes_too_much_memory_is_refused() -> None:
    children = Children(1, seconds=60.0, memory_mb=32)
    try:
        read = await children.read_feed(HEAVY, url=URL, content_type=None)
        assert isinstance(read, NotAFeed) and read.reason.startswith("parsing"), read
        assert isinstance(await children.read_feed(BROKEN, url=URL, content_type=None), ParsedFeed)
    finally:
        children.close()


async def test_pages_are_read_in_a_child(children: Children) -> None:
    page = await children.read_page(HTML.encode(), url=PAGE_URL, content_type="text/html")
    assert page is not None and page.language == "en"
    assert await children.read_page(b"<html></html>", url=PAGE_URL, content_type="text/html") is None


async def test_pages_built_to_cost_time_are_none(children: Children) -> None:
    for html in (b"<div " + b" ".join(b"a%d=1" % n for n in range(300_000)) + b">x", b"<div>" * 300_000 + b"text"):
        assert await children.read_page(html, url=PAGE_URL, content_type="text/html") is None
    assert await children.read_page(HTML.encode(), url=PAGE_URL, content_type="text/html") is not None


def test_without_an_event_loop(children: Children) -> None:
    read = children.read_feed_sync(BROKEN, url=URL, content_type=None)
    assert isinstance(read, ParsedFeed)
    page = children.read_page_sync(HTML.encode(), url=PAGE_URL, content_type="text/html")
    assert page is not None
    assert children.read_feed_sync(REDOS, url=URL, content_type=None) == NotAFeed("parsing took longer than 2 s")


async def test_close_leaves_no_worker_even_with_work_under_way() -> None:
    children = Children(2, seconds=60.0)
    await children.read_feed(BROKEN, url=URL, content_type=None)
    mine = workers()
    # Two under way, the rest queued, and more of it than the pipe to the workers holds.
    busy = [asyncio.create_task(children.read_feed(REDOS + b" " * (8 << 20), url=URL, content_type=None)) for _ in range(6)]
    await asyncio.sleep(0.2)
    await asyncio.to_thread(children.close)
    assert not workers() & mine
    assert all(isinstance(r, NotAFeed) for r in await asyncio.gather(*busy))
    children.close()


async def test_a_closed_pool_starts_again_when_needed(children: Children) -> None:
    await children.read_feed(BROKEN, url=URL, content_type=None)
    children.close()
    assert isinstance(await children.read_feed(BROKEN, url=URL, content_type=None), ParsedFeed)


async def test_a_cancelled_wait_stays_cancelled(children: Children) -> None:
    await children.read_feed(BROKEN, url=URL, content_type=None)
    waiting = asyncio.create_task(children.read_feed(REDOS, url=URL, content_type=None))
    await asyncio.sleep(0.1)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_nothing_in_a_feed_is_taken_for_a_file(children: Children, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("<rss><channel><item><title>SENTINEL</title></item></channel></rss>")
    for body in (str(secret).encode(), f"<rss><channel><item><title>&x;</title></channel><!-- {secret} -->".encode(), f"file://{secret}".encode()):
        assert "SENTINEL" not in repr(await children.read_feed(body, url=URL, content_type=None))


def runs(pid: int) -> bool:
    """False for a process that has ended, whether or not anybody has collected it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


ORPHANER = """
from monitor.adapters.children import Children
from tests.integration.test_children import REDOS
if __name__ == "__main__":
    children = Children(1, seconds=2.0)
    children.read_feed_sync(b"<rss><channel><item><title>x</title></item>", url="http://x.example/", content_type=None)
    print("ready", flush=True)
    children.read_feed_sync(REDOS, url="http://x.example/", content_type=None)
"""


async def test_a_child_whose_parent_was_killed_ends_itself(tmp_path: Path) -> None:
    script = tmp_path / "orphaner.py"
    script.write_text(ORPHANER)
    env = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    parent = await asyncio.create_subprocess_exec(sys.executable, str(script), stdout=asyncio.subprocess.PIPE, env=env)
    assert parent.stdout is not None and await parent.stdout.readline() == b"ready\n"
    born = workers(parent.pid)
    assert len(born) == 1
    await asyncio.sleep(0.5)
    parent.kill()
    await parent.wait()
    while any(runs(pid) for pid in born):
        await asyncio.sleep(0.1)
