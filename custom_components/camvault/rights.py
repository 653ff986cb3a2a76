"""What somebody may see and change of a gateway, and the errors for the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant

from .coordinator import CamVaultCoordinator
from .failures import invalid
from .permissions import may_change, may_change_all, may_see, may_see_all


@dataclass(frozen=True, slots=True)
class Rights:
    """The rights of a user; without one, as in automations, there are no limits."""

    hass: HomeAssistant
    coordinator: CamVaultCoordinator
    user: User | None

    @property
    def sees_all(self) -> bool:
        """Return whether every camera may be seen, also those that were removed."""
        return self.user is None or may_see_all(self.user)

    def sees(self, camera: str) -> bool:
        """Return whether a camera may be seen."""
        return self.user is None or may_see(self.hass, self.user, self._gateway_id, camera)

    def cameras(self, asked: Sequence[str] | None) -> Sequence[str] | None:
        """Return those of the cameras that may be seen; none asked for stands for all, and None says that none may."""
        if self.sees_all:
            return asked or []
        return [camera for camera in asked or self.coordinator.data.cameras if self.sees(camera)] or None

    def seen_of(self, items: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return the events whose camera may be seen."""
        return [item for item in items if self.sees(str(item.get("camera")))]

    async def async_require_change(self, event_ids: Iterable[str]) -> None:
        """Raise unless all these events may be changed."""
        if self.user is None or may_change_all(self.user):
            return
        for event_id in event_ids:
            self.require_change_of((await self.coordinator.client.event(event_id)).camera)

    def require_change_of(self, camera: str) -> None:
        """Raise unless the captures of a camera may be changed."""
        self.require_sight_of(camera)
        if self.user is not None and not may_change(self.hass, self.user, self._gateway_id, camera):
            raise invalid("not_allowed", camera=self.coordinator.data.name_of(camera))

    async def async_require_sight(self, event_id: str | None, capture_id: str | None) -> None:
        """Raise unless an event or a capture may be seen."""
        if self.sees_all:
            return
        client = self.coordinator.client
        seen = await client.capture(capture_id) if capture_id else await client.event(event_id or "")
        self.require_sight_of(seen.camera)

    def require_sight_of(self, camera: str) -> None:
        """Raise as if there were no such thing when its camera may not be seen."""
        if not self.sees(camera):
            raise invalid("unknown_event")

    @property
    def _gateway_id(self) -> str:
        return self.coordinator.data.gateway.id
