"""One gateway for all of the field: everything is uploaded to it at once, and looked at when it is done."""

from collections.abc import Iterator, Mapping
import time
from typing import Any, Final

import pytest

from tests.gateway.running import RunningGateway, running_gateway

from . import media_clocks, media_containers, media_damage, media_shapes, media_stills
from .rows import Row

MEDIA: Final[list[Row]] = [
    *media_clocks.ROWS,
    *media_containers.ROWS,
    *media_damage.ROWS,
    *media_shapes.ROWS,
    *media_stills.ROWS,
]
_PATIENCE_S: Final = 240

type Captures = Mapping[str, dict[str, Any]]


@pytest.fixture(scope="session")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningGateway]:
    """Run the gateway."""
    with running_gateway(tmp_path_factory.mktemp("field")) as running:
        yield running


@pytest.fixture(scope="session")
def uploaded(gateway: RunningGateway) -> Captures:
    """Upload every row by FTP, wait until all were looked at, and return the captures by their paths."""
    with gateway.client() as ftp:
        for row in MEDIA:
            assert ftp.store(row.path, row.make()).startswith("226"), row.id
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        found = _captures(gateway)
        if not any(_waits(each) for each in found.values()):
            break
        time.sleep(0.3)
    assert not [path for path, each in found.items() if _waits(each)], gateway.log[-4000:]
    return found


def _waits(capture: Mapping[str, Any]) -> bool:
    """Tell whether a capture waits to be looked at; a whole JPEG is known to be one at once."""
    unknown = capture["width"] is None and capture["condition"] == "complete"
    return bool(capture["condition"] == "pending" or unknown)


def _captures(gateway: RunningGateway) -> Captures:
    items: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = gateway.ask(f"/captures?limit=500{cursor}")
        items += page["items"]
        if page["next"] is None:
            return {each["original_path"]: each for each in items}
        cursor = f"&cursor={page['next']}"
