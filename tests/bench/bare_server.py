"""Bare pyftpdlib that syncs what it was given: the least that CamVault could be.

python -m tests.bench.bare_server PORT FOLDER FIRST LAST
"""

import logging
import os
from pathlib import Path
import sys
from typing import override

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import DTPHandler, FTPHandler
from pyftpdlib.servers import FTPServer


class _Data(DTPHandler):  # type: ignore[misc] # untyped
    """A data connection whose file is on the disk before the answer."""

    @override
    def close(self) -> None:
        file = self.file_obj
        if file is not None and self.receive and not file.closed:
            file.flush()
            os.fsync(file.fileno())
            folder = os.open(Path(file.name).parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
        super().close()


class _Control(FTPHandler):  # type: ignore[misc] # untyped
    dtp_handler = _Data


def main() -> None:
    """Serve a folder at a port."""
    port, root, first, last = sys.argv[1:]
    logging.basicConfig(level=logging.WARNING)
    users = DummyAuthorizer()
    users.add_user("camera", "right-password", root, perm="elradfmwMT")
    _Control.authorizer = users
    _Control.passive_ports = list(range(int(first), int(last) + 1))
    with FTPServer(("127.0.0.1", int(port)), _Control) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
