"""HTTP requests to a gateway."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
import hmac
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
import secrets
from typing import Any, Final, TypedDict, Unpack, cast

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ClientWebSocketResponse,
    ClientWSTimeout,
    WSMsgType,
    WSServerHandshakeError,
    hdrs,
)
from homeassistant.util.json import json_loads
from yarl import URL

from .errors import REFUSED, CamVaultConnectionError, CamVaultError, check_answer, reading
from .live import LiveMessage, decode_live
from .query import Query
from .wire import read

CONNECT_TIMEOUT_S: Final = 10
# What a connection that breaks raises, whoever notices it.
BROKEN: Final = (ClientError, OSError)
ANSWER_TIMEOUT: Final = ClientTimeout(total=30, sock_connect=CONNECT_TIMEOUT_S)
# A gateway that lost its power is noticed within one and a half of it.
HEARTBEAT_S: Final = 20
CLOSE_TIMEOUT: Final = ClientWSTimeout(ws_close=2)
MAX_MESSAGE_BYTES: Final = 32 * 2**20
_HELLO_TIMEOUT: Final = ClientTimeout(total=10)
_HELLO_BYTES: Final = 1000

# What passes through as the gateway gave it.
type JsonObject = dict[str, Any]


class _Request(TypedDict, total=False):
    """How to ask, where it is not a plain GET."""

    method: str
    params: Query
    json: Mapping[str, object]
    headers: Mapping[str, str]
    timeout: ClientTimeout


class Connection:
    """The address and the token of a gateway."""

    def __init__(
        self, session: ClientSession, url: str, token: str, on_refused: Callable[[], None] | None = None
    ) -> None:
        """Keep the session, the address and the token; `on_refused` is called when the token is refused."""
        self._session = session
        self._on_refused = on_refused
        self._base = URL(url) / "api" / "v1"
        self._headers: dict[str, str] = {hdrs.AUTHORIZATION: f"Bearer {token}"}

    @asynccontextmanager
    async def _open(self, path: str, **request: Unpack[_Request]) -> AsyncIterator[ClientResponse]:
        """Send a request and yield the answer."""
        headers: dict[str, str] = {**request.get("headers", {}), **self._headers}
        options = _Request(method=hdrs.METH_GET, timeout=ANSWER_TIMEOUT) | request | {"headers": headers}
        try:
            response = await self._session.request(url=self._base / path, **options)
        except BROKEN as err:
            raise CamVaultConnectionError(str(err)) from err
        if response.status in REFUSED and self._on_refused:
            self._on_refused()
        async with response:
            yield response

    async def _fetch(self, path: str, **request: Unpack[_Request]) -> bytes:
        """Return the body of a good answer."""
        async with self._open(path, **request) as response:
            body = await read_body(response)
        check_answer(response.status, body)
        return body

    async def _read[T](self, cls: type[T], path: str, **request: Unpack[_Request]) -> T:
        """Return the model in the body of a good answer."""
        body = await self._fetch(path, **request)
        with reading(path.partition("/")[0]):
            return read(cls, json_loads(body))

    async def _read_json(self, path: str, **request: Unpack[_Request]) -> JsonObject:
        """Return the object in the body of a good answer."""
        body = await self._fetch(path, **request)
        with reading(what := path.partition("/")[0]):
            answer = json_loads(body)
        if not isinstance(answer, dict):
            raise CamVaultError(f"{what}: expected an object, got {type(answer).__name__}")
        return cast("JsonObject", answer)

    async def _connect(self, since: str | None) -> ClientWebSocketResponse[bool]:
        """Open the WebSocket."""
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                return await self._session.ws_connect(
                    self._base / "live",
                    params={} if since is None else {"since": since},
                    headers=self._headers,
                    heartbeat=HEARTBEAT_S,
                    timeout=CLOSE_TIMEOUT,
                    max_msg_size=MAX_MESSAGE_BYTES,
                )
        except WSServerHandshakeError as err:
            check_answer(err.status)
            raise CamVaultError(f"No WebSocket: {err.message}") from err
        except BROKEN as err:
            raise CamVaultConnectionError(str(err)) from err


async def read_body(response: ClientResponse) -> bytes:
    """Return all of an answer."""
    try:
        return await response.read()
    except BROKEN as err:
        raise CamVaultConnectionError(str(err)) from err


async def receive(socket: ClientWebSocketResponse[bool]) -> LiveMessage:
    """Return the next message that this version knows."""
    while True:
        frame = await socket.receive()
        match frame.type:
            case WSMsgType.TEXT if message := decode_live(frame.data):
                return message
            case WSMsgType.ERROR:
                raise CamVaultConnectionError("The connection broke") from frame.data
            case WSMsgType.CLOSE | WSMsgType.CLOSING | WSMsgType.CLOSED:
                raise CamVaultConnectionError("The gateway closed the connection")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Hello:
    """A gateway's answer to a client without a token."""

    proof: str


async def knows_token(session: ClientSession, url: str, token: str, gateway_id: str) -> bool:
    """Return whether who is at a URL proves to know a gateway's token, which is not sent there.

    The gateway signs the address at which it was reached itself, so nobody elsewhere can pass its answer off as theirs.
    """
    nonce = secrets.token_urlsafe(24)
    said = f"camvault hello 1\n{gateway_id}\n{_authority(URL(url))}\n{nonce}"
    wanted = hmac.digest(token.encode(), said.encode(), "sha256").hex()
    where = (URL(url) / "api/v1/hello").with_query(nonce=nonce)
    try:
        async with session.get(where, timeout=_HELLO_TIMEOUT, allow_redirects=False) as response:
            # It is a stranger who answers: no more is read than a proof is long.
            if response.content_length is None or response.content_length > _HELLO_BYTES:
                return False
            body = await response.read()
    except BROKEN:
        return False
    try:
        given = read(_Hello, json_loads(body)).proof
    except ValueError:
        return False
    return response.status == HTTPStatus.OK and hmac.compare_digest(given.encode(), wanted.encode())


def _authority(url: URL) -> str:
    """Return the address as a gateway sees it at its end."""
    host = ip_address((url.host or "").partition("%")[0])
    return f"[{host}]:{url.port}" if isinstance(host, IPv6Address) else f"{host}:{url.port}"
