"""Real file systems of a few MiB that a test can fill, empty and make read-only, in a namespace of their own.

Nothing outside sees them, and they are gone with the process that holds them. It needs no more rights than an
unprivileged user has where user namespaces are allowed.
"""

from collections.abc import Iterator
import contextlib
import os
from pathlib import Path
import subprocess
from typing import Final

MIB: Final = 2**20
_HOLD: Final = ("--mount", "sh", "-c", "echo held; exec cat")


def are_allowed() -> bool:
    """Tell whether this machine lets a test mount file systems; containers mostly do not."""
    mount = ("mount", "-t", "tmpfs", "camvault-test", "/mnt")
    tried = (
        ("unshare", "--user", "--map-root-user", "--mount", *mount),
        ("unshare", "--mount", *mount),
        ("test", "-w", "/dev/loop-control"),
    )
    return all(subprocess.run(command, capture_output=True, check=False).returncode == 0 for command in tried)


class Disks:
    """A mount namespace; `folder` is how everybody reaches what is mounted there."""

    def __init__(self, folder: Path, *, block_devices: bool = False) -> None:
        # Only the machine's own root may mount a block device.
        user = () if block_devices else ("--user", "--map-root-user")
        command = ("unshare", *user, *_HOLD)
        self._holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert self._holder.stdout is not None
        if self._holder.stdout.readline() != b"held\n":
            _, said = self._holder.communicate()
            raise AssertionError(f"These tests need user and mount namespaces ({' '.join(command)}): {said!r}")
        self.folder = Path(f"/proc/{self._holder.pid}/root{folder}")
        target = f"--target={self._holder.pid}"
        self.enter = ("nsenter", target, *(("--user", "--preserve-credentials") if user else ()), "--mount")

    def close(self) -> None:
        """Let everything go."""
        self._holder.communicate(b"")

    def run(self, *command: str | Path) -> str:
        """Run a command inside, which must work; returns what it printed."""
        done = subprocess.run([*self.enter, *command], capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{' '.join(map(str, command))}: {done.stderr}"
        return done.stdout

    def mount_ext4(self, name: str, mebibytes: int) -> Disk:
        """Mount an ext4 file system that becomes read-only at its first error, as most system disks are set up."""
        place, image = self.folder / name, self.folder / f"{name}.ext4"
        place.mkdir(parents=True)
        with image.open("wb") as file:
            file.truncate(mebibytes * MIB)
        self.run("mkfs.ext4", "-q", image)
        self.run("mount", "-o", "loop,errors=remount-ro", image, place)
        return Disk(self, place)

    def mount(self, name: str, mebibytes: int) -> Disk:
        """Mount a file system of so many MiB on a folder of its own."""
        place = self.folder / name
        place.mkdir(parents=True)
        self.run("mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "camvault-test", place)
        return Disk(self, place)


class Disk:
    """One file system."""

    def __init__(self, disks: Disks, place: Path) -> None:
        self._disks = disks
        self.place = place
        self._filler = place / "somebody-elses-file"

    def fill(self, leave: int = 0) -> None:
        """Take all the room there is but some bytes, as another program may; also what is given back meanwhile."""
        with self._filler.open("ab", buffering=0) as file, contextlib.suppress(OSError):
            while (free := os.statvfs(self.place).f_bavail * 4096 - leave) > 0:
                file.write(bytes(min(free, MIB)))

    def empty(self) -> None:
        """Give the room back."""
        self._filler.unlink()

    def fail(self) -> None:
        """Have the kernel find an error in an ext4 file system."""
        device = Path(self._disks.run("findmnt", "--noheadings", "--output=SOURCE", self.place).strip()).name
        Path(f"/sys/fs/ext4/{device}/trigger_fs_error").write_text("1")

    def mount_again(self) -> None:
        """Do what a restart of the machine does for an ext4 file system that failed."""
        image = self.place.with_suffix(".ext4")
        self._disks.run("umount", self.place)
        # Its code 1 says that it found something and set it right.
        self._disks.run("sh", "-c", 'e2fsck -fy "$0" || [ $? = 1 ]', image)
        self._disks.run("mount", "-o", "loop,errors=remount-ro", image, self.place)

    def make_read_only(self) -> bool:
        """Mount it read-only; False while a file is open for writing, which the kernel does not allow."""
        try:
            self._disks.run("mount", "-o", "remount,ro", self.place)
        except AssertionError as err:
            if "busy" not in str(err):
                raise
            return False
        return True

    def make_writable(self) -> None:
        """Mount it writable again."""
        self._disks.run("mount", "-o", "remount,rw", self.place)


@contextlib.contextmanager
def disks_in(folder: Path, *, block_devices: bool = False) -> Iterator[Disks]:
    """Return a namespace whose file systems are mounted below a folder."""
    disks = Disks(folder, block_devices=block_devices)
    try:
        yield disks
    finally:
        disks.close()
