"""A folder of commands for shells and `make`, each of which runs in a process that is forked from a warm one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

from tests.support import forked, project
from tests.support.loopback import running

_LIMIT = 300
"""Seconds after which a command that hangs is ended."""
_SCRIPT = """\
#!{python} -IS
import json, os, socket, sys
command = [os.path.basename(sys.argv[0]), *sys.argv[1:]]
with socket.create_connection({address}) as connection, connection.makefile("rw", encoding="utf-8") as file:
    print(json.dumps([command, os.getcwd(), dict(os.environ)]), file=file, flush=True)
    code, output = json.loads(file.readline())
sys.stdout.reconfigure(encoding="utf-8")
sys.stdout.write(output)
sys.exit(code)
"""


class _Handler(StreamRequestHandler):
    """Runs a command in the folder and the environment of who types it."""

    def handle(self) -> None:
        """Answer with the exit code and the output."""
        command, folder, environment = json.loads(self.rfile.readline())
        root = Path(folder)
        self.wfile.write(json.dumps(forked.run(command, root, environment, project.hooks(root), _LIMIT)).encode())


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """Write the commands, and a link to Python, into a new folder, and run them until the block ends."""
    folder.mkdir()
    (folder / "python").symlink_to(sys.executable)
    with running(ThreadingTCPServer(("127.0.0.1", 0), _Handler)) as server:
        for name in forked.COMMANDS:
            (folder / name).write_text(_SCRIPT.format(python=sys.executable, address=server.server_address), "utf-8")
            (folder / name).chmod(0o755)
        yield
