"""The WebSocket commands behind the timeline in the sidebar and on dashboards."""
