"""How an upload ended."""

from dataclasses import dataclass

from camvault_gateway.model import Capture


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an upload ended: the answer to the camera, and the capture when there is one."""

    reply: str
    capture: Capture | None = None
    size: int = 0
    # It had come before, and nothing more was kept.
    repeated: bool = False

    @property
    def failed(self) -> bool:
        """Return whether it could not be kept."""
        return self.capture is None and not self.repeated

    @property
    def counted(self) -> bool:
        """Return whether it is a capture of its event."""
        return self.size > 0 and not self.repeated

    @property
    def accepted(self) -> bool:
        """Return whether the camera was told that all is well."""
        return self.reply.startswith("226")
