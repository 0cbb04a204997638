"""Stored articles with their assessments, for explanations and reports."""

from __future__ import annotations

from sqlalchemy import Connection, select

from monitor.adapters.store import codec
from monitor.adapters.store.tables import article, assessment, story_article
from monitor.domain.errors import NotFound
from monitor.domain.reading import Article, Assessment
from monitor.domain.story import StoryAssignment


class SqlArticles:
    """``ArticleReading`` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def article(self, article_id: str) -> tuple[Article, Assessment, str]:
        """The article, its assessment, and where its text came from. Raises NotFound when it was never assessed."""
        query = select(article, assessment.c.payload).join(assessment).where(article.c.id == article_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("assessed article", article_id)
        read = Article(
            id=row.id,
            title=row.title,
            text=row.text,
            published_at=row.published_at,
            outlet=row.outlet,
            url=row.url,
            language=row.language,
            fetched_at=row.fetched_at,
        )
        return read, codec.decode(Assessment, row.payload), row.text_origin

    def assignments(self, story_id: str) -> list[StoryAssignment]:
        """Why each article is in the story, in the order they came."""
        rows = self._connection.execute(select(story_article).where(story_article.c.story_id == story_id)).all()
        return [
            StoryAssignment(
                article_id=row.article_id,
                story_id=row.story_id,
                reason=row.reason,
                score=row.score,
                copy_of=row.copy_of,
                parts=row.parts,
            )
            for row in sorted(rows, key=lambda row: (row.first_seen_at, row.article_id))
        ]
