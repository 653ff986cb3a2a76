"""Constants of the watch."""

DOMAIN = "loop_watch"
