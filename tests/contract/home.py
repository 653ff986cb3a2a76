"""A home for the API to serve: the real catalog, vault and bus, filled through their own functions."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
import contextlib
from dataclasses import dataclass, field, replace
import hashlib
import json
from pathlib import Path
from typing import Any, Self

from aiohttp import ClientResponse, ClientSession, ClientTimeout, web
from multidict import CIMultiDictProxy
from yarl import URL

from camvault_gateway.api import FtpInfo, HttpInfo, Services, create_app
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, cameras, captures, events, settings
from camvault_gateway.derive.player import Player
from camvault_gateway.derive.process import MediaProcess
from camvault_gateway.derive.renditions import RenditionMaker
from camvault_gateway.model import (
    Abilities,
    ArchivedSite,
    ArchiveError,
    ArchiveProblem,
    ArchiveSettings,
    ArchiveState,
    Camera,
    Capture,
    CaptureChanged,
    Condition,
    Confinement,
    Event,
    ExpiryRule,
    GatewayChanged,
    Kind,
    Retention,
    State,
    Tried,
    new_id,
    now_ms,
)
from camvault_gateway.vault import Vault

from . import document

TOKEN = "the-token-of-this-gateway"
KEYS = {"bucket": "clips", "access_key_id": "key-id", "secret_access_key": "very-secret-key"}
ARCHIVE = ArchiveSettings(**KEYS)  # type: ignore[arg-type] # texts only
ABILITIES = Abilities(
    checked_at=1_000,
    readable=True,
    takes_checksums=True,
    checksums=True,
    refuses_damage=True,
    conditional_puts=True,
    presigned_links=True,
    listable=None,
    deletes=True,
    hides=True,
    versioning=False,
    object_lock=False,
    retention_days=None,
    retention_mode=None,
)
_HOST = "127.0.0.1"


@dataclass(slots=True)
class FaultyArchive:
    """A stand-in for the archive, for faults that no real S3 server makes on demand.

    The real archive is held to its servers by its own tests; here it only has to answer, late, wrongly or not at all.
    """

    configured: bool = False
    state: ArchiveState = field(default_factory=ArchiveState)
    problem: ArchiveProblem | None = None
    objects: dict[str, bytes] = field(default_factory=dict)
    breaks_after: int | None = None
    checked: list[ArchiveSettings] = field(default_factory=list)
    open_streams: int = 0
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    async def check(self, settings: ArchiveSettings, site: str) -> Tried:
        """Accept settings, or raise the problem."""
        assert site
        self.checked.append(settings)
        if self.problem:
            raise ArchiveError(self.problem, "The stand-in refuses.")
        return Tried(ABILITIES, (ArchivedSite("cabin", ("door",)),), settings)

    async def forget_settled(self) -> None:
        """Know of no capture's own trouble."""

    async def fetch(self, capture: Capture, into: Path) -> None:
        """Write all of a capture."""
        content = b"".join([chunk async for chunk in self.stream(capture, 0, capture.size)])
        await asyncio.to_thread(into.write_bytes, content)

    async def stream(self, capture: Capture, start: int, end: int) -> AsyncGenerator[bytes]:
        """Yield a part in small pieces, breaking off where told to."""
        if self.problem:
            raise ArchiveError(self.problem, "The stand-in is away.")
        part = self.objects[capture.id][start:end]
        self.open_streams += 1
        try:
            for offset in range(0, len(part), 1000):
                if self.breaks_after is not None and offset >= self.breaks_after:
                    raise ArchiveError(ArchiveProblem.UNREACHABLE, "The stand-in hung up.")
                yield part[offset : offset + 1000]
        finally:
            self.open_streams -= 1
            self.closed.set()


@dataclass(slots=True)
class FaultyRules:
    """A stand-in for the bucket's lifecycle rules, which it has or refuses to show."""

    archive: FaultyArchive
    found: Retention = field(default_factory=lambda: Retention(folder="camvault/home/", read_at=1_000))
    keys: list[tuple[str, str] | None] = field(default_factory=list)

    async def read(self) -> Retention | None:
        """Tell what there is."""
        if not self.archive.configured:
            return None
        return replace(self.found, problem=self.archive.problem)

    async def write(self, days: int | None, keys: tuple[str, str] | None = None) -> Retention:
        """Take a rule, or raise the problem."""
        if self.archive.problem:
            raise ArchiveError(self.archive.problem, "The stand-in refuses.")
        self.keys.append(keys)
        own = (ExpiryRule(prefix=self.found.folder, days=days, own=True),) if days else ()
        self.found = replace(self.found, rules=own)
        return self.found


@dataclass(frozen=True, slots=True)
class Home:
    """The rooms behind the API, and how tests put things into them."""

    catalog: Catalog
    vault: Vault
    bus: Bus
    archive: FaultyArchive
    rules: FaultyRules
    player: Player
    renditions: RenditionMaker
    looker: MediaProcess
    # What media workers told, one after the other.
    confinements: list[Confinement] = field(default_factory=list)

    @classmethod
    def make(cls, folder: Path) -> Self:
        """Return an empty home."""
        catalog = Catalog(folder / "catalog.db")
        catalog.write(settings.ensure).result()
        vault, bus, archive = Vault(folder / "vault", folder), Bus(), FaultyArchive()
        vault.disk_space.on_change = lambda: bus.publish(GatewayChanged())
        player = Player(catalog, vault, lambda capture: bus.publish(CaptureChanged(capture)), fetch=archive.fetch)
        looker = MediaProcess()
        renditions = RenditionMaker(catalog, vault, looker, archive.fetch)
        return cls(catalog, vault, bus, archive, FaultyRules(archive), player, renditions, looker)

    @property
    def services(self) -> Services:
        """What the API is made of."""
        return Services(
            catalog=self.catalog,
            vault=self.vault,
            bus=self.bus,
            archive=self.archive,
            retention=self.rules,
            player=self.player,
            renditions=self.renditions,
            token=TOKEN,
            version="1.2.3",
            started_at=now_ms(),
            ftp=FtpInfo(port=2121, passive_ports=(50000, 50019), advertised_address="192.168.1.2"),
            http=HttpInfo(port=8080),
            confinement=lambda: self.confinements[-1] if self.confinements else None,
        )

    def camera(self, folder: str | None = "Drive") -> Camera:
        """Add a camera, as its first upload would."""
        return self.catalog.write(cameras.for_folder, folder, now_ms()).result()

    def event(self, camera: str, **changes: Any) -> Event:  # noqa: ANN401 any field of an event
        """Open an event."""
        now = now_ms()
        event = replace(Event(id=new_id(), camera=camera, started_at=now, last_at=now, labels=("motion",)), **changes)
        self.catalog.write(events.begin, event).result()
        return event

    def end(self, event: Event) -> Event:
        """End an event."""
        return self.catalog.write(events.end, event.id).result()

    def receiving(self, camera: str, **changes: Any) -> Capture:  # noqa: ANN401 any field of a capture
        """Add a capture whose bytes are awaited."""
        now = now_ms()
        capture = Capture(
            id=new_id(),
            camera=camera,
            event=None,
            kind=Kind.CLIP,
            original_path=f"{camera}/clip.mp4",
            extension=".mp4",
            content_type="video/mp4",
            captured_at=now,
            started_at=now,
            received_at=now,
        )
        capture = replace(capture, **changes)
        self.catalog.write(captures.begin, capture).result()
        return capture

    def capture(self, camera: str, content: bytes = b"moving pictures", **changes: Any) -> Capture:  # noqa: ANN401
        """Add a durable capture, with its file in the vault."""
        capture = self.receiving(camera, **changes)
        self.vault.incoming(capture.id).write_bytes(content)
        stored = replace(
            capture,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            state=State.STORED,
            condition=changes.get("condition", Condition.COMPLETE),
        )
        kept = self.catalog.write(captures.commit, stored).result()
        self.vault.keep(kept)
        return kept

    def archived(self, camera: str, content: bytes, **changes: Any) -> Capture:  # noqa: ANN401
        """Add a capture that is in the archive only."""
        capture = self.change(self.capture(camera, content, **changes), state=State.VERIFIED, archive_key="a/key")
        self.vault.path(capture).unlink()
        self.archive.configured = True
        self.archive.objects[capture.id] = content
        return capture

    def change(self, capture: Capture, **changes: Any) -> Capture:  # noqa: ANN401
        """Change a capture."""
        return self.catalog.write(captures.change, replace(capture, **changes)).result()

    def picture(self, capture: Capture, picture: bytes = b"\xff\xd8small picture\xff\xd9") -> Capture:
        """Give a capture a thumbnail."""
        self.vault.keep_thumbnail(capture.id, picture)
        return self.change(capture, thumbnail=True)

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncIterator[Client]:
        """Serve on a free port, and give a client with the token."""
        runner = web.AppRunner(create_app(self.services), access_log=None, shutdown_timeout=5)
        await runner.setup()
        site = web.TCPSite(runner, _HOST, 0)
        await site.start()
        port = runner.addresses[0][1]
        headers = {"Authorization": f"Bearer {TOKEN}"}
        try:
            async with ClientSession(
                f"http://{_HOST}:{port}", headers=headers, timeout=ClientTimeout(total=30), auto_decompress=False
            ) as session:
                yield Client(session, port)
        finally:
            await runner.cleanup()
            await self.renditions.stop()
            await self.looker.stop()
            await self.player.stop()


@dataclass(frozen=True, slots=True)
class Client:
    """An HTTP client of a served home."""

    session: ClientSession
    port: int

    async def ask(self, method: str, path: str, **options: Any) -> Answer:  # noqa: ANN401 whatever aiohttp takes
        """Send a request to the API, read the whole answer and hold it to the contract."""
        url = URL(f"/api/v1/{path}", encoded=True)
        async with self.session.request(method, url, **options) as response:
            answer = Answer(response, await response.read())
        documented = "get" if method == "HEAD" else method.lower()
        if (documented, document.template(url.raw_path)) in document.operations() and method != "HEAD":
            document.check_answer(documented, url.raw_path, answer.status, response.content_type, answer.body)
        return answer

    async def get(self, path: str, **options: Any) -> Answer:  # noqa: ANN401 whatever aiohttp takes
        """Send a GET request."""
        return await self.ask("GET", path, **options)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its body."""

    response: ClientResponse
    body: bytes

    @property
    def status(self) -> int:
        """The status."""
        return self.response.status

    @property
    def headers(self) -> CIMultiDictProxy[str]:
        """The headers."""
        return self.response.headers

    @property
    def json(self) -> Any:  # noqa: ANN401 any JSON
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def error(self) -> tuple[int, str]:
        """The status and the code of an error."""
        return self.status, self.json["error"]["code"]
