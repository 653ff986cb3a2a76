"""Base entities for the CamVault integration."""

from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import override

from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .api.gateway import Gateway
from .api.models import Camera
from .const import DOMAIN
from .coordinator import CamVaultConfigEntry, CamVaultCoordinator
from .failures import raised_as
from .ids import camera_key, camera_unique_id, subentry_ids
from .pace import Paced


@callback
def async_add_camera_entities(
    entry: CamVaultConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    build: Callable[[CamVaultCoordinator, str], Iterable[Entity]],
    suits: Callable[[Camera], bool] = lambda _: True,
) -> None:
    """Add the entities of every camera there is and of those that come, as soon as it suits."""
    coordinator = entry.runtime_data
    known: set[str] = set()

    @callback
    def add_new() -> None:
        cameras, subentries = coordinator.data.cameras, subentry_ids(entry)
        known.intersection_update(subentries.values())
        for camera_id, subentry_id in subentries.items():
            if subentry_id not in known and camera_id in cameras and suits(cameras[camera_id]):
                known.add(subentry_id)
                async_add_entities(build(coordinator, camera_id), config_subentry_id=subentry_id)

    add_new()
    entry.async_on_unload(coordinator.async_add_listener(add_new))


class PushedEntity(CoordinatorEntity[CamVaultCoordinator]):
    """An entity whose state is written when the part of the site that it shows has changed, not at every message.

    One that has a pace is written at most that often: the recorder need not know each step of a count.
    """

    _attr_has_entity_name = True
    _last: tuple[bool, object]
    _writing: Paced

    @property
    def _pace_s(self) -> float:
        """Return the pause after each write."""
        return 0

    @property
    @abstractmethod
    def _source(self) -> object:
        """Return the part of the site that this entity shows; compared by identity or equality."""

    @property
    def _written(self) -> object:
        """Return the values that are written."""
        return self._source

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Write the state, now or when it is time; that the gateway goes or comes does not wait."""
        before, now = self._last, (self.available, self._written)
        self._last = now
        if before == now:
            return
        if before[0] is now[0]:
            self._writing.async_ask()
        else:
            self._writing.async_act()

    @override
    async def async_added_to_hass(self) -> None:
        """Remember the first written state."""
        self._writing = Paced(self.hass, self._pace_s, self.async_write_ha_state)
        await super().async_added_to_hass()
        self._last = self.available, self._written

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Cancel the pause."""
        self._writing.async_stop()
        await super().async_will_remove_from_hass()


class CamVaultGatewayEntity(PushedEntity):
    """Base entity of the gateway."""

    def __init__(self, coordinator: CamVaultCoordinator, description: EntityDescription) -> None:
        """Initialize the entity."""
        super().__init__(coordinator)
        self.entity_description = description
        self._attr_unique_id = f"{self.gateway.id}_{description.key}"
        self._attr_device_info = DeviceInfo(identifiers={(DOMAIN, self.gateway.id)})

    @property
    @override
    def _source(self) -> object:
        """Return the part of the site that this entity shows."""
        return self.gateway

    @property
    def gateway(self) -> Gateway:
        """Return the gateway as it last said it is."""
        return self.coordinator.data.gateway


class CamVaultCameraEntity(PushedEntity):
    """Base entity of a camera."""

    def __init__(self, coordinator: CamVaultCoordinator, camera_id: str, description: EntityDescription) -> None:
        """Initialize the entity."""
        super().__init__(coordinator)
        self.entity_description = description
        self.camera_id = camera_id
        gateway_id = coordinator.data.gateway.id
        self._attr_unique_id = camera_unique_id(gateway_id, camera_id, description.key)
        self._attr_device_info = DeviceInfo(identifiers={(DOMAIN, camera_key(gateway_id, camera_id))})

    @property
    @override
    def available(self) -> bool:
        """Return whether the gateway is there and has the camera."""
        return super().available and self.camera_id in self.coordinator.data.cameras

    @property
    @override
    def _source(self) -> object:
        """Return the part of the site that this entity shows."""
        return self.coordinator.data.cameras.get(self.camera_id)

    @property
    def camera(self) -> Camera:
        """Return the camera as the gateway last said it is."""
        return self.coordinator.data.cameras[self.camera_id]

    async def async_change_camera(self, **change: float | None) -> None:
        """Have the gateway change the camera; the pushed state is shown."""
        with raised_as(HomeAssistantError, "no_change"):
            await self.coordinator.client.change_camera(self.camera_id, **change)
