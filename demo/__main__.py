"""The demo's command line: see `scripts/demo --help`."""

import argparse
import asyncio
from collections.abc import Callable
import os
from pathlib import Path
import sys

from . import background
from .files import read_json
from .options import DEFAULT_STATE, Archive, Options, Ports
from .programs import DemoError
from .supervisor import Lock, Supervisor
from .terminal import say, show

EPILOG = """\
The gateway is looked after as on a real Home Assistant: when it ends, also by `kill -9`, it is started again
2 s later with the same data, and gateway.pid in .demo/demo.json is kept up to date. A gateway that is started by
hand in the meantime (.demo/gateway.sh is the command) is taken over instead. While a file .demo/no-restart
exists, nothing is started again. The bundled S3 server, when it ends, is started again after 90 s.
"""


def parse(argv: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/demo",
        description="Run CamVault with everything around it: an S3 server, Home Assistant, simulated cameras.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--headless", action="store_true", help="return once everything answers; it keeps running")
    action.add_argument("--stop", action="store_true", help="end the demo that runs in the background")
    action.add_argument("--restart-gateway", action="store_true", help="start the gateway again, also a dead one")
    action.add_argument("--in-background", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--no-cameras", action="store_true", help="leave the simulated cameras out")
    history = parser.add_mutually_exclusive_group()
    says = "begin a new demo with twelve days of events (what it does with cameras and its own S3 server)"
    history.add_argument("--history", action="store_true", default=None, help=says)
    history.add_argument("--no-history", action="store_false", dest="history", help="begin it empty")
    parser.add_argument("--archive-endpoint", metavar="URL", help="another S3 server, keys from the AWS_* variables")
    parser.add_argument("--archive-bucket", metavar="NAME", help="the bucket there; it is made when missing")
    parser.add_argument("--port-base", type=int, metavar="N", help="use the ports N to N+39, and no other")
    parser.add_argument("--state", type=Path, default=DEFAULT_STATE, metavar="DIR", help="keep everything there")
    args = parser.parse_args(argv)
    if bool(args.archive_endpoint) != bool(args.archive_bucket):
        parser.error("--archive-endpoint and --archive-bucket go together")
    if args.port_base is not None and not 1024 <= args.port_base <= 65000:  # noqa: PLR2004
        parser.error("--port-base must be between 1024 and 65000")
    return args


def options_of(args: argparse.Namespace) -> Options:
    """Turn the command line into what the demo is asked to do."""
    archive = None
    if args.archive_endpoint:
        names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
        if missing := [name for name in names if not os.environ.get(name)]:
            raise DemoError(f"--archive-endpoint needs the keys in the environment: {', '.join(missing)} is not set")
        region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
        key_id, secret = (os.environ[name] for name in names)
        archive = Archive(args.archive_endpoint, args.archive_bucket, key_id, secret, region)
    ports = Ports.counted_from(args.port_base)
    # Nobody's bucket is filled unasked.
    history = not args.no_cameras and archive is None if args.history is None else args.history
    return Options(args.state.resolve(), ports, cameras=not args.no_cameras, archive=archive, history=history)


def summary(options: Options) -> str:
    """Say how to use what runs now."""
    record = read_json(options.record)
    home, ftp, archive = record["home_assistant"], record["ftp"], record["archive"]
    address = f"ftp://{ftp['username']}:{ftp['password']}@{ftp['host']}:{ftp['port']}"
    return f"""
    Home Assistant   {home["url"]}    user {home["username"]}    password {home["password"]}
    FTP              {address}
    S3 archive       {archive["endpoint_url"]}    bucket {archive["bucket"]}

    Be a camera yourself; the first folder names it:
        curl --ftp-create-dirs -T clip.mp4 "{address}/Back%20door/"

    Everything is kept in {options.state} (demo.json has all of the above, logs/ what each program says).
"""


def foreground(options: Options, ready: Callable[[], None]) -> None:
    """Be the supervisor until the end."""
    lock = Lock(options.state)
    if not lock.take(os.getpid()):
        raise DemoError(background.running_already(options))
    asyncio.run(Supervisor(options, say, ready).run())


def main(argv: list[str]) -> int:
    """Do what the command line asks for."""
    args = parse(argv)
    # The local S3 server is never behind a proxy.
    os.environ["NO_PROXY"] = ",".join(filter(None, (os.environ.get("NO_PROXY"), "127.0.0.1", "localhost")))
    try:
        options = options_of(args)
        if args.stop:
            background.stop(options, say)
        elif args.restart_gateway:
            background.restart_gateway(options, say)
        elif args.headless:
            background.start(options, [word for word in argv if word != "--headless"])
            say("The demo runs in the background; scripts/demo --stop ends it")
            show(summary(options))
        elif args.in_background:
            foreground(options, lambda: background.ready_file(options).touch())
        else:
            foreground(options, lambda: say(f"The demo runs; Ctrl-C ends it\n{summary(options)}"))
    except DemoError as error:
        sys.stderr.write(f"\nerror: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
