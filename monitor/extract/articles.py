"""An article as given in JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from monitor.domain.reading import Article
from monitor.text.clean import one_line, storable
from monitor.text.dates import parse_date
from monitor.text.urls import absolute_http


@dataclass(frozen=True, slots=True)
class BadArticle:
    """Why a JSON value is no article."""

    reason: str


def article_from(record: Any, default_id: str) -> Article | BadArticle:
    """An article from a JSON object; only ``text`` is required, unknown keys are ignored.

    Title and text stay as given (NUL and lone surrogates replaced one for one), so that offsets into them hold. A date that cannot be
    read, or an address that is not http(s), is left out rather than costing the article.
    """
    if not isinstance(record, dict):
        return BadArticle("not a JSON object")
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return BadArticle("no text" if "text" not in record else "text is empty or no string")
    given = record.get("id")
    is_id = (isinstance(given, str) and given.strip()) or (isinstance(given, int) and not isinstance(given, bool))
    language = one_line(_string(record, "language"), 20).lower()
    return Article(
        id=storable(str(given)) if is_id else default_id,
        title=storable(_string(record, "title")),
        text=storable(text),
        published_at=parse_date(_string(record, "published_at")),
        outlet=one_line(_string(record, "outlet"), 200),
        url=absolute_http(_string(record, "url"), None),
        language=language or None,
    )


def _string(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""
