"""What the Supervisor asks of an app's files, as far as CamVault uses it, written down from its source of August 2026.

The Supervisor drops a key it does not know and only warns of an old one; the app linter refuses both, and a value that
is the default. Here all of these are errors.
"""

import re
from typing import Any

import voluptuous as vol

ARCHITECTURES = ("aarch64", "amd64")
FOLDERS = (
    "all_app_configs",
    "app_config",
    "backup",
    "data",
    "homeassistant_config",
    "local_apps",
    "media",
    "share",
    "ssl",
)
DEFAULTS: dict[str, Any] = {
    "apparmor": True,
    "backup": "hot",
    "boot": "auto",
    "hassio_api": False,
    "hassio_role": "default",
    "homeassistant_api": False,
    "host_network": False,
    "init": True,
    "stage": "stable",
    "startup": "application",
    "timeout": 10,
}
OPTION_TYPE = re.compile(
    r"(bool|email|url|port|(str|password|int|float)(\(-?[\d.]*,-?[\d.]*\))?|match\(.+\)|list\(.+\))\??"
)


def _option_type(value: str) -> str:
    if not OPTION_TYPE.fullmatch(value):
        raise vol.Invalid(f"{value} is not a type of option")
    return value


def _image(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9.-]+(/[a-z0-9][a-z0-9._-]*)+", value):
        raise vol.Invalid("an image is named in small letters, without a tag")
    return value


def _no_defaults(config: dict[str, Any]) -> dict[str, Any]:
    stated = [key for key, default in DEFAULTS.items() if key in config and config[key] == default]
    if stated:
        raise vol.Invalid(f"these state a default: {', '.join(stated)}")
    return config


def _options_fit(config: dict[str, Any]) -> dict[str, Any]:
    unknown = config.get("options", {}).keys() - config.get("schema", {}).keys()
    if unknown:
        raise vol.Invalid(f"options without a type: {', '.join(unknown)}")
    for option, kind in config.get("schema", {}).items():
        if option not in config.get("options", {}) and not kind.endswith("?"):
            raise vol.Invalid(f"{option} has neither a value nor may it be left out")
    return config


PORT = vol.All(str, vol.Match(r"^\d+/(tcp|udp)$"))
PORT_NUMBER = vol.All(int, vol.Range(min=1, max=65535))

CONFIG = vol.All(
    vol.Schema(
        {
            vol.Required("name"): str,
            vol.Required("version"): vol.All(str, vol.Match(r"^\d+\.\d+\.\d+$")),
            vol.Required("slug"): vol.All(str, vol.Match(r"^[-_.A-Za-z0-9]+$")),
            vol.Required("description"): str,
            vol.Required("arch"): vol.All([vol.In(ARCHITECTURES)], vol.Unique(), vol.Length(min=1)),
            "url": vol.Url(),
            "image": vol.All(str, _image),
            "stage": vol.In(("stable", "experimental", "deprecated")),
            "startup": vol.In(("initialize", "system", "services", "application", "once")),
            "boot": vol.In(("auto", "manual", "manual_only")),
            "homeassistant": vol.All(str, vol.Match(r"^\d{4}\.\d{1,2}\.\d+$")),
            "init": bool,
            "timeout": vol.All(int, vol.Range(min=10, max=300)),
            "hassio_api": bool,
            "hassio_role": vol.In(("default", "homeassistant", "backup", "manager", "admin")),
            "discovery": [str],
            "backup": vol.In(("hot", "cold")),
            "backup_exclude": [str],
            "backup_pre": str,
            "backup_post": str,
            "map": [{vol.Required("type"): vol.In(FOLDERS), "read_only": bool, "path": str}],
            "ports": {PORT: vol.Maybe(PORT_NUMBER)},
            "options": {str: object},
            "schema": {str: vol.All(str, _option_type)},
        }
    ),
    _no_defaults,
    _options_fit,
)

TRANSLATION = vol.Schema(
    {
        vol.Required("configuration"): {str: {vol.Required("name"): str, vol.Required("description"): str}},
        vol.Required("network"): {PORT: str},
    }
)

REPOSITORY = vol.Schema({vol.Required("name"): str, "url": vol.Url(), "maintainer": str})

HACS = vol.Schema(
    {
        vol.Required("name"): str,
        "content_in_root": bool,
        "country": vol.Any(str, [str]),
        "filename": str,
        "hacs": str,
        "hide_default_branch": bool,
        "homeassistant": str,
        "persistent_directory": str,
        "render_readme": bool,
        "zip_release": bool,
    }
)
