"""The words of CamVault: what every room of the gateway speaks of, and nothing that does I/O."""

from .account import ANONYMOUS_NAMES, Account
from .archive.abilities import Abilities, Finding, findings
from .archive.address import Address, AddressError, bracketed, holds_bucket, understand, without_bucket
from .archive.archive import COLD_CLASSES, ArchiveError, ArchiveProblem, ArchiveSettings
from .archive.cost import PRICED_ON, Cost, Growth, Price, forecast, price_of
from .archive.rebuild import ArchivedSite, RebuildPhase, RebuildState, Sample, Tried
from .archive.retention import ExpiryRule, Retention
from .camera import UNASSIGNED, Camera
from .capture import LATE_MS, NOTHING_TO_SEE, PROTECTED, Capture, Condition, Kind, Playback, State, is_copy, span
from .changes import Changes
from .confinement import Confinement, Means
from .event import Content, Event
from .group import Aspect, Group, GroupMatch, Rule
from .messages import (
    AccountsChanged,
    CameraChanged,
    CameraRemoved,
    CaptureChanged,
    CapturesMoving,
    EventChanged,
    EventRemoved,
    FoldersChanged,
    GatewayChanged,
    LoginSeen,
    Message,
    SeenChanged,
    SettingsChanged,
    TasksAdded,
)
from .pairs import Shot, pictures
from .passwords import hash_drawn_password, hash_password, is_slow, new_password, verify_password
from .rendition import LARGEST_FETCH, LONGEST_SMALL_MS, NoRenditionError, Rendition, may_be_small
from .seen import MAX_SPANS, NEW_MS, Seen, Span, Window, of_cameras, rearranged
from .settings import SITE_PATTERN, Settings
from .status import ArchiveState, Backlog, Guesser, Refusal, Refusing
from .task import LONGEST_PAUSE_MS, LONGEST_RETRY_MS, OutageError, Task, TaskKind
from .time.clock import CLOCK, RELEASED, Clock, Doubt, Period, now_ms
from .time.ids import first_id_of, is_id, new_id, place_of, started_at
from .time.millis import Millis, from_millis, rfc3339, steady_s, to_millis, wall_ms
from .time.offset import steady_offset, with_sample
from .time.silence import HISTORY_MS, LEAST_MS, is_silent, patience

__all__ = [
    "ANONYMOUS_NAMES",
    "CLOCK",
    "COLD_CLASSES",
    "HISTORY_MS",
    "LARGEST_FETCH",
    "LATE_MS",
    "LEAST_MS",
    "LONGEST_PAUSE_MS",
    "LONGEST_RETRY_MS",
    "LONGEST_SMALL_MS",
    "MAX_SPANS",
    "NEW_MS",
    "NOTHING_TO_SEE",
    "PRICED_ON",
    "PROTECTED",
    "RELEASED",
    "SITE_PATTERN",
    "UNASSIGNED",
    "Abilities",
    "Account",
    "AccountsChanged",
    "Address",
    "AddressError",
    "ArchiveError",
    "ArchiveProblem",
    "ArchiveSettings",
    "ArchiveState",
    "ArchivedSite",
    "Aspect",
    "Backlog",
    "Camera",
    "CameraChanged",
    "CameraRemoved",
    "Capture",
    "CaptureChanged",
    "CapturesMoving",
    "Changes",
    "Clock",
    "Condition",
    "Confinement",
    "Content",
    "Cost",
    "Doubt",
    "Event",
    "EventChanged",
    "EventRemoved",
    "ExpiryRule",
    "Finding",
    "FoldersChanged",
    "GatewayChanged",
    "Group",
    "GroupMatch",
    "Growth",
    "Guesser",
    "Kind",
    "LoginSeen",
    "Means",
    "Message",
    "Millis",
    "NoRenditionError",
    "OutageError",
    "Period",
    "Playback",
    "Price",
    "RebuildPhase",
    "RebuildState",
    "Refusal",
    "Refusing",
    "Rendition",
    "Retention",
    "Rule",
    "Sample",
    "Seen",
    "SeenChanged",
    "Settings",
    "SettingsChanged",
    "Shot",
    "Span",
    "State",
    "Task",
    "TaskKind",
    "TasksAdded",
    "Tried",
    "Window",
    "bracketed",
    "findings",
    "first_id_of",
    "forecast",
    "from_millis",
    "hash_drawn_password",
    "hash_password",
    "holds_bucket",
    "is_copy",
    "is_id",
    "is_silent",
    "is_slow",
    "may_be_small",
    "new_id",
    "new_password",
    "now_ms",
    "of_cameras",
    "patience",
    "pictures",
    "place_of",
    "price_of",
    "rearranged",
    "rfc3339",
    "span",
    "started_at",
    "steady_offset",
    "steady_s",
    "to_millis",
    "understand",
    "verify_password",
    "wall_ms",
    "with_sample",
    "without_bucket",
]
