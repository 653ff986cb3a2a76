"""What people ask of a catalog, as the API is asked and as bare SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
import http.client
import json
import random
from sqlite3 import Connection
import time
from typing import Any
from urllib.parse import urlencode

from camvault_gateway.model import from_millis
from tests.gateway.running import RunningGateway

from .cameras import CAMERAS
from .home import camera_id, moment

_DAY_MS = 24 * 3600 * 1000
_QUARTER_MS = 15 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Query:
    """One question, to both; `often` is how many times a round asks it."""

    name: str
    path: str
    parameters: Mapping[str, str]
    sql: str
    values: tuple[object, ...]
    often: int = 30


# As the media browser asks.
LONG_EVENTS = Query(
    "the newest 50, paired, among 14 events of an hour",
    "captures",
    {"paired": "true", "limit": "50"},
    "",
    (),
    often=100,
)


def queries(captures: int, chance: random.Random) -> list[Query]:
    """Return what is asked in one round of a catalog of this size."""
    camera = camera_id(chance.randrange(CAMERAS))
    day = moment(chance.randrange(captures)) // _DAY_MS * _DAY_MS
    month = moment(captures) // _DAY_MS * _DAY_MS - 30 * _DAY_MS
    deep = moment(captures // 10)
    table = "SELECT * FROM captures"
    newest = "ORDER BY captured_at DESC, id DESC LIMIT"
    return [
        Query("the newest 50", "captures", {}, f"{table} {newest} 50", ()),
        Query(
            "a day of one camera, 500 at most",
            "captures",
            {"camera": camera, "after": _time(day), "before": _time(day + _DAY_MS), "limit": "500"},
            f"{table} WHERE camera = ? AND captured_at >= ? AND captured_at < ? {newest} 500",
            (camera, day, day + _DAY_MS),
        ),
        Query(
            "captures of each day, 30 days, all cameras",
            "calendar",
            {"after": _time(month), "time_zone": "UTC"},
            "SELECT quarter / 96, sum(captures) FROM quarters WHERE camera IN (SELECT id FROM cameras) AND quarter >= ?"
            " GROUP BY 1 ORDER BY 1 DESC",
            (month // _QUARTER_MS,),
        ),
        _search("search for a frequent word", "person", f"{table} WHERE labels LIKE ? {newest} 50", often=30),
        _search("search for a rare word", "parcel", f"{table} WHERE labels LIKE ? {newest} 50", often=3),
        Query(
            "50 from deep in the past",
            "captures",
            {"before": _time(deep)},
            f"{table} WHERE captured_at < ? {newest} 50",
            (deep,),
        ),
    ]


def _search(name: str, word: str, sql: str, often: int) -> Query:
    return Query(name, "captures", {"q": word}, sql, (f"%{word}%",), often)


def _time(moment_ms: int) -> str:
    return from_millis(moment_ms).isoformat().replace("+00:00", "Z")


class Api:
    """One connection to a gateway's API, as Home Assistant keeps it."""

    def __init__(self, gateway: RunningGateway) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", gateway.api_port)
        self._headers = {"Authorization": f"Bearer {gateway.token()}"}

    def ask(self, query: Query) -> list[float]:
        """Ask, go on to the next page where there is one, and return how many seconds each answer took."""
        took = []
        for _ in range(query.often):
            begin = time.perf_counter()
            items = self.items(query.path, query.parameters)
            took.append(time.perf_counter() - begin)
            assert items, query.name
        return took

    def items(self, path: str, parameters: Mapping[str, str]) -> list[Any]:
        """Return what the API lists."""
        self._connection.request("GET", f"/api/v1/{path}?{urlencode(parameters)}", headers=self._headers)
        answer = self._connection.getresponse()
        body = json.loads(answer.read())
        assert answer.status == 200, body
        found: list[Any] = body["items"]
        return found

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


def ask_sql(db: Connection, query: Query) -> list[float]:
    """Ask the file itself, without a gateway; returns how many seconds each answer took."""
    took = []
    for _ in range(query.often):
        begin = time.perf_counter()
        rows = db.execute(query.sql, query.values).fetchall()
        took.append(time.perf_counter() - begin)
        assert rows, query.name
    return took
