"""A hook beside the project's own: it renders each page of the news in one piece, without a skeleton, to compare."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from mkdocs.plugins import event_priority


@event_priority(-1000)
def on_env(env: Any, config: Any, files: Any) -> None:  # noqa: ARG001 -- MkDocs hands over events' values by name
    """Write each page as the theme renders it in one piece, once the project's own hook has made them all."""
    publish: Any = sys.modules["hooks/publish.py"]
    host = publish.builder.host
    rendered = [(theme, page) for theme in host._frames.renderers for page in host.plan.pages(theme.edition.locale)]
    for theme, page in rendered:
        target = Path(os.environ["RENDERED_WHOLE"]) / page.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(theme.render_frame(page, None), "utf-8", newline="")
