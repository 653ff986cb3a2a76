"""Memory that was freed goes back to the system."""

import gc
import subprocess
import sys
from unittest.mock import patch

from camvault_gateway.app import allocator

from .archiving import until

# Much that is freed below something that is not: only a trim gives that back.
_FRAGMENTED = """
import ctypes
from pathlib import Path
from camvault_gateway.app import allocator

def resident_kib():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

allocator.return_freed_memory()
blocks = [ctypes.create_string_buffer(b"x" * 8000) for _ in range(8000)]
last = blocks.pop()
blocks.clear()
before = resident_kib()
allocator.trim()
print(before - resident_kib())
"""


def test_trim_gives_back_what_lies_between() -> None:
    """Of 64 MB below a block that is still used, most is the system's again."""
    said = subprocess.run([sys.executable, "-c", _FRAGMENTED], check=True, capture_output=True, text=True).stdout
    assert int(said) > 48_000


async def test_heap_is_trimmed_after_work_only() -> None:
    """After each minute of work, and with the garbage collected when it rests; in an idle hour not at all."""
    done, looks = 0, 0

    def work() -> int:
        nonlocal looks
        looks += 1
        return done

    with (
        patch.object(allocator, "trim") as trim,
        patch.object(gc, "collect") as collect,
        patch.object(allocator, "_EVERY_S", 0),
    ):
        async with allocator.trimmed(work):
            for count in (1, 2):
                await until(lambda count=count: collect.call_count == count)  # type: ignore[misc] # its type is known
                looked = looks
                await until(lambda looked=looked: looks > looked + 60)  # type: ignore[misc] # as above
                assert (trim.call_count, collect.call_count) == (2 * count, count)
                done += 1
