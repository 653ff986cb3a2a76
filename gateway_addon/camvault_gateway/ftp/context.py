"""The context that all FTP sessions share."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Protocol

from camvault_gateway.admission import Gatekeeper
from camvault_gateway.receive import Receiver
from camvault_gateway.tls import Certificates

from .mailbox import Mailbox
from .namespace import Namespaces


@dataclass(frozen=True, slots=True)
class SessionContext:
    """The services of a session: admission, the receiver, certificates, names, and the way back to the FTP loop."""

    receiver: Receiver
    gatekeeper: Gatekeeper
    certificates: Certificates
    namespaces: Namespaces
    mailbox: Mailbox
    passive_ports: Sequence[int]
    # The address that cameras are told to connect to; None for the one that they reached.
    passive_address: str | None

    @property
    def workers(self) -> Executor:
        """Return the threads that wait for the disk."""
        return self.receiver.workers


class Listener(Protocol):
    """A listening port, as far as its sessions know it."""

    context: SessionContext
    # Whether a session begins with a TLS handshake.
    implicit_tls: bool
