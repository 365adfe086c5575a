"""The command `mkdocs` where the font for Chinese characters is not installed, as `forked.run` has it."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs.__main__ import cli

from corner.social import fonts


def main(arguments: Sequence[str], prog_name: str) -> None:
    """Run the command."""
    fonts.CJK_FONT_FILES = ("NoSuchFont-Bold.ttc", "NoSuchFont-Regular.ttc")
    cli(list(arguments), prog_name=prog_name)
