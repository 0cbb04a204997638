"""Domain types as the JSON of the interfaces document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from monitor.domain.alert import Alert, Delivery
from monitor.domain.constraint import Constraint, Link
from monitor.domain.feed import Feed
from monitor.domain.ledger import Ledger
from monitor.domain.reading import Article, Assessment, CasualtyClaim, Evidence, SignalReading
from monitor.domain.story import Story, StoryAssignment
from monitor.domain.territory import Territory
from monitor.stories.life import StoryLife
from monitor.understand.gazetteer_check import Finding
from monitor.understand.gazetteer_compare import Comparison


def moment(value: dt.datetime | None) -> str | None:
    """UTC with a Z, or None."""
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else None


def evidence(e: Evidence) -> dict[str, Any]:
    """A span."""
    return {"start": e.start, "end": e.end, "text": e.text, "field": e.field}


def signal(s: SignalReading) -> dict[str, Any]:
    """A signal reading."""
    return {
        "signal": str(s.signal),
        "score": s.score,
        "realis": str(s.realis),
        "attributed_to": s.attributed_to,
        "territory": s.territory,
        "evidence": evidence(s.evidence),
        "why": list(s.why),
    }


def claim(c: CasualtyClaim) -> dict[str, Any]:
    """A casualty claim."""
    return {
        "effect": str(c.effect),
        "low": c.low,
        "high": c.high,
        "victims": str(c.victims),
        "side": c.side,
        "claimed_by": c.claimed_by,
        "cumulative": c.cumulative,
        "realis": str(c.realis),
        "territory": c.territory,
        "evidence": evidence(c.evidence),
    }


def assessment(a: Assessment, *, title: str) -> dict[str, Any]:
    """What ``analyse --json`` prints; ``title`` is the article's own, or the one read out of a scrape."""
    return {
        "id": a.article_id,
        "title": title,
        "language": a.language,
        "published_at": moment(a.published_at),
        "relevant": a.relevant,
        "relevance": a.relevance,
        "relevance_reasons": list(a.relevance_reasons),
        "stale": a.stale,
        "stale_reasons": list(a.stale_reasons),
        "territories": [{"id": t.id, "name": t.name, "salience": t.salience, "mentions": [evidence(m) for m in t.mentions]} for t in a.territories],
        "actors": [{"name": x.name, "iso3": x.iso3, "role": x.role, "mentions": x.mentions} for x in a.actors],
        "signals": [signal(s) for s in a.signals],
        "casualties": [claim(c) for c in a.casualties],
        "level": a.level,
        "level_name": a.level_name,
        "level_reasons": list(a.level_reasons),
        "versions": {"gazetteer": a.versions.gazetteer, "model": a.versions.model, "rules": a.versions.rules},
    }


def assignment(a: StoryAssignment) -> dict[str, Any]:
    """What ``cluster --json`` prints."""
    return {"id": a.article_id, "story": a.story_id, "reason": str(a.reason), "copy_of": a.copy_of, "score": a.score, "parts": dict(a.parts)}


def ledger(run: Ledger) -> dict[str, Any]:
    """A pass's ledger."""
    return {
        "started_at": moment(run.started_at),
        "finished_at": moment(run.finished_at),
        "feeds": dict(run.feeds),
        "entries_new": run.entries_new,
        "entries": dict(run.entries),
        "pending": run.pending,
        "stories": dict(run.stories),
        "alerts": dict(run.alerts),
        "deliveries": dict(run.deliveries),
        "seconds": dict(run.seconds),
        "problems": list(run.problems),
    }


def alert(a: Alert) -> dict[str, Any]:
    """An alert."""
    return {
        "id": a.id,
        "status": str(a.status),
        "territory": a.territory,
        "level": a.level,
        "previous_level": a.previous_level,
        "certainty": str(a.certainty),
        "severity": str(a.severity),
        "headline": a.headline,
        "reasons": list(a.reasons),
        "story": a.story_id,
        "opened_at": moment(a.opened_at),
        "updated_at": moment(a.updated_at),
        "updates": a.sequence,
        "rule": a.rule,
    }


def story(s: Story) -> dict[str, Any]:
    """A story with its articles, publishers and toll."""
    withdrawn = dict(s.withdrawn)
    return {
        "id": s.id,
        "title": s.title,
        "territory": s.territory,
        "level": s.level,
        "level_reasons": list(s.level_reasons),
        "first_seen_at": moment(s.first_seen_at),
        "last_seen_at": moment(s.last_seen_at),
        "corroborated": s.corroborated,
        "corroborated_since": moment(s.corroborated_since),
        "corroborated_level": s.corroborated_level,
        "denied": s.denied,
        "publishers": list(s.publishers),
        "parties": list(s.parties),
        "signals": [str(x) for x in s.signals],
        "toll": [
            {
                "effect": str(t.effect),
                "low": t.low,
                "high": t.high,
                "side": t.side,
                "claimed_by": t.claimed_by,
                "cumulative": t.cumulative,
                "realis": str(t.realis),
                "as_of": moment(t.as_of),
                "article": t.article_id,
                "standing": str(t.standing),
                "taken_back_by": t.withdrawn_by,
            }
            for t in s.toll
        ],
        "articles": [
            {
                "id": a.article_id,
                "title": a.title,
                "url": a.url,
                "outlet": a.outlet,
                "publisher": a.publisher,
                "state_owned_by": a.state_owned_by,
                "published_at": moment(a.published_at),
                "copy_of": a.copy_of,
                "level": a.level,
                "reason": str(a.reason),
                "score": a.score,
                "corrects": str(a.corrects.kind) if a.corrects else None,
                "withdrawn_by": withdrawn.get(a.article_id),
            }
            for a in s.articles
        ],
    }


def life(found: StoryLife) -> dict[str, Any]:
    """What a story tells as of now, beside what ``story`` prints."""
    return {
        "as_of": moment(found.at),
        "phase": str(found.phase),
        "phase_reason": found.phase_reason,
        "first_report_at": moment(found.first_report),
        "last_report_at": moment(found.last_report),
        "level_now": found.level_now.reported,
        "corroborated_level_now": found.level_now.corroborated,
        "independent_publishers": sum(p.independent for p in found.publishers),
        "published_by": [
            {
                "name": p.name,
                "country": p.country,
                "agency": p.agency,
                "state_owned_by": p.state_owned_by,
                "independent": p.independent,
                "articles": p.articles,
                "carried_by": list(p.carried_by),
            }
            for p in found.publishers
        ],
        "levels": [
            {"at": moment(s.at), "reported": s.reported, "corroborated": s.corroborated, "why": s.why, "article": s.article_id} for s in found.levels
        ],
        "signal_times": [
            {
                "signal": str(s.signal),
                "realis": str(s.realis),
                "first": moment(s.first),
                "last": moment(s.last),
                "reports": s.reports,
                "said_by": list(s.said_by),
            }
            for s in found.signals
        ],
        "toll_lines": [
            {
                "effect": str(line.effect),
                "side": line.side,
                "claimant": line.claimant,
                "cumulative": line.cumulative,
                "denied": line.denied,
                "steps": [
                    {"at": moment(t.as_of), "low": t.low, "high": t.high, "standing": str(t.standing), "article": t.article_id} for t in line.steps
                ],
            }
            for line in found.toll
        ],
    }


def pair(word: Constraint, articles: Sequence[Article]) -> dict[str, Any]:
    """An operator's word on two articles as a training pair; the articles as ``analyse`` takes them."""
    return {
        "articles": [
            {
                "id": a.id,
                "title": a.title,
                "text": a.text,
                "published_at": moment(a.published_at),
                "outlet": a.outlet,
                "url": a.url,
                "language": a.language,
            }
            for a in articles
        ],
        "same": word.kind is Link.MUST,
        "note": word.note,
        "by": word.by,
        "at": moment(word.at),
    }


def delivery(d: Delivery) -> dict[str, Any]:
    """A delivery of the outbox."""
    return {
        "id": d.id,
        "alert": d.update.alert_id,
        "type": str(d.update.kind),
        "receiver": d.receiver,
        "channel": str(d.channel),
        "address": d.address,
        "state": str(d.state),
        "attempts": d.attempts,
        "next_attempt_at": moment(d.next_attempt_at),
        "created_at": moment(d.created_at),
        "detail": d.last_detail,
    }


def feed(f: Feed) -> dict[str, Any]:
    """A feed with its health."""
    return {
        "url": f.url,
        "title": f.title,
        "outlet": f.outlet,
        "status": str(f.status),
        "last_outcome": str(f.last_outcome) if f.last_outcome else None,
        "last_reason": f.last_reason,
        "last_ok_at": moment(f.last_ok_at),
        "failures": f.failures,
        "next_poll_at": moment(f.next_poll_at),
        "added_at": moment(f.added_at),
    }


def territory(t: Territory) -> dict[str, Any]:
    """A gazetteer entry; its aliases are all names that it can be asked for by."""
    aliases = {language: list(names) for language, names in t.aliases.items()}
    if t.listed_as:
        aliases["en"] = [*aliases.get("en", []), *t.listed_as]
    return {
        "id": t.id,
        "name": t.name,
        "kind": str(t.kind),
        "aliases": aliases,
        "parent": t.parent,
        "claimants": list(t.claimants),
        "controller": t.controller,
        "controller_since": t.controller_since,
        "region": t.region,
        "wikidata": t.wikidata,
        "latitude": t.latitude,
        "longitude": t.longitude,
        "bounds": list(t.bounds) if t.bounds else None,
        "status": t.status,
        "sources": list(t.sources),
        "disagrees": list(t.disagrees),
        "names_by_claimant": dict(t.names_by_claimant),
        "places": [p.name for p in t.places],
    }


def finding(f: Finding) -> dict[str, Any]:
    """A gap or a clash of the gazetteer."""
    return {"type": f.kind, "rule": f.rule, "entry": f.entry, "detail": f.detail, "hard": f.hard}


def comparison(c: Comparison) -> dict[str, Any]:
    """A row of another list beside our entry."""
    return {
        "type": "row",
        "source": c.listed.source,
        "line": c.listed.line,
        "name": c.listed.name,
        "entry": c.entry.id if c.entry else None,
        "claimants": sorted(c.listed.claimants),
        "claimants_verdict": str(c.verdict),
        "missing": list(c.missing),
        "further": list(c.further),
        "controller": c.listed.controller,
        "our_controller": c.entry.controller if c.entry else None,
        "controller_agrees": c.controller_agrees,
        "settled": c.settled,
        "reasons": list(c.reasons),
    }
