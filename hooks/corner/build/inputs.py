"""What a build is made from, told by fingerprints.

Not a hook itself: `building.py` imports it.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from corner.build import state
from corner.social import fonts

TEXTS = ("releases", "summaries")
"""The folders of `news/` that hold what frames do not depend on."""


@dataclass(frozen=True, slots=True)
class BuildInputs:
    """Fingerprints of what a build is made from."""

    frames: str
    """All but the texts of the news."""
    all: str
    """The texts, too."""

    @classmethod
    def of(cls, root: Path, config: MkDocsConfig, *, whole: bool) -> BuildInputs:
        """Look at the files of a project, as they are; at the texts only for the `whole`."""
        own = Path(__file__).parents[2]
        news = sorted((root / "news").iterdir()) if (root / "news").is_dir() else []
        places = {Path(config.docs_dir), Path(config.theme.custom_dir or own), own}
        places |= {place for place in news if place.name not in TEXTS}
        settings = Path(config.config_file_path).read_text(encoding="utf-8")
        # A setting may be taken from any variable of the environment, or from another file.
        taken = sorted(os.environ.items()) if "!ENV" in settings else []
        if "INHERIT" in settings:
            taken.append(("INHERIT", str(time.time_ns())))
        told = (settings, taken, config.site_url, config.strict, sys.version, fonts.find_fonts())
        frames = state.digest_inputs(sorted(places), told)
        texts = [place for place in news if place.name in TEXTS]
        return cls(frames, state.digest_inputs(texts, frames) if whole else "")
