"""``contactline explain``: the whole chain behind an alert."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.options import JsonFlag
from monitor.cli.output import console, json_line

if TYPE_CHECKING:
    from monitor.ports import UnitOfWork


def explain(alert_id: Annotated[str, typer.Argument(help="The alert's id.", metavar="ALERT")], as_json: JsonFlag = False) -> None:
    """Show why an alert stands: rule, story, articles with reasons, evidence and what made each reading.

    Example: `contactline explain a-0123456789abcdef`
    """
    from monitor.cli.wiring import opened

    with opened() as application, application.store.read() as unit:
        chain = _chain(unit, alert_id)
    if as_json:
        json_line(chain)
    else:
        _show(chain)


def _chain(unit: UnitOfWork, alert_id: str) -> dict[str, Any]:
    from monitor.cli import shapes

    alert = unit.alerts.get(alert_id)
    story = unit.story_reading.get(alert.story_id)
    assignments = {a.article_id: a for a in unit.articles.assignments(story.id)}
    articles = []
    for member in story.articles:
        article, reading, origin = unit.articles.article(member.article_id)
        articles.append(
            {
                "id": article.id,
                "title": article.title,
                "outlet": article.outlet,
                "url": article.url,
                "published_at": shapes.moment(article.published_at),
                "text_from": origin,
                "assignment": shapes.assignment(assignments[article.id]),
                "level": reading.level,
                "level_reasons": list(reading.level_reasons),
                "relevance_reasons": list(reading.relevance_reasons),
                "signals": [shapes.signal(s) for s in reading.signals],
                "casualties": [shapes.claim(c) for c in reading.casualties],
                "versions": {"gazetteer": reading.versions.gazetteer, "model": reading.versions.model, "rules": reading.versions.rules},
            }
        )
    updates = [
        {"sequence": u.sequence, "type": str(u.kind), "reasons": [str(r) for r in u.reasons], "at": shapes.moment(u.at)}
        for u in unit.outbox.updates(alert.id)
    ]
    return {"alert": shapes.alert(alert), "updates": updates, "story": shapes.story(story), "articles": articles}


def _show(chain: dict[str, Any]) -> None:
    from monitor.cli.show_story import figure

    out = console()
    alert, story = chain["alert"], chain["story"]
    out.print(f"alert {alert['id']}: {alert['status']}, level {alert['level']}, {alert['certainty']}", style="bold", markup=False)
    out.print(f"  rule {alert['rule']}: {'; '.join(alert['reasons'])}", markup=False)
    for u in chain["updates"]:
        out.print(f"  {u['at']} {u['type']}: {', '.join(u['reasons'])}", markup=False)
    confirmed = f"corroborated since {story['corroborated_since']}" if story["corroborated"] else "not corroborated"
    out.print(f"story {story['id']}: {story['title']}", style="bold", markup=False)
    out.print(f"  {story['territory']}, level {story['level']}, {confirmed}, publishers: {', '.join(story['publishers'])}", markup=False)
    for a in chain["articles"]:
        why = a["assignment"]
        parts = ", ".join(f"{k} {v:g}" for k, v in why["parts"].items())
        out.print(f"article {a['id']} {a['published_at']} {a['outlet']}: {a['title']}", style="bold", markup=False)
        out.print(f"  in the story as {why['reason']} ({why['score']:g}{'; ' + parts if parts else ''}); text from {a['text_from']}", markup=False)
        out.print(f"  level {a['level']}: {'; '.join(a['level_reasons'])}", markup=False)
        for s in a["signals"]:
            who = f" by {s['attributed_to']}" if s["attributed_to"] else ""
            out.print(f"  {s['signal']} {s['realis']} {s['score']:.2f}{who}: {' '.join(s['evidence']['text'].split())}", markup=False)
            out.print(f"      {'; '.join(s['why'])}", style="dim", markup=False)
        for c in a["casualties"]:
            who = c["claimed_by"] or a["outlet"]
            whose = f" of {c['side']}" if c["side"] else ""
            said = " ".join(c["evidence"]["text"].split())
            out.print(f"  {who}: {c['effect']} {figure(c['low'], c['high'])} {c['victims']}{whose} ({c['realis']}): {said}", markup=False)
        v = a["versions"]
        out.print(f"  read with gazetteer {v['gazetteer']}, model {v['model']}, rules {v['rules']}", style="dim", markup=False)
