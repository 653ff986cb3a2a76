"""An agent's side of Home Assistant's LLM API: it calls the tool that it is told to, as a language model would."""

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.helpers.llm import LLM_API_ASSIST, LLMContext, ToolInput, async_get_api
from homeassistant.helpers.typing import ConfigType

DOMAIN = "llm_caller"


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Offer the agent as an action."""

    async def call(call: ServiceCall) -> ServiceResponse:
        """Call a tool with the rights of whoever asks."""
        context = LLMContext(DOMAIN, call.context, "en", "conversation", None)
        api = await async_get_api(hass, LLM_API_ASSIST, context)
        result = await api.async_call_tool(ToolInput(call.data["tool"], call.data["arguments"]))
        return {"tools": [tool.name for tool in api.tools], "data": result.data, "error": result.error}

    hass.services.async_register(DOMAIN, "call", call, supports_response=SupportsResponse.ONLY)
    return True
