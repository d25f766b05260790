"""Work that one thread hands to another, and the answers that come back."""

import asyncio
import queue
import select
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple, TypeVar

from db.errors import SapaError
from sapa_tui.calling import Call

T = TypeVar("T")


class Job(NamedTuple):
    """A piece of work, and what is to be done with it when it can no longer be done."""

    run: Callable[[], None]
    refuse: Callable[[SapaError], None]


class Jobs:
    """The queue between them; whoever waits for an answer always gets one."""

    def __init__(self) -> None:
        self.closing = threading.Event()
        self.asked = threading.Event()
        """Set once there has been any job, or it is time to close."""
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._called = Call()
        self._waiting = select.poll()
        self._waiting.register(self._called, select.POLLIN)
        self._lock = threading.Lock()
        self._fault: SapaError | None = None

    async def do(self, work: Callable[[], T]) -> T:
        """Have work done in the other thread; raises what it raises, or what ended the thread."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()

        def settle(result: T | None, error: BaseException | None) -> None:
            if answer.cancelled():
                return
            if error is not None:
                answer.set_exception(error)
            else:
                answer.set_result(result)  # type: ignore[arg-type]

        def tell(result: T | None, error: BaseException | None) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody waits any longer
                loop.call_soon_threadsafe(settle, result, error)

        def run() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - carried over to whoever asked
                tell(None, error)
            else:
                tell(result, None)

        self._put(Job(run, lambda fault: tell(None, fault)))
        return await answer

    def post(self, work: Callable[[], None]) -> None:
        """Have work done in the other thread, unless that has ended; nobody waits for it."""
        self._put(Job(work, lambda _: None))

    def hark(self, file: int) -> None:
        """Have the other thread wake, too, when there is something to read in a file."""
        self._waiting.register(file, select.POLLIN)

    def wake(self) -> None:
        """Have the other thread look what there is to do."""
        self._called.set()

    def next(self, timeout: float) -> Job | None:
        """The next job, None once it is time to close.

        Raises:
            queue.Empty: there was none within ``timeout`` seconds, or something else woke it.
        """
        with suppress(queue.Empty):
            return self._queue.get_nowait()
        self._waiting.poll(max(0.0, timeout) * 1000)
        self._called.clear()
        return self._queue.get_nowait()

    def close(self) -> None:
        """Ask the other thread to end after the jobs that it has."""
        self.closing.set()
        self._queue.put(None)
        self.asked.set()
        self.wake()

    def end(self, fault: SapaError) -> None:
        """Refuse the jobs that are waiting and all that are still to come."""
        with self._lock:
            self._fault = fault
        with suppress(queue.Empty):
            while True:
                job = self._queue.get_nowait()
                if job is not None:
                    job.refuse(fault)

    def _put(self, job: Job) -> None:
        with self._lock:
            if self._fault is None:
                self._queue.put(job)
                self.asked.set()
                self.wake()
                return
        job.refuse(self._fault)
