"""Home Assistant in the demo: its folder, made without a person, and its process."""

from pathlib import Path
import shutil
import subprocess
from typing import Any

from .files import write_json, write_text
from .options import HOST, ROOT, Options
from .programs import BIN, DemoError, Program

USER = "demo"
ONBOARDED = ["user", "core_config", "analytics", "integration"]
# Parts of default_config that work without the internet.
CONFIGURATION = """\
homeassistant:
  name: CamVault demo
  time_zone: {time_zone}
  unit_system: metric
  country: GB
  language: en
  packages: !include_dir_named packages
frontend:
config:
conversation:
history:
logbook:
media_source:
mobile_app:
recorder:
  commit_interval: 1
automation: !include automations.yaml
script: !include scripts.yaml
logger:
  default: warning
  logs:
    custom_components.camvault: info
"""


def program(options: Options) -> Program:
    """Build Home Assistant; everything it needs is installed, so it must not install anything."""
    argv = [str(BIN / "hass"), "--config", str(options.home_assistant), "--skip-pip", "--log-no-color"]
    return Program(
        name="Home Assistant",
        argv=argv,
        log=options.logs / "home-assistant.log",
        ports=(options.ports.home_assistant,),
        patience_s=30,
    )


def prepare(options: Options, password: str, time_zone: str) -> None:
    """Lay out the configuration folder; at the first start also the owner, so that there is no onboarding."""
    folder = options.home_assistant
    write_text(folder / "configuration.yaml", CONFIGURATION.format(time_zone=time_zone))
    for name, empty in (("automations.yaml", "[]\n"), ("scripts.yaml", "{}\n")):
        if not (folder / name).exists():
            write_text(folder / name, empty)
    for name in ("media", "packages"):
        (folder / name).mkdir(exist_ok=True)
    link(folder / "custom_components" / "camvault", ROOT / "custom_components" / "camvault")
    link_files(folder / "blueprints" / "automation" / "camvault", ROOT / "blueprints" / "automation" / "camvault")
    store(folder, "http", 2, http_settings(options.ports.home_assistant), minor=2)
    if not (folder / ".storage" / "auth_provider.homeassistant").exists():
        store(folder, "onboarding", 4, {"done": ONBOARDED})
        add_owner(folder, password)


def link(at: Path, to: Path) -> None:
    """Point Home Assistant's folder at the checkout's."""
    at.parent.mkdir(parents=True, exist_ok=True)
    if at.is_symlink():
        at.unlink()
    elif at.exists():
        shutil.rmtree(at)
    at.symlink_to(to, target_is_directory=True)


def link_files(at: Path, folder: Path) -> None:
    """Point at each of the checkout's files: Home Assistant looks for blueprints in no folder that is a link."""
    if at.is_symlink():
        at.unlink()
    elif at.exists():
        shutil.rmtree(at)
    at.mkdir(parents=True)
    for file in folder.iterdir():
        (at / file.name).symlink_to(file)


def store(folder: Path, key: str, version: int, data: object, minor: int = 1) -> None:
    """Write one of Home Assistant's own stores before it starts."""
    write_json(
        folder / ".storage" / key,
        {"version": version, "minor_version": minor, "key": key, "data": data},
    )


def http_settings(port: int) -> dict[str, Any]:
    """Return settings as confirmed: those in YAML come as a trial that asks to be confirmed in the browser."""
    settings = {
        "server_host": [HOST],
        "server_port": port,
        "cors_allowed_origins": [],
        "login_attempts_threshold": -1,
        "ip_ban_enabled": False,
        "ssl_profile": "modern",
        "use_x_frame_options": True,
        "created_at": "2026-01-01T00:00:00+00:00",
        "error": None,
        "error_message": None,
    }
    return {"stable": settings, "pending": None, "yaml_migration_done": True}


def add_owner(folder: Path, password: str) -> None:
    """Make the first user, who owns the place."""
    argv = [str(BIN / "hass"), "--script", "auth", "--config", str(folder), "add", USER, password]
    done = subprocess.run(argv, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True)  # noqa: S603
    if done.returncode or "Auth created" not in done.stdout:
        raise DemoError(f"Home Assistant could not make its user:\n{done.stdout}{done.stderr}")
