"""Measures the comparison of languages: `python -m tools.language_pairs FOLDER`.

FOLDER holds pairs of texts, such as `tests/pairs/`; `pairs.py` says how they are named. The first part of what is printed is about the texts as
they are, without and with spaces between digits and Chinese characters; the second about differences that are planted into them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.language_pairs import measure, report
from tools.language_pairs.checker import PairChecker
from tools.language_pairs.pairs import add_spaces, read_pairs, remove_spaces


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.language_pairs", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with the pairs")
    parser.add_argument("--judged", type=Path, help="the file with the verdicts (default: judged.tsv in the folder)")
    parser.add_argument("--root", type=Path, help="a corner, the names of whose bodies are checked as well")
    parser.add_argument("--seed", type=int, default=1, help="what the planted differences follow from")
    parser.add_argument("--plants", type=int, default=3, help="the most differences of a class in a pair; 0 for none")
    parser.add_argument("--list", action="store_true", help="list all false alarms and all differences not caught")
    parser.add_argument("--caught", action="store_true", help="list all differences caught, with the message")
    options = parser.parse_args(arguments)
    pairs = read_pairs(options.folder, options.judged)
    if not pairs:
        parser.error(f"expected texts in two languages in {options.folder}, found none")
    checker = PairChecker((text.locale for pair in pairs for text in pair.texts), options.root)
    checker.check(pairs[0])  # what is read once for a language is not a pair's cost
    plain = [pair.rewrite(remove_spaces) for pair in pairs]
    spaced = [pair.rewrite(add_spaces) for pair in plain]
    for title, variant in (("Without spaces", plain), ("With spaces", spaced)):
        count = measure.count_messages(checker, variant)
        _print(*report.format_messages(title, count))
        if options.list:
            _print(*(f"  FALSE\t{message}" for message in count.false))
            _print(*(f"  USELESS\t{message}" for message in count.useless))
    if options.plants:
        caught = measure.count_caught(checker, plain, options.seed, options.plants, _print if options.caught else None)
        if options.list:
            _print(*(f"missed {kind}: {text}" for kind, counted in caught.items() for text in counted.missed))
        _print(*report.format_caught(caught))
    return 0


def _print(*lines: str) -> None:
    for line in lines:
        print(line)  # noqa: T201 -- what the program is for


if __name__ == "__main__":
    sys.exit(main())
