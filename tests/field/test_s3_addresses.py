"""Each address that people have is understood or refused in words, and is the same however it is written."""

import pytest

from camvault_gateway.model import AddressError, ArchiveSettings, understand

from .s3_addresses import REFUSED, UNDERSTOOD, Refused, Typed


@pytest.mark.parametrize("typed", UNDERSTOOD, ids=lambda each: f"{each.kind}: {each.text}")
def test_address_is_understood(typed: Typed) -> None:
    """The bucket is taken off, and a region in it counts."""
    found = understand(typed.text, "clips", prefix="camvault")
    assert (found.endpoint_url, found.bucket, found.region) == (typed.server, "clips", typed.region)
    # What was understood once is understood the same way again.
    assert understand(found.endpoint_url, "clips", found.region) == found


@pytest.mark.parametrize("refused", REFUSED, ids=lambda each: f"{each.kind}: {each.text}")
def test_address_is_refused_in_words(refused: Refused) -> None:
    """The words say what to type."""
    with pytest.raises(AddressError, match=refused.says) as caught:
        understand(refused.text, "clips", prefix="camvault")
    assert "secret@" not in str(caught.value)


def test_region_that_was_chosen_counts() -> None:
    """Only where none was, the address tells it."""
    assert understand("https://s3.fr-par.scw.cloud", "clips", "nl-ams").region == "nl-ams"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://s3.example.com", "HTTPS://S3.EXAMPLE.COM:443/", True),
        ("https://s3.example.com", "http://s3.example.com", True),
        ("http://nas:9000", "https://nas:9000/", True),
        ("http://[::1]:9000", "http://[0:0::1]:9000", True),
        ("https://bücket.example", "https://xn--bcket-kva.example", True),
        (None, "https://s3.eu-west-1.amazonaws.com", True),
        ("http://nas:9000", "http://nas:9001", False),
        ("https://s3.example.com", "https://s3.example.org", False),
        (None, "https://s3.cn-north-1.amazonaws.com.cn", False),
        ("https://host/a", "https://host/b", False),
    ],
)
def test_one_place_has_many_spellings(one: str | None, other: str | None, same: bool) -> None:  # noqa: FBT001
    """Captures do not lie in a former archive because somebody typed a slash."""
    first, second = (
        ArchiveSettings(bucket="clips", access_key_id="a", secret_access_key="b", endpoint_url=url)
        for url in (one, other)
    )
    assert first.same_place(second) is same
