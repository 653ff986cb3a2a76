"""Real S3 servers on free loopback ports; each can be stopped and started again on the same port and data."""

from dataclasses import dataclass, field
import json
import os
from pathlib import Path
import shutil
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING
import uuid

import boto3
from botocore.config import Config

from camvault_gateway.model import ArchiveSettings

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

HOST = "127.0.0.1"
ACCESS_KEY_ID = "CAMVAULTTESTKEY"
SECRET_ACCESS_KEY = "camvault-test-secret-0123456789"
PUT_ONLY_KEY_ID = "CAMVAULTPUTONLY"
PUT_ONLY_SECRET = "camvault-put-only-0123456789"
_START_LIMIT_S = 40


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on; they are free at the same time, so they differ."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((HOST, 0))
        return [int(each.getsockname()[1]) for each in sockets]
    finally:
        for each in sockets:
            each.close()


def program(name: str) -> str:
    """Return where a program of this environment lies."""
    found = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert found, f"{name} is not installed"
    return found


@dataclass
class S3Server:
    """A server, how to start it, and how to reach it."""

    command: list[str]
    port: int
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def endpoint_url(self) -> str:
        """Return its address."""
        return f"http://{HOST}:{self.port}"

    def settings(self, bucket: str, **changes: str) -> ArchiveSettings:
        """Return settings for a bucket here."""
        keys = {"access_key_id": ACCESS_KEY_ID, "secret_access_key": SECRET_ACCESS_KEY}
        given = {"endpoint_url": self.endpoint_url, "bucket": bucket, **keys, **changes}
        return ArchiveSettings(**given)  # type: ignore[arg-type] # texts only

    def client(self) -> S3Client:
        """Return a plain client of the test's own."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint_url,
            region_name="us-east-1",
            aws_access_key_id=ACCESS_KEY_ID,
            aws_secret_access_key=SECRET_ACCESS_KEY,
            config=Config(
                connect_timeout=5,
                read_timeout=20,
                retries={"total_max_attempts": 1},
                s3={"addressing_style": "path"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def new_bucket(self) -> str:
        """Make a bucket that no other test knows."""
        name = f"test-{uuid.uuid4().hex[:12]}"
        self.client().create_bucket(Bucket=name)
        return name

    def warm_bucket(self) -> str:
        """Make a bucket that takes objects at once: SeaweedFS makes room at the first, for up to five seconds."""
        name = self.new_bucket()
        self.client().put_object(Bucket=name, Key="first", Body=b"first")
        self.client().delete_object(Bucket=name, Key="first")
        return name

    def objects(self, bucket: str) -> dict[str, bytes]:
        """Return every object of a bucket."""
        client = self.client()
        found = client.list_objects_v2(Bucket=bucket).get("Contents", [])
        return {each["Key"]: client.get_object(Bucket=bucket, Key=each["Key"])["Body"].read() for each in found}

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **self.environment},
                start_new_session=True,
            )
        limit = time.monotonic() + _START_LIMIT_S
        while not self._answers():
            assert self.process.poll() is None, f"The S3 server ended:\n{self.log.read_text()[-2000:]}"
            assert time.monotonic() < limit, f"The S3 server does not answer:\n{self.log.read_text()[-2000:]}"
            time.sleep(0.05)

    def stop(self) -> None:
        """Kill it, as a power cut would."""
        if self.process is None:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def _answers(self) -> bool:
        try:
            self.client().list_buckets()
        except Exception:  # noqa: BLE001 whatever it is, it is not an answer
            return False
        return True


def seaweedfs_server(folder: Path) -> S3Server:
    """Return a SeaweedFS: a real store on disk that checks signatures, checksums and conditions."""
    master, master_grpc, volume, volume_grpc, filer, filer_grpc, s3, s3_grpc = free_ports(8)
    actions = ["Admin", "Read", "Write", "List", "Tagging"]
    identities = [
        {"name": "all", "credentials": [_keys(ACCESS_KEY_ID, SECRET_ACCESS_KEY)], "actions": actions},
        {"name": "put", "credentials": [_keys(PUT_ONLY_KEY_ID, PUT_ONLY_SECRET)], "actions": ["Write"]},
    ]
    (folder / "s3.json").write_text(json.dumps({"identities": identities}))
    (folder / "data").mkdir(exist_ok=True)
    flags = {
        "dir": folder / "data",
        "ip": HOST,
        "ip.bind": HOST,
        # It votes for itself as the leader; after a kill it would first wait for others.
        "master.electionTimeout": "1s",
        "master.port": master,
        "master.port.grpc": master_grpc,
        "master.telemetry": "false",
        "master.volumeSizeLimitMB": 64,
        "volume.port": volume,
        "volume.port.grpc": volume_grpc,
        "volume.max": 400,
        "volume.minFreeSpace": "100MiB",
        "filer": "true",
        "filer.port": filer,
        "filer.port.grpc": filer_grpc,
        "filer.localSocket": folder / "filer.sock",
        "s3": "true",
        "s3.port": s3,
        "s3.port.grpc": s3_grpc,
        "s3.port.iceberg": 0,
        "s3.port.lance": 0,
        "s3.localSocket": folder / "s3.sock",
        "s3.config": folder / "s3.json",
        "s3.autoCreateBucket": "false",
    }
    command = [program("weed"), "-logtostderr=true", "server", *(f"-{name}={value}" for name, value in flags.items())]
    # A bucket gets one volume instead of seven: there are many buckets here, and little in them.
    return S3Server(command, s3, folder / "log.txt", {"WEED_MASTER_VOLUME_GROWTH_COPY_1": "1"})


def ministack_server(folder: Path) -> S3Server:
    """Return a MiniStack: an emulator of AWS in Python, with its objects in memory."""
    (port,) = free_ports(1)
    environment = {"GATEWAY_PORT": str(port), "BIND_HOST": HOST, "MINISTACK_HOST": HOST, "HOME": str(folder)}
    return S3Server([program("ministack")], port, folder / "log.txt", environment)


def moto_server(folder: Path) -> S3Server:
    """Return a moto: another emulator, whose checks are few; it compares no checksums and no secrets."""
    (port,) = free_ports(1)
    command = [program("moto_server"), "--host", HOST, "--port", str(port)]
    return S3Server(command, port, folder / "log.txt", {"HOME": str(folder)})


def rclone_server(folder: Path) -> S3Server:
    """Return an rclone: it keeps no checksum, and takes no notice of conditions."""
    (port,) = free_ports(1)
    (folder / "data").mkdir(exist_ok=True)
    keys = f"--auth-key={ACCESS_KEY_ID},{SECRET_ACCESS_KEY}"
    command = [program("rclone"), "serve", "s3", f"--addr={HOST}:{port}", keys, "--vfs-cache-mode=off"]
    environment = {"RCLONE_CONFIG": str(folder / "rclone.conf")}
    return S3Server([*command, str(folder / "data")], port, folder / "log.txt", environment)


def _keys(access_key_id: str, secret: str) -> dict[str, str]:
    return {"accessKey": access_key_id, "secretKey": secret}
