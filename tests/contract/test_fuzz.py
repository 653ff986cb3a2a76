"""Whatever stands in an address, the answer is one of the contract's, and never a failure of ours."""

import asyncio
from collections.abc import Iterator
import contextlib
import http.client
import json
from pathlib import Path
import re
import threading
from urllib.parse import quote_from_bytes, urlencode

from hypothesis import given, settings, strategies as st
import pytest

from . import document
from .home import TOKEN, Home

_TIMES = st.datetimes().map(lambda moment: moment.isoformat()) | st.from_regex(
    r"\d{4}-[01]\d-[0-3]\d[Tt ][0-2]\d:[0-5]\d:[0-6]\d(\.\d{1,9})?(Z|z|[+-][0-2]\d:[0-5]\d)?", fullmatch=True
)
_LIMITS = st.integers(-1, 600).map(str) | st.integers().map(str) | st.floats().map(str)
_WORDS = st.sampled_from(
    ["clip", "snapshot", "stored", "verified", "Clip", "day", "hour", "drive", "null", "%", "'", "true", "asc"]
)
_ZONES = st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu", "America", ".", "..", "posixrules", "localtime"])
_ANYTHING = st.text(max_size=300) | _TIMES | _LIMITS | _WORDS | _ZONES
_PATHS = ["/api/v1/captures", "/api/v1/events", "/api/v1/calendar", "/api/v1/moments"]
_FLAGS = ["clips", "unarchived", "protected", "playable"]
_SEVERAL = ["camera", "label"]
_NAMES = [
    "event",
    "kind",
    "after",
    "before",
    "state",
    "q",
    "limit",
    "cursor",
    "by",
    "time_zone",
    "other",
    "order",
    "around",
]
_NAMES += [*_FLAGS, *_SEVERAL, "split"]
# What a schema alone does not decide: cursors, zones, and whether what is told in small pieces is short.
_UNTOLD = {"cursor", "time_zone", "split"}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Serve a home with something in it from a thread, for tests that are not asynchronous."""
    with _serving(tmp_path_factory.mktemp("fuzz")) as served:
        yield served


@contextlib.contextmanager
def _serving(folder: Path) -> Iterator[int]:
    home, loop, ports = Home.make(folder), asyncio.new_event_loop(), list[int]()
    camera = home.camera("Drive").id
    for _ in range(3):
        home.capture(camera, event=home.end(home.event(camera)).id)
    ready, done = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with home.serving() as client:
            ports.append(client.port)
            ready.set()
            await done.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    ready.wait(10)
    try:
        yield ports[0]
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(10)
        loop.close()
        home.catalog.close()


def _get(port: int, address: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", address, headers={"Authorization": f"Bearer {TOKEN}"})
        response = connection.getresponse()
        body, content_type = response.read(), response.headers.get_content_type()
    finally:
        connection.close()
    assert response.status in {200, 400, 404}, (response.status, body)
    path = address.partition("?")[0]
    if response.status == 404:
        document.check_schema("Error", json.loads(body))
    else:
        document.check_answer("get", path, response.status, content_type, body)
    return response.status


def _told(path: str, name: str, value: str) -> bool:
    """Return whether the contract allows a parameter's value."""
    known: object = value
    if name == "limit" and re.fullmatch(r"-?\d+", value, re.ASCII):
        known = int(value)
    elif name in _FLAGS:
        known = {"true": True, "false": False}.get(value, value)
    elif name in _SEVERAL and path != "/api/v1/captures":
        known = [value]
    return document.accepts_parameter(path, name, known)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(_PATHS), st.dictionaries(st.sampled_from(_NAMES), _ANYTHING, max_size=4))
def test_refuses_exactly_what_the_contract_refuses(port: int, path: str, query: dict[str, str]) -> None:
    """A query is understood if every parameter's schema allows its value, and otherwise it is 400."""
    status = _get(port, f"{path}?{urlencode(query)}")
    parameters = [document.resolved(known) for known in document.document()["paths"][path]["get"]["parameters"]]
    known = {parameter["name"] for parameter in parameters} & query.keys()
    allowed = all(_told(path, name, query[name]) for name in known - _UNTOLD)
    if not allowed:
        assert status == 400
    elif not known & _UNTOLD:
        assert status == 200


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(_PATHS), st.sampled_from(_NAMES), st.binary(max_size=60))
def test_any_bytes_in_a_query(port: int, path: str, name: str, value: bytes) -> None:
    """Bytes that are no text do no harm."""
    _get(port, f"{path}?{name}={quote_from_bytes(value)}")


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["cameras", "events", "captures"]), st.binary(min_size=1, max_size=60))
def test_any_bytes_in_a_path(port: int, resource: str, identity: bytes) -> None:
    """Ids that nobody gave are not found."""
    assert _get(port, f"/api/v1/{resource}/{quote_from_bytes(identity, safe='')}") in {400, 404}
