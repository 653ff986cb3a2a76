"""Test what stands in Home Assistant's repairs."""

from datetime import timedelta
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.camvault.const import DOMAIN
from custom_components.camvault.issues.archive import REMEDIES

from .fake_gateway import FakeGateway
from .fake_values import make_health
from .problems import CONNECTED, failing, problems, said
from .waiting import attributes, until, until_state

PROMPT = sorted(problem for problem, remedy in REMEDIES.items() if not remedy.patience)
FIXABLE = sorted(problem for problem, remedy in REMEDIES.items() if remedy.fixable)


async def _wait(hass: HomeAssistant, minutes: float) -> None:
    """Let everything happen that is to happen within so many minutes from now."""
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(minutes=minutes))
    await hass.async_block_till_done()


@pytest.mark.parametrize("problem", PROMPT)
async def test_comes_and_goes(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, problem: str) -> None:
    """A problem that does not end by itself is told at once, and taken back when it is over."""
    await gateway.say_gateway(**failing(problem))
    await until(lambda: problems(hass))
    issue = problems(hass)[problem]
    assert issue.translation_placeholders == {
        "bucket": "my-bucket",
        "name": "CamVault home",
        "server": "s3.home:8333",
    }
    assert "AKIA" not in str(issue)
    assert issue.is_fixable is (problem in FIXABLE)
    await gateway.say_gateway(archive=CONNECTED)
    await until(lambda: not problems(hass))


@pytest.mark.parametrize("problem", [None, "archive_on_the_moon"])
async def test_unknown(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, problem: str | None) -> None:
    """A problem of a newer gateway is told as one that nothing is known of."""
    await gateway.say_gateway(**failing(problem))
    await until(lambda: set(problems(hass)) == {"archive_failed"})


async def test_another(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """One problem takes the other's place; another archive changes the words."""
    await gateway.say_gateway(**failing("archive_denied"))
    await until(lambda: set(problems(hass)) == {"archive_denied"})
    await gateway.say_gateway(**failing("archive_full"))
    await until(lambda: set(problems(hass)) == {"archive_full"})
    gateway.settings["archive"] |= {"endpoint_url": None, "bucket": "second"}
    await gateway.say("snapshot", **gateway.state)
    await until(lambda: "second" in str(problems(hass)))
    placeholders = problems(hass)["archive_full"].translation_placeholders
    assert placeholders == {"bucket": "second", "name": "CamVault home", "server": "AWS"}


async def test_only_changes(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What goes on as it was is not written again, however much the gateway says; a new name of the entry is."""
    await gateway.say_gateway(**failing("archive_denied"))
    await gateway.say_camera("garden", silent_since="2026-11-23T08:00:00.000Z")
    await until(lambda: set(problems(hass)) == {"archive_denied", "camera_silent"})
    with (
        patch("homeassistant.helpers.issue_registry.async_create_issue", wraps=ir.async_create_issue) as created,
        patch("homeassistant.helpers.issue_registry.async_delete_issue", wraps=ir.async_delete_issue) as deleted,
    ):
        for _ in range(5):
            await said(hass, gateway)
        assert (created.call_count, deleted.call_count) == (0, 0)
        await gateway.say_camera("garden", silent_since=None)
        await until(lambda: set(problems(hass)) == {"archive_denied"})
        assert (created.call_count, deleted.call_count) == (0, 1)
        hass.config_entries.async_update_entry(loaded, title="Our home")
        await said(hass, gateway)
    placeholders = problems(hass)["archive_denied"].translation_placeholders
    assert placeholders is not None
    assert placeholders["name"] == "Our home"


async def test_no_archive(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """No archive is a choice; and without one nothing can be wrong with it."""
    await gateway.say_gateway(archive=make_health("none"))
    gateway.settings["archive"] = None
    await gateway.say("snapshot", **gateway.state | {"gateway": gateway.gateway | failing("archive_denied")})
    await said(hass, gateway)
    assert not problems(hass)


async def test_unreachable_for_long(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """An archive out of reach is told of when it has lasted."""
    await gateway.say_gateway(**failing("archive_unreachable"))
    await said(hass, gateway)
    await _wait(hass, 9)
    gateway.settings["archive"]["bucket"] = "second"
    await gateway.say("snapshot", **gateway.state)
    await said(hass, gateway)
    assert not problems(hass)
    await _wait(hass, 10.1)
    assert "second" in str(problems(hass)["archive_unreachable"])
    await gateway.say_gateway(archive=CONNECTED)
    await until(lambda: not problems(hass))


async def test_unreachable_for_a_moment(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """An archive that is back soon is nothing to tell of."""
    await gateway.say_gateway(**failing("archive_unreachable"))
    await said(hass, gateway)
    await _wait(hass, 9)
    await gateway.say_gateway(archive=CONNECTED)
    await said(hass, gateway)
    await gateway.say_gateway(**failing("archive_unreachable"))
    await said(hass, gateway)
    await _wait(hass, 9)
    assert not problems(hass)
    await gateway.say_gateway(**failing("archive_denied"))
    await until(lambda: set(problems(hass)) == {"archive_denied"})
    await _wait(hass, 9)
    assert set(problems(hass)) == {"archive_denied"}


def _ago(minutes: float) -> str:
    """Return the time that was so many minutes ago, as the gateway writes it."""
    return (dt_util.utcnow() - timedelta(minutes=minutes)).isoformat(timespec="milliseconds")


async def test_patience_began_when_it_began(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A restart of Home Assistant does not begin it anew, and a clock that is wrong makes it no longer."""
    archive = "binary_sensor.camvault_home_archive"
    since = _ago(6)
    await gateway.say_gateway(**failing("archive_unreachable", since))
    await until_state(hass, archive, "off")
    assert attributes(hass, archive)["reason"] == "archive_unreachable"
    assert attributes(hass, archive)["since"] == dt_util.parse_datetime(since)
    assert await hass.config_entries.async_reload(loaded.entry_id)
    await _wait(hass, 3)
    assert not problems(hass)
    await _wait(hass, 4.1)
    assert set(problems(hass)) == {"archive_unreachable"}
    await gateway.say_gateway(archive=CONNECTED)
    await until(lambda: not problems(hass))
    assert "reason" not in attributes(hass, archive)
    await gateway.say_gateway(**failing("archive_unreachable", _ago(11)))
    await until(lambda: problems(hass))
    await gateway.say_gateway(archive=CONNECTED)
    await until(lambda: not problems(hass))
    await gateway.say_gateway(**failing("archive_unreachable", _ago(-600)))
    await said(hass, gateway)
    await _wait(hass, 10.1)
    assert set(problems(hass)) == {"archive_unreachable"}


async def test_gateway_lost(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """While the gateway says nothing, what it said last stands."""
    await gateway.say_gateway(**failing("archive_denied"))
    await until(lambda: problems(hass))
    await gateway.stop()
    await until(lambda: hass.states.is_state("binary_sensor.camvault_home_archive", "unavailable"))
    assert set(problems(hass)) == {"archive_denied"}


@pytest.mark.parametrize("problem", ["archive_denied", "archive_unreachable"])
async def test_after_a_restart(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry, problem: str) -> None:
    """What was told before a restart is told again at once; what is over is forgotten."""
    registry = ir.async_get(hass)
    for known in (problem, "archive_full"):
        issue_id = f"{known}_{entry.entry_id}"
        registry.issues[DOMAIN, issue_id] = ir.IssueEntry(
            active=False,
            breaks_in_ha_version=None,
            created=dt_util.utcnow(),
            data=None,
            dismissed_version=None,
            domain=DOMAIN,
            is_fixable=None,
            is_persistent=False,
            issue_domain=None,
            issue_id=issue_id,
            learn_more_url=None,
            severity=None,
            translation_key=None,
            translation_placeholders=None,
        )
    gateway.gateway |= failing(problem)
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert set(problems(hass)) == {problem}
    assert {issue_id for domain, issue_id in registry.issues if domain == DOMAIN} == {f"{problem}_{entry.entry_id}"}


async def test_unload(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What an entry waited to tell does not come once it is unloaded, nor does anything stay when it is removed."""
    await gateway.say_gateway(**failing("archive_unreachable"))
    await said(hass, gateway)
    assert await hass.config_entries.async_unload(loaded.entry_id)
    await _wait(hass, 11)
    assert not problems(hass)
    gateway.gateway |= failing("archive_denied")
    gateway.cameras["garden"]["silent_since"] = "2026-11-20T10:00:00.000Z"
    assert await hass.config_entries.async_setup(loaded.entry_id)
    assert set(problems(hass)) == {"archive_denied", "camera_silent"}
    ir.async_create_issue(
        hass, DOMAIN, "archive_denied_homestead", is_fixable=False, severity=ir.IssueSeverity.ERROR, translation_key="x"
    )
    assert await hass.config_entries.async_remove(loaded.entry_id)
    assert [key for key in ir.async_get(hass).issues if key[0] == DOMAIN] == [(DOMAIN, "archive_denied_homestead")]


async def test_ignored_stays_ignored(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Whoever does not want to hear of a problem does not hear of it again after a reload; what is over is gone."""
    await gateway.say_gateway(**failing("archive_full"))
    await gateway.say_camera("garden", silent_since="2026-11-20T10:00:00.000Z")
    await gateway.say_camera("front-door", silent_since="2026-11-20T10:00:00.000Z")
    await until(lambda: len(_ids(hass)) == 3)
    assert _ids(hass) == {"archive_full_home", "camera_silent_home_front-door", "camera_silent_home_garden"}
    for issue_id in _ids(hass):
        ir.async_ignore_issue(hass, DOMAIN, issue_id, ignore=True)
    await hass.config_entries.async_unload(loaded.entry_id)
    gateway.cameras["front-door"]["silent_since"] = None
    assert await hass.config_entries.async_setup(loaded.entry_id)
    assert _ids(hass) == {"archive_full_home", "camera_silent_home_garden"}
    for issue_id in _ids(hass):
        issue = ir.async_get(hass).async_get_issue(DOMAIN, issue_id)
        assert issue
        assert issue.dismissed_version
    await gateway.say_gateway(archive=CONNECTED)
    await gateway.say_camera("garden", silent_since=None)
    await until(lambda: not _ids(hass))


async def test_disabled(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Of a gateway that somebody has switched off nothing is told."""
    await gateway.say_gateway(**failing("archive_full"))
    await until(lambda: problems(hass))
    await hass.config_entries.async_set_disabled_by(loaded.entry_id, ConfigEntryDisabler.USER)
    assert not problems(hass)


def _ids(hass: HomeAssistant) -> set[str]:
    return {issue_id for domain, issue_id in ir.async_get(hass).issues if domain == DOMAIN}
