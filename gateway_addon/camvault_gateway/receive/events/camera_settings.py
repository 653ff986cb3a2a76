"""The owner's settings of cameras, held in memory."""

from dataclasses import dataclass, field

from camvault_gateway.catalog import Catalog, cameras, settings
from camvault_gateway.model import Camera


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """The quiet time of each camera, and which of its uploads are no motion."""

    quiet_time_s: float
    _own: dict[str, Camera] = field(default_factory=dict)

    @classmethod
    def read(cls, catalog: Catalog) -> CameraSettings:
        """Read the settings from the catalog. Raises CatalogError."""
        # One that was removed may come back as it was.
        known = catalog.read(cameras.list_all) + catalog.read(cameras.list_all, removed=True)
        return cls(catalog.read(settings.load).quiet_time_s, {camera.id: camera for camera in known})

    @property
    def muted(self) -> frozenset[str]:
        """Return the cameras whose uploads make no event."""
        return frozenset(camera.id for camera in self._own.values() if camera.muted)

    def quiet_s(self, camera: str) -> float:
        """Return how many seconds after a camera's last upload its event ends."""
        own = self._own.get(camera)
        return self.quiet_time_s if own is None or own.quiet_time_s is None else own.quiet_time_s

    def is_muted(self, camera: str) -> bool:
        """Return whether a camera's uploads make no event."""
        own = self._own.get(camera)
        return own is not None and own.muted

    def takes_by_timer(self, camera: str) -> bool:
        """Return whether a camera's pictures are no motion."""
        own = self._own.get(camera)
        return own is not None and own.pictures_scheduled
