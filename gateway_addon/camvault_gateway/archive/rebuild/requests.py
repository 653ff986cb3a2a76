"""Requests to a bucket, many side by side, each tried again while the server has trouble."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
import threading
from typing import Final

from camvault_gateway.archive.s3.errors import answers_of
from camvault_gateway.archive.s3.listing import level, page_of
from camvault_gateway.archive.s3.store import Store
from camvault_gateway.model import ArchiveError, ArchiveProblem
from camvault_gateway.record.order import Listed

_THREADS: Final = 16
_TRIES: Final = 7
_FIRST_WAIT_S: Final = 0.5

type _Where = Mapping[str, str]
type _Page = tuple[list[Listed], _Where | None]


class StoppedError(Exception):
    """Whoever wanted it no longer does."""


class Requests:
    """Requests in threads of its own; `stopped` ends all of them soon."""

    def __init__(self, store: Store, stopped: threading.Event) -> None:
        self._store = store
        self._stopped = stopped
        self._pool = ThreadPoolExecutor(_THREADS, "rebuild")

    def close(self) -> None:
        """Begin nothing more; what is on the wire is left to its fate."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def each[I, O](self, work: Callable[[I], O], items: Iterable[I]) -> Iterator[tuple[I, O]]:
        """Yield what becomes of each item, in their order; only a few are ahead at any time."""
        running: deque[tuple[I, Future[O]]] = deque()
        for item in items:
            running.append((item, self._pool.submit(self._retrying, lambda item=item: work(item))))
            if len(running) > 2 * _THREADS:
                done, future = running.popleft()
                yield done, future.result()
        for done, future in running:
            yield done, future.result()

    def listed(self, prefix: str) -> Iterator[list[Listed]]:
        """Yield all objects below a prefix, in pages: the folders in it side by side."""
        loose, folders = self.level(prefix)
        yield loose
        running = {
            self._pool.submit(self._retrying, lambda each=each: (each, self._page(each, {}))) for each in folders
        }
        while running:
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                folder, (objects, following) = future.result()
                if following:
                    running.add(self._next(folder, following))
                yield objects

    def level(self, prefix: str) -> tuple[list[Listed], list[str]]:
        """Return the objects just below a prefix, and the folders there."""
        return self._retrying(lambda: level(self._store, prefix))

    def _next(self, folder: str, where: _Where) -> Future[tuple[str, _Page]]:
        return self._pool.submit(self._retrying, lambda: (folder, self._page(folder, where)))

    def _page(self, prefix: str, where: _Where) -> _Page:
        page = page_of(self._store, prefix, where)
        return page.objects, page.following

    def _retrying[T](self, work: Callable[[], T]) -> T:
        """Do something now, or a little later if the server has trouble; raises ArchiveError when it goes on."""
        for attempt in range(1, _TRIES + 1):
            if self._stopped.is_set():
                break
            try:
                with answers_of(self._store.settings):
                    return work()
            except ArchiveError as err:
                if err.problem is not ArchiveProblem.UNREACHABLE or attempt == _TRIES:
                    raise
            self._stopped.wait(_FIRST_WAIT_S * 2 ** (attempt - 1))
        raise StoppedError
