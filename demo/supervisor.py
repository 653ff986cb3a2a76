"""Keep a demo up until it is told to end: what ends by itself is started again."""

import asyncio
from collections.abc import Callable, Coroutine
import contextlib
import fcntl
from pathlib import Path
import signal
from typing import TextIO

import aiohttp

from . import dashboard
from .files import read_json
from .options import Options
from .processes import Process
from .programs import DemoError, Program
from .stack import Say, Stack

LOOK_S = 0.25
NO_RESTART = "no-restart"
ASK_FOR_GATEWAY = signal.SIGUSR1


class Lock:
    """Held by the one supervisor of a state folder, with its process id inside."""

    def __init__(self, state: Path) -> None:
        state.mkdir(parents=True, exist_ok=True)
        self._path = state / "supervisor.pid"
        self._file: TextIO | None = None

    def take(self, pid: int) -> bool:
        """Take it, unless another has it."""
        file = self._path.open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        file.truncate(0)
        file.write(str(pid))
        file.flush()
        self._file = file
        return True

    def holder(self) -> Process | None:
        """Return the supervisor that has it."""
        try:
            with self._path.open() as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            text = self._path.read_text().strip()
            return Process.of(int(text)) if text.isdigit() else None
        except OSError:
            return None
        return None


def end_left_over(options: Options) -> int:
    """End what an earlier supervisor left behind when it was killed; return how many processes that were."""
    listed = [Process(**one) for one in read_json(options.programs).get("processes", [])]
    alive = [one for one in listed if one.lives()]
    for process in reversed(alive):
        process.end(patience_s=20)
    options.programs.unlink(missing_ok=True)
    return len(alive)


class Supervisor:
    """Starts a stack, looks after it, and ends it."""

    def __init__(self, options: Options, say: Say, ready: Callable[[], None]) -> None:
        self._options = options
        self._say = say
        self._ready = ready
        self._ending = asyncio.Event()
        self._gateway_wanted = asyncio.Event()

    async def run(self) -> None:
        """Run until a signal comes."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._ending.set)
        loop.add_signal_handler(ASK_FOR_GATEWAY, self._gateway_wanted.set)
        if count := await asyncio.to_thread(end_left_over, self._options):
            self._say(f"Ended {count} processes that an earlier run left behind")
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
            stack = Stack(self._options, session, self._say)
            try:
                if await self._until_ending(stack.up()):
                    self._ready()
                    await self._until_ending(self._look_after(stack))
            finally:
                await asyncio.to_thread(stack.down)

    async def _until_ending(self, work: Coroutine[None, None, None]) -> bool:
        """Do some work, but no longer than until a signal comes; tell whether it was done."""
        task, ending = asyncio.create_task(work), asyncio.create_task(self._ending.wait())
        await asyncio.wait((task, ending), return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
        if task.done():
            task.result()
            return True
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        return False

    async def _look_after(self, stack: Stack) -> None:
        dashboard_keeper = asyncio.create_task(self._keep_dashboard(stack))
        try:
            while True:
                if self._gateway_wanted.is_set():
                    self._gateway_wanted.clear()
                    await asyncio.to_thread(stack.gateway.stop)
                    stack.gateway.start()
                    self._note(stack, stack.gateway)
                for program in stack.programs:
                    self._look_at(stack, program)
                await asyncio.sleep(LOOK_S)
        finally:
            dashboard_keeper.cancel()

    def _look_at(self, stack: Stack, program: Program) -> None:
        ran = program.ended_at is None
        if program.runs():
            return
        if ran:
            self._say(f"{program.name} has ended")
        by_hand = (self._options.state / NO_RESTART).exists()
        if program.revive(by_hand=by_hand):
            self._note(stack, program)

    def _note(self, stack: Stack, program: Program) -> None:
        pid = program.process.pid if program.process else None
        self._say(f"{program.name} was started again (process {pid})")
        stack.remember()
        stack.record()

    async def _keep_dashboard(self, stack: Stack) -> None:
        while True:
            with contextlib.suppress(aiohttp.ClientError, TypeError, TimeoutError, DemoError):
                await dashboard.keep_current(stack.hass)
            await asyncio.sleep(5)
