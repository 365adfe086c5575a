"""The digest, read back by Python's mail parser."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import lxml.html
import pytest
from click.testing import CliRunner, Result

from corner.cli import main
from tests.support.corners import FAIR, FAIR_ZH, Corner, release, translation

FILES = {
    FAIR: release(title="Old & new", corrections="[{date: 2021-04-01, note: A < B.}]"),
    FAIR_ZH: translation(title="市集", labels="{corrections.2021-04-01: 日期有誤。}"),
    "news/releases/2021/later.en.md": release(title="Later", issued="2021-05-01"),
}


def _run(root: Path, *options: str) -> Result:
    return CliRunner().invoke(
        main, ["digest", "--root", str(root), "--output", str(root / "out"), "--now", "2026-01-01", *options]
    )


def _mail(root: Path, locale: str) -> EmailMessage:
    message = message_from_bytes((root / f"out/digest.{locale}.eml").read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _text(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    assert not part.defects
    content = part.get_content()
    assert isinstance(content, str)
    return content


def test_the_mail_tells_in_text_and_html_what_is_new_and_nothing_older(corner: Corner) -> None:
    root = corner(FILES)
    assert _run(root, "--since", "2021-04-01").exit_code == 0
    message = _mail(root, "en")
    assert message["Subject"] == "Harbour Corner: new since April 1, 2021"
    assert (message["Content-Language"], message.get_content_type()) == ("en", "multipart/alternative")
    links = list(lxml.html.document_fromstring(_text(message, "html")).iterfind(".//h2/a"))
    assert [link.text for link in links] == ["Later", "Correction: Old & new"]
    assert links[0].get("href") == "https://corner.example/base/news/2021/later/"
    text = _text(message, "plain").replace("\r\n", "\n")
    assert "Correction: Old & new\nApril 1, 2021\nA < B.\nhttps://corner.example/base/news/2021/fair/" in text
    assert "What is new.\nhttps://corner.example/base/news/2021/fair/" not in text


def test_each_edition_has_a_mail_in_its_language(corner: Corner) -> None:
    root = corner(FILES)
    assert _run(root, "--since", "2021-03-01").exit_code == 0
    message = _mail(root, "zh-Hant")
    assert message["Subject"] == "港口專欄：2021年3月1日以來的最新消息"
    assert [word in _text(message, "plain") for word in ("更正：市集", "Later")] == [True, False]


def test_the_same_news_gives_the_same_bytes(corner: Corner) -> None:
    root = corner(FILES)
    mails = []
    for _ in range(2):
        _run(root, "--since", "2021-03-01")
        mails.append((root / "out/digest.en.eml").read_bytes())
    assert mails[0] == mails[1]


@pytest.mark.parametrize("title", ["Märkte", "市集", "市集開幕" * 100, "A" * 1500])
def test_the_mail_is_short_lines_of_ascii_whatever_it_says(corner: Corner, title: str) -> None:
    root = corner({FAIR: release(title=title), FAIR_ZH: None})
    _run(root, "--since", "2021-03-01")
    data = (root / "out/digest.en.eml").read_bytes()
    assert data.isascii()
    # RFC 5322, section 2.1.1: no line is longer than 998 characters, and none should be longer than 78.
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert title in _text(_mail(root, "en"), "plain")
    assert title in _text(_mail(root, "en"), "html")


def test_where_nothing_is_new_there_is_no_mail(corner: Corner) -> None:
    root = corner(FILES)
    assert _run(root, "--since", "2021-04-15").output == f"{root}/out/digest.en.eml\nzh-Hant: nothing new.\n"
    assert not (root / "out/digest.zh-Hant.eml").exists()


def test_a_mail_of_before_does_not_stay_to_be_sent_again(corner: Corner) -> None:
    root = corner(FILES)
    _run(root, "--since", "2021-03-01")
    _run(root, "--since", "2021-04-15")
    assert [path.name for path in (root / "out").iterdir()] == ["digest.en.eml"]


@pytest.mark.parametrize("since", ["yesterday", "2021-02-30", "0001-01-01 00:00+14:00"])
def test_what_is_no_day_is_refused(corner: Corner, since: str) -> None:
    found = _run(corner(), "--since", since)
    assert found.exit_code == 2
    assert f"expected a day such as 2026-11-15 or 2026-11-15 09:00, found {since}" in found.output
