"""A small scripted world for the pipeline: feeds and pages as they are told to be, a clock to turn, receivers that may refuse."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from monitor.adapters.artefacts import load_background, load_story_weights
from monitor.adapters.store.store import SqlStore, open_store
from monitor.alerting.routes import Receiver, Route
from monitor.alerting.rules import RuleSettings
from monitor.domain.alert import Attempt, AttemptOutcome, Channel, Delivery
from monitor.domain.errors import ModelError
from monitor.domain.feed import NotAFeed, ParsedEntry, ParsedFeed, Validators
from monitor.domain.fetched import Fetched, FetchFailed, FetchFailure, Page
from monitor.domain.ledger import Ledger
from monitor.domain.reading import Article, Assessment
from monitor.domain.source import Source
from monitor.feeds.parse import parse_feed
from monitor.feeds.schedule import PollSettings
from monitor.pipeline.alert import AlertPorts
from monitor.pipeline.assess import AssessPorts
from monitor.pipeline.deliver import DeliverPorts
from monitor.pipeline.poll import PollPorts
from monitor.pipeline.run import Stages, run_pass
from monitor.ports import FeedReader, Reader
from monitor.stories.sources import SourceRegister
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.reader import ArticleReader

START = dt.datetime(2024, 3, 5, 6, tzinfo=dt.UTC)
MINUTES, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


class Watch:
    """A clock that stands until it is turned."""

    def __init__(self, now: dt.datetime = START) -> None:
        self._now = now

    def now(self) -> dt.datetime:
        return self._now

    def turn(self, by: dt.timedelta) -> None:
        self._now += by


class PowerCut(BaseException):
    """The process ends here, whatever catches exceptions."""


class Web:
    """Feeds and pages by address. ``breaks`` maps an address to what fetching it raises; ``refuses`` to a status."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self.feeds: dict[str, list[dict[str, str]]] = {}
        self.pages: dict[str, str] = {}
        self.documents: dict[str, bytes] = {}  # feeds in their own markup, for a house that reads them with ``feed_reader``
        self.breaks: dict[str, BaseException] = {}
        self.refuses: dict[str, int] = {}
        self.asked: Counter[str] = Counter()

    def publish(self, feed: str, name: str, title: str, text: str, *, url: str | None = None, page: bool = True) -> str:
        """An entry at the head of a feed, and its page; the feed itself carries the first sentence only. Its address."""
        address = url or f"https://{feed.split('/')[2]}/{name}"
        published = self._watch.now().isoformat()
        self.feeds[feed].insert(0, {"guid": name, "url": address, "title": title, "summary": text.split(". ")[0] + ".", "published": published})
        if page:
            self.pages[address] = text
        return address

    async def get(self, url: str, *, validators: Validators | None = None, accept: str = "*/*") -> Fetched | FetchFailed:
        self.asked[url] += 1
        if url in self.breaks:
            raise self.breaks[url]
        if url in self.refuses:
            return Fetched(url, self.refuses[url], {}, b"go away", 0.01)
        if url in self.documents:
            return Fetched(url, 200, {"content-type": "application/rss+xml"}, self.documents[url], 0.01)
        if url in self.feeds:
            body = json.dumps(self.feeds[url]).encode()
            tag = hashlib.sha256(body).hexdigest()
            if validators is not None and validators.etag == tag:
                return Fetched(url, 304, {"etag": tag}, b"", 0.01)
            return Fetched(url, 200, {"etag": tag, "content-type": "application/rss+xml"}, body, 0.01)
        if url in self.pages:
            return Fetched(url, 200, {"content-type": "text/html"}, self.pages[url].encode(), 0.01)
        return FetchFailed(url, FetchFailure.NETWORK, "no such host", 0.01)

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Fetched | FetchFailed:
        return FetchFailed(url, FetchFailure.NETWORK, "nobody listens", 0.01)

    async def close(self) -> None:
        return None


class MarkupReader:
    """Reads feeds with the product's own parser, in this process."""

    async def read_feed(self, body: bytes, *, url: str, content_type: str | None) -> ParsedFeed | NotAFeed:
        return parse_feed(body, url=url, content_type=content_type)


class PlainReader:
    """Reads the web's own feeds (a JSON list) and pages (plain text)."""

    async def read_feed(self, body: bytes, *, url: str, content_type: str | None) -> ParsedFeed | NotAFeed:
        rows = json.loads(body)
        entries = tuple(
            ParsedEntry(r["guid"], r["url"], r["title"], r["summary"], "", dt.datetime.fromisoformat(r["published"]), r["published"]) for r in rows
        )
        return ParsedFeed(url.split("/")[2], "rss", entries)

    async def read_page(self, body: bytes, *, url: str, content_type: str | None) -> Page | None:
        return Page("", body.decode(), None, None, "en")


class Poisonable:
    """The real reader, but articles that hold ``trigger`` break it."""

    def __init__(self, reader: Reader, trigger: str) -> None:
        self._reader, self._trigger = reader, trigger

    def gate(self, title: str, summary: str) -> bool:
        return self._reader.gate(title, summary)

    def read(self, articles: Sequence[Article]) -> list[Assessment]:
        if any(self._trigger in a.text for a in articles):
            raise RuntimeError(f"cannot read {self._trigger}")
        return self._reader.read(articles)

    def read_in_full(self, article: Article) -> Assessment:
        return self._reader.read_in_full(article)


class Hub:
    """A webhook receiver: keeps the ids that it took; ``refuse`` makes it answer 503 so many times; ``dies_at`` cuts the power after that many."""

    def __init__(self) -> None:
        self.took: list[Delivery] = []
        self.tried: list[str] = []
        self.refuse = 0
        self.dies_at: int | None = None

    async def send(self, delivery: Delivery, *, now: dt.datetime) -> Attempt:
        self.tried.append(delivery.id)
        if self.refuse:
            self.refuse -= 1
            return Attempt(AttemptOutcome.RETRY, 503, "busy")
        self.took.append(delivery)
        if self.dies_at is not None and len(self.took) >= self.dies_at:
            raise PowerCut
        return Attempt(AttemptOutcome.DELIVERED, 204, "")

    def kinds(self) -> list[str]:
        return [str(d.update.kind) for d in self.took]


class Quiet:
    """Progress for nobody."""

    def stage(self, name: str, total: int | None) -> None:
        return None

    def advance(self, n: int = 1) -> None:
        return None


class House:
    """The pipeline over a database (a SQLite file in ``folder`` unless ``url`` says otherwise), the scripted web and one hub."""

    def __init__(
        self,
        folder: Path,
        reader: ArticleReader,
        gazetteer: Gazetteer,
        *,
        feeds: Collection[str],
        routes: Sequence[Route] | None = None,
        url: str | None = None,
        outlets: Mapping[str, str] | None = None,
    ) -> None:
        self.watch = Watch()
        self.web = Web(self.watch)
        self.hub = Hub()
        self.reader: Reader | ModelError = reader
        self.feed_reader: FeedReader = PlainReader()
        self.routes = routes or (Route(("hub",)),)
        self.sources: SourceRegister = SourceRegister([Source("state.example", "AAA", None, "India", False)])
        self._party_of, self._gazetteer = reader.sides.side_of, gazetteer
        self._url = url or f"sqlite:///{folder / 'world.sqlite3'}"
        self.store: SqlStore = open_store(self._url)
        self.ledgers: list[Ledger] = []
        for feed in feeds:
            self.web.feeds[feed] = []
            outlet = (outlets or {}).get(feed) or feed.split("/")[2]
            self.store.transact(lambda u, f=feed, o=outlet: u.feeds.add(f, title="", outlet=o, now=self.watch.now()))  # type: ignore[misc]

    def stages(self, store: SqlStore | None = None) -> Stages:
        store = store or self.store
        assess: AssessPorts | ModelError
        if isinstance(self.reader, ModelError):
            assess = self.reader
        else:
            assess = AssessPorts(
                store,
                self.web,
                PlainReader(),
                self.reader,
                self.sources,
                self.watch,
                load_background(),
                load_story_weights(),
                self._party_of,
                lambda t: (t, []),
            )
        return Stages(
            store=store,
            clock=self.watch,
            poll=PollPorts(store, self.web, self.feed_reader, self.watch, PollSettings()),
            assess=assess,
            alert=AlertPorts(store, self.watch, RuleSettings(), self.routes, {"hub": Receiver("hub", (), True)}, lambda t: (t, []), self.kin),
            deliver=DeliverPorts(store, self.watch, {Channel.WEBHOOK: self.hub}, lambda: None),
        )

    def kin(self, territory: str) -> Sequence[str]:
        return self._gazetteer.ancestors(territory)

    async def run(self) -> Ledger:
        """One pass, an hour after the last one began."""
        ledger = await run_pass(self.stages(), worker="one", progress=Quiet())
        self.ledgers.append(ledger)
        self.watch.turn(60 * MINUTES)
        return ledger

    def another_store(self) -> SqlStore:
        """A second connection pool to the same file, as another process has."""
        return open_store(self._url)

    def restart(self) -> None:
        """A new process over the same file, later than any lease."""
        self.store.close()
        self.hub.dies_at = None
        self.web.breaks.clear()
        self.store = open_store(self._url)
        self.watch.turn(60 * MINUTES)

    def counts(self) -> dict[str, int]:
        """Entries by outcome as the database has them, without zeros."""
        with self.store.read() as unit:
            return {k: n for k, n in unit.entries.counts().items() if n}

    def close(self) -> None:
        self.store.close()


def assert_ledger_adds_up(house: House, ledgers: Iterable[Ledger] | None = None) -> None:
    """What the ledgers of all passes say together is what the database holds."""
    runs = list(house.ledgers if ledgers is None else ledgers)

    def total(field: str) -> Counter[str]:
        counts: Counter[str] = Counter()
        for run in runs:
            counts.update(getattr(run, field))
        return counts

    with house.store.read() as unit:
        counts = unit.entries.counts()
        stories = unit.story_reading.list(since=None, territory=None, limit=10_000)
        alerts = unit.alerts.list(status=None, limit=10_000)
        updates = [u for a in alerts for u in unit.outbox.updates(a.id)]
        delivered = unit.outbox.list(state="delivered", limit=10_000)
        polls = [p for f in unit.feeds.all() for p in unit.feed_admin.polls(f.id, 10_000)]
        recorded = unit.runs.latest(10_000)
    pending = counts.pop("pending")
    assert total("entries") == Counter({k: n for k, n in counts.items() if n})
    assert sum(r.entries_new for r in runs) == sum(counts.values()) + pending
    assert runs[-1].pending == pending
    assert total("feeds") == Counter(str(p.outcome) for p in polls)
    assert sum(r.entries_new for r in runs) == sum(p.new for p in polls)
    assert total("stories")["new"] == len(stories)
    assert sum(total("stories").values()) == counts["assessed"] == sum(len(s.articles) for s in stories)
    assert total("alerts")["opened"] == len(alerts)
    assert Counter(str(r) for u in updates for r in u.reasons) == Counter(
        {k: n for k, n in total("alerts").items() if k not in {"unchanged", "below_level", "background", "acknowledged"}}
    )
    assert total("deliveries")["delivered"] == len(delivered)
    assert len(recorded) == len(runs)
