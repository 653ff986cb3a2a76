"""Tell Home Assistant where the gateway is."""

from camvault_gateway.announce.network import Announcement, address_of, keep_announced
from camvault_gateway.announce.supervisor import Supervisor, SupervisorError

__all__ = ["Announcement", "Supervisor", "SupervisorError", "address_of", "keep_announced"]
