"""Look at the parts of a file that may be a usual one, until one of them tells something."""

from collections.abc import Callable, Iterator
import contextlib
import errno
from typing import Final

from av.error import FFmpegError

from camvault_gateway.derive.protocol import Failure, FailureError

from .truncation import is_whole
from .view import View, views

_FAILURES: Final = {
    errno.ENOMEM: Failure.NO_MEMORY,
    errno.ENOSPC: Failure.UNAVAILABLE,
    errno.EDQUOT: Failure.UNAVAILABLE,
}
# A damaged file has FFmpeg look where no file has anything, or makes more of itself than may be written.
_DAMAGED: Final = {errno.EINVAL, errno.EFBIG, None}


def first_told[T](descriptor: int, look: Callable[[View], T]) -> T:
    """Return what the first part of a file tells that tells something."""
    failure: FailureError | None = None
    for view in views(descriptor):
        try:
            with _failures():
                return look(view)
        except FailureError as err:
            if err.failure is not Failure.UNREADABLE:
                raise
            failure = failure or _explained(err, view)
    raise failure or FailureError(Failure.UNREADABLE, "There is nothing in it.")


def _explained(failure: FailureError, view: View) -> FailureError:
    """Return why nothing is seen in a file: a part of it may be missing."""
    is_cut = is_whole(view.size, view.peek) is False
    return FailureError(Failure.CUT, str(failure)) if is_cut else failure


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    """Raise FailureError instead of what libraries raise."""
    try:
        yield
    except FFmpegError as err:
        raise FailureError(
            _FAILURES.get(err.errno or 0, Failure.UNREADABLE), err.strerror or type(err).__name__
        ) from err
    except OSError as err:
        failure = Failure.UNREADABLE if err.errno in _DAMAGED else Failure.UNAVAILABLE
        raise FailureError(failure, err.strerror or type(err).__name__) from err
    except MemoryError as err:
        raise FailureError(Failure.NO_MEMORY, "There is not enough memory.") from err
