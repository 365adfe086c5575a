"""Messages about front matter that is not YAML: they say what to type, and quote no parser."""

from __future__ import annotations

import re

import pytest

from corner.sources import frontmatter

PARSER = re.compile(
    r"while (?:scanning|parsing)|did not find|could not find|found unexpected|found character|block (?:mapping|sequence|collection|end)"
    r"|flow (?:mapping|sequence|node)|document start|simple key|mapping values|stream|alias|scalar|token|undefined|indentation"
    r"|validation error|Input should|type=|pydantic|Traceback|line \d+, column",
    re.IGNORECASE,
)
"""Words of PyYAML and pydantic that mean nothing to an editor."""
FIELDS = ["title: Regatta", "description: Boats race.", "type: event", "issued: 2021-05-01", "topics: [boats]"]
BROKEN = [
    *(
        f"title: {value}"
        for value in ("@boats", "%5", "*boats*", "`boats`", "| boats", "> boats", "'Boats' race", '"Boats" race')
    ),
    *(
        f"title: {value}"
        for value in ("- Boats", "? Boats", ": Boats", ", Boats", "} Boats", "] Boats", "Boats:", "Boats: race", "*x")
    ),
    *(
        f"title: {value}"
        for value in ('"Boats', "'Boats", '"C:\\Users"', '"a \\q"', "!boats", "!!boats x", "&a x", "[Boats", "{Boats")
    ),
    *(
        "title",
        "title = Regatta",
        "title - Regatta",
        "title; Regatta",
        "**title:** Regatta",
        "“title: Regatta",
        '"title: Regatta',
        "> title: x",
    ),
    *(
        "title：Regatta",
        "title:Regatta",
        "title:\u00a0Regatta",
        "title:\u3000Regatta",
        "標題：Regatta",
        "標題:Regatta",
        "\ttitle: x",
        " title: x",
        "\u3000title: x",
    ),
    *(
        "title: Regatta\nof boats",
        "title: Regatta\n of: boats",
        "Regatta",
        "<b>",
        "...",
        "%YAML 1.1",
        "? [a]\n: b",
        "<<: {}",
        "a: &x [1]\nb: *x",
    ),
    *(
        "topics: [a,, b]",
        "topics: [a]]",
        "topics: [a, b",
        "topics: a]\n- b",
        "bodies:\n- a\nb",
        "bodies:\n  - a\n - b",
        "event: {start: 1. b: 2}",
    ),
    *(
        "event:\n  start: 1\n   end: 2",
        "event:\n    start: 1\n  end: 2",
        "event:\n\tstart: 1",
        "event: {start: 1",
        "event: start: 1",
        "figures: [{figure: a]",
    ),
    *(
        "- title: x",
        "[title: x",
        "{title: x",
        "title: |\nx",
        "title: >\nx",
        "\u2022 title: x",
        "# x\ntitle",
        "日期：2021-05-01",
        "- a\n- b",
    ),
]


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("position", [0, 2])
def test_no_message_quotes_a_parser(broken: str, position: int) -> None:
    lines = [*FIELDS[:position], broken, *FIELDS[position + 1 :]]
    data = "\n".join(["---", *lines, "---", "Text.", ""]).encode()
    source, problems = frontmatter.parse_source(data, "x.en.md", "x", "en")
    assert source or problems
    for problem in problems:
        assert not PARSER.search(problem.message), problem
        assert problem.message.startswith("expected ")


def test_the_words_of_parsers_are_recognised() -> None:
    assert PARSER.search("expected YAML, found while scanning a simple key, could not find expected ':'")
