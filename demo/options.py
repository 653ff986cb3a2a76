"""What the demo was asked to do: where it keeps its state, which ports it uses, which archive it fills."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_STATE = ROOT / ".demo"
DEFAULT_BASE = 8120
DEFAULT_FTP_PORT = 2121
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Ports:
    """Every port the demo opens, all of them counted from one base."""

    base: int
    ftp: int

    @classmethod
    def counted_from(cls, base: int | None) -> Ports:
        """Without a base, Home Assistant and FTP get the ports people expect."""
        return cls(DEFAULT_BASE, DEFAULT_FTP_PORT) if base is None else cls(base, base + 1)

    @property
    def gateway_api(self) -> int:
        """The gateway's HTTP API."""
        return self.base

    @property
    def s3(self) -> int:
        """The bundled S3 server."""
        return self.base + 2

    @property
    def home_assistant(self) -> int:
        """Home Assistant; 8123 when no base was given."""
        return self.base + 3

    @property
    def s3_inner(self) -> range:
        """SeaweedFS's own ports, behind its S3 port."""
        return range(self.base + 10, self.base + 17)

    @property
    def passive(self) -> range:
        """FTP data connections."""
        return range(self.base + 20, self.base + 40)


@dataclass(frozen=True, slots=True)
class Archive:
    """An S3 bucket and the keys to it."""

    endpoint_url: str
    bucket: str
    access_key_id: str
    secret_access_key: str
    region: str = "us-east-1"
    prefix: str = "camvault"


@dataclass(frozen=True, slots=True)
class Options:
    """One demo; two with different states and bases do not touch each other."""

    state: Path
    ports: Ports
    cameras: bool = True
    archive: Archive | None = None
    # Whether a new demo begins with a past.
    history: bool = False

    @property
    def logs(self) -> Path:
        """Where each program's output goes."""
        return self.state / "logs"

    @property
    def gateway_data(self) -> Path:
        """The gateway's own folder."""
        return self.state / "gateway"

    @property
    def home_assistant(self) -> Path:
        """Home Assistant's configuration folder."""
        return self.state / "home-assistant"

    @property
    def record(self) -> Path:
        """What others need to know to use the running demo."""
        return self.state / "demo.json"

    @property
    def programs(self) -> Path:
        """Which processes belong to the demo."""
        return self.state / "programs.json"

    @property
    def gateway_url(self) -> str:
        """The gateway's HTTP API."""
        return f"http://{HOST}:{self.ports.gateway_api}"

    @property
    def home_assistant_url(self) -> str:
        """Home Assistant's front door."""
        return f"http://{HOST}:{self.ports.home_assistant}"
