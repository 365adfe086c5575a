"""The rules for servers at former addresses: their forms, the limit of a host, and what gets no rule."""

from __future__ import annotations

import pytest

from corner.render.redirect_rules import write_rules

NGINX, CADDY = ".well-known/corner/redirects.nginx.conf", ".well-known/corner/redirects.caddy"


def test_a_former_address_is_a_rule_in_each_language() -> None:
    rules = dict(write_rules([("pt/news/2021/a/", "pt/news/2021/b/")], "/lights/"))
    assert rules["_redirects"].splitlines()[1:] == [
        b"/lights/pt/news/2021/a/ /lights/pt/news/2021/b/ 301!",
        b"/lights/pt/news/2021/a/ /lights/pt/news/2021/b/ 301",
    ]
    line = b"location = /lights/pt/news/2021/a/ { return 301 /lights/pt/news/2021/b/$is_args$args; }"
    assert rules[NGINX].splitlines()[1:] == [line]
    assert b"\t/lights/pt/news/2021/a/ /lights/pt/news/2021/b/\n" in rules[CADDY]


def test_without_former_addresses_the_files_hold_comments_only() -> None:
    rules = dict(write_rules([], "/"))
    assert rules.keys() == {"_redirects", NGINX, CADDY}
    assert all(line.startswith(b"#") for content in rules.values() for line in content.splitlines())


def test_no_host_is_given_more_rules_than_it_reads_and_pages_come_first() -> None:
    moved = [(f"news/2021/a{number}/", f"news/2021/b{number}/") for number in range(1001)]
    rules = dict(write_rules(moved, "/"))
    lines = [line for line in rules["_redirects"].decode().splitlines() if not line.startswith("#")]
    assert len(lines) == 2000
    assert lines[0] == "/news/2021/a0/ /news/2021/b0/ 301!"
    assert b"# 1 more have no rule here" in rules["_redirects"]
    assert rules[NGINX].count(b"\nlocation = ") == 1001
    assert rules[CADDY].count(b"\n\t/news/") == 1001


@pytest.mark.parametrize(
    "root",
    [
        "//evil.example/",
        "/a;b/",
        "/a$uri/",
        "/{env.HOME}/",
        "/a b/",
        '/a"b/',
        "/a\nb/",
        "/../",
        "/a*/",
        "/:name/",
        "/é/",
        "/#/",
    ],
)
def test_an_address_that_means_more_to_a_server_has_no_rule(root: str) -> None:
    for content in dict(write_rules([("a/", "b/")], root)).values():
        assert root.encode() not in content
        assert b"301" not in content
