"""What leaves: an alert update as the webhook's JSON object, which the e-mail is rendered from too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from monitor.alerting.rules import snapshot_of
from monitor.domain.alert import Alert, AlertUpdate, NotifyReason, UpdateKind
from monitor.domain.reading import LEVEL_NAMES, Realis
from monitor.domain.story import Standing, Story, StoryArticle, TollEntry
from monitor.text.hashing import content_hash

MOST_ARTICLES, MOST_TOLL, MOST_SIGNALS = 20, 20, 12


def update_of(
    alert: Alert, story: Story, kind: UpdateKind, reasons: Sequence[NotifyReason], *, territory_name: str, claimants: Sequence[str], now: dt.datetime
) -> AlertUpdate:
    """The update with its id, which derives from the alert and its sequence: the same decision made twice is one update."""
    return AlertUpdate(
        id=content_hash("update", alert.id, str(alert.sequence))[:24],
        alert_id=alert.id,
        sequence=alert.sequence,
        kind=kind,
        reasons=tuple(reasons),
        payload=payload_of(alert, story, kind, reasons, territory_name=territory_name, claimants=claimants, now=now),
        at=now,
    )


def payload_of(
    alert: Alert, story: Story, kind: UpdateKind, reasons: Sequence[NotifyReason], *, territory_name: str, claimants: Sequence[str], now: dt.datetime
) -> dict[str, Any]:
    """The webhook's body as an object (docs: Webhook); lists are cut to what a mail can show, ``publishers`` counts all."""
    outlets = {a.article_id: a.outlet for a in story.articles}
    seen = snapshot_of(story)
    withdrawn = {article for article, _ in story.withdrawn}
    return {
        "type": str(kind),
        "timestamp": iso(now),
        "data": {
            "alert": {
                "id": alert.id,
                "status": str(alert.status),
                "territory": alert.territory,
                "territory_name": territory_name,
                "claimants": list(claimants),
                "level": alert.level,
                "level_name": LEVEL_NAMES[alert.level],
                "previous_level": alert.previous_level,
                "certainty": str(alert.certainty),
                "severity": str(alert.severity),
                "headline": alert.headline,
                "reasons": list(alert.reasons),
                "why": [str(r) for r in reasons],
                "opened_at": iso(alert.opened_at),
                "url": f"contactline:alert/{alert.id}",
                "snapshot": {
                    "level": seen.level,
                    "killed": seen.killed,
                    "parties": sorted(seen.parties),
                    "certainty": str(seen.certainty),
                    "denied": seen.denied,
                    "corrections": seen.corrections,
                },
            },
            "story": {
                "id": story.id,
                "title": story.title,
                "articles": [_article(a, withdrawn=a.article_id in withdrawn) for a in story.articles[-MOST_ARTICLES:]],
                "publishers": len(story.publishers),
                "toll": [_toll(t, outlets) for t in [t for t in story.toll if t.standing is Standing.STANDS][-MOST_TOLL:]],
                "taken_back": [_taken_back(t, outlets) for t in story.toll if t.standing is not Standing.STANDS][-MOST_TOLL:],
                "signals": _signals(story),
                "background": _background(story),
            },
        },
    }


def iso(moment: dt.datetime) -> str:
    """UTC with a Z, to the second."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _article(a: StoryArticle, *, withdrawn: bool) -> dict[str, Any]:
    return {
        "title": a.title,
        "url": a.url,
        "outlet": a.outlet,
        "published_at": iso(a.published_at),
        "copy_of": a.copy_of,
        "state_owned_by": a.state_owned_by,
        "withdrawn": withdrawn,
        "quotes": [{"signal": s, "realis": "actual", "text": text, "attributed_to": who} for s, text, who in a.quotes[: 0 if withdrawn else 4]],
    }


def _toll(t: TollEntry, outlets: Mapping[str, str]) -> dict[str, Any]:
    return {
        "effect": str(t.effect),
        "low": t.low,
        "high": t.high,
        "side": t.side,
        "claimed_by": t.claimed_by,
        "cumulative": t.cumulative,
        "denied": t.realis is Realis.DENIED,
        "as_of": iso(t.as_of),
        "outlet": outlets.get(t.article_id, ""),
    }


def _taken_back(t: TollEntry, outlets: Mapping[str, str]) -> dict[str, Any]:
    return {**_toll(t, outlets), "standing": str(t.standing), "taken_back_by": outlets.get(t.withdrawn_by or "", "")}


def _signals(story: Story) -> list[dict[str, Any]]:
    out: dict[tuple[str, str], dict[str, Any]] = {}
    silent = {article for pair in story.withdrawn for article in pair}
    for a in [a for a in story.articles if a.article_id not in silent]:
        texts = {signal: text for signal, text, _ in a.quotes}
        for signal, realis, who in a.signals:
            if realis in {Realis.ACTUAL, Realis.DENIED, Realis.PLANNED} and a.copy_of is None:
                row = {"signal": str(signal), "realis": str(realis), "attributed_to": who, "text": texts.get(str(signal), ""), "outlet": a.outlet}
                out.setdefault((str(signal), str(realis)), row)
    return list(out.values())[:MOST_SIGNALS]


def _background(story: Story) -> list[str]:
    old = dict.fromkeys(str(s) for a in story.articles for s, r, _ in a.signals if r is Realis.HISTORICAL)
    lines = [f"told as past: {', '.join(old)}"] if old else []
    if any(a.stale for a in story.articles):
        lines.append(f"{sum(a.stale for a in story.articles)} old articles published anew are not counted")
    if story.withdrawn:
        outlets = dict.fromkeys(a.outlet for a in story.articles if a.article_id in {article for article, _ in story.withdrawn})
        lines.append(f"withdrawn by their publisher and not counted: {len(story.withdrawn)} reports ({', '.join(outlets)})")
    if corrected := [t for t in story.toll if t.standing is Standing.CORRECTED]:
        lines.append(f"corrected by their publisher and not counted: {', '.join(f'{t.low} {t.effect}' for t in corrected)}")
    return lines
