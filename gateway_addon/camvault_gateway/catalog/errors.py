"""The errors of the catalog."""


class CatalogError(Exception):
    """The catalog cannot be used."""


class CatalogTooNewError(CatalogError):
    """The file was written by a later version of CamVault."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"The catalog has version {found}, and this gateway knows up to {known}."
            " Update the gateway, or restore the catalog from a backup."
        )


class MoveError(Exception):
    """Captures cannot go over from one of these cameras to the other."""


class EventKeptError(Exception):
    """An event cannot be deleted; the code tells programs why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class NotFoundError(CatalogError):
    """There is no such row."""


class TooManyUsersError(CatalogError):
    """There are as many users as can be."""


class ExpiredError(CatalogError):
    """There was a capture, and the bucket's lifecycle rules have removed it."""


class DeletedError(ExpiredError):
    """There was a capture, and the owner deleted it."""
