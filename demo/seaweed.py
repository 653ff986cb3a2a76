"""The bundled S3 server: SeaweedFS, a real store with its files below one folder."""

import asyncio
from collections.abc import Sequence
import contextlib
from http import HTTPStatus
from pathlib import Path
import signal
import tempfile

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from .files import kept_secret, write_json
from .options import HOST, Archive
from .processes import answers, find
from .programs import BIN, DemoError, Program

BUCKET = "camvault-demo"


def archive_of(secrets: Path, s3_port: int) -> Archive:
    """Return the bundled server's bucket, with keys that were made up once."""
    return Archive(
        endpoint_url=f"http://{HOST}:{s3_port}",
        bucket=BUCKET,
        access_key_id=kept_secret(secrets, "archive_access_key_id", 20).upper(),
        secret_access_key=kept_secret(secrets, "archive_secret_access_key", 40),
    )


def program(folder: Path, log: Path, archive: Archive, s3_port: int, inner: Sequence[int]) -> Program:
    """Build the server; it opens its S3 port and the seven inner ones, and no other."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    keys = {"accessKey": archive.access_key_id, "secretKey": archive.secret_access_key}
    identity = {"name": "demo", "credentials": [keys], "actions": ["Admin", "Read", "Write", "List", "Tagging"]}
    write_json(folder / "s3.json", {"identities": [identity]})
    flags = _flags(folder, data, s3_port, inner)
    return Program(
        name="SeaweedFS",
        argv=[str(BIN / "weed"), f"-logdir={log.parent}", "server", *(f"-{key}={flags[key]}" for key in flags)],
        log=log,
        ports=(s3_port, *inner),
        end_with=signal.SIGINT,
        # Its graceful end always waits 15 s for streams of its own; what it answered is on disk long before.
        patience_s=2,
        # Long enough to see what an archive that is away does; nobody's clips are at stake.
        restart_after_s=90,
        find=lambda: find("weed", data),
    )


def _flags(folder: Path, data: Path, s3_port: int, inner: Sequence[int]) -> dict[str, object]:
    return {
        "dir": data,
        "ip": HOST,
        "ip.bind": HOST,
        "filer": "true",
        "filer.localSocket": folder / "filer.sock",
        "filer.port": inner[4],
        "filer.port.grpc": inner[5],
        "master.electionTimeout": "1s",
        "master.port": inner[0],
        "master.port.grpc": inner[1],
        "master.telemetry": "false",
        "master.volumeSizeLimitMB": 1024,
        "s3": "true",
        "s3.config": folder / "s3.json",
        "s3.localSocket": folder / "s3.sock",
        "s3.port": s3_port,
        "s3.port.grpc": inner[6],
        "s3.port.iceberg": 0,
        "s3.port.lance": 0,
        "volume.max": 20,
        "volume.minFreeSpace": "100MiB",
        "volume.port": inner[2],
        "volume.port.grpc": inner[3],
        "volume.preStopSeconds": 1,
    }


def sweep(inner: Sequence[int]) -> None:
    """Remove the sockets the server leaves behind in the folder for temporary files."""
    for part, port in (("master", inner[1]), ("volume", inner[3]), ("filer", inner[5]), ("s3", inner[6])):
        with contextlib.suppress(OSError):
            Path(tempfile.gettempdir(), f"seaweedfs-{part}-grpc-{port}.sock").unlink()


async def answers_at(port: int) -> bool:
    """Tell whether the server takes connections."""
    return await asyncio.to_thread(answers, port)


def make_bucket(archive: Archive) -> None:
    """Make the bucket when there is none; a clear error when the server or the keys are wrong."""
    client = boto3.client(
        "s3",
        endpoint_url=archive.endpoint_url,
        aws_access_key_id=archive.access_key_id,
        aws_secret_access_key=archive.secret_access_key,
        region_name=archive.region,
        config=Config(connect_timeout=5, read_timeout=20, s3={"addressing_style": "path"}),
    )
    try:
        try:
            client.head_bucket(Bucket=archive.bucket)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != HTTPStatus.NOT_FOUND:
                raise
            client.create_bucket(Bucket=archive.bucket)
    except (BotoCoreError, ClientError, ValueError) as error:
        raise DemoError(f"The archive at {archive.endpoint_url} does not work: {error}") from error
    finally:
        client.close()
