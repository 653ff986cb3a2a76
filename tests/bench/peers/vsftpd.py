"""vsftpd, with Debian's settings, a log and as many sessions as wanted."""

from pathlib import Path
import pwd

from tests.bench.cameras import Door
from tests.gateway.conftest import free_port

from .server import PASSIVE, Server, folders, reachable, unpacked

# Any user whose home is there; it asks for no password, which is less work than anybody else here has.
_USER = "daemon"
_SETTINGS = """\
listen=YES
background=NO
listen_address=127.0.0.1
listen_port={port}
anonymous_enable=YES
anon_root={root}
ftp_username={user}
write_enable=YES
anon_upload_enable=YES
anon_umask=022
pasv_min_port={first}
pasv_max_port={last}
secure_chroot_dir={empty}
xferlog_enable=YES
vsftpd_log_file={log}
max_clients=0
max_per_ip=0
# Its list of system calls is older than today's kernels, which it would not survive.
seccomp_sandbox=NO
"""


def vsftpd(folder: Path) -> Server:
    """Return a vsftpd with a folder for each camera; its log of uploads is `uploads.log`."""
    program = unpacked("vsftpd", "usr/sbin/vsftpd")
    port, root = free_port(), folder / "root"
    folders(root, pwd.getpwnam(_USER).pw_uid)
    (folder / "empty").mkdir()
    reachable(folder)
    root.chmod(0o555)
    settings = _SETTINGS.format(
        port=port,
        root=root,
        user=_USER,
        first=PASSIVE[0],
        last=PASSIVE[-1],
        empty=folder / "empty",
        log=folder / "uploads.log",
    )
    (folder / "vsftpd.conf").write_text(settings)
    door = Door(port, "anonymous", "camera@example.org")
    return Server("vsftpd", [program, folder / "vsftpd.conf"], door, folder / "log")
