"""The words of CamVault: what every room of the gateway speaks of, and nothing that does I/O."""

from .abilities import Abilities, Finding, findings
from .account import Account
from .archive import COLD_CLASSES, ArchiveError, ArchiveProblem, ArchiveSettings
from .camera import UNASSIGNED, Camera
from .capture import PROTECTED, Capture, Condition, Kind, Playback, State, is_copy
from .clock import steady_offset, with_sample
from .event import Event
from .ids import is_id, new_id, started_at
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
    SettingsChanged,
    TasksAdded,
)
from .passwords import hash_password, new_password, verify_password
from .rebuild import ArchivedSite, RebuildPhase, RebuildState
from .retention import ExpiryRule, Retention
from .settings import SITE_PATTERN, Settings
from .status import ArchiveState, Backlog, Refusal, Refusing
from .task import OutageError, Task, TaskKind
from .times import Millis, from_millis, now_ms, rfc3339, to_millis

__all__ = [
    "COLD_CLASSES",
    "PROTECTED",
    "SITE_PATTERN",
    "UNASSIGNED",
    "Abilities",
    "Account",
    "AccountsChanged",
    "ArchiveError",
    "ArchiveProblem",
    "ArchiveSettings",
    "ArchiveState",
    "ArchivedSite",
    "Backlog",
    "Camera",
    "CameraChanged",
    "CameraRemoved",
    "Capture",
    "CaptureChanged",
    "CapturesMoving",
    "Condition",
    "Event",
    "EventChanged",
    "EventRemoved",
    "ExpiryRule",
    "Finding",
    "FoldersChanged",
    "GatewayChanged",
    "Kind",
    "LoginSeen",
    "Message",
    "Millis",
    "OutageError",
    "Playback",
    "RebuildPhase",
    "RebuildState",
    "Refusal",
    "Refusing",
    "Retention",
    "Settings",
    "SettingsChanged",
    "State",
    "Task",
    "TaskKind",
    "TasksAdded",
    "findings",
    "from_millis",
    "hash_password",
    "is_copy",
    "is_id",
    "new_id",
    "new_password",
    "now_ms",
    "rfc3339",
    "started_at",
    "steady_offset",
    "to_millis",
    "verify_password",
    "with_sample",
]
