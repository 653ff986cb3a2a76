"""Threads for what may wait for a server long after anybody wants it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
import threading


async def in_thread[T](work: Callable[[], T], name: str) -> T:
    """Do something in a thread of its own, which the end of the process does not wait for."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            result = work()
        except Exception as err:  # noqa: BLE001 whatever it is belongs to whoever waits
            if future.set_running_or_notify_cancel():
                future.set_exception(err)
        else:
            if future.set_running_or_notify_cancel():
                future.set_result(result)

    threading.Thread(target=run, name=name, daemon=True).start()
    return await asyncio.wrap_future(future)
