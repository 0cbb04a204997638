"""The runner that serves our deployments, in a thread of its own, so that the main thread is free to listen to signals."""

from __future__ import annotations

import asyncio
import datetime as dt
import signal
import threading
from contextlib import suppress

from prefect.client.orchestration import get_client
from prefect.runner import Runner

from flows.deployments import FLOW_NAMES, NAME, deployments
from flows.heal import heal
from flows.passes import watch
from monitor.domain.errors import ContactlineError
from monitor.text.clean import one_line

CANCEL_WITHIN = 45.0  # seconds for the runs that are going on: the runner asks them to stop, and kills after 30
MOST_AT_ONCE = 4  # runs, each a process


class RunnerFailed(ContactlineError):
    """Runs are no longer started. Starting again can help."""

    retryable = True

    def __init__(self, why: str) -> None:
        super().__init__(f"the runner stopped by itself: {one_line(why)}")


class Serving:
    """Heals, deploys, asks for a first pass, then serves until told to stop."""

    def __init__(self, interval: dt.timedelta) -> None:
        self.interval = interval
        self._thread = threading.Thread(target=self._main, name="runner", daemon=True)
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._runner: Runner | None = None
        self._error: BaseException | None = None
        self.healed = 0

    def start(self) -> None:
        """Begin; ``ready`` tells when it serves."""
        self._thread.start()

    @property
    def ready(self) -> bool:
        """True once deployments are served."""
        return self._ready.is_set()

    def check(self) -> None:
        """Raise RunnerFailed when the runner has ended."""
        if not self._thread.is_alive():
            raise RunnerFailed(f"{type(self._error).__name__}: {self._error}" if self._error else "it gave no reason") from self._error

    def stop(self) -> None:
        """Cancel the runs that are going on, stop serving, and wait for both; the schedules stay as they are."""
        if self._loop is None or not self._thread.is_alive():
            return
        runner = self._runner
        with suppress(RuntimeError, TimeoutError):  # the loop, or the runner, may just be ending by itself
            if runner is not None and runner.started:
                asyncio.run_coroutine_threadsafe(runner.astop(), self._loop).result(CANCEL_WITHIN)
            elif self._task is not None:
                self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(CANCEL_WITHIN)

    def _main(self) -> None:
        # A Ctrl-C in the terminal reaches the whole process group. Runs inherit this mask, so that it is we who cancel them, in order:
        # interrupted by themselves they would stay "running" in the UI for ever.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            asyncio.run(self._serve())
        except asyncio.CancelledError:
            pass
        except BaseException as error:  # raised again by check(), in the main thread
            self._error = error

    async def _serve(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        now = dt.datetime.now(dt.UTC)  # Prefect's schedules follow the real clock, whatever ours reads
        runner = Runner(name="contactline", pause_on_shutdown=False, limit=MOST_AT_ONCE, prefetch_seconds=1)
        async with get_client() as client:
            # Deploying deletes what the earlier life had scheduled for later, healing ends what it left behind: in this order no run of
            # the old schedule falls between the two.
            ids = {d.flow_name: await runner.aadd_deployment(d) for d in await deployments(self.interval, now)}
            self.healed = await heal(client, FLOW_NAMES, NAME, dt.datetime.now(dt.UTC))
            await client.create_flow_run_from_deployment(ids[watch.name])
        self._runner = runner
        self._ready.set()
        await runner.start()
