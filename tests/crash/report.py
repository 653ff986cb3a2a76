"""The report of the kill test."""

from .verdict import Verdict

_LINES = (
    "kills",
    "kills at random moments",
    "kills while starting",
    "kills at named points",
    "starts that answered",
    "walks through the lists",
    "pages of them",
    "seconds under load",
    "begun",
    "acknowledged",
    "acknowledged by HTTP",
    "unacknowledged and kept",
    "complete",
    "incomplete",
    "empty",
    "unreadable",
    "verified",
    "objects",
    "copies for protected events",
    "events protected, or let go",
)
_MOST = 20


def report(verdict: Verdict, seconds: float) -> str:
    """Return the report as text."""
    lines = [f"{name:<30}{verdict.counts[name]:>9}" for name in _LINES]
    for name in ("lost", "doubled", "altered", "wrong"):
        found = getattr(verdict, name)
        lines.append(f"{name:<30}{len(found):>9}")
        lines += [f"    {text}" for text in found[:_MOST]]
    points = sorted(name for name in verdict.counts if name.startswith("  "))
    lines += ["", "Kills at named points:"] + [f"{name:<60}{verdict.counts[name]:>6}" for name in points]
    lines += ["", f"{seconds:.0f} s. " + ("Nothing acknowledged was lost." if verdict.clean else "NOT CLEAN.")]
    return "\n".join(lines) + "\n"
