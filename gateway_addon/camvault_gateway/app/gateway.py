"""The whole gateway: its rooms, built and wired, started and stopped in order."""

import asyncio
from collections.abc import AsyncIterator, Iterator
import contextlib
import logging
import os
import signal

from aiohttp import web

from camvault_gateway import __version__
from camvault_gateway.admission import PortError
from camvault_gateway.api import Services, create_app
from camvault_gateway.archive import Archive, Protector, Rebuilder, RetentionKeeper, SegmentWriter
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, archives, settings
from camvault_gateway.derive.deriver import Deriver
from camvault_gateway.derive.player import Player
from camvault_gateway.derive.process import MediaProcess
from camvault_gateway.derive.renditions import RenditionMaker
from camvault_gateway.model import CaptureChanged, GatewayChanged, Message, Settings, SettingsChanged, TaskKind, now_ms
from camvault_gateway.receive import Receiver
from camvault_gateway.retain import Expirer, Retainer
from camvault_gateway.vault import DiskSpace, Vault
from camvault_gateway.work import Mover, Outbox, Worker

from . import allocator, data_folder
from .announcing import announced
from .catalog_file import STAGING, in_words, open_catalog, settings_of
from .clock_watch import ClockWatch
from .heartbeat import beating
from .options import Options
from .ports import port_error
from .recovery import backup
from .recovery.adoption import Adoption
from .recovery.reconcile import Reconciliation
from .supervised import Supervised
from .upload_servers import UploadServers, ftp_info, http_info, upload_settings

_LOGGER = logging.getLogger(__name__)
# A browser that holds its connection open must not hold up the end.
_SHUTDOWN_S = 2.0


async def run(options: Options) -> None:
    """Run the gateway until it is told to stop. Raises SetupError when it cannot start."""
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with _running(options):
        _LOGGER.info(
            "CamVault %s receives on port %d, keeps in %s and answers on port %d",
            __version__,
            options.ftp_port,
            options.vault,
            options.api_port,
        )
        await stopped.wait()
        _LOGGER.info("Stopping")


@contextlib.asynccontextmanager
async def _running(options: Options) -> AsyncIterator[None]:
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(os.close, data_folder.claim(options.data))
        stack.callback(os.close, data_folder.claim_vault(options.vault))
        supervised = await stack.enter_async_context(Supervised.found())
        backup.take_up(options.data)
        stack.callback(backup.leave_copy, options.data)
        catalog = stack.enter_context(open_catalog(options.data))
        with in_words(options.data, options.vault):
            known = await asyncio.to_thread(settings_of, catalog)
            bus, vault, looker = Bus(), Vault(options.vault, options.data), MediaProcess()
            await stack.enter_async_context(_watched(vault.disk_space, catalog, bus))
        await stack.enter_async_context(allocator.trimmed(lambda: catalog.commits))
        ftp, http = await upload_settings(options, supervised)
        servers = UploadServers(catalog, vault, bus, ftp, http)
        with in_words(options.data, options.vault):
            await asyncio.to_thread(servers.recover)
        archiving = _archiving(catalog, vault, bus, known, servers.receiver, looker)
        archive, outbox = await stack.enter_async_context(archiving)
        retention = await stack.enter_async_context(_expiring(catalog, vault, bus, known, archive))
        player, renditions = await stack.enter_async_context(_playing(catalog, vault, bus, archive, looker, servers))
        rebuilder = Rebuilder(catalog, bus, options.data / STAGING, archive.current)
        stack.push_async_callback(rebuilder.stop)
        services = Services(
            catalog=catalog,
            vault=vault,
            bus=bus,
            archive=archive,
            retention=retention,
            player=player,
            renditions=renditions,
            token=data_folder.token(options.data),
            version=__version__,
            started_at=now_ms(),
            rebuild=rebuilder,
            next_try_at=outbox.next_try_at,
            confinement=lambda: looker.confinement,
            ftp=ftp_info(ftp, supervised, servers.certificates),
            http=http_info(http, supervised),
            guessers=servers.gatekeeper.guessers,
        )
        await stack.enter_async_context(_serving(services, options))
        await stack.enter_async_context(_receiving(servers, options))
        await stack.enter_async_context(announced(options, supervised, services.token, bus, known))
        adoption = Adoption(catalog, vault, servers.receiver.adopt)
        comparison = Reconciliation(options.data, catalog, vault, archive, rebuilder, adoption, bus.publish)
        await stack.enter_async_context(comparison.running())
        well = (lambda: asyncio.to_thread(catalog.read, settings.load), servers.ftp.answer)
        await stack.enter_async_context(beating(options.heartbeat, *well))
        yield


@contextlib.asynccontextmanager
async def _watched(disk: DiskSpace, catalog: Catalog, bus: Bus) -> AsyncIterator[None]:
    """Have it known, and told, whether uploads can be kept, and from the first moment on whether the clock is right."""
    with _disk_watched(disk, catalog, bus):
        watch = ClockWatch(catalog, bus)
        await asyncio.to_thread(watch.begin)
        async with watch.running():
            yield


@contextlib.contextmanager
def _disk_watched(disk: DiskSpace, catalog: Catalog, bus: Bus) -> Iterator[None]:
    disk.on_change = lambda: bus.publish(GatewayChanged())
    catalog.on_suspect = lambda: disk.doubt(suspect=catalog.suspect)
    catalog.on_suspect()
    with disk.watched():
        yield


async def _archive(catalog: Catalog, vault: Vault, bus: Bus, known: Settings) -> Archive:
    """Return the archive, which follows the settings."""
    archive = Archive(catalog, vault, bus)
    archive.begin_with(await asyncio.to_thread(catalog.read, archives.memory))
    archive.configure(known.archive, known.site)
    archive.limit_uploads(known.upload_limit_kib_s)
    if known.archive is None:
        _LOGGER.warning("No archive is set up: captures stay in the vault, on this machine only")

    def reconfigure(message: Message) -> None:
        if isinstance(message, SettingsChanged):
            archive.configure(message.settings.archive, message.settings.site)
            archive.limit_uploads(message.settings.upload_limit_kib_s)

    bus.subscribe(reconfigure)
    return archive


@contextlib.asynccontextmanager
async def _archiving(
    catalog: Catalog, vault: Vault, bus: Bus, known: Settings, receiver: Receiver, media: MediaProcess
) -> AsyncIterator[tuple[Archive, Outbox]]:
    """Run what captures need once they are durable."""
    archive = await _archive(catalog, vault, bus, known)
    deriver = Deriver(catalog, vault, lambda capture: bus.publish(CaptureChanged(capture)), media, archive.fetch)
    retainer = Retainer(catalog, vault, bus, known)
    segments = SegmentWriter(catalog, archive)
    mover = Mover(catalog, bus)
    protector = Protector(archive, catalog, vault, bus)
    workers = {
        TaskKind.ARCHIVE: Worker(archive.archive, 4),
        TaskKind.VERIFY: Worker(archive.verify, 2),
        # Fresh captures go first.
        TaskKind.PROTECT: Worker(protector.protect, 2, after=TaskKind.ARCHIVE),
        # What is safe goes before what is shown; but a notification wants its picture.
        TaskKind.DERIVE: Worker(deriver.derive, 2, after=TaskKind.ARCHIVE, unless=receiver.is_busy, patience_s=0.3),
        TaskKind.EXPIRE: Worker(retainer.expire, 2),
    }
    outbox = Outbox(catalog, bus, workers)
    await outbox.start()
    await retainer.start()
    segments.start()
    mover.start()
    try:
        yield archive, outbox
    finally:
        await mover.stop()
        await retainer.stop()
        await outbox.stop()
        await segments.stop()
        await deriver.stop()
        archive.close()


@contextlib.asynccontextmanager
async def _expiring(
    catalog: Catalog, vault: Vault, bus: Bus, known: Settings, archive: Archive
) -> AsyncIterator[RetentionKeeper]:
    """Follow the bucket's own rules."""
    retention = RetentionKeeper(catalog, archive.current)
    expirer = Expirer(catalog, vault, bus, retention, known)
    await expirer.start()
    try:
        yield retention
    finally:
        await expirer.stop()
        retention.close()


@contextlib.asynccontextmanager
async def _playing(
    catalog: Catalog, vault: Vault, bus: Bus, archive: Archive, looker: MediaProcess, servers: UploadServers
) -> AsyncIterator[tuple[Player, RenditionMaker]]:
    """Have made of captures what somebody asks for."""
    busy = servers.receiver.is_busy
    player = Player(
        catalog, vault, lambda capture: bus.publish(CaptureChanged(capture)), fetch=archive.fetch, busy=busy
    )
    renditions = RenditionMaker(catalog, vault, looker, archive.fetch, busy)
    try:
        yield player, renditions
    finally:
        await renditions.stop()
        await player.stop()


@contextlib.asynccontextmanager
async def _serving(services: Services, options: Options) -> AsyncIterator[None]:
    """Run the API."""
    runner = web.AppRunner(create_app(services), access_log=None, shutdown_timeout=_SHUTDOWN_S)
    await runner.setup()
    try:
        await web.TCPSite(runner, options.api_host, options.api_port).start()
        yield
    except OSError as err:
        raise port_error(options, options.api_port) from err
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def _receiving(servers: UploadServers, options: Options) -> AsyncIterator[None]:
    """Run what takes uploads."""
    try:
        await asyncio.to_thread(servers.start)
    except PortError as err:
        await asyncio.to_thread(servers.stop)
        raise port_error(options, err.port) from err
    try:
        yield
    finally:
        await asyncio.to_thread(servers.stop)
