"""The app's configuration and its translations, held against the Supervisor's rules."""

from copy import deepcopy
import re
from typing import Any

import pytest
import voluptuous as vol

from tests.app.paths import APP, SERVICES, read_yaml
from tests.app.supervisor_rules import CONFIG, OPTION_TYPE, TRANSLATION

FTP_PORT = "21/tcp"
IMPLICIT_TLS_PORT = "990/tcp"
HTTP_PORTS = ("8080/tcp", "8443/tcp")
API_PORT = "8099/tcp"


@pytest.fixture
def config() -> dict[str, Any]:
    """Return the app's configuration."""
    return read_yaml(APP / "config.yaml")


def passive_range() -> range:
    """Return the passive ports the gateway is started with."""
    found = re.search(r"--passive-ports (\d+)-(\d+)", (SERVICES / "camvault/run").read_text())
    assert found
    return range(int(found[1]), int(found[2]) + 1)


def test_the_configuration_is_valid(config: dict[str, Any]) -> None:
    """The Supervisor takes it as it is, and the linter finds nothing."""
    CONFIG(config)


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": None},
        {"slug": "cam vault"},
        {"arch": ["armv7"]},
        {"boot": "auto"},
        {"watchdog": "tcp://[HOST]:21"},
        {"advanced": True},
        {"codenotary": "somebody"},
        {"image": "ghcr.io/camvault/camvault-gateway:latest"},
        {"map": [{"type": "addon_config"}]},
        {"map": ["media:rw"]},
        {"ports": {"50000-50019/tcp": None}},
        {"ports": {"21/tcp": 70000}},
        {"timeout": 301},
        {"schema": {"log_level": "choice(a|b)"}},
        {"schema": {"log_level": "str", "passive_address": "str"}},
        {"options": {"log_level": "info", "unknown": 1}},
    ],
    ids=str,
)
def test_the_rules_refuse_what_is_wrong(config: dict[str, Any], wrong: dict[str, Any]) -> None:
    """The rules above are not empty: each of these mistakes is found."""
    with pytest.raises(vol.Invalid):
        CONFIG(deepcopy(config) | wrong)


def test_every_option_and_port_is_explained(config: dict[str, Any]) -> None:
    """English covers exactly the options and ports there are."""
    english = TRANSLATION(read_yaml(APP / "translations/en.yaml"))
    assert english["configuration"].keys() == config["schema"].keys()
    assert english["network"].keys() == config["ports"].keys()
    assert all(text.strip() for option in english["configuration"].values() for text in option.values())
    assert len(set(english["network"].values())) == len(config["ports"])


def test_each_passive_port_is_published_under_its_own_number(config: dict[str, Any]) -> None:
    """The Supervisor knows no ranges, and FTP tells the camera the number the gateway listens on."""
    others = {FTP_PORT: 21} | dict.fromkeys((IMPLICIT_TLS_PORT, *HTTP_PORTS, API_PORT))
    assert config["ports"] == others | {f"{port}/tcp": port for port in passive_range()}


def test_nothing_more_is_asked_for_than_needed(config: dict[str, Any]) -> None:
    """The security rating stays high: no host network, no roles, no privileges, only two folders."""
    assert not config.keys() & {"host_network", "hassio_role", "privileged", "full_access", "docker_api", "apparmor"}
    assert config["map"] == [{"type": "media", "read_only": False}, {"type": "ssl"}]
    assert config["hassio_api"] is True
    assert config["discovery"] == ["camvault"]


@pytest.mark.parametrize(
    ("address", "valid"),
    [
        ("192.168.1.20", True),
        ("10.0.0.5", True),
        ("camera.local", False),
        ("192.168.1", False),
        ("192.168.1.20 ", False),
    ],
)
def test_the_passive_address_must_look_like_one(config: dict[str, Any], address: str, *, valid: bool) -> None:
    """A name in place of an address is refused where it is typed in."""
    kind = config["schema"]["passive_address"]
    assert OPTION_TYPE.fullmatch(kind)
    pattern = kind.removeprefix("match(").removesuffix(")?")
    assert bool(re.match(pattern, address)) is valid
