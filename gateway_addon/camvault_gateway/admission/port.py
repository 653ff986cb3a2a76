"""The ports that servers listen on."""


class PortError(Exception):
    """A port cannot be had."""

    def __init__(self, port: int | None) -> None:
        super().__init__(f"Port {port} cannot be had.")
        self.port = port
