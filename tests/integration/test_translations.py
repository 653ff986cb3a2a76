"""Test that everything has its words and icons."""

from collections.abc import Iterator
import json
from pathlib import Path
import re
from typing import Any, get_args

from homeassistant.helpers.config_validation import TARGET_FIELDS
from homeassistant.helpers.entity import EntityDescription
import yaml

import camvault_gateway
from custom_components.camvault.actions.events import DESCRIBE_SCHEMA, EVENTS_SCHEMA, GET_EVENTS_SCHEMA
from custom_components.camvault.actions.export import EXPORT_SCHEMA
from custom_components.camvault.actions.share import LINK_SCHEMA
from custom_components.camvault.actions.wait import WAIT_SCHEMA
from custom_components.camvault.api.errors import CamVaultError
from custom_components.camvault.binary_sensor import ARCHIVE, LABELS, SILENT, UPLOADS_REFUSED
from custom_components.camvault.button import SITE_QUIET_TIME
from custom_components.camvault.config_flow import INVALID_ADDRESS, NOT_A_GATEWAY, CamVaultConfigFlow
from custom_components.camvault.const import MOTION_TYPES
from custom_components.camvault.event import DESCRIPTION
from custom_components.camvault.failures import Failure
from custom_components.camvault.flows.archive import ARCHIVE_SCHEMA, FIELD_ERRORS
from custom_components.camvault.flows.base import (
    ARCHIVE_ERRORS,
    BAD_ANSWER,
    GATEWAY_ERRORS,
    INVALID_NAME,
    NO_LOGIN,
    REFUSED,
    UNKNOWN,
    End,
)
from custom_components.camvault.flows.camera import stream
from custom_components.camvault.flows.camera.add import CAMERA_SCHEMA, NO_SHARED_LOGIN, CameraFlow
from custom_components.camvault.flows.camera.stream import INVALID_STREAM
from custom_components.camvault.flows.groups import FIELDS
from custom_components.camvault.flows.moved import MOVED
from custom_components.camvault.flows.options import CamVaultOptionsFlow
from custom_components.camvault.flows.restore import RESTORE_ERRORS
from custom_components.camvault.flows.retention import OWNER_DENIED, OWNER_SCHEMA, RETENTION_SCHEMA, UNSUPPORTED
from custom_components.camvault.flows.settings import LIMITS_SCHEMA
from custom_components.camvault.image import LAST_EVENT
from custom_components.camvault.issues import (
    archive as archive_problems,
    camera as camera_problems,
    gateway as gateway_problems,
)
from custom_components.camvault.issues.keeper import REMEDIES
from custom_components.camvault.number import QUIET_TIME
from custom_components.camvault.repairs import ArchiveRepairFlow
from custom_components.camvault.sensor import CAMERA_SENSORS, GATEWAY_SENSORS
from custom_components.camvault.switch import DETECTION, PICTURES_SCHEDULED

from .contract import operations, schema

ENTITIES: dict[str, tuple[EntityDescription, ...]] = {
    "binary_sensor": (ARCHIVE, UPLOADS_REFUSED, SILENT, *LABELS),
    "button": (SITE_QUIET_TIME,),
    "event": (DESCRIPTION,),
    "image": (LAST_EVENT,),
    "number": (QUIET_TIME,),
    "sensor": (*CAMERA_SENSORS, *GATEWAY_SENSORS),
    "switch": (PICTURES_SCHEDULED, DETECTION),
}
_WORDS = {
    *("addresses", "guesses", "bucket", "name", "server", "reason", "weaknesses", "certificates", "ports", "offset"),
    *("gateway_version", "integration_version", "gateway_time_zone", "own_time_zone"),
}
_FOLDER = Path(__file__).parents[2] / "custom_components" / "camvault"
_TEXTS: dict[str, Any] = json.loads((_FOLDER / "translations" / "en.json").read_text())


def _steps(flow: type) -> set[str]:
    """Return the steps of a flow that are ours."""
    ours = [cls for cls in flow.__mro__ if cls.__module__.startswith("custom_components.camvault")]
    found = {name for cls in ours for name in vars(cls) if name.startswith("async_step_")}
    return {name.removeprefix("async_step_") for name in found}


def _kinds(error: type[CamVaultError]) -> Iterator[type[CamVaultError]]:
    """Yield a kind of error and all kinds of it."""
    yield error
    for kind in error.__subclasses__():
        yield from _kinds(kind)


def _leaves(texts: dict[str, Any]) -> Iterator[str]:
    """Return all texts."""
    for value in texts.values():
        yield from _leaves(value) if isinstance(value, dict) else [value]


def test_entities() -> None:
    """Every entity that needs a name has one, and no name is without its entity."""
    named = {platform: {each.translation_key for each in entities} for platform, entities in ENTITIES.items()}
    assert named == {platform: set(texts) for platform, texts in _TEXTS["entity"].items()}
    assert set(_TEXTS["entity"]["event"]["activity"]["state_attributes"]["event_type"]["state"]) == set(MOTION_TYPES)


def test_exceptions() -> None:
    """Every error has its words, and no words are without their error."""
    keys = {kind.translation_key for kind in _kinds(CamVaultError)}
    assert keys | set(get_args(Failure.__value__)) == set(_TEXTS["exceptions"])


def test_config_flow() -> None:
    """Every step, error and end of the config flow has its words."""
    config = _TEXTS["config"]
    assert _steps(CamVaultConfigFlow) - {"hassio", "reauth", "zeroconf"} == set(config["step"])
    ends = GATEWAY_ERRORS | {UNKNOWN, NOT_A_GATEWAY}
    assert ends | {INVALID_ADDRESS, NO_LOGIN} == set(config["error"])
    assert ends | {"already_configured", "other_gateway"} == set(config["abort"])


def test_camera_flow() -> None:
    """Every step, error, progress and end of adding a camera has its words."""
    texts = _TEXTS["config_subentries"]["camera"]
    assert _steps(CameraFlow) == set(texts["step"]) | {"wait", "finish"}
    for name in ("silent", "login_refused", "nothing_sent", "nothing_arrived"):
        menu = texts["step"][name]
        assert set(menu["menu_options"]) == set(menu["menu_option_descriptions"]) == {"wait", "finish"}
    user = texts["step"]["user"]
    assert set(map(str, CAMERA_SCHEMA.schema)) == set(user["data"]) == set(user["data_description"])
    own = {INVALID_NAME, INVALID_STREAM, NO_SHARED_LOGIN, NO_LOGIN}
    assert GATEWAY_ERRORS | {UNKNOWN, BAD_ANSWER, REFUSED} | own == set(texts["error"])
    assert set(texts["progress"]) == {"wait", "logged_in"}
    assert set(get_args(stream.End.__value__)) == set(texts["abort"])
    menu = texts["step"]["reconfigure"]
    assert set(menu["menu_options"]) == set(menu["menu_option_descriptions"]) == {"new_login", "stream"}


def test_options_flow() -> None:
    """Every choice, step, error, progress and end of the options flow has its words."""
    options, steps = _TEXTS["options"], _steps(CamVaultOptionsFlow)
    assert steps == set(options["step"]) | {"begin_anew", "choose_restore", "restore", "restored", "retention"}
    for name in ("init", "new_archive", "camera"):
        menu = options["step"][name]
        assert set(menu["menu_options"]) == set(menu["menu_option_descriptions"]) < steps
    ends = GATEWAY_ERRORS | {UNKNOWN, BAD_ANSWER}
    own = {INVALID_NAME, NO_LOGIN, REFUSED, UNSUPPORTED, OWNER_DENIED}
    assert ends | own | ARCHIVE_ERRORS | RESTORE_ERRORS | set(FIELD_ERRORS) == set(options["error"])
    assert ends | set(get_args(End.__value__)) == set(options["abort"])
    assert set(options["progress"]) == {"restore"}
    forms = {"archive": ARCHIVE_SCHEMA, "limits": LIMITS_SCHEMA, "owner": OWNER_SCHEMA}
    forms |= dict.fromkeys(("kept_days", "kept_unknown"), RETENTION_SCHEMA)
    fields = {name: set(map(str, form.schema)) for name, form in forms.items()} | {"group": {*FIELDS, "name", "remove"}}
    for name, known in fields.items():
        texts = options["step"][name]
        assert known == set(texts["data"]) == set(texts["data_description"])


def test_issues() -> None:
    """Every issue says what to do: at once, or as the first step of the flow that fixes it."""
    assert set(_TEXTS["issues"]) == set(REMEDIES) | {MOVED}
    for problem, texts in _TEXTS["issues"].items():
        if problem == MOVED:
            (step,) = texts["fix_flow"]["step"].values()
            assert set(re.findall(r"{(\w+)}", step["description"])) == {"name", "address"}
            continue
        if problem in camera_problems.REMEDIES:
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
        gateway_problems.CERTIFICATE
    )


def _check_repair(flow: dict[str, Any], options: dict[str, Any]) -> None:
    """Demand that the form for the archive has the same words as in the options flow."""
    assert set(flow["step"]) == _steps(ArchiveRepairFlow) - {"init"}
    assert flow["step"]["archive"] == options["step"]["archive"]
    ends = GATEWAY_ERRORS | {UNKNOWN, BAD_ANSWER}
    assert flow["abort"] == {error: options["abort"][error] for error in ends}
    errors = ends | ARCHIVE_ERRORS | set(FIELD_ERRORS) | {REFUSED}
    assert flow["error"] == {error: options["error"][error] for error in errors}
    assert flow["create_entry"] == {"default": options["abort"]["archive_set"]}


def test_archive_errors() -> None:
    """Every code that the contract has for an archive that was refused is known."""
    refusal = operations()["/api/v1/settings/archive", "put"]["responses"]["422"]["description"]
    assert set(re.findall(r"archive_\w+", refusal)) == ARCHIVE_ERRORS
    gateway = schema("Gateway")["properties"]["archive"]["properties"]["error"]["description"]
    assert set(re.findall(r"archive_\w+", gateway)) | ARCHIVE_ERRORS == set(archive_problems.REMEDIES)
    refusal = schema("Refusal")["properties"]["reason"]["description"]
    assert set(re.findall(r"\b\w+_(?:full|error|suspect)\b", refusal)) | {
        gateway_problems.NEARLY_FULL,
        gateway_problems.REFUSED,
    } == set(gateway_problems.STORAGE)
    rebuild = schema("Rebuild")["properties"]["error"]["description"]
    assert set(re.findall(r"archive_\w+|interrupted", rebuild)) | {"restore_failed"} == RESTORE_ERRORS


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
        fields = set(map(str, schemas[name].schema))
        targets = set(map(str, TARGET_FIELDS))
        assert targets <= fields if "target" in form else not targets & fields
        assert set(form["fields"]) == set(_TEXTS["services"][name]["fields"]) == fields - targets


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
