"""The issues in Home Assistant's repairs."""
