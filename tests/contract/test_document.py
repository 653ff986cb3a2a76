"""The contract is a valid document, and exactly what is served."""

from openapi_spec_validator import validate

from camvault_gateway.api import create_app
from camvault_gateway.api.shown.wire_gateway import API_VERSION

from . import document
from .home import Home


def test_is_valid_openapi() -> None:
    """The document follows OpenAPI 3.1."""
    validate(document.document())


def test_served_is_what_is_documented(home: Home) -> None:
    """Every operation of the document is served, and no other."""
    routes = create_app(home.services).router.routes()
    served = {(route.method.lower(), route.resource.canonical) for route in routes if route.resource}
    assert {route for route in served if route[0] != "head"} == set(document.operations())
    assert {("get", path) for method, path in served if method == "head"} <= set(document.operations())


def test_version_is_in_every_path() -> None:
    """The major version that the gateway names is the one in the paths."""
    assert int(document.document()["info"]["version"]) == API_VERSION
    assert all(path.startswith(f"/api/v{API_VERSION}/") for path in document.document()["paths"])
