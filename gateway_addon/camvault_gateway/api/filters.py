"""The filter that lists of events, and all that is made of events, have in common."""

from camvault_gateway.catalog.lists.event_pages import Filters

from .http.params import Params


def filters_of(params: Params) -> Filters:
    """Return the filter that a request asks for."""
    return {
        "cameras": params.texts("camera"),
        "labels": params.texts("label"),
        "group": params.text("group"),
        "after": params.time("after"),
        "before": params.time("before"),
    }
