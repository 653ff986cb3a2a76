"""FTP replies (RFC 959, 4.2) to how an upload was refused, or ended."""

from collections.abc import Mapping
from typing import Final

from camvault_gateway.receive import Outcome, Reason

_STORED: Final = "226 Transfer complete."
_ABORTED: Final = "426 Transfer aborted."
_REPLIES: Final[Mapping[Reason, str]] = {
    Reason.DISK_FULL: "452 The disk is full.",
    Reason.VAULT_FULL: "452 The vault is full, and nothing in it is archived yet.",
    Reason.DISK_FAILED: "451 The file could not be stored; try again.",
    Reason.DISK_HANGS: "451 The gateway's disk does not answer; try again.",
    Reason.CATALOG_SUSPECT: "451 The gateway's disk had an error; try again.",
    Reason.CATALOG_FAILED: "451 The gateway's catalog cannot be used; try again.",
    Reason.BUSY: "450 That file is being uploaded just now; try again.",
}


def reply_to_reason(reason: Reason) -> str:
    """Return the reply that says why an upload is not kept."""
    return _REPLIES[reason]


def reply_to_outcome(outcome: Outcome) -> str:
    """Return the reply to an upload that ended: 226 only if all of it is durable."""
    if outcome.reason is not None:
        return _REPLIES[outcome.reason]
    return _STORED if outcome.accepted else _ABORTED
