"""Request bodies, parsed and checked."""

from collections.abc import Collection, Mapping
import json
import re
from typing import Any, Final, Self

from aiohttp import web

from camvault_gateway.model import SITE_PATTERN

from .errors import invalid
from .params import check_text

_MISSING: Final = object()


class Body:
    """The JSON object that a request brought."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    @classmethod
    async def read(cls, request: web.Request, only: Collection[str] | None = None) -> Self:
        """Return a request's body; with `only`, other fields are an error."""
        try:
            fields = json.loads(await request.read())
        except ValueError, RecursionError:
            raise invalid("The body must be JSON.") from None
        if not isinstance(fields, dict):
            raise invalid("The body must be a JSON object.")
        if only is not None and (unknown := fields.keys() - set(only)):
            name = min(unknown)
            raise invalid(
                f"There is no `{name}` here; known are: {', '.join(sorted(only))}."
                if name.isascii()
                else f"The body may have these fields only: {', '.join(sorted(only))}."
            )
        return cls(fields)

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def __len__(self) -> int:
        return len(self._fields)

    def text(
        self, name: str, *, shortest: int = 0, longest: int = 1000, pattern: str | None = None, says: str = ""
    ) -> str:
        """Return a text; `says` tells people what the pattern asks for."""
        value = self._fields.get(name, _MISSING)
        if value is _MISSING:
            raise invalid(f"`{name}` is missing.")
        if not isinstance(value, str):
            raise invalid(f"`{name}` must be a text.")
        check_text(name, value)
        if not shortest <= len(value) <= longest:
            raise invalid(f"`{name}` must have {shortest} to {longest} characters.")
        if pattern is not None and not re.fullmatch(pattern, value):
            raise invalid(f"`{name}` must {says}.")
        return value

    def site(self, name: str) -> str:
        """Return the name of a site."""
        return self.text(name, pattern=SITE_PATTERN.pattern, says="be 1 to 32 small letters, digits and dashes")

    def text_or_null(self, name: str, *, longest: int = 1000) -> str | None:
        """Return a text, or None when it is null or left out."""
        return None if self._fields.get(name) is None else self.text(name, longest=longest)

    def texts(self, name: str, *, most: int) -> list[str]:
        """Return a list of texts."""
        value = self._fields.get(name)
        if not isinstance(value, list) or len(value) > most or not all(isinstance(text, str) for text in value):
            raise invalid(f"`{name}` must be a list of at most {most} texts.")
        return value

    def items(self, name: str, *, most: int) -> list[Any]:
        """Return a list of whatever."""
        value = self._fields.get(name)
        if not isinstance(value, list) or len(value) > most:
            raise invalid(f"`{name}` must be a list of at most {most} items.")
        return value

    def mapping(self, name: str) -> dict[str, Any]:
        """Return an object of whatever."""
        value = self._fields.get(name)
        if not isinstance(value, dict):
            raise invalid(f"`{name}` must be a JSON object.")
        return value

    def flag(self, name: str) -> bool:
        """Return a yes or a no."""
        value = self._fields.get(name)
        if not isinstance(value, bool):
            raise invalid(f"`{name}` must be true or false.")
        return value

    def number(self, name: str, least: float, most: float) -> float:
        """Return a number."""
        value = self._fields.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
            raise invalid(f"`{name}` must be a number from {least:g} to {most:g}.")
        return float(value)

    def number_or_null(self, name: str, least: float, most: float) -> float | None:
        """Return a number, or None for null."""
        return None if self._fields.get(name) is None else self.number(name, least, most)

    def whole_number(self, name: str, least: int, most: int) -> int:
        """Return a whole number."""
        value = self._fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise invalid(f"`{name}` must be a whole number from {least} to {most}.")
        return value

    def whole_number_or_null(self, name: str, least: int, most: int) -> int | None:
        """Return a whole number, or None for null."""
        return None if self._fields.get(name) is None else self.whole_number(name, least, most)
