"""Clocks that are wrong: for the rooms in this process, and for a gateway's own process."""

from dataclasses import dataclass
from pathlib import Path
import subprocess
import time

import pytest

from camvault_gateway.model import CLOCK, Clock
from camvault_gateway.model.time import millis

MINUTE_S = 60
HOUR_S = 3600
DAY_S = 24 * HOUR_S
YEAR_S = 365 * DAY_S


@dataclass
class SetClock:
    """The machine's two clocks: one goes on, the other is set as well."""

    steady: float = 1000.0
    # What the wall clock is ahead of the right time by, and what the right time was at the beginning.
    off: float = 0.0
    right_at_0: float = time.time() - 1000.0

    CLOCK_BOOTTIME = CLOCK_MONOTONIC = time.CLOCK_MONOTONIC

    def clock_gettime(self, _: int) -> float:
        """Return what `time.clock_gettime` does of the steady clock."""
        return self.steady

    def time_ns(self) -> int:
        """Return what `time.time_ns` does."""
        return int((self.right + self.off) * 1e9)

    @property
    def right(self) -> float:
        """Return the right time."""
        return self.right_at_0 + self.steady

    @property
    def right_ms(self) -> int:
        """Return the right time, as the gateway counts."""
        return int(self.right * 1000)

    def pass_by(self, seconds: float) -> None:
        """Let time go on."""
        self.steady += seconds

    def show_1970(self) -> None:
        """Show what a machine shows whose clock was never set."""
        self.off = self.steady - self.right


def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Give the rooms in this process a clock that a test sets; before that they have known it for ever."""
    clock = SetClock()
    monkeypatch.setattr(millis, "time", clock)
    monkeypatch.setattr(CLOCK, "_state", Clock()._state)
    return clock


_SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long long off(void) {
    char text[32] = {0};
    int file = open(getenv("CLOCK_OFF"), O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    ssize_t got = read(file, text, sizeof text - 1);
    close(file);
    return got > 0 ? atoll(text) : 0;
}

int clock_gettime(clockid_t id, struct timespec *at) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int answer = real(id, at);
    if (answer == 0 && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) at->tv_sec += off();
    return answer;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone) {
    struct timespec now;
    (void) zone;
    int answer = clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return answer;
}

time_t time(time_t *at) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at) *at = now.tv_sec;
    return now.tv_sec;
}
"""


@dataclass
class MachineClock:
    """The wall clock that a process sees, which is set while it runs."""

    library: Path
    told: Path

    @property
    def environment(self) -> dict[str, str]:
        """Return what a process must be started with."""
        return {"LD_PRELOAD": str(self.library), "CLOCK_OFF": str(self.told)}

    def set(self, seconds: float) -> None:
        """Show so much more than the right time."""
        draft = self.told.with_suffix(".new")
        draft.write_text(f"{seconds:.0f}")
        draft.rename(self.told)

    def show_1970(self) -> None:
        """Show a minute after midnight of the first day."""
        self.set(60 - time.time())


@pytest.fixture
def machine_clock(tmp_path: Path) -> MachineClock:
    """Return a wall clock for a process of its own."""
    source = tmp_path / "clock.c"
    source.write_text(_SHIM)
    library = tmp_path / "clock.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"], check=True)
    return MachineClock(library, tmp_path / "clock_off")
