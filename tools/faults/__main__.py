"""`python -m tools.faults`: kill builds, fill the disk under them, and print what the site was and became."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.support import second_corner
from tools.faults.edits import EDITS, prepare_edit
from tools.faults.site_pair import Outcome, SitePair, create_pair


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.faults", description=__doc__)
    parser.add_argument(
        "--kills", type=int, default=200, help="builds to kill, one half at a random time, one half at a random file"
    )
    parser.add_argument(
        "--full", type=int, default=50, help="builds under which the disk is full from a random file on"
    )
    parser.add_argument("--edits", type=int, default=50, help="builds during which a file of the corner changes")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the random moments")
    return parser.parse_args()


def _report(outcomes: list[Outcome]) -> str:
    rows = Counter((outcome.fault, outcome.moment) for outcome in outcomes)
    lines = [f"{fault:44} {moment:44} {count:4}" for (fault, moment), count in sorted(rows.items())]
    wrong = [outcome for outcome in outcomes if outcome.wrong]
    lines += [f"{outcome.fault}, {outcome.moment}: {'; '.join(outcome.wrong)}" for outcome in wrong]
    return "\n".join([*lines, f"{len(outcomes)} builds, {len(wrong)} wrong"])


def main() -> int:
    """Try all faults; return 1 where one of them left a site that is neither the old nor the new one, or broken."""
    options = _parse()
    chance = random.Random(options.seed)
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder:
        for pair in (create_pair(Path(folder) / "changed", fresh=False), create_pair(Path(folder) / "new", fresh=True)):
            outcomes += _try_faults(pair, chance, options)
        for number, name in enumerate(EDITS):
            edited = prepare_edit(Path(folder) / f"edit-{number}", name, second_corner.write)
            outcomes += [edited.edit_at(chance.randint(1, edited.opened)) for _ in range(options.edits // len(EDITS))]
    print(_report(outcomes))  # noqa: T201 -- what the program is for
    return 1 if any(outcome.wrong for outcome in outcomes) else 0


def _try_faults(pair: SitePair, chance: random.Random, options: argparse.Namespace) -> list[Outcome]:
    """Return the outcomes of one quarter of the kills at times, and so on: there are two pairs of sites."""
    kills, full = options.kills // 4, options.full // 2
    outcomes = [pair.kill_at_time(chance.uniform(0.0, pair.seconds)) for _ in range(kills)]
    outcomes += [pair.kill_at_change(chance.randint(1, pair.changes)) for _ in range(kills)]
    return outcomes + [pair.fill_disk(chance.randint(1, pair.files)) for _ in range(full)]


if __name__ == "__main__":
    sys.exit(main())
