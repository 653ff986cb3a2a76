"""How figures grow with a catalog, to be drawn."""

from collections.abc import Iterator
from statistics import median

from .figures import Course, Sample

_AXIS = "captures in the catalog"
type _Found = dict[str, dict[int, list[float]]]


class Growth:
    """CamVault's own figures at each size."""

    def __init__(self, upkeep: str) -> None:
        self._upkeep = upkeep
        self._answers: _Found = {}
        self._kept: _Found = {}

    def take(self, count: int, sample: Sample) -> Sample:
        """Take a sample of a catalog of this size, and return it."""
        if sample.case == self._upkeep:
            for name in ("start s", "check s"):
                if name in sample.figures:
                    _put(self._kept, name, count, sample.figures[name])
        elif sample.system.startswith("CamVault"):
            _put(self._answers, sample.case, count, sample.figures["p50 ms"])
        return sample

    def courses(self) -> Iterator[Course]:
        """Yield what is to be drawn."""
        yield Course("the API's answers, ms (p50)", _AXIS, _lines(self._answers), by_tens=True)
        yield Course("start and check, s", _AXIS, _lines(self._kept), by_tens=True)


def _put(found: _Found, name: str, count: int, value: float) -> None:
    found.setdefault(name, {}).setdefault(count, []).append(value)


def _lines(found: _Found) -> dict[str, list[list[float]]]:
    return {
        name: [[float(count), round(median(values), 3)] for count, values in sizes.items()]
        for name, sizes in found.items()
    }
