"""The modules of the repository as syntax trees, each parsed once for all tests that read them."""

from __future__ import annotations

import ast
import functools
from pathlib import Path


@functools.cache
def parse_module(path: Path) -> ast.Module:
    """Return the syntax tree of a module, which no test may change."""
    return ast.parse(path.read_text(encoding="utf-8"))
