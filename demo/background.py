"""A demo without a terminal: started, ended and asked for things from other processes."""

from pathlib import Path
import subprocess
import sys
import time

from .files import read_json
from .options import ROOT, Options
from .processes import Process
from .programs import DemoError
from .stack import Say
from .supervisor import ASK_FOR_GATEWAY, Lock, end_left_over
from .terminal import show

STOP_PATIENCE_S = 90.0
GATEWAY_PATIENCE_S = 60.0


def ready_file(options: Options) -> Path:
    """Return the file that is there once everything answers."""
    return options.state / "ready"


def running_already(options: Options) -> str:
    """Say that there is one already, and what to do."""
    holder = Lock(options.state).holder()
    who = f" (process {holder.pid})" if holder else ""
    return f"A demo is running already in {options.state}{who}. End it with scripts/demo --stop, or with Ctrl-C."


def start(options: Options, argv: list[str]) -> None:
    """Start a supervisor of its own session, show what it says, and leave it once everything answers."""
    if Lock(options.state).holder():
        raise DemoError(running_already(options))
    ready = ready_file(options)
    ready.unlink(missing_ok=True)
    log = options.logs / "demo.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        supervisor = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-m", "demo", "--in-background", *argv],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            start_new_session=True,
        )
    try:
        with log.open() as said:
            while not ready.exists():
                ended = supervisor.poll() is not None
                show(said.read())
                if ended:
                    raise DemoError(f"The demo did not start; all it said is also in {log}")
                time.sleep(0.1)
            show(said.read())
    except KeyboardInterrupt:
        supervisor.terminate()
        supervisor.wait()
        raise


def stop(options: Options, say: Say) -> None:
    """End the demo's own processes and no other."""
    holder = Lock(options.state).holder()
    if holder:
        say("Ending the demo")
        holder.end(patience_s=STOP_PATIENCE_S)
    left = end_left_over(options)
    ready_file(options).unlink(missing_ok=True)
    say("The demo has ended" if holder or left else f"No demo is running in {options.state}")


def restart_gateway(options: Options, say: Say) -> None:
    """Have the gateway ended, if it is there, and started again."""
    holder = Lock(options.state).holder()
    if holder is None or not ready_file(options).exists():
        raise DemoError("No demo is running in the background here; start one with scripts/demo --headless")
    before = _gateway(options)
    holder.send(ASK_FOR_GATEWAY)
    deadline = time.monotonic() + GATEWAY_PATIENCE_S
    while (now := _gateway(options)) is None or now == before:
        if time.monotonic() > deadline:
            raise DemoError(f"The gateway did not come back; see {options.logs / 'gateway.log'}")
        time.sleep(0.1)
    say(f"The gateway was started again (process {now.pid})")


def _gateway(options: Options) -> Process | None:
    pid = read_json(options.record).get("gateway", {}).get("pid")
    return Process.of(pid) if isinstance(pid, int) else None
