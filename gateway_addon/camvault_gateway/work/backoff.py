"""Exponential backoff with jitter, in seconds."""

# Beyond this many doublings every wait is at its longest.
_DOUBLINGS = 30


def backoff(failures: int, first_s: float, most_s: float, chance: float) -> float:
    """Return a wait between `first_s` and a ceiling that doubles with each failure up to `most_s`.

    `chance` from 0 to 1 says where: those that failed together do not come back together.
    """
    ceiling = min(most_s, first_s * 2.0 ** min(failures, _DOUBLINGS))
    return first_s + chance * (ceiling - first_s)
