"""The least that brings files into a bucket: boto3, one client and four threads, and nobody who checks or remembers.

python -m tests.bench.uploader FOLDER ENDPOINT BUCKET
"""

from concurrent.futures import ThreadPoolExecutor
import json
import os
from pathlib import Path
import sys
import time

import boto3

from .processes import memory_mb, used

# As many as the gateway has tasks of this kind at a time.
_THREADS = 4


def main() -> None:
    """Do the work, and print what it took."""
    folder, endpoint, bucket = Path(sys.argv[1]), *sys.argv[2:]
    files = [path for path in sorted(folder.rglob("*"), reverse=True) if path.is_file()]
    s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")

    def put(path: Path) -> None:
        with path.open("rb") as file:
            s3.put_object(Bucket=bucket, Key=f"bare/{path.relative_to(folder)}", Body=file)

    before, begin = used(os.getpid()), time.monotonic()
    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(put, files))
    took = {"wall_s": time.monotonic() - begin, "cpu_s": (used(os.getpid()) - before).own_s}
    sys.stdout.write(json.dumps(took | {"files": len(files), "memory_mb": memory_mb(os.getpid())}))


if __name__ == "__main__":
    main()
