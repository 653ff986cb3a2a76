"""The rights of the caller of an action. Calls without a user, as of automations, are not restricted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from homeassistant.auth.models import User
from homeassistant.core import ServiceCall
from homeassistant.exceptions import UnknownUser

from ..api.query import EventFilter
from ..coordinator import CamVaultCoordinator
from ..failures import invalid
from ..permissions import may_change, may_change_all, may_see, may_see_all


@dataclass(frozen=True, slots=True)
class Caller:
    """The caller of an action."""

    call: ServiceCall
    coordinator: CamVaultCoordinator
    user: User | None

    @classmethod
    async def of(cls, call: ServiceCall, coordinator: CamVaultCoordinator) -> Self:
        """Return the caller of a call."""
        if (user_id := call.context.user_id) is None:
            return cls(call, coordinator, None)
        if (user := await call.hass.auth.async_get_user(user_id)) is None:
            raise UnknownUser(context=call.context)
        return cls(call, coordinator, user)

    def narrowed(self, wanted: EventFilter) -> EventFilter | None:
        """Return the filter limited to cameras that the caller may see; None when there are none."""
        if self.user is None or may_see_all(self.user):
            return wanted
        asked = wanted.get("camera") or self.coordinator.data.cameras
        seen = [camera for camera in asked if self._sees(camera)]
        return wanted | {"camera": seen} if seen else None

    async def async_require_change(self, event_ids: Iterable[str]) -> None:
        """Raise unless the caller may change all these events."""
        if self.user is None or may_change_all(self.user):
            return
        for event_id in event_ids:
            camera = (await self.coordinator.client.event(event_id)).camera
            self._require_sight(camera)
            if not may_change(self.call.hass, self.user, self._gateway_id, camera):
                raise invalid("not_allowed", camera=self.coordinator.data.name_of(camera))

    async def async_require_sight(self, event_id: str | None, capture_id: str | None) -> None:
        """Raise unless the caller may see an event or a capture."""
        if self.user is None or may_see_all(self.user):
            return
        client = self.coordinator.client
        seen = await client.capture(capture_id) if capture_id else await client.event(event_id or "")
        self._require_sight(seen.camera)

    def _require_sight(self, camera: str) -> None:
        """Raise as if there were no such thing when the caller may not see its camera."""
        if not self._sees(camera):
            raise invalid("unknown_event")

    def _sees(self, camera: str) -> bool:
        return self.user is None or may_see(self.call.hass, self.user, self._gateway_id, camera)

    @property
    def _gateway_id(self) -> str:
        return self.coordinator.data.gateway.id
