"""Let dashboards load the card: as a resource of theirs, or by a loader where their resources are in YAML."""

from homeassistant.components.frontend import add_extra_js_url, remove_extra_js_url
from homeassistant.components.lovelace.const import LOVELACE_DATA, MODE_STORAGE
from homeassistant.components.lovelace.resources import ResourceStorageCollection
from homeassistant.core import HomeAssistant

from .built import STATIC_URL, Built


async def async_load_card(hass: HomeAssistant, built: Built) -> None:
    """Let dashboards load the card of this version, and no other."""
    if (resources := _resources(hass)) is None:
        add_extra_js_url(hass, built.loader_url)
        return
    known = await _async_known(resources)
    for outdated in known[1:]:
        await resources.async_delete_item(outdated["id"])
    if not known:
        await resources.async_create_item({"res_type": "module", "url": built.card_url})
    elif known[0]["url"] != built.card_url:
        await resources.async_update_item(known[0]["id"], {"res_type": "module", "url": built.card_url})


async def async_unload_card(hass: HomeAssistant, built: Built | None) -> None:
    """Let dashboards load the card no longer."""
    if (resources := _resources(hass)) is not None:
        for resource in await _async_known(resources):
            await resources.async_delete_item(resource["id"])
    elif built is not None:
        remove_extra_js_url(hass, built.loader_url)


def _resources(hass: HomeAssistant) -> ResourceStorageCollection | None:
    """Return the dashboards' resources if they can be changed."""
    lovelace = hass.data.get(LOVELACE_DATA)
    if lovelace is None or lovelace.resource_mode != MODE_STORAGE:
        return None
    return lovelace.resources if isinstance(lovelace.resources, ResourceStorageCollection) else None


async def _async_known(resources: ResourceStorageCollection) -> list[dict[str, str]]:
    """Return the resources that are the card, whichever version of it; loads them first, or new ones replace all."""
    await resources.async_get_info()
    return [item for item in resources.async_items() if str(item["url"]).startswith(STATIC_URL)]
