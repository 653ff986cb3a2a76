"""The result of an upload, in words of no protocol."""

from dataclasses import dataclass

from camvault_gateway.model import Capture

from .refusal import Reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of an upload: what is kept of it, and whether its client may delete its own copy."""

    # None when nothing is kept, or nothing more than before.
    capture: Capture | None = None
    # In bytes, with those that an earlier upload of the same file brought.
    size: int = 0
    # It had come before, and nothing more was kept.
    repeated: bool = False
    # It broke off; what came of it is kept as incomplete.
    aborted: bool = False
    # Why not all of it is kept.
    reason: Reason | None = None

    @property
    def accepted(self) -> bool:
        """Whether all of it is durable (or need not be): only then the client may be told so."""
        return not self.aborted and self.reason is None

    @property
    def failed(self) -> bool:
        """Whether nothing could be kept of it."""
        return self.capture is None and not self.repeated

    @property
    def counted(self) -> bool:
        """Whether it is a capture of its event."""
        return self.size > 0 and not self.repeated
