"""All of it together: what is started in which order, and when it is ready."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict
import os
from pathlib import Path
import sys
import time

import aiohttp

from . import gateway, home_assistant, integration, seaweed
from .files import kept_secret, read_json, write_json
from .gateway import FTP_USER, GatewayApi
from .hass_api import HassApi
from .options import HOST, ROOT, Archive, Options
from .past import Past
from .processes import Process, tail
from .programs import DemoError, Program

type Say = Callable[[str], None]


def time_zone() -> str:
    """Return the machine's time zone by name."""
    name = os.environ.get("TZ", "").removeprefix(":")
    if not name:
        link = Path("/etc/localtime").resolve().as_posix()
        name = link.partition("/zoneinfo/")[2]
    return name if name and (Path("/usr/share/zoneinfo") / name).is_file() else "UTC"


class Stack:
    """The programs of one demo, in the order they are started in."""

    def __init__(self, options: Options, session: aiohttp.ClientSession, say: Say) -> None:
        self.options = options
        self._say = say
        self._secrets = options.state / "secrets.json"
        self.archive = options.archive or seaweed.archive_of(self._secrets, options.ports.s3)
        self.password = kept_secret(self._secrets, "home_assistant_password")
        self.ftp_password = kept_secret(self._secrets, "ftp_password")
        self.zone = time_zone()
        self.gateway = gateway.program(options)
        self.home_assistant = home_assistant.program(options)
        self.s3 = None if options.archive else self._bundled(self.archive)
        self.cameras = self._cameras() if options.cameras else None
        self.past = Past(options, self.archive, self.zone)
        self.gateway_api = GatewayApi(session, options.gateway_url, options.gateway_data)
        known = read_json(options.record).get("home_assistant", {}).get("token", "")
        self.hass = HassApi(session, options.home_assistant_url, known)

    @property
    def programs(self) -> list[Program]:
        """All programs there are, first started first."""
        return [one for one in (self.s3, self.gateway, self.home_assistant, self.cameras) if one]

    def _bundled(self, archive: Archive) -> Program:
        options = self.options
        folder, log = options.state / "seaweedfs", options.logs / "seaweedfs.log"
        return seaweed.program(folder, log, archive, options.ports.s3, options.ports.s3_inner)

    def _cameras(self) -> Program:
        return Program(
            name="The simulated cameras",
            argv=[sys.executable, "-m", "demo.film", str(self.options.state), self.zone],
            log=self.options.logs / "cameras.log",
            environment={"PYTHONPATH": str(ROOT)},
            restart_after_s=5,
        )

    def _start(self, program: Program) -> None:
        program.start()
        self.remember()

    def remember(self) -> None:
        """Write down which processes are ours, for whoever has to end them."""
        processes = [one.process for one in self.programs if one.process]
        write_json(self.options.programs, {"processes": [asdict(one) for one in processes]})

    async def up(self) -> None:
        """Start everything and wait until it answers."""
        began = time.monotonic()
        for program in self.programs:
            program.check()
        if self.s3:
            self._say("Starting SeaweedFS, the S3 server")
            self._start(self.s3)
        self._say("Starting the gateway")
        self._start(self.gateway)
        first = "" if (self.options.home_assistant / ".HA_VERSION").exists() else " for the first time"
        self._say(f"Starting Home Assistant{first}")
        await asyncio.to_thread(home_assistant.prepare, self.options, self.password, self.zone)
        self._start(self.home_assistant)
        await self._set_up_gateway()
        await self.past.begin(self.gateway_api)
        await self._set_up_home_assistant()
        await self.past.finish(self.gateway_api, self.gateway)
        self.record()
        if self.cameras:
            self._say("Starting three simulated cameras")
            self._start(self.cameras)
        self._say(f"Everything answers, after {time.monotonic() - began:.1f} s")

    async def _set_up_gateway(self) -> None:
        if self.s3:
            await self.s3.until("no answer", lambda: seaweed.answers_at(self.options.ports.s3), 60)
        await self.gateway.until("no answer", self.gateway_api.answers, 60)
        await self._bucket()
        self._say("The gateway tries the archive")
        await self.gateway_api.set_up(self.archive, self.ftp_password, self.zone)
        await self.gateway.until("the archive is not connected", self.gateway_api.archive_connected, 30)

    async def _bucket(self) -> None:
        """Make the bucket; a server that has only just started may need another moment."""
        deadline = time.monotonic() + (20 if self.s3 else 0)
        while True:
            try:
                return await asyncio.to_thread(seaweed.make_bucket, self.archive)
            except DemoError:
                if time.monotonic() > deadline:
                    raise
            await asyncio.sleep(0.3)

    async def _set_up_home_assistant(self) -> None:
        hass, program = self.hass, self.home_assistant
        await program.until("no answer", hass.serves, 180)
        if not await hass.knows_token():
            await hass.log_in(home_assistant.USER, self.password)
        await program.until("not running", hass.runs, 180)
        self._say("Setting the integration up through its config flow")
        try:
            await integration.set_up(hass, self.options.gateway_url, self.gateway_api.token())
        except DemoError as error:
            raise DemoError(f"{error}\nThe end of {program.log}:\n{tail(program.log)}") from error
        await program.until("the integration is not loaded", lambda: integration.loaded(hass), 60)

    def record(self) -> None:
        """Write down everything needed to use the demo."""
        process: Process | None = self.gateway.process
        write_json(
            self.options.record,
            {
                "home_assistant": {
                    "url": self.options.home_assistant_url,
                    "username": home_assistant.USER,
                    "password": self.password,
                    "token": self.hass.token,
                },
                "ftp": {
                    "host": HOST,
                    "port": self.options.ports.ftp,
                    "username": FTP_USER,
                    "password": self.ftp_password,
                },
                "gateway": {
                    "url": self.options.gateway_url,
                    "token": self.gateway_api.token(),
                    "pid": process.pid if process else None,
                    "data": str(self.options.gateway_data),
                },
                "archive": asdict(self.archive),
            },
        )

    def down(self) -> None:
        """End everything, last started first."""
        self.past.stop()
        for program in reversed(self.programs):
            if program.process is None:
                continue
            self._say(f"Ending {program.name.replace('The ', 'the ')}")
            program.stop()
        if self.s3:
            seaweed.sweep(self.options.ports.s3_inner)
        self.options.programs.unlink(missing_ok=True)
