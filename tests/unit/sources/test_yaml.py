"""YAML as plain data: YAML 1.2's core schema (yaml.org/spec/1.2.2, chapter 10.3), line numbers, and refused features."""

from __future__ import annotations

import json
import threading
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corner.sources import yaml

# The examples of the specification's 10.3.2 that differ from YAML 1.1, and those that editors write.
SCALARS: list[tuple[str, Any]] = [
    ("null", None),
    ("~", None),
    ("", None),
    ("true", True),
    ("FALSE", False),
    ("yes", "yes"),
    ("No", "No"),
    ("on", "on"),
    ("0", 0),
    ("-19", -19),
    ("007", 7),
    ("0.", 0.0),
    ("-0.0", -0.0),
    (".5", 0.5),
    ("+12e03", 12000.0),
    ("-2E+05", -200000.0),
    ("1_000", "1_000"),
    ("12:30:45", "12:30:45"),
    ("2021-02-30", "2021-02-30"),
    ("2021-02-03", "2021-02-03"),
    ("=", "="),
    ("'1'", "1"),
    ('"true"', "true"),
    ("|\n  1\n", "1\n"),
    ("3 people", "3 people"),
]


@pytest.mark.parametrize(("text", "value"), SCALARS)
def test_a_plain_scalar_is_what_yaml_1_2_says(text: str, value: object) -> None:
    parsed = yaml.parse_yaml(f"field: {text}")["field"]
    assert (parsed, type(parsed)) == (value, type(value))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text(st.characters(codec="ascii", min_codepoint=32)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc", min_size=1), inner),
    max_leaves=10,
)


@given(JSON)
def test_json_is_yaml(data: object) -> None:
    assert yaml.parse_yaml(json.dumps(data)) == data


@pytest.mark.parametrize(
    ("text", "line", "code", "why"),
    [
        ("a: 1\na: 2", 2, "duplicate-key", "'a' again"),
        ("x:\n  a: 1\n  b: 2\n  a: 3", 4, "duplicate-key", "'a' again"),
        ("a: &x [1]\nb: *x", 1, "wrong-yaml", "an anchor"),
        ("a: &x word\nb: *x", 1, "wrong-yaml", "an anchor"),
        ("a: 1\nb: !ENV HOME", 2, "wrong-yaml", "found !ENV"),
        ("a: 1\n? [b]\n: 2", 2, "wrong-yaml", "list or mapping"),
        ("a: 1\n---\nb: 2", 2, "wrong-yaml", "found '---'"),
        ("a: [1,\n2", 1, "wrong-yaml", "found 'a: [1,'"),
        ("a: 1\nb: \x07", 2, "wrong-yaml", "U+0007"),
        ("a: " + "[" * 5000 + "]" * 5000, 1, "wrong-yaml", "hundreds"),
        ("a: " + "[" * 100_000, 1, "wrong-yaml", "thousands"),
    ],
)
def test_refused_features_are_reported_with_their_line(text: str, line: int, code: str, why: str) -> None:
    with pytest.raises(yaml.YamlError) as caught:
        yaml.parse_yaml(text)
    assert (caught.value.line, caught.value.code) == (line, code)
    assert why in caught.value.message


def test_a_tag_is_ignored_where_tags_are_allowed_but_for_the_name_of_an_object() -> None:
    text = "plugins:\n  - !ENV [A, B]\nx: !!python/name:os.system\nz: !!python/object:os.system y"
    data = yaml.parse_yaml(text, tags=True)
    assert data == {"plugins": [["A", "B"]], "x": "os.system", "z": "y"}
    assert isinstance(data["x"], yaml.PythonName)


def test_deep_nesting_is_refused_on_the_small_stack_of_a_thread() -> None:
    messages: list[str] = []

    def parse() -> None:
        try:
            yaml.parse_yaml("[" * 4900 + "]" * 4900)
        except yaml.YamlError as error:
            messages.append(error.message)

    thread = threading.Thread(target=parse)
    thread.start()
    thread.join()
    assert messages == ["expected a few levels of nesting, found hundreds"]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("title",), 1),
        (("event",), 3),
        (("event", "start"), 4),
        (("event", "end"), 3),
        (("figures", 0), 6),
        (("figures", 1, "value"), 9),
        (("figures", 7, "value"), 5),
        (("nothing",), 1),
        (("labels", "event.venue"), 11),
        (("labels", 2021), 12),
    ],
)
def test_a_field_has_its_line_and_a_missing_one_that_of_its_parent(path: yaml.YamlPath, line: int) -> None:
    text = dedent("""\
        title: A

        event:
          start: 2021-01-01
        figures:
          - figure: visitors
            value: 1
          - figure: boats
            value: 2
        labels:
          event.venue: B
          2021: C
        """)
    assert yaml.find_line(text, path) == line


def test_every_field_of_invalid_yaml_is_on_line_1() -> None:
    assert yaml.find_line("a: [", ("a",)) == 1
