"""What the owner of a home does, mostly at the wrong moment."""

from camvault_gateway.catalog import EventKeptError, events, settings
from camvault_gateway.catalog.bulk import deletion, expiry
from camvault_gateway.catalog.lists import event_pages
from camvault_gateway.model import Event, EventRemoved, SettingsChanged, TaskKind, TasksAdded, now_ms

from .gateway import Gateway
from .home import Home
from .server import Bucket


class Owner:
    """Protects, deletes, moves, and mistypes."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def protect(self, gateway: Gateway) -> None:
        """Protect an event, or take that away."""
        if (event := self._any_event(gateway)) is not None:
            protected = self._home.random.random() < 0.8
            self._home.note(f"protect {event.id} {protected}")
            gateway.catalog.write(events.protect, event.id, protected=protected).result()
            gateway.bus.publish(TasksAdded(frozenset({TaskKind.PROTECT})))

    def delete(self, gateway: Gateway) -> None:
        """Delete an event that is over."""
        if (event := self._any_event(gateway)) is None:
            return
        try:
            gone = gateway.catalog.write(deletion.delete, event.id, now_ms()).result()
        except EventKeptError:
            return
        self._home.note(f"delete {event.id}")
        self._home.deleted |= {each.id for each in gone.remains}
        gateway.bus.publish(EventRemoved(gone.event))

        def forget(now: Gateway) -> None:
            for each in gone.remains:
                now.vault.forget(each.id, each.extension)
            now.catalog.write(expiry.cleared, gone.remains)

        self._home.timeline.after(0.01, self._home.when_up(forget))

    def _any_event(self, gateway: Gateway) -> Event | None:
        found = gateway.catalog.read(event_pages.list_page, limit=100).items
        return self._home.random.choice(found) if found else None

    def move_to_another_bucket(self, gateway: Gateway) -> None:
        """Set another bucket, or a former one."""
        names = [name for name in self._home.server.buckets if name != self._home.bucket]
        if not names or self._home.random.random() < 0.6:
            names = [f"bucket-{len(self._home.server.buckets) + 1}"]
            self._home.server.buckets[names[0]] = Bucket()
        self._home.bucket = self._home.random.choice(names)
        self._home.use(gateway, self._home.settings())

    def mistype_key(self, gateway: Gateway) -> None:
        """Set a wrong key, and the right one a little later."""
        self._home.use(gateway, self._home.settings(key="wrong"))
        self._home.timeline.after(self._home.random.choice((1, 100, 2000)), self._home.until_calm(self._home.use_right))

    def do_without_archive(self, gateway: Gateway) -> None:
        """Remove the archive, and set it again a little later."""
        self._home.use(gateway, None)
        self._home.timeline.after(self._home.random.choice((1, 100, 2000)), self._home.until_calm(self._home.use_right))

    def restart(self, gateway: Gateway) -> None:
        """Stop the gateway; it starts again by itself."""
        self._home.note("stop")
        gateway.stop()

    def limit_vault(self, gateway: Gateway) -> None:
        """Allow the vault less, or as much as there is."""
        limit = self._home.random.choice((None, 2000, 50_000))
        self._home.note(f"vault: {limit}")
        kept = gateway.catalog.write(settings.change, vault_limit_bytes=limit).result()
        gateway.bus.publish(SettingsChanged(kept))
