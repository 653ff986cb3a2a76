"""What the person at the terminal reads; a reader that went away is no reason to stop."""

import os
import sys


def show(text: str) -> None:
    """Print as it is."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError, AttributeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def say(text: str) -> None:
    """Print a line of progress."""
    show(f"==> {text}\n")
