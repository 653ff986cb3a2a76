"""Groups, which are saved filters, and what they come down to in a list."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
import json
from sqlite3 import Connection, Row
from typing import Final

from camvault_gateway.model import Aspect, Group, GroupMatch, Millis, Rule

from . import cameras
from .errors import NotFoundError
from .lists.paging import Filter

MAX_GROUPS: Final = 100

_LABELS: Final = "EXISTS (SELECT 1 FROM json_each({}.labels) WHERE {{}})"
_OF_CAPTURES: Final = {
    Aspect.LABEL: (_LABELS.format("captures"), "value"),
    Aspect.PATH: ("{}", "captures.original_path"),
}
_OF_EVENTS: Final = {
    Aspect.LABEL: (_LABELS.format("events"), "value"),
    Aspect.PATH: ("EXISTS (SELECT 1 FROM captures WHERE event = events.id AND {})", "original_path"),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Among which cameras to look, None for all, and what else must be true."""

    cameras: list[str] | None = None
    rules: tuple[Rule, ...] = ()

    @property
    def of_captures(self) -> list[Filter]:
        """Return what else must be true of a capture."""
        return [_filter(rule, *_OF_CAPTURES[rule.of]) for rule in self.rules]

    @property
    def of_events(self) -> list[Filter]:
        """Return what else must be true of an event."""
        return [_filter(rule, *_OF_EVENTS[rule.of]) for rule in self.rules]


def _filter(rule: Rule, whole: str, text: str) -> Filter:
    if rule.match is GroupMatch.IN:
        inner = f"casefold({text}) IN ({', '.join('?' * len(rule.values))})"
    else:
        inner = f"({' OR '.join([f'instr(casefold({text}), ?)'] * len(rule.values))})"
    clause = whole.format(inner)
    return f"NOT {clause}" if rule.match is GroupMatch.NOT_CONTAINS else clause, rule.folded


def scope(db: Connection, group: str | None, wanted: Sequence[str] = ()) -> Scope:
    """Return what a group and some cameras come down to; raises NotFoundError when there is no such group."""
    if group is None:
        return Scope(list(dict.fromkeys(wanted)) or None)
    return _scope(db, get(db, group).rules, wanted)


def _scope(db: Connection, rules: Sequence[Rule], wanted: Sequence[str] = ()) -> Scope:
    about = [_current(db, rule) for rule in rules if rule.of is Aspect.CAMERA]
    rest = tuple(rule for rule in rules if rule.of is not Aspect.CAMERA)
    if not about:
        return Scope(list(dict.fromkeys(wanted)) or None, rest)
    known = [each.id for each in cameras.list_all(db) if all(rule.holds((each.id, each.name)) for rule in about)]
    return Scope([camera for camera in known if not wanted or camera in wanted], rest)


@dataclass(frozen=True, slots=True)
class Preview:
    """The cameras that rules leave, by their ids, and how many events they are true of since a moment."""

    cameras: list[str]
    events: int


def preview(db: Connection, rules: Sequence[Rule], since: Millis) -> Preview:
    """Return what a group of some rules would have."""
    found = _scope(db, rules)
    among = [each.id for each in cameras.list_all(db)] if found.cameras is None else found.cameras
    filters = found.of_events
    where = "".join(f" AND {clause}" for clause, _ in filters)
    (count,) = db.execute(
        "SELECT count(*) FROM json_each(?) JOIN events ON camera = json_each.value"  # noqa: S608 only constants
        f" WHERE started_at >= ?{where}",
        (json.dumps(among), since, *(value for _, values in filters for value in values)),
    ).fetchone()
    return Preview(among, count)


def _current(db: Connection, rule: Rule) -> Rule:
    """Return a rule about cameras as it is after some became part of others."""
    if rule.match is not GroupMatch.IN:
        return rule
    return Rule(rule.of, rule.match, tuple(cameras.current(db, value) for value in rule.values))


def get(db: Connection, group: str) -> Group:
    """Return a group by its id, or raise NotFoundError."""
    row = db.execute("SELECT * FROM groups WHERE id = ?", (group,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no group {group}.")
    return _from_row(row)


def list_all(db: Connection) -> list[Group]:
    """Return all groups in the owner's order."""
    return [_from_row(row) for row in db.execute("SELECT * FROM groups ORDER BY position, id")]


def put(db: Connection, group: Group) -> Group | None:
    """Keep a group, a new one behind all others; returns it as it was kept, or None if there was no room for it."""
    kept = db.execute("SELECT position FROM groups WHERE id = ?", (group.id,)).fetchone()
    (others,) = db.execute("SELECT count(*) FROM groups WHERE id <> ?", (group.id,)).fetchone()
    if others >= MAX_GROUPS:
        return None
    group = replace(group, position=kept["position"] if kept else others)
    rules = json.dumps([asdict(rule) for rule in group.rules])
    db.execute(
        "INSERT OR REPLACE INTO groups (id, name, rules, position) VALUES (?, ?, ?, ?)",
        (group.id, group.name, rules, group.position),
    )
    return group


def change(db: Connection, group: str, change: Callable[[Group], Group]) -> Group:
    """Change a group, and return it as it is then; raises NotFoundError.

    With another position it moves there, at most to the end, and those between make room.
    """
    changed = change(get(db, group))
    put(db, changed)
    order = [each.id for each in list_all(db) if each.id != group]
    order.insert(changed.position, group)
    _number(db, order)
    return get(db, group)


def delete(db: Connection, group: str) -> None:
    """Forget a group, or raise NotFoundError."""
    get(db, group)
    db.execute("DELETE FROM groups WHERE id = ?", (group,))
    _number(db, [each.id for each in list_all(db)])


def _number(db: Connection, order: Sequence[str]) -> None:
    db.executemany("UPDATE groups SET position = ? WHERE id = ?", enumerate(order))


def _from_row(row: Row) -> Group:
    rules = tuple(
        Rule(Aspect(rule["of"]), GroupMatch(rule["match"]), tuple(rule["values"])) for rule in json.loads(row["rules"])
    )
    return Group(id=row["id"], name=row["name"], rules=rules, position=row["position"])
