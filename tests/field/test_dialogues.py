"""Clients' dialogues run to their end, and what they sent is kept once and whole."""

from collections import defaultdict
import contextlib
from hashlib import sha256
import time

import pytest

from tests.gateway.ftp_client import RawFtp, reset
from tests.gateway.running import RunningGateway

from .dialogues import DIALOGUES, Again, Dialogue, Read, Say, Send


def _line(line: str | bytes, folder: str) -> bytes:
    return (line.encode() if isinstance(line, str) else line).replace(b"{}", folder.encode()) + b"\r\n"


def _answer(ftp: RawFtp) -> list[str]:
    """Return all lines of an answer."""
    lines = [ftp._file.readline().decode()]
    while lines[-1][3:4] != " " or not lines[-1][:3].isdigit():
        lines.append(ftp._file.readline().decode())
    return lines


def _say(ftp: RawFtp, step: Say, folder: str) -> None:
    ftp.send(_line(step.line, folder))
    lines = _answer(ftp)
    assert lines[-1].startswith(step.answer), (step, lines)
    text = "".join(line.removesuffix("\r\n") + "\n" for line in lines)
    assert all(word in text for word in step.tells), (step, text)
    assert step.never is None or step.never not in text, (step, text)


def _send(ftp: RawFtp, step: Send, folder: str) -> None:
    connection = ftp.passive()
    ftp.send(_line(step.line, folder))
    answer = _answer(ftp)[-1]
    if answer.startswith("150"):
        connection.sendall(step.data)
        if step.cut:
            # What is reset before it was read is lost on the way, as in real life.
            time.sleep(0.5)
            reset(connection)
        connection.close()
        answer = _answer(ftp)[-1]
    connection.close()
    assert answer.startswith(step.answer), (step, answer)


def _read(ftp: RawFtp, step: Read, folder: str) -> None:
    with ftp.passive() as connection:
        ftp.send(_line(step.line, folder))
        assert _answer(ftp)[-1][:3] in {"125", "150"}, step
        listing = b""
        while part := connection.recv(65536):
            listing += part
    assert _answer(ftp)[-1].startswith("226"), step
    text = listing.decode()
    assert "\r" not in text.replace("\r\n", "")
    assert all(word in text for word in step.tells), (step, text)
    assert not (step.is_empty and text), (step, text)


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[each.id for each in DIALOGUES])
def test_dialogue(gateway: RunningGateway, dialogue: Dialogue) -> None:
    """Every answer is one that the client goes on after."""
    folder = f"/dialogue-{dialogue.id}"
    with contextlib.ExitStack() as sessions:
        ftp = sessions.enter_context(gateway.client())
        for step in dialogue.steps:
            match step:
                case Say():
                    _say(ftp, step, folder)
                case Send():
                    _send(ftp, step, folder)
                case Read():
                    _read(ftp, step, folder)
                case Again():
                    sessions.close()
                    ftp = sessions.enter_context(gateway.client())
    kept = defaultdict(list)
    for capture in gateway.ask("/captures?limit=200")["items"]:
        if capture["original_path"].startswith(f"{folder}/"):
            kept[capture["original_path"]].append(capture["sha256"])
    wanted = {
        f"{folder}/{path}": sorted(sha256(each).hexdigest() for each in (data if isinstance(data, list) else [data]))
        for path, data in dialogue.kept.items()
    }
    assert {path: sorted(found) for path, found in kept.items()} == wanted
