"""The command `corner` where MkDocs, Material and static-i18n are not installed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from corner.cli import main as corner

ABSENT = ("material", "mkdocs", "mkdocs_static_i18n", "properdocs")
"""The packages that cannot be imported."""


def main(arguments: Sequence[str], prog_name: str) -> None:
    """Run the command."""
    for name in [name for name in sys.modules if name.partition(".")[0] in ABSENT or "corner.mkdocs" in name]:
        del sys.modules[name]
    # Python takes this for a module that cannot be imported.
    sys.modules.update(dict.fromkeys(ABSENT))  # type: ignore[arg-type]
    corner(list(arguments), prog_name=prog_name)
