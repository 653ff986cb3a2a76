"""Tell Home Assistant where the gateway is."""

from camvault_gateway.announce.supervisor import Supervisor, SupervisorError

__all__ = ["Supervisor", "SupervisorError"]
