"""The process the simulated cameras live in: `python -m demo.film STATE TIME_ZONE`."""

import logging
import os
from pathlib import Path
import signal
import sys
from threading import Event
from zoneinfo import ZoneInfo

from .cameras import Login, run
from .files import read_json


def main() -> None:
    """Upload until told to end."""
    state, zone = Path(sys.argv[1]), ZoneInfo(sys.argv[2])
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    # The cameras of a real home do not use this computer.
    os.nice(15)
    stopped = Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    ftp = read_json(state / "demo.json")["ftp"]
    place = state / "media"
    place.mkdir(exist_ok=True)
    run(Login(ftp["host"], ftp["port"], ftp["username"], ftp["password"]), place, zone, stopped)


if __name__ == "__main__":
    main()
