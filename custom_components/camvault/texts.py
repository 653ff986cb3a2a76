"""Texts in the language that Home Assistant is set to."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_cached_translations

from .const import DOMAIN


def translate(hass: HomeAssistant, category: str, key: str, default: str) -> str:
    """Return the text of a translation key."""
    full_key = f"component.{DOMAIN}.{category}.{key}"
    return async_get_cached_translations(hass, hass.config.language, category, DOMAIN).get(full_key, default)


def common_text(hass: HomeAssistant, key: str, default: str = "") -> str:
    """Return a text that belongs to no entity, form or action."""
    return translate(hass, "common", key, default)


def label_title(hass: HomeAssistant, label: str) -> str:
    """Return a label as the event entity shows it."""
    default = label.replace("_", " ").capitalize()
    return translate(hass, "entity", f"event.activity.state_attributes.event_type.state.{label}", default)
