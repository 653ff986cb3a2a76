"""botocore's model of the S3 service, loaded once and without its documentation: else it takes 10 MB a client."""

from functools import cache
import gzip
import json
from pathlib import Path
from typing import Any, Final, override

from botocore.loaders import JSONFileLoader, Loader
from botocore.session import Session

_SERVICE: Final = "s3"
_EXPLAINED: Final = "documentation"


def session() -> Session:
    """Return a session of botocore that knows S3 only, and nothing of the environment's own data."""
    made = Session()
    made.register_component("data_loader", _loader())
    return made


@cache
def _loader() -> Loader:
    return Loader([Loader.BUILTIN_DATA_PATH], _Files(), include_default_search_paths=False)


class _Files(JSONFileLoader):
    @override
    def load_file(self, file_path: str) -> Any:
        for extension, opened in ((".json", open), (".json.gz", gzip.open)):
            if (path := Path(file_path + extension)).is_file():
                with opened(path) as file:
                    return json.loads(file.read(), object_pairs_hook=_read)
        return None


def _read(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if isinstance(found.get(_EXPLAINED), str):
        found[_EXPLAINED] = ""
    # Where each service is, of which there are hundreds.
    if isinstance(services := found.get("services"), dict):
        found["services"] = {name: services[name] for name in services if name == _SERVICE}
    return found
