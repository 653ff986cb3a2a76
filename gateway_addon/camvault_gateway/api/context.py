"""The context of request handlers: services, and threads for whatever would block the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from sqlite3 import Connection
from typing import Concatenate, Final

from aiohttp import web

from camvault_gateway.model import Message

from .services import Services

_THREADS = 4


class Context:
    """The services, and the threads that wait for disks on the API's behalf."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self._executor = ThreadPoolExecutor(_THREADS, thread_name_prefix="api")

    async def run[**P, T](self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what may wait for a disk in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, partial(work, *args, **kwargs))

    async def read[**P, T](
        self, query: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a catalog query in a thread."""
        return await self.run(lambda: self.services.catalog.read(query, *args, **kwargs))

    async def write[**P, T](self, job: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a catalog job in the single writer; returns when it is durable."""
        return await self.services.catalog.keep(job, *args, **kwargs)

    def publish(self, message: Message) -> None:
        """Tell the other rooms."""
        self.services.bus.publish(message)

    async def close(self) -> None:
        """Let the threads finish."""
        await asyncio.to_thread(self._executor.shutdown, cancel_futures=True)


CONTEXT: Final = web.AppKey("context", Context)
# The camera of the capture that a request is for, once it is known; the answer names it.
CAMERA: Final = web.RequestKey("camera", str)
