"""Admission: who may connect and log in, whatever door they come to."""

from .door import Visitor
from .gatekeeper import Gatekeeper, Verdict
from .slow_checks import BusyError

__all__ = ["BusyError", "Gatekeeper", "Verdict", "Visitor"]
