"""What became of every upload: catalog, vault and bucket against the cameras' own record."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
import sqlite3
from typing import TYPE_CHECKING

from .uploads import Record, number_of, plan, sha256

if TYPE_CHECKING:
    from tests.gateway.s3_servers import S3Server


@dataclass
class Verdict:
    """The counts, and each thing that must not be."""

    counts: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Tell whether the promise was kept."""
        return not (self.lost or self.doubled or self.altered or self.wrong)

    def add(self, other: Verdict) -> None:
        """Add another verdict."""
        self.counts.update(other.counts)
        for name in ("lost", "doubled", "altered", "wrong"):
            getattr(self, name).extend(getattr(other, name))


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    path: str
    size: int
    sha256: str
    state: str
    condition: str
    key: str | None
    file: Path | None


class Judge:
    """Compares, once all work is done."""

    def __init__(self, data: Path, record: Record, server: S3Server, bucket: str, pictures: float) -> None:
        self._data = data
        self._record = record
        self._server = server
        self._bucket = bucket
        self._pictures = pictures
        self._verdict = Verdict()

    def judge(self) -> Verdict:
        """Return what became of every upload."""
        rows: dict[int | None, list[_Row]] = defaultdict(list)
        for row in self._rows():
            rows[number_of(row.path, self._head(row))].append(row)
            self._verdict.counts.update([row.state, row.condition])
        self._judge_unknown(rows.pop(None, []))
        for number, told in self._record.told.items():
            self._judge_upload(number, told.acknowledged, told.final, rows.pop(number, []))
        self._verdict.wrong.extend(f"Upload {number} was never begun" for number in rows)
        self._judge_bucket()
        return self._verdict

    def _rows(self) -> Iterator[_Row]:
        folder = self._data / "vault/captures"
        files = {path.name.partition(".")[0]: path for path in folder.rglob("*") if path.is_file()}
        with sqlite3.connect(self._data / "catalog.db") as db:
            query = "SELECT id, original_path, size, sha256, state, condition, archive_key, local FROM captures"
            for identity, path, size, digest, state, condition, key, local in db.execute(query):
                found = files.pop(identity, None)
                if local and (found is None or found.stat().st_size != size):
                    self._verdict.lost.append(f"The vault does not have capture {identity} of {path}")
                yield _Row(identity, path, size, digest, state, condition, key, found)
        self._verdict.wrong.extend(f"The vault's file {path} is of no capture" for path in files.values())

    def _head(self, row: _Row) -> bytes:
        if row.file is None:
            return b""
        with row.file.open("rb") as file:
            return file.read(64)

    def _judge_unknown(self, rows: list[_Row]) -> None:
        """Judge files that were cut before they said whose they are."""
        self._verdict.wrong.extend(f"Capture {row.id} is of no upload" for row in rows if row.condition != "incomplete")

    def _judge_upload(self, number: int, acknowledged: int | None, final: str | None, rows: list[_Row]) -> None:
        verdict = self._verdict
        name = f"upload {number} ({self._record.told[number].way})"
        if len(rows) > 1:
            verdict.doubled.append(f"There are {len(rows)} captures of {name}: {[row.id for row in rows]}")
        content = plan(number, self._pictures).data if rows else b""
        verdict.altered.extend(
            f"Capture {row.id} of {name} is altered in the catalog"
            for row in rows
            if row.sha256 != sha256(content[: row.size])
        )
        verdict.altered.extend(
            f"Capture {row.id} of {name} is altered in the vault"
            for row in rows
            if row.file and row.file.read_bytes() != content[: row.size]
        )
        if acknowledged is None:
            verdict.counts["unacknowledged and kept"] += bool(rows)
            return
        if not any(row.size == acknowledged for row in rows):
            verdict.lost.append(f"The acknowledged {name} is lost: {rows}")
        if final is not None and not any(row.path == final for row in rows):
            verdict.wrong.append(f"The acknowledged rename of {name} to {final} is lost: {[row.path for row in rows]}")

    def _judge_bucket(self) -> None:
        with sqlite3.connect(self._data / "catalog.db") as db:
            known = {row[0]: row for row in db.execute("SELECT archive_key, id, size, sha256 FROM captures")}
        copied = {
            row[0].replace("/_protected/", "/"): row for row in known.values() if "/_protected/" in (row[0] or "")
        }
        self._verdict.counts["copies for protected events"] += len(copied)
        client = self._server.client()
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket):
            for each in page.get("Contents", []):
                key = each["Key"]
                if "/_catalog/" in key:
                    continue
                self._verdict.counts["objects"] += 1
                # The first object of a protected capture stays beside its copy.
                found = known.pop(key, None) or copied.get(key)
                if found is None:
                    said = client.head_object(Bucket=self._bucket, Key=key)["Metadata"]
                    self._verdict.doubled.append(f"The object {key} is of no capture: {said}")
                elif sha256(client.get_object(Bucket=self._bucket, Key=key)["Body"].read()) != found[3]:
                    self._verdict.altered.append(f"The object {key} is altered")
        self._verdict.lost.extend(f"The bucket does not have {row}" for row in known.values())
