"""Constants for the CamVault integration."""

from typing import Final

DOMAIN: Final = "camvault"
MANUFACTURER: Final = "CamVault"

API_VERSION: Final = 1
DEFAULT_PORT: Final = 8099

# Ids are the gateway's own, but they stand in paths here, so nothing else gets through.
ID_PATTERN: Final = "[A-Za-z0-9_-]{1,64}"

# Captures that match no camera go here.
UNASSIGNED: Final = "unassigned"

ACTIVITY: Final = "activity"
MOTION: Final = "motion"
MOTION_TYPES: Final = (
    MOTION,
    "person",
    "vehicle",
    "animal",
    "line_crossing",
    "intrusion",
    "face",
    "sound",
    "doorbell",
)
