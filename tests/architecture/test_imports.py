"""Who may import whom: the arrows that docs/architecture.md draws."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).parents[2]
GATEWAY = ROOT / "gateway_addon" / "camvault_gateway"
INTEGRATION = ROOT / "custom_components" / "camvault"

MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "recognize": {"model"},
    "search": {"model"},
    "catalog": {"model"},
    "vault": {"model"},
    "bus": {"model"},
    "admission": {"model", "catalog", "bus"},
    "tls": set(),
    "receive": {"model", "recognize", "record", "catalog", "vault", "bus"},
    "ftp": {"model", "catalog", "bus", "admission", "receive", "tls"},
    "http": {"model", "catalog", "admission", "receive", "tls"},
    "record": {"model"},
    "archive": {"model", "record", "catalog", "vault", "bus"},
    "derive": {"model", "catalog", "vault"},
    "work": {"model", "catalog", "bus"},
    "retain": {"model", "catalog", "vault", "bus"},
    "api": {"model", "search", "catalog", "vault", "archive", "bus"},
    "announce": {"model"},
}
ROOMS = {*MAY_IMPORT, "app"}
# The integration: what lies below Home Assistant's own names. Each may import what stands here, and nothing above it.
INTEGRATION_MAY_IMPORT: dict[str, set[str]] = {
    "const": set(),
    "api": {"const"},
    "ids": set(),
    "reservations": set(),
    "signals": {"api", "const"},
    "site": {"api"},
    "texts": {"const"},
    "failures": {"api", "const"},
    "coordinator": {"api", "const", "failures", "reservations", "signals", "site"},
    "permissions": {"const", "ids"},
    "pace": set(),
    "rights": {"coordinator", "failures", "permissions"},
    "media": {"api", "const", "coordinator", "failures", "permissions", "texts"},
    "registries": {"api", "const", "coordinator", "ids", "media", "signals", "site"},
    "issues": {"api", "const", "coordinator", "site"},
    "flows": {"api", "const", "coordinator", "ids", "issues", "signals", "texts"},
    "actions": {"api", "const", "coordinator", "failures", "ids", "media", "rights", "signals", "texts"},
    # What the timeline asks by WebSocket, and where Home Assistant shows it.
    "timeline": {
        *("api", "const", "coordinator", "failures", "ids", "media", "pace", "permissions", "rights", "signals"),
        *("site", "texts"),
    },
    "panel": {"const", "media"},
    "entity": {"api", "const", "coordinator", "failures", "ids", "pace"},
}
_ENTITIES: Final = {"api", "const", "coordinator", "entity"}
# Home Assistant loads these by their names, and they hand on; nothing imports them.
HOME_ASSISTANTS: dict[str, set[str]] = {
    "__init__": set(INTEGRATION_MAY_IMPORT) | {"services"},
    "binary_sensor": _ENTITIES,
    "button": _ENTITIES,
    "camera": _ENTITIES | {"failures", "ids", "media"},
    "event": _ENTITIES | {"media", "signals"},
    "image": _ENTITIES | {"failures", "media", "signals"},
    "number": _ENTITIES,
    "sensor": _ENTITIES,
    "switch": _ENTITIES,
    "config_flow": {"api", "const", "flows", "ids"},
    "diagnostics": {"const", "coordinator", "ids"},
    "llm": {"const", "coordinator", "ids"},
    "media_source": {"api", "const", "coordinator", "failures", "media"},
    "repairs": {"flows"},
    "services": {"actions"},
    "system_health": {"const", "coordinator"},
}
# Rooms that think: nothing of the outside world in them.
PURE = {"model", "recognize", "record", "search"}
OUTSIDE = {
    "socket",
    "sqlite3",
    "asyncio",
    "aiohttp",
    "boto3",
    "botocore",
    "pyftpdlib",
    "av",
    "os",
    "pathlib",
    "threading",
}
# What servers of uploads speak.
PROTOCOLS = {"socket", "ssl", "asyncio", "aiohttp", "pyftpdlib"}
# Modules side by side in one folder, beside its `__init__`.
MOST_FILES = 15


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def _imports(path: Path, package: tuple[str, ...]) -> Iterator[str]:
    """Yield every imported module of a file by its full name, also those inside functions."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def _gateway_files() -> list[tuple[str, Path]]:
    return [(path.relative_to(GATEWAY).parts[0], path) for path in _files(GATEWAY) if path.parent != GATEWAY]


def test_every_room_is_known() -> None:
    """A new folder is a new room, and has its place in the table."""
    assert {room for room, _ in _gateway_files()} == ROOMS


@pytest.mark.parametrize(("room", "path"), _gateway_files(), ids=lambda value: str(value).rsplit("gateway/", 1)[-1])
def test_rooms_import_only_what_they_may(room: str, path: Path) -> None:
    """The arrows of the table, and no others."""
    if room == "app":
        return
    package = ("camvault_gateway", *path.relative_to(GATEWAY).parent.parts)
    for name in _imports(path, package):
        parts = name.split(".")
        if parts[0] == "camvault_gateway":
            target = parts[1] if len(parts) > 1 else ""
            assert target in MAY_IMPORT[room] | {room}, f"{path} imports {name}"
        assert room not in PURE or parts[0] not in OUTSIDE, f"{path} imports {name}"


def _room(path: Path) -> str:
    """Return the room of the integration that a file is in: a folder, or the file itself."""
    return path.relative_to(INTEGRATION).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", _files(INTEGRATION), ids=lambda path: str(path.relative_to(INTEGRATION)))
def test_the_integrations_rooms_import_only_what_they_may(path: Path) -> None:
    """The arrows of the tables, and no others."""
    room, package = _room(path), ("camvault", *path.relative_to(INTEGRATION).parent.parts)
    allowed = (INTEGRATION_MAY_IMPORT | HOME_ASSISTANTS)[room] | {room}
    for name in _imports(path, package):
        parts = name.split(".")
        assert parts[0] != "camvault" or parts[1] in allowed, f"{path} imports {name}"


def test_receive_knows_no_protocol() -> None:
    """What keeps uploads speaks to no camera: protocol servers do."""
    for path in _files(GATEWAY / "receive"):
        package = ("camvault_gateway", *path.relative_to(GATEWAY).parent.parts)
        assert not {name.split(".")[0] for name in _imports(path, package)} & PROTOCOLS, path


def _module(half: Path, path: Path) -> str:
    parts = (half.name, *path.relative_to(half).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(half: Path, path: Path, known: set[str]) -> set[str]:
    """Return the modules of a half that a file imports, also those that only a type checker does."""
    package = (half.name, *path.relative_to(half).parent.parts)
    found = set()
    for name in _imports(path, package):
        while name and name not in known:
            name = name.rpartition(".")[0]  # noqa: PLW2901 it may name something in a module
        found.add(name)
    return found - {"", _module(half, path)}


@pytest.mark.parametrize("half", [GATEWAY, INTEGRATION], ids=["gateway", "integration"])
def test_no_circle_of_imports(half: Path) -> None:
    """Not between rooms, nor inside one: whoever reads a module can begin at the bottom."""
    files = {_module(half, path): path for path in _files(half)}
    graph = {name: _imported(half, path, set(files)) for name, path in files.items()}
    # Raises CycleError, which names the circle.
    assert len(list(TopologicalSorter(graph).static_order())) == len(files)


# Home Assistant loads its names from the integration's top folder, so only the folders below it can be kept small.
FOLDERS: Final = sorted({path.parent for path in _files(GATEWAY) + _files(INTEGRATION)} - {INTEGRATION})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_rooms_stay_small(folder: Path) -> None:
    """A larger room has rooms of its own."""
    assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) <= MOST_FILES, folder


def test_integration_and_gateway_share_no_code() -> None:
    """They ship separately."""
    for path in _files(INTEGRATION):
        package = ("custom_components", "camvault", *path.relative_to(INTEGRATION).parent.parts)
        names = [name.split(".")[0] for name in _imports(path, package)]
        assert not {"camvault_gateway", "boto3", "sqlite3"} & set(names), path
    for path in _files(GATEWAY):
        package = ("camvault_gateway", *path.relative_to(GATEWAY).parent.parts)
        names = [name.split(".")[0] for name in _imports(path, package)]
        assert not {"homeassistant", "custom_components"} & set(names), path


def test_the_integrations_client_alone_speaks_http() -> None:
    """`api` asks the gateway; views answer browsers."""
    for path in _files(INTEGRATION):
        names = set(_imports(path, ("camvault", *path.relative_to(INTEGRATION).parent.parts)))
        if _room(path) != "api" and path.name != "views.py":
            assert not any(name.startswith("aiohttp.Client") for name in names), path


@pytest.mark.parametrize(
    "path", _files(GATEWAY) + _files(INTEGRATION) + _files(ROOT / "demo"), ids=lambda path: str(path.relative_to(ROOT))
)
def test_files_and_functions_stay_short(path: Path) -> None:
    """A file fits on a few screens, a function on one."""
    text = path.read_text()
    assert len(text.splitlines()) <= 260
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{path}: {node.name}"
