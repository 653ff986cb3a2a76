"""What the pages' code is in bytes, as it goes over the line."""

from collections.abc import Iterator
from pathlib import Path
import re

from tests.bench.figures import Sample

_BUILT = Path(__file__).parents[3] / "custom_components/camvault/panel/dist"
# What a module needs before it runs; what it loads later is asked for by import(...).
_NEEDS = re.compile(r"""(?:\bimport|\bfrom)\s*["']\./([\w.-]+\.js)["']""")
# A file of texts is called by its language; English is in the code.
_LANGUAGE = re.compile(r"[a-z]{2}-")
_CASE = "the code, as it is sent: gzip"


def sizes() -> Iterator[Sample]:
    """Yield what each dashboard loads of the card, what the page needs for its list, and all there is."""
    every = {path.name for path in _BUILT.glob("*.js")}
    parts = {
        "what each dashboard loads": _needed("card.js"),
        "what the page needs": _needed("panel.js"),
        "all there is, in English": {name for name in every if not _LANGUAGE.match(name)},
        "all there is": every,
    }
    for name, files in parts.items():
        yield Sample(_CASE, f"CamVault, {name}", {"KB": sum(map(_sent, files)) / 1000, "files": len(files)})


def _needed(name: str) -> set[str]:
    """Return a module and all that it needs before it runs."""
    found, waiting = set[str](), [name]
    while waiting:
        if (file := waiting.pop()) not in found:
            found.add(file)
            waiting += _NEEDS.findall((_BUILT / file).read_text())
    return found


def _sent(name: str) -> int:
    return (_BUILT / f"{name}.gz").stat().st_size
