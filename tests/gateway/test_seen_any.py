"""Whatever is uploaded, marked, undone, moved and deleted in whatever order: compared with a set of events."""

import sqlite3
from typing import override
from unittest.mock import patch

from hypothesis import settings, strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from camvault_gateway.catalog import events, seen
from camvault_gateway.catalog.file.patterns import pattern
from camvault_gateway.catalog.lists import event_pages
from camvault_gateway.catalog.schema import migrate
from camvault_gateway.catalog.seen import lists
from camvault_gateway.model import Event

NOON = 1_800_000_000_000
DAY = 24 * 3_600_000
CAMERAS = ("drive", "garage", "yard")
USERS = ("ann", "bob")
_MOMENTS = st.integers(-3 * DAY // 1000, 60)


class Machine(RuleBasedStateMachine):
    """A catalog, and beside it which events each user has not seen."""

    marks = Bundle("marks")

    def __init__(self) -> None:
        super().__init__()
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.row_factory = sqlite3.Row
        self.db.execute("PRAGMA foreign_keys = ON")
        self.db.create_function("casefold", 1, str.casefold, deterministic=True)
        self.db.create_function("pattern", 1, pattern, deterministic=True)
        migrate(self.db)
        for camera in CAMERAS:
            self.db.execute("INSERT INTO cameras (id, name, created_at) VALUES (?, ?, 0)", (camera, camera))
        self.now = NOON
        self.uploads = 0
        # Each event's camera, and when it began.
        self.events: dict[str, tuple[str, int]] = {}
        self.unseen: dict[str, set[str]] = {}
        # What each mark changed, of whom, and what it said.
        self.changed: dict[int, tuple[str, set[str], bool]] = {}

    @override
    def teardown(self) -> None:
        """Let go of the catalog."""
        self.db.close()

    @initialize(lately=st.lists(_MOMENTS, max_size=5))
    def begin(self, lately: list[int]) -> None:
        """Let something have been there before anybody asked."""
        for moment in lately:
            self.upload("drive", moment)

    def _know(self, user: str) -> None:
        if user not in self.unseen:
            self.unseen[user] = {event for event, (_, begun) in self.events.items() if begun >= self.now - DAY}

    @rule(camera=st.sampled_from(CAMERAS), moment=_MOMENTS)
    def upload(self, camera: str, moment: int) -> None:
        """Let an event begin, now or long ago, with its first file."""
        self.uploads += 1
        # No two events of a camera begin in one millisecond.
        begun, name = NOON + moment * 1000 + self.uploads, f"event-{self.uploads}"
        events.begin(self.db, Event(id=name, camera=camera, started_at=begun, last_at=begun))
        self.events[name] = camera, begun
        self._add(name)

    @rule(data=st.data())
    def upload_more(self, data: st.DataObject) -> None:
        """Let one more file of an event arrive."""
        if self.events:
            self.uploads += 1
            self._add(data.draw(st.sampled_from(sorted(self.events))))

    def _add(self, event: str) -> None:
        camera, begun = self.events[event]
        self.now += 1000
        self.db.execute(
            "INSERT INTO captures (id, camera, event, kind, original_path, extension, content_type, captured_at,"
            " started_at, received_at, labels, scheduled, size, sha256, state, condition, thumbnail)"
            " VALUES (?, ?, ?, 'clip', '/a', '.mp4', 'video/mp4', ?, ?, ?, '[]', 0, 1, 'a', 'stored', 'pending', 0)",
            (f"{self.uploads}", camera, event, NOON + self.uploads, begun, self.now),
        )
        for unseen in self.unseen.values():
            unseen.add(event)
        for _, changed, _ in self.changed.values():
            changed.discard(event)

    @rule(target=marks, user=st.sampled_from(USERS), as_seen=st.booleans(), data=st.data())
    def mark_some(self, *, user: str, as_seen: bool, data: st.DataObject) -> object:
        """Mark some events."""
        if not self.events:
            return multiple()
        some = data.draw(st.lists(st.sampled_from(sorted(self.events)), min_size=1, max_size=4, unique=True))
        return self._mark(user, seen.Selection(events=some), set(some), as_seen=as_seen)

    @rule(
        target=marks,
        user=st.sampled_from(USERS),
        as_seen=st.booleans(),
        cameras=st.lists(st.sampled_from(CAMERAS), max_size=2, unique=True),
        bounds=st.tuples(_MOMENTS | st.none(), _MOMENTS | st.none()),
    )
    def mark_all(
        self,
        *,
        user: str,
        as_seen: bool,
        cameras: list[str],
        bounds: tuple[int | None, int | None],
    ) -> object:
        """Mark all of some cameras, or of a time."""
        after, before = (None if bound is None else NOON + bound * 1000 for bound in bounds)
        wanted = {
            event
            for event, (camera, begun) in self.events.items()
            if (not cameras or camera in cameras)
            and (after is None or begun >= after)
            and (before is None or begun < before)
        }
        selection = seen.Selection(cameras=cameras, after=after, before=before)
        return self._mark(user, selection, wanted, as_seen=as_seen)

    def _mark(self, user: str, selection: seen.Selection, wanted: set[str], *, as_seen: bool) -> int:
        self._know(user)
        number = seen.mark(self.db, user, selection, self.now, seen=as_seen)
        for whose, changed, _ in self.changed.values():
            if whose == user:
                changed.difference_update(wanted)
        return self._turned(user, number, wanted, as_seen=as_seen)

    def _turned(self, user: str, number: int, wanted: set[str], *, as_seen: bool) -> int:
        unseen = self.unseen[user]
        turned = wanted & unseen if as_seen else wanted - unseen
        self.unseen[user] = unseen - turned if as_seen else unseen | turned
        self.changed[number] = user, turned, as_seen
        return number

    @rule(target=marks, number=consumes(marks))
    def undo(self, number: int) -> object:
        """Undo a mark, if it is one of the last."""
        user, changed, as_seen = self.changed.pop(number)
        newer = [each for each, (whose, _, _) in self.changed.items() if whose == user and each > number]
        if len(newer) >= 10:
            return multiple()
        again = seen.undo(self.db, user, number, self.now)
        return self._turned(user, again, changed & self.events.keys(), as_seen=not as_seen)

    @rule(data=st.data(), camera=st.sampled_from(CAMERAS), by=st.integers(-DAY, DAY))
    def move(self, data: st.DataObject, camera: str, by: int) -> None:
        """Let an event be another camera's, and have begun at another time."""
        if not self.events:
            return
        event = data.draw(st.sampled_from(sorted(self.events)))
        begun = self.events[event][1] + by
        if (camera, begun) not in self.events.values():
            with seen.carried(self.db, [event]):
                self.db.execute("UPDATE events SET camera = ?, started_at = ? WHERE id = ?", (camera, begun, event))
            self.events[event] = camera, begun

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        """Let an event expire."""
        if self.events:
            event = data.draw(st.sampled_from(sorted(self.events)))
            self.db.execute("DELETE FROM events WHERE id = ?", (event,))
            del self.events[event]
            for unseen in self.unseen.values():
                unseen.discard(event)

    @rule(user=st.sampled_from(USERS))
    def settle(self, user: str) -> None:
        """Let the clock turn out to be wrong: nothing is seen or unseen by that."""
        if user in self.unseen:
            seen.settle_later(self.db, self.now)
            known = seen.find(self.db, user)
            assert known is not None
            (spans,) = self.db.execute("SELECT count(*) FROM seen_spans WHERE seen = ?", (known.id,)).fetchone()
            assert spans <= len(self.unseen[user])

    @invariant()
    def unseen_is_unseen(self) -> None:
        """Compare lists and counts with the sets."""
        for user, unseen in self.unseen.items():
            assert self._listed(user) == unseen
            # Where there is too much to be looked up one by one.
            with patch.object(lists, "MOST", 0):
                assert self._listed(user) == unseen
            assert seen.unseen_among(self.db, user, [*self.events, "gone"]) == unseen
            known = seen.find(self.db, user)
            assert known is not None
            found = seen.count(self.db, known)
            assert found.total == len(unseen)
            assert found.since == min((self.events[event][1] for event in unseen), default=None)
            for camera in CAMERAS:
                mine = {event for event in unseen if self.events[event][0] == camera}
                assert found.by_camera.get(camera, 0) == len(mine)
                assert seen.count(self.db, known, [camera]).total == len(mine)

    def _listed(self, user: str) -> set[str]:
        return {event.id for event in event_pages.list_page(self.db, unseen_by=user, limit=500).items}


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
