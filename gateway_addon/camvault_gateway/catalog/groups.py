"""Groups, which are saved filters, and what they come down to in a list."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
import json
from sqlite3 import Connection, Row
from typing import Final

from camvault_gateway.model import Aspect, Group, GroupMatch, Rule

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
    rules = get(db, group).rules
    about = [_current(db, rule) for rule in rules if rule.of is Aspect.CAMERA]
    rest = tuple(rule for rule in rules if rule.of is not Aspect.CAMERA)
    if not about:
        return Scope(list(dict.fromkeys(wanted)) or None, rest)
    known = [each.id for each in cameras.list_all(db) if all(rule.holds((each.id, each.name)) for rule in about)]
    return Scope([camera for camera in known if not wanted or camera in wanted], rest)


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
    """Return all groups by name."""
    return [_from_row(row) for row in db.execute("SELECT * FROM groups ORDER BY casefold(name), id")]


def put(db: Connection, group: Group) -> bool:
    """Keep a group; tells whether there was room for it."""
    (others,) = db.execute("SELECT count(*) FROM groups WHERE id <> ?", (group.id,)).fetchone()
    if others >= MAX_GROUPS:
        return False
    rules = json.dumps([asdict(rule) for rule in group.rules])
    db.execute("INSERT OR REPLACE INTO groups VALUES (?, ?, ?)", (group.id, group.name, rules))
    return True


def delete(db: Connection, group: str) -> None:
    """Forget a group, or raise NotFoundError."""
    get(db, group)
    db.execute("DELETE FROM groups WHERE id = ?", (group,))


def _from_row(row: Row) -> Group:
    rules = tuple(
        Rule(Aspect(rule["of"]), GroupMatch(rule["match"]), tuple(rule["values"])) for rule in json.loads(row["rules"])
    )
    return Group(id=row["id"], name=row["name"], rules=rules)
