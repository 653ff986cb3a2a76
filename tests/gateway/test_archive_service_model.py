"""The client knows of S3 what boto3's own does."""

from dataclasses import replace

import boto3
from botocore.config import Config
import pytest

from camvault_gateway.archive.s3 import client, service_model
from camvault_gateway.model import ArchiveSettings


def _settings(**changes: str) -> ArchiveSettings:
    known = ArchiveSettings(bucket="photos", access_key_id="AKIDEXAMPLE", secret_access_key="secret")
    return replace(known, **changes)  # type: ignore[arg-type] # texts only


def _model(of: object) -> object:
    """Return a service model without explanations, and without the order of names."""
    if isinstance(of, dict):
        return {name: "" if name == "documentation" else _model(each) for name, each in of.items()}
    return [_model(each) for each in of] if isinstance(of, list) else of


def test_the_same_service() -> None:
    """Each operation, with all that it takes and answers."""
    # A client that was used has written into what it knows where a bucket stands in its addresses.
    service_model._loader.cache_clear()
    ours, theirs = (
        session.get_service_model("s3") for session in (service_model.session(), boto3.session.Session()._session)
    )
    assert ours.operation_names == theirs.operation_names
    for name in theirs.operation_names:
        mine, known = ours.operation_model(name), theirs.operation_model(name)
        assert mine.http == known.http
        for one, other in ((mine.input_shape, known.input_shape), (mine.output_shape, known.output_shape)):
            assert (one and {*one.members}) == (other and {*other.members})
    model = "s3", "service-2"
    ours, theirs = (
        session.get_component("data_loader").load_service_model(*model)
        for session in (service_model.session(), boto3.session.Session()._session)
    )
    assert ours == _model(theirs)


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1", "ap-northeast-3", "us-gov-west-1", "cn-north-1"])
def test_the_same_place_at_aws(region: str) -> None:
    """Where a bucket is follows from its region, in each of AWS's partitions."""
    settings = _settings(region=region)
    ours = client.build(settings, 5, signed_bodies=False)
    session = boto3.session.Session(settings.access_key_id, settings.secret_access_key, region_name=region)
    theirs = session.client("s3", config=Config(signature_version="s3v4"))
    assert ours.meta.endpoint_url == theirs.meta.endpoint_url
    wanted = {"Bucket": "photos", "Key": "a/b c.jpg"}
    mine, known = (each.generate_presigned_url("get_object", wanted).partition("?")[0] for each in (ours, theirs))
    assert mine == known


def test_read_once() -> None:
    """However many clients there are: it is what takes their memory."""
    first, second = (
        session.get_component("data_loader") for session in (service_model.session(), service_model.session())
    )
    model = "s3", "service-2"
    assert first.load_service_model(*model) is second.load_service_model(*model)
