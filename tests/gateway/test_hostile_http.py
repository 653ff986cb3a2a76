"""Hostile clients of the port for uploads by HTTP, against the real gateway; a camera uploads by HTTP all the while."""

from collections.abc import Iterator
import contextlib
import itertools
from pathlib import Path
import resource
import socket
import time

import pytest

from .conftest import free_port
from .guessing import cpu_s
from .hostile import PICTURE, memory_kib, unharmed
from .http_client import RawHttp, login
from .running import RunningGateway, running_gateway

_NUMBERS = itertools.count()
_LENGTH = "Content-Length: 3\r\n"


@pytest.fixture(scope="module")
def ports() -> tuple[int, int]:
    """Return the ports for HTTP and HTTPS."""
    return free_port(), free_port()


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, ports: tuple[int, int]) -> Iterator[RunningGateway]:
    """Run a gateway for all attacks."""
    more = ("--http-port", str(ports[0]), "--https-port", str(ports[1]))
    with running_gateway(tmp_path_factory.mktemp("hostile"), more=more) as running:
        yield running


@pytest.fixture
def port(ports: tuple[int, int]) -> int:
    """Return the port for HTTP."""
    return ports[0]


def _by_http(gateway: RunningGateway) -> str:
    with RawHttp(int(gateway.more[1])) as http:
        return str(http.put(f"/good/{next(_NUMBERS)}.jpg", PICTURE))


def _captures(gateway: RunningGateway, camera: str) -> list[tuple[str, int, str]]:
    found = gateway.ask(f"/captures?camera={camera}&limit=200")["items"]
    return [(each["original_path"], each["size"], each["condition"]) for each in found]


def test_slow_everywhere(gateway: RunningGateway, port: int) -> None:
    """Headers and bodies that arrive byte by byte hold up nobody."""
    with unharmed(gateway, _by_http), contextlib.ExitStack() as stack:
        strangers = [stack.enter_context(RawHttp(port)) for _ in range(40)]
        cameras = [stack.enter_context(RawHttp(port)) for _ in range(20)]
        for number, camera in enumerate(cameras):
            camera.begin(f"/slow/{number}.jpg", "Content-Length: 20\r\n")
        for letter in "PUT /slow HTTP/1.1\r\n":
            for stranger in strangers:
                stranger.send(letter)
            for camera in cameras[: 20 if letter not in "\r\n" else 0]:
                camera.send(b"\xff")
    with RawHttp(port) as http:
        assert http.put("/slow/after.jpg", PICTURE) == 201


@pytest.mark.parametrize("what", ["one header", "many headers", "a long path", "a long chunk extension"])
def test_too_much_of_it(gateway: RunningGateway, port: int, what: str) -> None:
    """Twenty megabytes where a line belongs are refused long before they are there, or kept nowhere."""
    begin = b"PUT /evil.jpg HTTP/1.1\r\nHost: x\r\n" + login().encode()
    piece, first = {
        "one header": (b"a" * 100_000, begin + b"X-A: "),
        "many headers": (b"X-A: b\r\n" * 10_000, begin),
        "a long path": (b"/a" * 50_000, b"PUT "),
        "a long chunk extension": (b"a" * 100_000, begin + b"Transfer-Encoding: chunked\r\n\r\n3;"),
    }[what]
    with unharmed(gateway, _by_http), contextlib.ExitStack() as stack:
        for _ in range(10):
            http = stack.enter_context(RawHttp(port))
            with contextlib.suppress(ConnectionError):
                http.send(first)
                for _ in range(200):
                    http.send(piece)
            # An extension is not kept, and a body that does not go on ends after a minute.
            assert what == "a long chunk extension" or http.status() in {0, 400}


@pytest.fixture
def _many_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("_many_files")
@pytest.mark.parametrize("tls", [0, 1], ids=["http", "https"])
def test_a_thousand_connections(gateway: RunningGateway, ports: tuple[int, int], tls: int) -> None:
    """Who says nothing makes room, also who never begins a handshake: the gateway holds no more than its limit."""
    with unharmed(gateway, _by_http), contextlib.ExitStack() as stack:
        for _ in range(1000):
            stack.enter_context(socket.create_connection(("127.0.0.1", ports[tls]), timeout=15))
        assert _held(gateway) < 400


def _held(gateway: RunningGateway) -> int:
    assert gateway.process is not None
    return len(list(Path(f"/proc/{gateway.process.pid}/fd").iterdir()))


def test_pipelined_uploads(gateway: RunningGateway, port: int) -> None:
    """A hundred and fifty requests in one go are answered one by one, each with the truth."""
    requests = [
        f"PUT /piped/{number}.jpg HTTP/1.1\r\nHost: x\r\n{login()}{_LENGTH}\r\n{number % 1000:03}".encode()
        for number in range(150)
    ]
    with unharmed(gateway, _by_http), RawHttp(port) as http:
        http.send(b"".join(requests))
        assert [http.status() for _ in requests] == [201] * len(requests)
    assert len(_captures(gateway, "piped")) == len(requests)


def test_answers_that_nobody_reads(gateway: RunningGateway, port: int) -> None:
    """Whoever asks and asks and reads nothing is not read either."""
    request = f"PUT /mute/a.jpg HTTP/1.1\r\nHost: x\r\n{login()}Content-Length: 0\r\n\r\n".encode()
    with unharmed(gateway, _by_http), RawHttp(port) as http:
        http.socket.settimeout(3)
        with contextlib.suppress(ConnectionError, TimeoutError):
            for _ in range(100):
                http.send(request * 200)


@pytest.mark.parametrize(
    "lengths",
    [
        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
        "Content-Length: 3\r\nContent-Length: 60\r\n",
        "Content-Length: 3, 60\r\n",
        "Content-Length: +3\r\n",
        "Content-Length: -3\r\n",
        "Content-Length: 0x3\r\n",
        "Content-Length: 99999999999999999999999\r\n",
        "Content-Length : 3\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: identity\r\nContent-Length: 3\r\n",
        "Transfer-Encoding:\x0bchunked\r\n",
        "X: y\r\n Content-Length: 3\r\n",
        "X: y\nContent-Length: 3\r\n",
        "",
    ],
)
def test_smuggling(gateway: RunningGateway, port: int, lengths: str) -> None:
    """A request whose length can be read in two ways is refused, and what is behind it is no request."""
    inside = f"0\r\n\r\nPUT /evil/in.jpg HTTP/1.1\r\nHost: x\r\n{login()}{_LENGTH}\r\nabc"
    with RawHttp(port) as http:
        http.begin("/evil/out.jpg", lengths)
        http.send(inside)
        assert http.status() in {0, 400, 411, 501}
        assert http.status() == 0
    assert _captures(gateway, "evil") == []


@pytest.mark.parametrize(
    "chunks",
    [
        "ffffffffffffffffff\r\nabc",
        "fffffffffffffff0\r\nabc\r\n0\r\n\r\n",
        "-1\r\nabc\r\n0\r\n\r\n",
        "zz\r\nabc\r\n0\r\n\r\n",
        "0x3\r\nabc\r\n0\r\n\r\n",
        "3\r\nabcdef\r\n0\r\n\r\n",
        "3\r\nabc\r\n\r\n0\r\n\r\n",
        "\r\nabc\r\n0\r\n\r\n",
    ],
)
def test_chunks_that_lie(gateway: RunningGateway, port: int, chunks: str) -> None:
    """They are never acknowledged, and never a whole file; the connection is not left hanging."""
    name = f"/lying/{next(_NUMBERS)}.jpg"
    with unharmed(gateway, _by_http), RawHttp(port) as http:
        http.begin(name, "Transfer-Encoding: chunked\r\n")
        http.send(chunks)
        http.socket.settimeout(10)
        with contextlib.suppress(TimeoutError):
            assert http.status() in {0, 400}
    assert {condition for path, _, condition in _captures(gateway, "lying") if path == name} <= {"incomplete", "empty"}


def test_a_flood_of_guesses(gateway: RunningGateway, port: int) -> None:
    """Guesses from many connections wait for their answers; a camera with its own password does not, and it is told."""
    own = gateway.ask("/accounts/own", "PUT", {})["password"]
    with unharmed(gateway, _by_http), contextlib.ExitStack() as stack:
        guessers = [stack.enter_context(RawHttp(port, "127.0.3.1")) for _ in range(60)]
        for number, guesser in enumerate(guessers):
            guesser.begin("/evil.jpg", "Content-Length: 9\r\n", who=login("own", f"guess{number}"))
        began = time.monotonic()
        with RawHttp(port, "127.0.3.1") as http:
            assert http.put("/own/a.jpg", PICTURE, who=login("own", own)) == 201
        assert time.monotonic() - began < 2
        assert guessers[0].status() == 401
    told = {each["address"]: each["guesses"] for each in gateway.ask("/gateway")["guessing"]}
    assert told["127.0.3.1"] == 60


def test_guess_and_hang_up(gateway: RunningGateway, port: int) -> None:
    """Of whom nobody waits for, nothing is left to do."""
    memory = memory_kib(gateway)
    with unharmed(gateway, _by_http):
        end = time.monotonic() + 4
        while time.monotonic() < end:
            with RawHttp(port, "127.0.3.2") as http:
                http.begin("/evil.jpg", "Content-Length: 9\r\n", who=login("camera", "guess"))
                http.reset()
    idle = cpu_s(gateway)
    time.sleep(1)
    assert cpu_s(gateway) - idle < 0.5
    assert memory_kib(gateway) - memory < 20 * 1024


def test_no_login_is_no_guess(gateway: RunningGateway, port: int) -> None:
    """Many clients wait to be asked: they are answered at once, each time."""
    began = time.monotonic()
    for _ in range(30):
        with RawHttp(port, "127.0.3.3") as http:
            assert http.put("/evil.jpg", b"abc", who="") == 401
    assert time.monotonic() - began < 5
    assert "127.0.3.3" not in {each["address"] for each in gateway.ask("/gateway")["guessing"]}


@pytest.mark.parametrize(
    "target",
    [
        "/%2e%2e/%2e%2e/evil.jpg",
        "/../../evil.jpg",
        "/..%2fevil.jpg",
        "/%252e%252e/evil.jpg",
        "/..\\..\\evil.jpg",
        "/x/%00evil.jpg",
        "/x/%0d%0aevil.jpg",
        "//evil/share.jpg",
        "/x/%ff%fe.jpg",
        "/x/%zz%.jpg",
        "/x/" + "a" * 5000,
        "/" + "a/" * 50_000,
        "*",
        "x/evil.jpg",
        "http://elsewhere/evil/absolute.jpg",
        "file:///etc/evil.jpg",
        "/",
        "/?a=evil.jpg",
    ],
    ids=lambda target: target[:20],
)
def test_names_that_escape(gateway: RunningGateway, port: int, target: str) -> None:
    """They are refused, or words in the catalog: nothing outside the vault, and no such file in it."""
    with unharmed(gateway, _by_http), RawHttp(port) as http, contextlib.suppress(ConnectionError):
        assert http.put(target, b"abc") in {0, 201, 400}


def test_bodies_behind_an_error(gateway: RunningGateway, port: int) -> None:
    """What nobody wanted is not kept, not in memory either, and not listened to for long."""
    with unharmed(gateway, _by_http), contextlib.ExitStack() as stack:
        https = [stack.enter_context(RawHttp(port, "127.0.3.4")) for _ in range(10)]
        for http in https:
            http.begin("/evil.jpg", "Content-Length: 99999999999\r\n", who="")
        began = time.monotonic()
        while https and time.monotonic() - began < 25:
            for http in list(https):
                try:
                    http.send(bytes(100_000))
                except ConnectionError:
                    https.remove(http)
        assert not https


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        (f"PUT /old/a.jpg HTTP/1.0\r\n{login()}{_LENGTH}\r\nabc", {201}),
        (f"PUT /old/b.jpg HTTP/1.0\r\n{login()}\r\n", {411}),
        (f"PUT /old/c.jpg HTTP/1.1\r\n{login()}{_LENGTH}\r\nabc", {400}),
        (f"PUT /old/d.jpg\r\n{login()}{_LENGTH}\r\nabc", {0, 400, 505}),
        (f"PUT /old/e.jpg HTTP/9.9\r\nHost: x\r\n{login()}{_LENGTH}\r\nabc", {0, 400, 505}),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0" * 30, {0, 400, 405}),
        ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + "\x11" * 500, {0, 400}),
        (f"CONNECT elsewhere:25 HTTP/1.1\r\nHost: x\r\n{login()}\r\nHELO", {0, 400, 405}),
        ("\0" * 1000, {0, 400}),
        ("SSH-2.0-x\r\n", {0, 400}),
    ],
)
def test_other_tongues(gateway: RunningGateway, port: int, said: str, answers: set[int]) -> None:
    """Older ones are understood; others are refused."""
    with unharmed(gateway, _by_http), RawHttp(port) as http:
        http.send(said.encode("latin-1"))
        assert http.status() in answers


@pytest.mark.parametrize(
    "upgrade",
    [
        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
    ],
)
def test_offers_to_speak_otherwise(gateway: RunningGateway, port: int, upgrade: str) -> None:
    """They are not taken up, and the file is whole."""
    name = f"/offered/{next(_NUMBERS)}.jpg"
    with RawHttp(port) as http:
        http.begin(name, f"{upgrade}Content-Length: {len(PICTURE)}\r\n")
        http.send(PICTURE)
        assert http.status() == 201
    assert [size for path, size, _ in _captures(gateway, "offered") if path == name] == [len(PICTURE)]


def test_nothing_of_it_is_in_the_log(gateway: RunningGateway) -> None:
    """Who sends nonsense fills no log, and no password is in it."""
    assert "Traceback" not in gateway.log
    assert "guess1" not in gateway.log
    assert "right-password" not in gateway.log
