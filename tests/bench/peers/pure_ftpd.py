"""pure-ftpd, with a virtual user."""

from pathlib import Path
import pwd
import subprocess

from tests.bench.cameras import CAMERAS, Door
from tests.gateway.conftest import free_port

from .server import PASSIVE, Server, folders, reachable, unpacked

_USER = "daemon"
# "right-password" as MD5-crypt has it: the quickest it knows.
_HASH = "$1$bench$qm2xT5K9RN63ZuobQixv9."


def pure_ftpd(folder: Path) -> Server:
    """Return a pure-ftpd with a folder for each camera."""
    program = unpacked("pure-ftpd", "usr/sbin/pure-ftpd")
    port, root, owner = free_port(), folder / "root", pwd.getpwnam(_USER)
    folders(root, owner.pw_uid)
    reachable(folder)
    (folder / "users").write_text(f"camera:{_HASH}:{owner.pw_uid}:{owner.pw_gid}::{root}/./::::::::::::\n")
    users: list[str | Path] = [
        unpacked("pure-ftpd", "usr/bin/pure-pw"),
        "mkdb",
        folder / "users.pdb",
        "-f",
        folder / "users",
    ]
    subprocess.run(users, check=True)
    sessions = str(CAMERAS * 10)
    flags = ["-4", "-A", "-E", "-H", "-u", "1", "-c", sessions, "-C", sessions, "-p", f"{PASSIVE[0]}:{PASSIVE[-1]}"]
    place = ["-S", f"127.0.0.1,{port}", "-l", f"puredb:{folder / 'users.pdb'}", "-g", str(folder / "pid")]
    return Server("pure-ftpd", [program, *place, *flags], Door(port), folder / "log")
