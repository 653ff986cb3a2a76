"""The app's AppArmor profile, compiled by AppArmor's own parser: what the policy lets each part of the app do."""

import re
import struct
import subprocess
from typing import Final

import pytest

from tests.app.paths import APP

# A kernel whose policy tells sockets as one number a family, which can be read back.
FEATURES: Final = """\
policy {versions {v5 {yes
}
v6 {yes
}
}
}
network {af_mask {unspec unix inet ax25 ipx appletalk netrom bridge atmpvc x25 inet6
}
}
file {mask {create read write exec append mmap_exec link lock
}
}
"""
UNIX, INET, INET6 = 1, 2, 10
STREAM, DGRAM, RAW = 1, 2, 3
PROFILE: Final = re.compile(rb"\x04..profile\x00\x07\x05..(?P<name>[^\x00]+)\x00", re.DOTALL)
SOCKETS: Final = re.compile(rb"\x04..net_allowed_af\x00\x0b(?P<count>..)", re.DOTALL)


@pytest.fixture(scope="module")
def sockets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[int, int]]]:
    """Return, by profile, the sockets that the compiled policy allows: family and type."""
    features = tmp_path_factory.mktemp("apparmor") / "features"
    features.write_text(FEATURES)
    command = ["/sbin/apparmor_parser", "--stdout", "--skip-kernel-load", "--skip-cache"]
    arguments = [*command, f"--features-file={features}", str(APP / "apparmor.txt")]
    policy = subprocess.run(arguments, check=True, capture_output=True).stdout
    starts = list(PROFILE.finditer(policy))
    found = {}
    for start, after in zip(starts, [*(each.start() for each in starts[1:]), len(policy)], strict=True):
        found[start["name"].decode()] = _allowed(policy[start.end() : after])
    return found


def _allowed(profile: bytes) -> set[tuple[int, int]]:
    """Return the sockets of a profile: for each family three masks of types, of which the first is what is allowed."""
    match = SOCKETS.search(profile)
    assert match is not None
    (count,) = struct.unpack("<H", match["count"])
    # Each number is told with a mark of its size before it.
    numbers = [struct.unpack_from("<BH", profile, match.end() + 3 * at)[1] for at in range(count * 3)]
    masks = numbers[::3]
    return {(family, kind) for family, mask in enumerate(masks) for kind in range(16) if mask >> kind & 1}


def test_all_that_is_started_in_the_container_may_use_sockets(sockets: dict[str, set[tuple[int, int]]]) -> None:
    """The health check and the backup's command stay in the outer profile, whatever they execute."""
    assert {(UNIX, STREAM), (INET, STREAM), (INET6, STREAM), (INET, DGRAM), (INET6, DGRAM)} <= sockets["camvault"]


def test_the_gateway_has_no_raw_socket(sockets: dict[str, set[tuple[int, int]]]) -> None:
    """It speaks TCP and UDP, and to its own processes."""
    assert {(UNIX, STREAM), (INET, STREAM), (INET6, STREAM)} <= sockets["camvault//gateway"]
    assert {family for family, _ in sockets["camvault//gateway"]} == {UNIX, INET, INET6}
    assert not {(INET, RAW), (INET6, RAW)} & sockets["camvault//gateway"]


def test_it_compiles() -> None:
    """For the kernel that the parser was made for, too."""
    command = ["/sbin/apparmor_parser", "--skip-kernel-load", "--skip-cache"]
    features = "--features-file=/usr/share/apparmor-features/features"
    parsed = subprocess.run([*command, features, APP / "apparmor.txt"], check=False, capture_output=True, text=True)
    assert parsed.returncode == 0, parsed.stderr
