"""CamVault's ancestor of 2016, made anew: it follows vsftpd's log and puts each file into a bucket.

It looks four times a second, starts a thread for each line of an upload, and in it makes its own way to S3. Left out
are its database, its queue and its converter, so this one is quicker than it was. Prints a line for each object.

    python -m tests.bench.ancestor LOG ROOT ENDPOINT BUCKET
"""

import json
import os
from pathlib import Path
import sys
import threading
import time

import boto3

_EVERY_S = 0.25
_UPLOADED = "OK UPLOAD"


def _put(root: Path, path: str, endpoint: str, bucket: str) -> None:
    now = time.localtime()
    _, camera, name = path.split("/")
    key = f"ancestor/{camera}/{time.strftime('%Y-%m-%d/Hour-%H', now)}/snap/{name}"
    about = {"camera": camera, "camera_timestamp": str(time.time_ns() // 1_000_000)}
    s3 = boto3.resource("s3", endpoint_url=endpoint, region_name="us-east-1")
    with (root / path[1:]).open("rb") as file:
        s3.Bucket(bucket).put_object(Key=key, Body=file.read(), Metadata=about)
    os.write(1, f"{json.dumps([path[1:], time.monotonic()])}\n".encode())


def main() -> None:
    """Follow the log for ever."""
    log, root, endpoint, bucket = Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]
    read = 0
    while True:
        text = log.read_text()[read:] if log.exists() else ""
        # A line that is being written is for the next look.
        whole = text[: text.rfind("\n") + 1]
        read += len(whole)
        for line in whole.splitlines():
            if _UPLOADED in line:
                path = line.split(",")[1].strip().strip('"')
                threading.Thread(target=_put, args=(root, path, endpoint, bucket)).start()
        time.sleep(_EVERY_S)


if __name__ == "__main__":
    main()
