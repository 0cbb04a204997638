"""What an e-mail says, decided once for both its parts: the templates only lay it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from monitor.alerting.render import payload_reading as read
from monitor.alerting.render.headers import token
from monitor.alerting.render.words import CERTAINTY, figure, lateness, level_text, moment, whats_new
from monitor.domain.alert import AlertUpdate, Certainty, UpdateKind
from monitor.domain.reading import Realis
from monitor.text.urls import absolute_http, host_of

MOST_QUOTES, MOST_PUBLICATIONS, MOST_FIGURES = 6, 12, 16


@dataclass(frozen=True, slots=True)
class Link:
    """An http(s) address with the host that a reader must see before following it."""

    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One claimant's figure: "X: 28 killed", whose people, since when it counts, who carried it."""

    text: str
    notes: str
    rejected: bool


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who gives the figures; ``own`` when an outlet says it in its own voice or names nobody."""

    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Evidence as told: who reports it, citing whom, which signal it was read as, and the words ("" when the signal came without)."""

    outlet: str
    cites: str
    signal: str
    text: str


@dataclass(frozen=True, slots=True)
class Publication:
    """One article: who published it, where, and what its publisher is to the parties."""

    outlet: str
    title: str
    link: Link | None
    published: str
    owner: str  # "" | "state-owned by X, a party to this dispute" | ...
    copy: bool


@dataclass(frozen=True, slots=True)
class View:
    """An alert update as its receiver reads it."""

    alert_id: str
    kind: UpdateKind
    territory: str
    claimants: str
    level: int | None
    level_text: str
    previous_text: str
    whats_new: str
    late: str
    headline: str
    certainty: str
    why_level: str
    toll: tuple[Claimant, ...]
    reported: tuple[Quote, ...]
    denied: tuple[Quote, ...]
    feared: tuple[Quote, ...]
    background: tuple[str, ...]
    publishers: int | None
    publications: tuple[Publication, ...]
    more_publications: int
    opened: str
    decided: str
    link: Link | None
    hub: Link | None
    recipient: str

    @property
    def over(self) -> bool:
        """True when there is nothing left to acknowledge."""
        return self.kind in {UpdateKind.RESOLVED, UpdateKind.RETRACTED}


def view_of(update: AlertUpdate, *, recipient: str, hub_url: str | None, now: dt.datetime | None) -> View:
    """Read an update's payload; whatever is missing is left out, whatever is wrong is left out too."""
    data = read.part(update.payload, "data")
    alert, story = read.part(data, "alert"), read.part(data, "story")
    level, previous = read.level(alert, "level"), read.level(alert, "previous_level")
    claimants = read.lines(alert, "claimants", read.NAME_CHARS)
    articles = read.parts(story, "articles")
    quotes = _quotes(articles, read.parts(story, "signals"))
    reasons = tuple(str(r) for r in update.reasons) or read.lines(alert, "why")
    late = lateness(now, update.at) if now else None
    changed = previous is not None and previous != level and update.kind is not UpdateKind.OPENED
    return View(
        alert_id=token(update.alert_id),
        kind=update.kind,
        territory=read.line(alert, "territory_name") or read.line(alert, "territory") or "Unnamed territory",
        claimants=", ".join(claimants),
        level=level,
        level_text=level_text(level),
        previous_text=level_text(previous) if changed else "",
        whats_new=whats_new(reasons, level, previous),
        late=f"Sent {late}: this is how things stood at {moment(update.at)}." if late else "",
        headline=read.line(alert, "headline", read.TITLE_CHARS) or read.line(story, "title", read.TITLE_CHARS) or "(no headline)",
        certainty=_certainty(read.line(alert, "certainty")),
        why_level="; ".join(_plain(read.lines(alert, "reasons")[:4])),
        toll=_toll(read.parts(story, "toll")),
        reported=_only(quotes, Realis.ACTUAL),
        denied=_only(quotes, Realis.DENIED),
        feared=_only(quotes, Realis.PLANNED, Realis.HYPOTHETICAL),
        background=(*_plain(read.lines(story, "background", read.QUOTE_CHARS)[:MOST_QUOTES]), *map(_told, _only(quotes, Realis.HISTORICAL))),
        publishers=read.number(story, "publishers"),
        publications=tuple(_publication(a, frozenset(claimants)) for a in _newest_originals_first(articles)[:MOST_PUBLICATIONS]),
        more_publications=max(0, len(articles) - MOST_PUBLICATIONS),
        opened=moment(read.time(alert, "opened_at")),
        decided=moment(update.at),
        link=_link(alert.get("url")),
        hub=_link(hub_url),
        recipient=read.clean(recipient, 254),
    )


def _plain(lines: Iterable[str]) -> list[str]:
    """Lines of ours that name signals, in words."""
    return [each.replace("_", " ") for each in lines]


def _certainty(word: str) -> str:
    return CERTAINTY.get(Certainty(word), word) if word in set(Certainty) else word


def _link(url: Any) -> Link | None:
    """Only http and https, only absolute; a host beyond ASCII takes the form that a look-alike cannot hide in."""
    address = absolute_http(url, None) if isinstance(url, str) else None
    if address is None:
        return None
    host = host_of(address)
    if host.isascii():
        return Link(address, host)
    try:
        plain = host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    parts = urlsplit(address)
    return Link(parts._replace(netloc=plain + (f":{parts.port}" if parts.port else "")).geturl(), plain)


def _toll(rows: list[Mapping[str, Any]]) -> tuple[Claimant, ...]:
    """Each claimant's figures, the claimant heard last first; of the same figure told twice the later is shown."""
    latest: dict[str, dict[tuple[str, ...], Figure]] = {}
    for row in sorted(rows, key=_as_of, reverse=True):
        low = read.number(row, "low")
        if low is None:
            continue
        name = read.line(row, "claimed_by") or (f"{outlet} (own account)" if (outlet := read.line(row, "outlet")) else "Unattributed")
        rejected = row.get("denied") is True or row.get("realis") == Realis.DENIED
        kind = (read.line(row, "effect"), read.line(row, "side"), str(row.get("cumulative") is True), str(rejected))
        latest.setdefault(name, {}).setdefault(kind, _figure(row, low, rejected))
    shown, left = [], MOST_FIGURES
    for name, figures in latest.items():
        if left > 0:
            shown.append(Claimant(name, tuple(figures.values())[:left]))
            left -= len(figures)
    return tuple(shown)


def _as_of(row: Mapping[str, Any]) -> dt.datetime:
    return read.time(row, "as_of") or dt.datetime.min.replace(tzinfo=dt.UTC)


def _figure(row: Mapping[str, Any], low: int, rejected: bool) -> Figure:
    text = figure(read.line(row, "effect") or "affected", low, read.number(row, "high"))
    side, outlet, at = read.line(row, "side"), read.line(row, "outlet"), moment(read.time(row, "as_of"))
    notes = [f"side: {side}" if side else "", "running total" if row.get("cumulative") is True else "", f"as of {at}" if at else ""]
    carried = f"carried by {outlet}" if outlet and read.line(row, "claimed_by") else ""
    return Figure(text, ", ".join(filter(None, [*notes, carried])), rejected)


def _quotes(articles: list[Mapping[str, Any]], signals: list[Mapping[str, Any]]) -> list[tuple[str, Quote]]:
    """(realis, quote), newest article first, each text once; what a signal says of a text's realis wins over the article's list."""
    candidates = [(s, read.line(s, "outlet")) for s in signals if s.get("realis") != Realis.ACTUAL]
    candidates += [(q, read.line(a, "outlet")) for a in reversed(articles) if not a.get("copy_of") for q in read.parts(a, "quotes")]
    candidates += [(s, read.line(s, "outlet")) for s in signals if s.get("realis") == Realis.ACTUAL]
    found: dict[str, tuple[str, Quote]] = {}
    told: set[tuple[str, str]] = set()
    for row, outlet in candidates:
        realis, signal = read.line(row, "realis"), read.line(row, "signal").replace("_", " ")
        text = read.line(row, "text", read.QUOTE_CHARS)
        if text or (realis, signal) not in told:
            told.add((realis, signal))
            key = text.casefold() or f"{realis} {signal}"
            found.setdefault(key, (realis, Quote(outlet or "An outlet", read.line(row, "attributed_to"), signal, text)))
    return list(found.values())


def _only(quotes: Iterable[tuple[str, Quote]], *realis: Realis) -> tuple[Quote, ...]:
    return tuple(q for r, q in quotes if r in realis)[:MOST_QUOTES]


def _told(q: Quote) -> str:
    return f"{q.outlet} tells as past: {q.signal}" + (f": “{q.text}”" if q.text else "")


def _newest_originals_first(articles: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    newest = sorted(articles, key=lambda a: read.time(a, "published_at") or dt.datetime.min.replace(tzinfo=dt.UTC), reverse=True)
    return sorted(newest, key=lambda a: bool(a.get("copy_of")))


def _publication(a: Mapping[str, Any], claimants: frozenset[str]) -> Publication:
    link = _link(a.get("url"))
    owner = read.line(a, "state_owned_by")
    said = f"state-owned by {owner}" + (", a party to this dispute" if owner in claimants else "") if owner else ""
    return Publication(
        outlet=read.line(a, "outlet") or (link.host if link else "Unnamed outlet"),
        title=read.line(a, "title", read.TITLE_CHARS) or "(untitled)",
        link=link,
        published=moment(read.time(a, "published_at")),
        owner=said,
        copy=bool(a.get("copy_of")),
    )


def subject_of(view: View) -> str:
    """The subject before cleaning: "[4 limited violence] Kashmir: HEADLINE", later mails of an alert with "Re:"."""
    tag = {UpdateKind.RESOLVED: "resolved", UpdateKind.RETRACTED: "withdrawn"}.get(view.kind, view.level_text)
    return f"{'' if view.kind is UpdateKind.OPENED else 'Re: '}[{tag}] {view.territory}: {view.headline}"
