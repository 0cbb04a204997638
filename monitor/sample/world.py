"""The sample's world on loopback: feeds, article pages and a webhook sink, as of a clock that the player turns."""

from __future__ import annotations

import datetime as dt
import email.utils
import hashlib
import html
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from aiohttp import web

HOST = "127.0.0.1"


class TurnedClock:
    """A clock that stands until somebody turns it."""

    def __init__(self, start: dt.datetime) -> None:
        self._now = start

    def now(self) -> dt.datetime:
        """Now, aware UTC."""
        return self._now

    def turn(self, to: dt.datetime) -> None:
        """Set the clock."""
        self._now = to


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """One article of the sample with its outlet."""

    id: str
    title: str
    text: str
    published_at: dt.datetime
    outlet: str
    country: str
    state_owned_by: str | None
    guid: str


def load_articles() -> list[SampleArticle]:
    """The sample's articles in order of publication."""
    rows = [json.loads(line) for line in (resources.files("monitor.sample") / "articles.jsonl").read_text("utf8").splitlines() if line.strip()]
    articles = [
        SampleArticle(
            r["id"],
            r["title"],
            r["text"],
            dt.datetime.fromisoformat(r["published_at"]),
            r["outlet"],
            r["outlet_country"],
            r["state_owned_by"],
            r["guid"],
        )
        for r in rows
    ]
    return sorted(articles, key=lambda a: (a.published_at, a.id))


class World:
    """Serves what has been published by the clock's time; keeps what was posted to ``/sink``."""

    def __init__(self, articles: list[SampleArticle], clock: TurnedClock) -> None:
        self._clock = clock
        self._articles = {a.id: a for a in articles}
        self._outlets: Mapping[str, list[SampleArticle]] = defaultdict(list)
        for a in articles:
            self._outlets[_slug(a.outlet)].append(a)
        self.received: list[dict[str, Any]] = []
        self._runner: web.AppRunner | None = None
        self.base = ""

    @property
    def feeds(self) -> list[tuple[str, str]]:
        """(address, outlet) of every feed."""
        return [(f"{self.base}/feeds/{slug}.xml", items[0].outlet) for slug, items in sorted(self._outlets.items())]

    async def start(self) -> None:
        """Listen on a free port of the loopback interface."""
        app = web.Application()
        app.add_routes([web.get("/feeds/{outlet}.xml", self._feed), web.get("/articles/{id}.html", self._page), web.post("/sink", self._sink)])
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.base = f"http://{HOST}:{port}"

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _feed(self, request: web.Request) -> web.Response:
        items = self._outlets.get(request.match_info["outlet"])
        if items is None:
            return web.Response(status=404)
        body = self._rss(items)
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(body=body, content_type="application/rss+xml", charset="utf-8", headers={"ETag": tag})

    def _rss(self, items: list[SampleArticle]) -> bytes:
        rows = [
            f"<item><title>{html.escape(a.title)}</title><link>{self.base}/articles/{a.id}.html</link>"
            f"<guid isPermaLink='false'>{html.escape(a.guid)}</guid>"
            f"<pubDate>{email.utils.format_datetime(a.published_at)}</pubDate><description>{html.escape(a.text[:300])}</description></item>"
            for a in reversed(items)
            if a.published_at <= self._clock.now()
        ]
        name = html.escape(items[0].outlet)
        channel = f"<title>{name}</title><link>{self.base}/</link><description>{name}</description>{''.join(rows)}"
        return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{channel}</channel></rss>'.encode()

    async def _page(self, request: web.Request) -> web.Response:
        a = self._articles.get(request.match_info["id"])
        if a is None or a.published_at > self._clock.now():
            return web.Response(status=404)
        paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in a.text.split("\n") if p.strip())
        title, outlet = html.escape(a.title), html.escape(a.outlet)
        text = (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>'
            f'<meta property="article:published_time" content="{a.published_at.isoformat()}"></head>'
            f'<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><main><article><h1>{title}</h1>{paragraphs}</article></main>'
            "<footer>Cookies, terms, about us</footer></body></html>"
        )
        return web.Response(text=text, content_type="text/html")

    async def _sink(self, request: web.Request) -> web.Response:
        self.received.append({"headers": dict(request.headers), "body": await request.text()})
        return web.Response(status=204)


def _slug(outlet: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in outlet.casefold())
