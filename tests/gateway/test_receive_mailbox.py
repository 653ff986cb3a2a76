"""The way from other threads to the FTP loop."""

import os
import threading

from pyftpdlib.ioloop import IOLoop
import pytest

from camvault_gateway.ftp.mailbox import Mailbox


def test_posting_while_the_loop_closes() -> None:
    """Whoever posts at the moment of the end gets no error, and rings nobody else's bell."""
    errors: list[OSError] = []

    def post(mailbox: Mailbox) -> None:
        try:
            for _ in range(30):
                mailbox.post(lambda: None)
        except OSError as err:
            errors.append(err)

    for _ in range(200):
        ioloop = IOLoop()
        mailbox = Mailbox(ioloop)
        threads = [threading.Thread(target=post, args=(mailbox,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        mailbox.post(ioloop.close)
        ioloop.loop()
        for thread in threads:
            thread.join()
    assert errors == []


def test_one_that_fails_holds_up_no_other() -> None:
    """They run in order, each once, also those that are posted by one of them."""
    ioloop = IOLoop()
    mailbox = Mailbox(ioloop)
    done: list[int] = []

    def more() -> None:
        done.append(2)
        mailbox.post(lambda: done.append(3))
        mailbox.post(ioloop.close)

    def fail() -> None:
        raise ValueError

    for callback in (lambda: done.append(1), fail, more):
        mailbox.post(callback)
    ioloop.loop()
    mailbox.close()
    mailbox.post(lambda: done.append(4))
    with pytest.raises(OSError, match="descriptor"):
        os.fstat(mailbox._fileno)
    assert done == [1, 2, 3]
