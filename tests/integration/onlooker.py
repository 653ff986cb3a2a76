"""An AI that looks at pictures: a mock, since a real one is a model of gigabytes or somebody's paid service."""

from pathlib import Path
from typing import Final, override

from homeassistant.components.ai_task import AITaskEntity, AITaskEntityFeature, GenDataTask, GenDataTaskResult
from homeassistant.components.conversation import ChatLog
from homeassistant.config_entries import ConfigEntry, ConfigFlow
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockModule,
    MockPlatform,
    mock_config_flow,
    mock_integration,
    mock_platform,
)

DOMAIN: Final = "onlooker"


class Onlooker(AITaskEntity):
    """Says what it is told to say of each picture, and remembers what it was shown."""

    _attr_unique_id = "onlooker"
    _attr_name = "Onlooker"
    _attr_supported_features = AITaskEntityFeature.GENERATE_DATA | AITaskEntityFeature.SUPPORT_ATTACHMENTS

    def __init__(self, answer: str) -> None:
        """Make an AI with one answer."""
        self.answer = answer
        self.fails = False
        self.asked: list[str] = []
        self.shown: list[bytes] = []

    @override
    async def _async_generate_data(self, task: GenDataTask, chat_log: ChatLog) -> GenDataTaskResult:
        """Look at the picture, and say what it shows."""
        self.asked.append(task.instructions)
        paths: list[Path] = [attachment.path for attachment in task.attachments or []]
        self.shown += [await self.hass.async_add_executor_job(path.read_bytes) for path in paths]
        if self.fails:
            raise HomeAssistantError("It has no time")
        return GenDataTaskResult(conversation_id=chat_log.conversation_id, data=self.answer)


async def add_onlooker(hass: HomeAssistant, answer: str) -> Onlooker:
    """Add the AI to Home Assistant, as an integration of its own."""
    onlooker = Onlooker(answer)

    async def set_up(hass: HomeAssistant, entry: ConfigEntry) -> bool:
        await hass.config_entries.async_forward_entry_setups(entry, [Platform.AI_TASK])
        return True

    async def add(hass: HomeAssistant, entry: ConfigEntry, add_entities: AddConfigEntryEntitiesCallback) -> None:
        add_entities([onlooker])

    mock_integration(hass, MockModule(DOMAIN, async_setup_entry=set_up))
    mock_platform(hass, f"{DOMAIN}.config_flow")
    mock_platform(hass, f"{DOMAIN}.ai_task", MockPlatform(async_setup_entry=add))
    entry = MockConfigEntry(domain=DOMAIN)
    entry.add_to_hass(hass)
    assert await async_setup_component(hass, "ai_task", {})
    with mock_config_flow(DOMAIN, ConfigFlow):
        assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return onlooker
