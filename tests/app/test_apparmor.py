"""The app's AppArmor profile, compiled by AppArmor's own parser: what the policy lets each part of the app do."""

from dataclasses import dataclass
import re
import struct
import subprocess
from typing import Final

import pytest

from camvault_gateway.derive.confinement.apparmor import profile_beside
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
STREAM, DGRAM, RAW, SEQPACKET = 1, 2, 3, 5
COMMAND: Final = ("/sbin/apparmor_parser", "--skip-kernel-load", "--skip-cache")
MEDIA: Final = "camvault//media"
PROFILE: Final = re.compile(rb"\x04..profile\x00\x07\x05..(?P<name>[^\x00]+)\x00", re.DOTALL)
SOCKETS: Final = re.compile(rb"\x04..net_allowed_af\x00\x0b(?P<count>..)", re.DOTALL)


@pytest.fixture(scope="module")
def sockets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[int, int]]]:
    """Return, by profile, the sockets that the compiled policy allows: family and type."""
    features = tmp_path_factory.mktemp("apparmor") / "features"
    features.write_text(FEATURES)
    arguments = [*COMMAND, "--stdout", f"--features-file={features}", str(APP / "apparmor.txt")]
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


def test_the_media_worker_has_the_socket_of_its_files_only(sockets: dict[str, set[tuple[int, int]]]) -> None:
    """No network: it gets its one socket open."""
    assert sockets[MEDIA] == {(UNIX, SEQPACKET)}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a profile says of files, as AppArmor's parser understood it: what may be done with which."""

    modes: str
    names: re.Pattern[str]


def _pattern(glob: str) -> re.Pattern[str]:
    """Return a pattern of AppArmor's as a regular expression."""
    parts = {"**": ".*", "*": "[^/]*", "?": "[^/]", "{": "(?:", ",": "|", "}": ")"}
    split = re.split(r"(\*\*|\[[^]]*\]|[*?{,}])", re.sub("/+", "/", glob))
    return re.compile("".join(parts.get(each, each if each.startswith("[") else re.escape(each)) for each in split))


@pytest.fixture(scope="module")
def media_rules() -> list[Rule]:
    """Return the media worker's rules about files."""
    parsed = subprocess.run([*COMMAND, "--debug", APP / "apparmor.txt"], check=True, capture_output=True, text=True)
    profiles = re.split(r"^Name:\s+", parsed.stdout, flags=re.MULTILINE)
    (mine,) = (each for each in profiles if each.split()[0].endswith("media"))
    return [
        Rule(modes=found["modes"], names=_pattern(found["name"]))
        for found in re.finditer(r"^Mode:\s+(?P<modes>\S.*?)\s+Name:\s+\((?P<name>.*)\)$", mine, re.MULTILINE)
    ]


def _may(rules: list[Rule], path: str) -> set[str]:
    """Return what may be done with a file."""
    return set("".join(each.modes for each in rules if each.names.fullmatch(path))) - {":", " "}


@pytest.mark.parametrize(
    "path",
    [
        "/data/api-token",
        "/data/catalog.db",
        "/data/ftps.pem",
        "/data/options.json",
        "/ssl/privkey.pem",
        "/media/film.mp4",
        "/media/camvault/thumbnails/2026/11/30/a.jpg",
        "/etc/passwd",
        "/run/secrets/a",
        "/proc/7/mem",
        "/proc/7/environ",
        "/bin/sh",
        "/usr/local/bin/python3.14",
        "/usr/local/lib/python3.14/os.py",
    ],
)
def test_the_media_worker_sees_nothing_of_the_gateways(media_rules: list[Rule], path: str) -> None:
    """No token, no catalog with the bucket's keys, no certificates, and no program."""
    assert _may(media_rules, path) == set()


def test_what_the_media_worker_reads_and_writes(media_rules: list[Rule]) -> None:
    """Captures, which are handed to it open, and what it makes of one, until that is done."""
    assert _may(media_rules, "/media/camvault/captures/2026/11/30/a.mp4") == {"r"}
    assert _may(media_rules, "/media/camvault/playables/a.part") == {"r", "w", "a"}
    assert _may(media_rules, "/media/camvault/playables/a.mp4") == set()
    writable = [each.names.pattern for each in media_rules if set("walx") & set(each.modes)]
    assert sorted(writable) == ["/dev/null", "/media/camvault/playables/[^/]*\\.part"]


def test_it_compiles() -> None:
    """For the kernel that the parser was made for, too."""
    features = "--features-file=/usr/share/apparmor-features/features"
    parsed = subprocess.run([*COMMAND, features, APP / "apparmor.txt"], check=False, capture_output=True, text=True)
    assert parsed.returncode == 0, parsed.stderr


@pytest.mark.parametrize("slug", ["camvault", "local_camvault", "a0d7b954_camvault"])
@pytest.mark.parametrize("mode", ["enforce", "complain"])
def test_the_worker_finds_its_profile(slug: str, mode: str) -> None:
    """Under whatever name the Supervisor installed the app."""
    assert profile_beside(f"{slug}//gateway ({mode})\n") == f"{slug}//media"
    for other in ("unconfined\n", f"{slug} ({mode})\n", "docker-default (enforce)", ""):
        with pytest.raises(OSError, match="no profile"):
            profile_beside(other)
