"""The Word file that the tutorial begins with, in each language, the same bytes each time."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import NamedTuple

import docx
from docx.oxml.ns import qn


class _Release(NamedTuple):
    """What the document says."""

    title: str
    day: str
    lead: tuple[str, ...]
    discussed: str
    topics: tuple[str, ...]
    held: str
    roles: tuple[tuple[str, str], ...]
    end: str


_RELEASES = {
    "en": _Release(
        title="Online seminar for small and medium enterprises",
        day="September 24, 2021 (Friday)",
        lead=(
            (
                "About 210 people joined an online seminar on intellectual property (IP) on September 24, 2021: "
                "representatives of small and medium enterprises, IP practitioners and officials from Guangdong and Hong Kong."
            ),
            "The theme was the development of enterprises in the Greater Bay Area and IP trading.",
        ),
        discussed="What was discussed",
        topics=(
            "IP court cases in the Mainland;",
            "geographical indications in the Mainland;",
            "collaborative innovation;",
            "the commercialisation of IP.",
        ),
        held="Who held it",
        roles=(
            ("Role", "Bodies"),
            (
                "Joint organisers",
                (
                    "Intellectual Property Department, Hong Kong Trade Development Council, Guangdong Administration for "
                    "Market Regulation (Guangdong Intellectual Property Administration)"
                ),
            ),
            ("Co-organiser", "Hong Kong Economic and Trade Office in Guangdong"),
        ),
        end="The seminar is a co-operation item of the Guangdong/Hong Kong Expert Group on the Protection of "
        "Intellectual Property Rights.",
    ),
    "zh-Hant": _Release(
        title="中小企業網上研討會舉行",
        day="2021年9月24日（星期五）",
        lead=(
            "約210人於2021年9月24日參加以知識產權為題的網上研討會，包括粵港兩地的中小企業代表、知識產權業界人士及政府官員。",
            "研討會以大灣區企業的發展及知識產權貿易為主題。",
        ),
        discussed="討論內容",
        topics=("內地知識產權的法院案例；", "內地的地理標誌；", "協同創新；", "知識產權商品化。"),
        held="主辦機構",
        roles=(
            ("角色", "機構"),
            ("合辦", "知識產權署、香港貿易發展局、廣東省市場監督管理局（知識產權局）"),
            ("協辦", "香港特別行政區政府駐粵經濟貿易辦事處"),
        ),
        end="研討會是粵港保護知識產權合作專責小組的合作項目之一。",
    ),
}
_DAY = datetime(2021, 9, 24, tzinfo=UTC)


def word(locale: str) -> bytes:
    """Return the document in a language, as Word saves it."""
    told = _RELEASES[locale]
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = told.title, "", ""
    properties.created = properties.modified = _DAY
    for style in document.styles:
        if style.element.rPr is not None and style.element.rPr.rFonts is not None and locale != "en":
            style.element.rPr.rFonts.set(qn("w:eastAsia"), "Microsoft JhengHei")
    document.add_heading(told.title, 0)
    for words in (told.day, *told.lead):
        document.add_paragraph(words)
    document.add_heading(told.discussed, 1)
    for words in told.topics:
        document.add_paragraph(words, style="List Bullet")
    document.add_heading(told.held, 1)
    table = document.add_table(0, 2, style="Table Grid")
    for role in told.roles:
        for cell, words in zip(table.add_row().cells, role, strict=True):
            cell.text = words
    document.add_paragraph(told.end)
    data = BytesIO()
    document.save(data)
    return _timeless(data)


def _timeless(data: BytesIO) -> bytes:
    """Return an archive without the time at which it was made."""
    found = BytesIO()
    with zipfile.ZipFile(data) as archive, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as made:
        for name in archive.namelist():
            made.writestr(zipfile.ZipInfo(name, (2021, 9, 24, 0, 0, 0)), archive.read(name), zipfile.ZIP_DEFLATED, 9)
    return found.getvalue()
