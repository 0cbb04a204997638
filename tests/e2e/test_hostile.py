"""Feeds that lie, drip, flood and point inwards, beside a good one: a clear line each, and the good one does not notice."""

from __future__ import annotations

import email.utils
import time
from pathlib import Path

from tests.processes import Program
from tests.servers import CANARY, GOOD, answer, drip, gzip_bomb, head, raw, raw_server, redirect

ENTRY = (
    "<item><title>Troops exchange fire in Kashmir</title><guid>one</guid><description>Indian and Pakistani troops exchanged fire across the Line of Control "
    f"in Kashmir, killing three soldiers, officers said.</description><pubDate>{email.utils.formatdate(time.time() - 3600)}</pubDate></item>"
)
RSS = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Good</title>{ENTRY}</channel></rss>'.encode()
CONFIG = '[network]\ndeadline = "2s"\nmax_body_bytes = 1000000\n'


async def test_hostile_feeds_are_told_one_by_one_and_the_good_one_is_read(tmp_path: Path) -> None:
    (tmp_path / "contactline.toml").write_text(CONFIG, "utf8")
    program = Program(tmp_path, {"CONTACTLINE_ALLOW_NETWORKS": f"{GOOD}/32"})
    async with raw_server(GOOD) as server, raw_server(CANARY) as canary:
        inside = canary.on("/feed", answer(200, RSS))
        good = server.on("/good", answer(200, RSS, {"Content-Type": "application/rss+xml"}))
        bad = {
            inside: "blocked",
            f"http://localhost:{canary.port}/feed": "blocked",
            f"http://[::ffff:127.0.0.1]:{canary.port}/feed": "blocked",
            f"http://2130706433:{canary.port}/feed": "",
            server.on("/redirect", redirect(inside)): "blocked",
            server.on("/moved", redirect(inside, 301)): "blocked",
            server.on("/drip", drip(b"x", 1.0, start=head(200, {"Content-Type": "text/xml"}, 100_000) + b"<rss>")): "timeout",
            server.on("/bomb", answer(200, gzip_bomb(200), {"Content-Encoding": "gzip", "Content-Type": "text/xml"})): "too_large",
            server.on("/words", answer(200, b"this is \xff\x00 no feed at all <<< &", {"Content-Type": "text/xml"})): "bad_feed",
            server.on("/page", answer(200, b"<!doctype html><html><body><p>Log in</p></body></html>", {"Content-Type": "text/html"})): "bad_feed",
            server.on("/refused", answer(403, b"no")): "http_error",
            server.on("/silence", raw(b"")): "network_error",
        }
        (tmp_path / "feeds.txt").write_text("\n".join([*bad, good]), "utf8")
        ended = await program.run("run", "--feeds", "feeds.txt", "--json")
        assert canary.connections == 0
        assert ended.status == 0, ended.err
        (ledger,) = ended.rows()
        assert ledger["feeds"]["new_entries"] == 1 and sum(ledger["feeds"].values()) == len(bad) + 1
        assert ledger["entries_new"] == 1 and ledger["entries"] == {"assessed": 1}
        told = ended.err.splitlines()
        assert [line.removeprefix("contactline: ") for line in told] == [" ".join(p.split()) for p in ledger["problems"]]
        assert len(told) == len(bad) and "Traceback" not in ended.err
        for url, outcome in bad.items():
            (line,) = [t for t in told if t.startswith(f"contactline: feed {url}: ")]
            assert line.startswith(f"contactline: feed {url}: {outcome}") and len(line) < 400
        healthy = (await program.run("feeds", "list", "--json")).rows()
        assert {f["url"]: f["failures"] for f in healthy} == {good: 0, **dict.fromkeys(bad, 1)}
