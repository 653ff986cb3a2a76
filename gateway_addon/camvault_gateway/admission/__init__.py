"""Admission: who may connect and log in, whatever the protocol."""

from .connection_limit import Connection
from .gatekeeper import Gatekeeper, Verdict
from .password_queue import BusyError
from .port import PortError

__all__ = ["BusyError", "Connection", "Gatekeeper", "PortError", "Verdict"]
