"""What stands in Home Assistant's repairs of wrong passwords at the gateway's FTP."""

from typing import Final

from homeassistant.helpers.issue_registry import IssueSeverity

from ..site import Site
from .archive import Issue, Remedy

GUESSING: Final = "passwords_guessed"
GUESSING_REMEDIES: Final = {GUESSING: Remedy(severity=IssueSeverity.WARNING)}


def guessing_issue_of(site: Site) -> Issue | None:
    """Return from where passwords are guessed."""
    if not (guessing := site.gateway.guessing):
        return None
    addresses = [each.address or "…" for each in guessing]
    guesses = str(sum(each.guesses for each in guessing))
    placeholders = {"addresses": ", ".join(addresses), "guesses": guesses}
    return Issue(problem=GUESSING, remedy=GUESSING_REMEDIES[GUESSING], placeholders=placeholders)
