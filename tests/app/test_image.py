"""The image's recipe: everything pinned, nothing old-fashioned, and only what the build needs."""

from fnmatch import fnmatch
import json
import os
from pathlib import Path
import re
import subprocess

import pytest

from tests.app.paths import APP, ROOTFS, SERVICES, read_yaml

type Instruction = tuple[str, str]

LOCKED = ("build-requirements.txt", "requirements.txt")


@pytest.fixture
def recipe() -> list[Instruction]:
    """Return the Dockerfile as pairs of instruction and argument."""
    lines = [line for line in (APP / "Dockerfile").read_text().splitlines() if not line.startswith("#")]
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    parts = (line.split(None, 1) for line in joined.splitlines() if line.strip())
    return [(name, argument) for name, argument in parts]


def arguments(recipe: list[Instruction], name: str) -> list[str]:
    """Return what is given to each instruction of one name."""
    return [argument for instruction, argument in recipe if instruction == name]


def test_the_base_image_is_pinned_to_a_release(recipe: list[Instruction]) -> None:
    """The same commit builds the same image, on Home Assistant's own base with the right Python."""
    (base,) = arguments(recipe, "FROM")
    assert re.fullmatch(r"ghcr\.io/home-assistant/base-python:3\.14-alpine3\.\d+-\d{4}\.\d{2}\.\d+", base)


def test_the_old_ways_are_gone() -> None:
    """The Supervisor no longer needs, or warns of, a build file."""
    assert not list(APP.glob("build.*"))


def test_packages_are_exactly_the_locked_ones(recipe: list[Instruction]) -> None:
    """Each package has a version and hashes, and pip is told to insist on them."""
    (install,) = (run for run in arguments(recipe, "RUN") if "pip install" in run)
    assert install.startswith("unset PIP_EXTRA_INDEX_URL")
    # First what builds the one package without a wheel: pip would fetch that by itself, whatever there is.
    for step, file in zip(re.findall(r"pip install [^&]+", install), LOCKED, strict=True):
        for flag in ("--require-hashes", "--no-cache-dir", "--no-deps", "--only-binary :all:"):
            assert flag in step
        assert f"-r /tmp/{file}" in step
        packages = locked(file)
        assert packages
        assert all(re.match(r"[\w.-]+==[\w.]+ .*--hash=sha256:", package) for package in packages)
    assert "--no-build-isolation" in install


def locked(file: str) -> list[str]:
    """Return the packages of a lock file, a line each."""
    text = (APP / file).read_text().replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


def test_every_licence_is_told() -> None:
    """Each locked package stands in the list of licences, in its version, with where its source is; and so do texts."""
    told = (APP / "THIRD_PARTY.md").read_text()
    rows = dict(re.findall(r"^\| ([\w.-]+) \| (\S+) \| [^|]+ \| <https://[^>]+> \|$", told, re.MULTILINE))
    assert rows == dict(package.split(" ")[0].split("==") for package in locked("requirements.txt"))
    for library in ("FFmpeg", "x264", "x265", "LAME", "GnuTLS", "SVT-AV1", "dav1d", "libvpx", "Alpine Linux"):
        assert library in told
    for name in ("GPL-2", "GPL-3", "LGPL-2.1", "LGPL-3"):
        assert "GNU" in (APP / f"licenses/{name}.txt").read_text()


def test_the_label_tells_the_strictest_licence(recipe: list[Instruction]) -> None:
    """The image has libraries under the GPL, whatever CamVault's own licence is."""
    (label,) = re.findall(r'image\.licenses="([^"]+)"', " ".join(arguments(recipe, "LABEL")))
    assert {"Apache-2.0", "GPL-3.0-or-later", "LGPL-3.0-or-later", "LGPL-2.1-or-later"} <= set(label.split(" AND "))


def test_the_package_ships_compiled(recipe: list[Instruction]) -> None:
    """The gateway starts from bytecode, also where the image is read-only."""
    target = "/usr/local/lib/python3.14/site-packages/camvault_gateway"
    assert f"camvault_gateway {target}" in arguments(recipe, "COPY")
    assert any("python -m compileall" in run and target in run for run in arguments(recipe, "RUN"))


def test_what_is_copied_is_in_the_build_context(recipe: list[Instruction]) -> None:
    """Each copied path exists and is not left out by the ignore file, which leaves out all else."""
    rules = (APP / ".dockerignore").read_text().split()
    kept = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    copied = {path for argument in arguments(recipe, "COPY") for path in argument.split()[:-1]}
    assert rules[0] == "*"
    assert copied == kept
    assert all((APP / path).exists() for path in copied)
    assert any(fnmatch("camvault_gateway/app/__pycache__", rule) for rule in rules[1:])


def test_the_container_tells_its_health(recipe: list[Instruction]) -> None:
    """Docker runs a script of the image, which looks at the file that the service has the gateway write."""
    (check,) = arguments(recipe, "HEALTHCHECK")
    (command,) = json.loads(check.partition("CMD ")[2])
    script = ROOTFS / command.removeprefix("/")
    assert os.access(script, os.X_OK)
    heartbeat = re.search(r"--heartbeat (\S+)", (SERVICES / "camvault/run").read_text())
    assert heartbeat is not None
    assert f"${{1:-{heartbeat[1]}}}" in script.read_text()


@pytest.mark.parametrize(("age", "well"), [(0, True), (30, True), (59, True), (61, False), (3600, False)], ids=str)
def test_health_follows_the_heartbeat(tmp_path: Path, age: int, well: bool) -> None:  # noqa: FBT001 a case of a table
    """A heartbeat of the last minute is well, by the machine's uptime; an older one, none, or an empty one is not."""
    uptime = float(Path("/proc/uptime").read_text().split()[0])
    heartbeat = tmp_path / "heartbeat"
    heartbeat.write_text(f"{uptime - age:.2f} 123.45\n")
    script = ROOTFS / "usr/bin/camvault-health"
    for shell in (["dash"], ["busybox", "sh"]):
        assert (subprocess.run([*shell, script, heartbeat], check=False).returncode == 0) is well
        assert subprocess.run([*shell, script, tmp_path / "none"], check=False, capture_output=True).returncode == 1


def test_the_labels_say_what_the_configuration_says(recipe: list[Instruction]) -> None:
    """The image is an app of this name, version and architecture."""
    config = read_yaml(APP / "config.yaml")
    labels = dict(re.findall(r'([\w.]+)="([^"]*)"', " ".join(arguments(recipe, "LABEL"))))
    assert labels["io.hass.type"] == "app"
    assert labels["io.hass.name"] == config["name"]
    assert labels["io.hass.description"] == config["description"]
    assert labels["io.hass.arch"] == "${BUILD_ARCH}"
    assert labels["io.hass.version"] == "${BUILD_VERSION}"
    assert labels["org.opencontainers.image.source"] == config["url"]
    assert {"BUILD_ARCH", "BUILD_VERSION"} <= set(arguments(recipe, "ARG"))


def test_the_apparmor_profile_can_be_renamed_and_confines_the_gateway() -> None:
    """The Supervisor renames the one profile at the line's start; the gateway has a tighter one of its own."""
    profile = (APP / "apparmor.txt").read_text()
    assert re.findall(r"^profile (\S+)", profile, re.MULTILINE) == [read_yaml(APP / "config.yaml")["slug"]]
    gateway = profile[profile.index("profile gateway") :]
    assert "/usr/bin/camvault-gateway cx -> gateway," in profile
    assert profile.count("{\n") == len(re.findall(r"^\s*}$", profile, re.MULTILINE))
    for rule in ("/data/{,**} rwkl,", "/media/camvault/{,**} rwkl,", "capability net_bind_service,"):
        assert rule in gateway
    assert not re.search(r"^\s*(file|capability|network),", gateway, re.MULTILINE)
