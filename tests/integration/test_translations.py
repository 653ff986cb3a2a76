"""Test that everything has its words and icons."""

from collections.abc import Iterator
import json
from pathlib import Path
import re
from typing import Any

import yaml

import camvault_gateway
from custom_components.camvault.actions.call import REFUSALS
from custom_components.camvault.actions.events import DESCRIBE_SCHEMA, EVENTS_SCHEMA, GET_EVENTS_SCHEMA
from custom_components.camvault.actions.export import EXPORT_SCHEMA
from custom_components.camvault.actions.share import LINK_SCHEMA
from custom_components.camvault.actions.wait import WAIT_SCHEMA
from custom_components.camvault.const import MOTION_TYPES
from custom_components.camvault.flows.archive import ARCHIVE_SCHEMA, FIELD_ERRORS
from custom_components.camvault.flows.base import ARCHIVE_ERRORS
from custom_components.camvault.flows.camera.add import CAMERA_SCHEMA
from custom_components.camvault.flows.groups import FIELDS
from custom_components.camvault.flows.limits import LIMITS_SCHEMA
from custom_components.camvault.flows.moved import MOVED
from custom_components.camvault.flows.restore import RESTORE_ERRORS
from custom_components.camvault.flows.retention import OWNER_SCHEMA, RETENTION_SCHEMA, UNSUPPORTED
from custom_components.camvault.issues.archive import REMEDIES as ARCHIVE_REMEDIES
from custom_components.camvault.issues.camera import CAMERA_ISSUES
from custom_components.camvault.issues.guessing import GUESSING_REMEDIES
from custom_components.camvault.issues.machine_clock import MACHINE_CLOCK_REMEDIES
from custom_components.camvault.issues.setup import (
    CERTIFICATE_REMEDIES,
    PORTS_REMEDIES,
    TIME_ZONE_REMEDIES,
    VERSION_REMEDIES,
)
from custom_components.camvault.issues.storage import NEARLY_FULL, STORAGE_REMEDIES, UNKNOWN

from .contract import operations, schema

REMEDIES = (
    ARCHIVE_REMEDIES
    | STORAGE_REMEDIES
    | MACHINE_CLOCK_REMEDIES
    | GUESSING_REMEDIES
    | PORTS_REMEDIES
    | CERTIFICATE_REMEDIES
    | VERSION_REMEDIES
    | TIME_ZONE_REMEDIES
)
_VERSIONS = {"gateway_version", "integration_version"}
_ZONES = {"gateway_time_zone", "own_time_zone"}
_WORDS = {
    *("addresses", "guesses", "bucket", "name", "server", "reason", "weaknesses", "certificates", "ports", "offset"),
    *(_VERSIONS | _ZONES),
}
_FOLDER = Path(__file__).parents[2] / "custom_components" / "camvault"
_TEXTS: dict[str, Any] = json.loads((_FOLDER / "translations" / "en.json").read_text())
_SOURCES = {
    ".".join(path.relative_to(_FOLDER).with_suffix("").parts): path.read_text() for path in _FOLDER.rglob("*.py")
}


def _keys(pattern: str, *modules: str) -> set[str]:
    """Return what a pattern finds in some modules."""
    return {key for module in modules or _SOURCES for key in re.findall(pattern, _SOURCES[module])}


def _leaves(texts: dict[str, Any]) -> Iterator[str]:
    """Return all texts."""
    for value in texts.values():
        yield from _leaves(value) if isinstance(value, dict) else [value]


def test_entities() -> None:
    """Every entity that needs a name has one, and no name is without its entity."""
    for platform, texts in _TEXTS["entity"].items():
        keys = _keys(r'(?:translation_key=|_size\(\s*)"(\w+)"', platform) - set(_TEXTS["exceptions"])
        keys |= {"activity"} if platform == "event" else set()
        assert keys == set(texts)
    assert set(_TEXTS["entity"]["event"]["activity"]["state_attributes"]["event_type"]["state"]) == set(MOTION_TYPES)


def test_exceptions() -> None:
    """Every error has its words, and no words are without their error."""
    platforms = set(_TEXTS["entity"])
    raised = _keys(r'translation_key="(\w+)"', *set(_SOURCES) - platforms)
    raised |= _keys(r'translation_key="(no_\w+)"')
    raised |= _keys(r'(?:invalid|failed)\(\s*"(\w+)"') | set(REFUSALS.values())
    raised |= _keys(r'Error: "(\w+)"', "coordinator") | _keys(r'type\(err\), "(\w+)"', "coordinator")
    assert raised == set(_TEXTS["exceptions"])


def test_config_flow() -> None:
    """Every step, error and end of the config flow has its words."""
    source = _SOURCES["config_flow"]
    config = _TEXTS["config"]
    steps = set(re.findall(r"def async_step_(\w+)", source)) - {"hassio", "reauth", "zeroconf"}
    assert steps == set(config["step"])
    errors = _form_errors("config_flow") | {"invalid_address"}
    assert errors == set(config["error"])
    ends = errors - {"invalid_address", "no_login"} | {"already_configured", "other_gateway"}
    assert ends == set(config["abort"])


def test_camera_flow() -> None:
    """Every step, error, progress and end of adding a camera has its words."""
    texts = _TEXTS["config_subentries"]["camera"]
    steps = _keys(r"def async_step_(\w+)", "flows.camera.add", "flows.camera.stream")
    assert steps == set(texts["step"]) | {"wait", "finish"}
    for name in ("silent", "login_refused", "nothing_sent", "nothing_arrived"):
        menu = texts["step"][name]
        assert set(menu["menu_options"]) == set(menu["menu_option_descriptions"]) == {"wait", "finish"}
    user = texts["step"]["user"]
    assert set(map(str, CAMERA_SCHEMA.schema)) == set(user["data"]) == set(user["data_description"])
    assert _form_errors("flows.camera.add") | {"invalid_name", "invalid_stream", "no_shared_login", "refused"} == set(
        texts["error"]
    )
    assert set(texts["progress"]) == {"wait", "logged_in"}
    assert _keys(r'reason="(\w+)"', "flows.camera.add", "flows.camera.stream") == set(texts["abort"])
    menu = texts["step"]["reconfigure"]
    assert set(menu["menu_options"]) == set(menu["menu_option_descriptions"]) == {"new_login", "stream"}


def test_options_flow() -> None:
    """Every choice, step, error, progress and end of the options flow has its words."""
    options, modules = (
        _TEXTS["options"],
        (
            "flows.archive",
            "flows.cameras",
            "flows.groups",
            "flows.options",
            "flows.access",
            "flows.encryption",
            "flows.limits",
            "flows.restore",
            "flows.retention",
            "flows.settings",
        ),
    )
    steps = _keys(r"def async_step_(\w+)", *modules)
    assert steps == set(options["step"]) | {"begin_anew", "bring_back", "restore", "restored", "retention"}
    for name in ("init", "new_archive", "camera"):
        menu = options["step"][name]
        assert set(menu["menu_options"]) == set(menu["menu_option_descriptions"]) < steps
    errors = _form_errors(*modules)
    known = (
        ARCHIVE_ERRORS
        | RESTORE_ERRORS
        | {
            UNSUPPORTED,
            "owner_denied",
            "invalid_name",
            "refused",
        }
        | set(FIELD_ERRORS)
    )
    assert errors | known == set(options["error"])
    ends = _keys(r'reason="(\w+)"', *modules) | _keys(r'"(kept_for_ever|kept_days|other_rule)"', "flows.retention")
    ends |= {f"{step}_set" for step in _keys(r'_async_settings\(\s*"(\w+)"', *modules)}
    ends |= {"no_cameras", "no_sources"} | _keys(r'"(group_(?:set|removed))"', "flows.groups")
    assert errors - {"no_login"} | ends == set(options["abort"])
    assert _keys(r'progress_action="(\w+)"', *modules) == set(options["progress"])
    fields = {str(field) for field in ARCHIVE_SCHEMA.schema}
    archive, limits = options["step"]["archive"], options["step"]["limits"]
    assert fields == set(archive["data"]) == set(archive["data_description"])
    assert set(map(str, LIMITS_SCHEMA.schema)) == set(limits["data"]) == set(limits["data_description"])
    group = options["step"]["group"]
    assert {*FIELDS, "name", "remove"} == set(group["data"]) == set(group["data_description"])
    for name, form in {"owner": OWNER_SCHEMA, "kept_days": RETENTION_SCHEMA, "kept_unknown": RETENTION_SCHEMA}.items():
        texts = options["step"][name]
        assert {str(field) for field in form.schema} == set(texts["data"]) == set(texts["data_description"])


def test_issues() -> None:
    """Every issue says what to do: at once, or as the first step of the flow that fixes it."""
    assert set(_TEXTS["issues"]) == set(REMEDIES) | CAMERA_ISSUES | {MOVED}
    for problem, texts in _TEXTS["issues"].items():
        if problem == MOVED:
            (step,) = texts["fix_flow"]["step"].values()
            assert set(re.findall(r"{(\w+)}", step["description"])) == {"name", "address"}
            continue
        if problem in CAMERA_ISSUES:
            assert all("camera" in re.findall(r"{(\w+)}", text) for text in texts.values())
            continue
        assert texts.keys() - {"title"} == {"fix_flow" if REMEDIES[problem].fixable else "description"}
        if REMEDIES[problem].fixable:
            _check_repair(texts["fix_flow"], _TEXTS["options"])
        for text in _leaves(texts):
            assert set(re.findall(r"{(\w+)}", text)) <= _WORDS


def test_certificate_problems() -> None:
    """Every reason that the contract has for a certificate that is not used is known."""
    problem = schema("Gateway")["properties"]["ftp"]["properties"]["certificate_problem"]["description"]
    assert {f"certificate_{why}" for why in re.findall(r"(\w+), (?:one|the key|it)\s", problem)} == set(
        CERTIFICATE_REMEDIES
    )


def _check_repair(flow: dict[str, Any], options: dict[str, Any]) -> None:
    """Demand that the form for the archive has the same words as in the options flow."""
    assert set(flow["step"]) == _keys(r"def async_step_(\w+)", "flows.archive", "repairs") - {"init"}
    assert flow["step"]["archive"] == options["step"]["archive"]
    errors = _form_errors("flows.archive")
    assert flow["abort"] == {error: options["abort"][error] for error in errors}
    errors |= ARCHIVE_ERRORS | set(FIELD_ERRORS) | {"refused"}
    assert flow["error"] == {error: options["error"][error] for error in errors}
    assert flow["create_entry"] == {"default": options["abort"]["archive_set"]}


def test_archive_errors() -> None:
    """Every code that the contract has for an archive that was refused is known."""
    refusal = operations()["/api/v1/settings/archive", "put"]["responses"]["422"]["description"]
    assert set(re.findall(r"archive_\w+", refusal)) == ARCHIVE_ERRORS
    gateway = schema("Gateway")["properties"]["archive"]["properties"]["error"]["description"]
    assert set(re.findall(r"archive_\w+", gateway)) | ARCHIVE_ERRORS == set(ARCHIVE_REMEDIES)
    refusal = schema("Refusal")["properties"]["reason"]["description"]
    assert set(re.findall(r"\b\w+_(?:full|error|suspect)\b", refusal)) | {NEARLY_FULL, UNKNOWN} == set(STORAGE_REMEDIES)
    rebuild = schema("Rebuild")["properties"]["error"]["description"]
    assert set(re.findall(r"archive_\w+|interrupted", rebuild)) | {"restore_failed"} == RESTORE_ERRORS


def _form_errors(*modules: str) -> set[str]:
    """Return the errors that a flow takes from the gateway's client."""
    return _keys(r'Error: "(\w+)"', "flows.base") | _keys(r'errors_into\(errors, "(\w+)"\)', *modules) | {"unknown"}


def test_style() -> None:
    """No text holds an address or edge spaces, and each ends like its kind."""
    for text in _leaves(_TEXTS):
        assert text == text.strip()
        assert "://" not in text


def test_services() -> None:
    """Every action has its words, its icon and a form; no field is without one."""
    forms: dict[str, Any] = yaml.safe_load((_FOLDER / "services.yaml").read_text())
    schemas = {
        **dict.fromkeys(("protect", "unprotect", "delete"), EVENTS_SCHEMA),
        "get_events": GET_EVENTS_SCHEMA,
        "describe": DESCRIBE_SCHEMA,
        "export": EXPORT_SCHEMA.validators[1],
        "create_share_link": LINK_SCHEMA.validators[1],
        "wait_until_archived": WAIT_SCHEMA.validators[1],
    }
    icons = json.loads((_FOLDER / "icons.json").read_text())["services"]
    assert set(forms) == set(_TEXTS["services"]) == set(icons) == set(schemas)
    for name, form in forms.items():
        assert set(form["fields"]) == set(_TEXTS["services"][name]["fields"]) == set(map(str, schemas[name].schema))


def test_icons() -> None:
    """Icons belong to entities that there are."""
    for platform, icons in json.loads((_FOLDER / "icons.json").read_text())["entity"].items():
        assert set(icons) <= set(_TEXTS["entity"][platform])


def test_quality_scale() -> None:
    """Every rule is done, still to do, or exempt with a reason."""
    for rule, answer in yaml.safe_load((_FOLDER / "quality_scale.yaml").read_text())["rules"].items():
        plain = answer in ("done", "todo")
        assert plain or (answer["status"] in {"done", "exempt", "todo"} and answer["comment"]), rule


def test_manifest() -> None:
    """The manifest is in Home Assistant's order, and of the gateway's version."""
    manifest = json.loads((_FOLDER / "manifest.json").read_text())
    keys = list(manifest)
    assert keys[:2] == ["domain", "name"]
    assert keys[2:] == sorted(keys[2:])
    assert manifest["version"] == camvault_gateway.__version__
