"""The timeline in Home Assistant's sidebar, and its card for dashboards."""
