"""The composition root: the only place that knows every adapter. Everything is made when it is first asked for."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Mapping
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from monitor.adapters.clock import RealClock, ScaledClock
from monitor.config import Config
from monitor.domain.alert import Channel
from monitor.domain.errors import ModelError

if TYPE_CHECKING:
    from monitor.adapters.children import Children
    from monitor.adapters.http.client import GuardedFetcher
    from monitor.adapters.store.store import SqlStore
    from monitor.pipeline.alert import AlertPorts
    from monitor.pipeline.assess import AssessPorts
    from monitor.pipeline.run import Stages
    from monitor.ports import Clock, Notifier
    from monitor.stories.sources import SourceRegister
    from monitor.understand.gazetteer import Gazetteer
    from monitor.understand.reader import ArticleReader
    from monitor.understand.trained import Models


class App:
    """All parts of one process, wired by one configuration. Use as an async context manager where the network is used."""

    def __init__(self, config: Config, *, clock: Clock | None = None, sources: SourceRegister | None = None) -> None:
        """``clock`` and ``sources`` replace the configured clock and the shipped register (for a sample world of invented outlets)."""
        self.config = config
        self._clock = clock
        self._sources = sources
        self.worker = f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:6]}"

    @cached_property
    def clock(self) -> Clock:
        """The product's clock."""
        if self._clock is not None:
            return self._clock
        setting = self.config.clock
        return ScaledClock(setting.start, setting.at, setting.speed) if setting else RealClock()

    @cached_property
    def store(self) -> SqlStore:
        """The database, with its schema checked (and made, when it is empty)."""
        from monitor.adapters.store import failpoint
        from monitor.adapters.store.store import open_store

        failpoint.install(self.config.failpoint)
        return open_store(self.config.database_url)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Territories and actors."""
        from monitor.understand.gazetteer import load_gazetteer

        return load_gazetteer()

    @cached_property
    def models(self) -> Models:
        """The trained models of reading. Raises ModelError."""
        from monitor.adapters.artefacts import load_models

        return load_models(self.model_folder)

    @cached_property
    def reader(self) -> ArticleReader:
        """The article reader with its models. Raises ModelError."""
        from monitor.understand.reader import ArticleReader

        return ArticleReader(self.gazetteer, self.models)

    @property
    def model_folder(self) -> Traversable | None:
        """Where the models lie, None for the package's own."""
        return self.config.model_folder

    @cached_property
    def sources(self) -> SourceRegister:
        """The register of outlets."""
        if self._sources is not None:
            return self._sources
        from monitor.stories.sources import load_sources

        return load_sources()

    @cached_property
    def background(self) -> Mapping[str, float]:
        """Common words' share of documents."""
        from monitor.adapters.artefacts import load_background

        return load_background(self.model_folder)

    @cached_property
    def story_weights(self) -> Mapping[str, float]:
        """The same-event score's weights. Raises ModelError."""
        from monitor.adapters.artefacts import load_story_weights

        return load_story_weights(self.model_folder)

    @cached_property
    def fetcher(self) -> GuardedFetcher:
        """The guarded fetch."""
        from monitor.adapters.http.client import GuardedFetcher, Limits

        limits = Limits(total=self.config.request_deadline.total_seconds(), body=self.config.max_body_bytes, raw_body=self.config.max_body_bytes)
        return GuardedFetcher(self.config.allow_networks, limits=limits, concurrency=self.config.poll_concurrency)

    @cached_property
    def children(self) -> Children:
        """Killable children for untrusted bytes."""
        from monitor.adapters.children import Children

        return Children()

    @cached_property
    def notifiers(self) -> Mapping[Channel, Notifier]:
        """The ways out that are configured."""
        out: dict[Channel, Notifier] = {}
        if self.config.smtp_url is not None:
            from monitor.adapters.notify import email_notifier

            out[Channel.EMAIL] = email_notifier(self.config.smtp_url.value, self.config.mail_sender)
        if self.config.webhooks:
            from monitor.adapters.notify.webhook import WebhookNotifier

            endpoints = {name: (hook.url, hook.secret.value) for name, hook in self.config.webhooks.items()}
            out[Channel.WEBHOOK] = WebhookNotifier(endpoints, self.fetcher)
        return out

    def names(self, territory_id: str) -> tuple[str, list[str]]:
        """A territory's name and its claimants' names; the bare id for one that the gazetteer no longer has."""
        if (found := self.gazetteer.by_id.get(territory_id)) is None:
            return territory_id, []
        by_code = {a.iso3: a.name for a in self.gazetteer.actors if a.iso3}
        return found.name, [by_code.get(code, code) for code in found.claimants]

    def kin(self, territory_id: str) -> tuple[str, ...]:
        """Ids of the territories that enclose one; none for an id that the gazetteer no longer has."""
        return self.gazetteer.ancestors(territory_id) if territory_id in self.gazetteer.by_id else ()

    @cached_property
    def alert_ports(self) -> AlertPorts:
        """What deciding on alerts needs: no models, no network."""
        from monitor.pipeline.alert import AlertPorts

        return AlertPorts(self.store, self.clock, self.config.rules, self.config.routes, self.config.receivers, self.names, self.kin)

    @cached_property
    def stages(self) -> Stages:
        """The ports of each stage of a pass."""
        from monitor.adapters.store import failpoint
        from monitor.feeds.schedule import PollSettings
        from monitor.pipeline.deliver import LEASE as DELIVER_LEASE
        from monitor.pipeline.deliver import DeliverPorts
        from monitor.pipeline.poll import LEASE as POLL_LEASE
        from monitor.pipeline.poll import PollPorts
        from monitor.pipeline.run import Stages

        speed = self.config.clock.speed if self.config.clock else 1.0
        return Stages(
            store=self.store,
            clock=self.clock,
            poll=PollPorts(self.store, self.fetcher, self.children, self.clock, PollSettings(interval=self.config.poll_interval), POLL_LEASE * speed),
            assess=self._assess_ports(speed),
            alert=self.alert_ports,
            deliver=DeliverPorts(self.store, self.clock, self.notifiers, lambda: failpoint.hit("after_send"), DELIVER_LEASE * speed),
        )

    def _assess_ports(self, speed: float) -> AssessPorts | ModelError:
        from monitor.pipeline.assess import LEASE, AssessPorts

        try:
            reader = self.reader
        except ModelError as error:
            return error
        return AssessPorts(
            store=self.store,
            fetcher=self.fetcher,
            pages=self.children,
            reader=reader,
            sources=self.sources,
            clock=self.clock,
            background=self.background,
            story_weights=self.story_weights,
            party_of=reader.sides.side_of,
            names=self.names,
            lease=LEASE * speed,
        )

    async def __aenter__(self) -> App:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close what was opened."""
        made = vars(self)
        if "fetcher" in made:
            await self.fetcher.close()
        if "children" in made:
            self.children.close()
        if "store" in made:
            self.store.close()
