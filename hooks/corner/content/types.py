"""The content model: content of any type, its texts by language, and the declaration of a content type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, Protocol, TypeVar

from pydantic import BaseModel

from corner.content.dates import Moment
from corner.content.frontmatter import Figure
from corner.content.taxonomies import LocalizedName
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.sources.frontmatter import SourceFile
from corner.sources.reader import DataFile, FileKind
from corner.sources.yaml import YamlPath

if TYPE_CHECKING:
    # A content type reaches up to every stage; only the names of their types are needed here.
    from corner.checks.context import CheckContext
    from corner.checks.result import CheckResult
    from corner.data.tables import Table
    from corner.feeds.entries import FeedEntry, RenderedEntry
    from corner.render.head import HeadRenderer
    from corner.render.jsonld import JsonLd
    from corner.render.page import Page, PageGroup
    from corner.search.pagefind import SearchRecord
    from corner.site.catalogue import Catalogue
    from corner.social.cards import Card
    from corner.views.edition import Edition
    from corner.views.types import FeedLink


class HtmlSource(Protocol):
    """A text that gives its HTML when it is asked for."""

    @property
    def html(self) -> str:
        """The HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One item of a summary in one language."""

    title: str
    passage: HtmlSource


class LocalizedContent(NamedTuple):
    """Content in one language. There are thousands, and a tuple is made in a fifth of the time that a frozen class takes."""

    locale: str
    path: str
    """The file that it came from, relative to the project's root."""
    title: str
    description: str
    """The teaser."""
    passage: HtmlSource
    """The body; of a summary, what stands before its items. Links within the corner are still open."""
    labels: Mapping[str, str]
    """The words among the facts in this language, by label, such as `event.venue`."""
    sections: tuple[Section, ...] = ()
    """Of a summary, its items in order."""
    targets: tuple[str, ...] = ()
    """The content and files that the body links to, by key or path in `news/`."""
    translated: Moment | None = None
    """When it was published, where that was after its original."""


class FigureReport(NamedTuple):
    """Figures among the facts, and the part of the text that must name them."""

    path: YamlPath
    """The path of the list of figures in the front matter."""
    figures: tuple[Figure, ...]
    section: int | None
    """The position of the section that reports them, from 0; `None` for the whole text."""


class DatedFact(NamedTuple):
    """A day among the facts, which may lie neither before the issue nor after the first day on which it is public."""

    path: YamlPath
    day: date


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Content:
    """What all content shares; each is one of a kind, and equal to itself alone."""

    content_type: ContentType[Any]
    key: str
    """The identity, such as `releases/2021/sme-seminar`: the name of its type, then its own."""
    original: str
    """The locale of the text that carries the facts."""
    texts: Mapping[str, LocalizedContent]
    """The texts by locale, in the order of the site's languages."""
    digest: str
    """Of all its files."""
    facts: Any
    """What its front matter or record says, as the content type's model."""
    status: str = "published"
    """`draft` for what is never published."""
    issued: Moment | None = None
    """When it was issued, where that is known."""
    publish_at: Moment | None = None
    """When it is published, where that is not when it was issued."""
    changed: Moment | None = None
    """When its page last changed in substance, where that is known."""

    @property
    def path(self) -> str:
        """The path of its page in the default edition."""
        return self.content_type.url_path(self.key)

    @property
    def folder(self) -> str:
        """The folder in `news/` that its files are in."""
        return self.key.rpartition("/")[0]

    def text(self, locale: str) -> LocalizedContent:
        """Return the text in `locale`, or else the original."""
        return self.texts.get(locale) or self.texts[self.original]

    @property
    def due(self) -> tuple[datetime, ...]:
        """The moment from which the public may see it, if it is to be seen and there is one."""
        start = self.publish_at or self.issued
        return (start.at,) if start and self.is_public else ()

    @property
    def visibility_changes(self) -> tuple[datetime, ...]:
        """The moments from which pages show it otherwise than before."""
        return self.due

    def explain_change(self, moment: datetime) -> str:
        """Return what changes at one of its moments, in words."""
        return Message("appears") if moment in self.due else Message("its event is over")

    @property
    def is_public(self) -> bool:
        """Whether the public may see it, now or some day."""
        return self.status == "published"

    def first_visible_at(self, now: datetime) -> datetime:
        """Return the first moment, from `now` on, at which the public may see it."""
        return max((now, *self.due))

    def is_visible(self, now: datetime) -> bool:
        """Return whether the public may see it."""
        return self.is_public and all(moment <= now for moment in self.due)

    def label(self, name: str, locale: str) -> LocalizedName:
        """Return one of the labels among the facts, in `locale` or else in the original's language."""
        text = self.text(locale)
        return LocalizedName(text.labels[name], text.locale)

    @property
    def later_changes(self) -> tuple[tuple[date, str], ...]:
        """The days on which it was updated, corrected and withdrawn after its publication, each with that word."""
        return ()

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was withdrawn after its publication."""
        return False

    @property
    def has_corrections(self) -> bool:
        """Whether it was corrected after its publication."""
        return False

    @property
    def sort_value(self) -> Any:
        """What content of one type is sorted by in a catalogue, the greatest first; equal content by key."""
        return self.issued.at.timestamp() if self.issued else 0.0

    @property
    def attached_files(self) -> tuple[str, ...]:
        """The files that its facts attach, as paths in `news/`."""
        return ()

    @property
    def dated_facts(self) -> tuple[DatedFact, ...]:
        """The days among its facts that must lie between the issue and the first day on which it is public."""
        return ()

    @property
    def covered_days(self) -> tuple[date, date]:
        """The first and the last day that it is about: names of bodies must be valid on one of them."""
        day = self.issued.day if self.issued else date.max
        return day, day

    @property
    def figure_reports(self) -> Iterator[FigureReport]:
        """The figures among its facts, with the part of the text that must name them."""
        yield from ()

    @property
    def item_keys(self) -> tuple[str, ...]:
        """The keys of the items that it numbers, which releases may report on."""
        return ()

    @property
    def new_item_numbers(self) -> frozenset[int]:
        """The numbers of those of its items that are new."""
        return frozenset()

    @property
    def record_keys(self) -> tuple[str, ...]:
        """The keys of the records of registers that it names, such as `laws/hk-cap-528`."""
        return ()

    @property
    def anchors(self) -> frozenset[str]:
        """The parts of its page that links may lead to, besides those of its texts."""
        return frozenset()


class Assembly(NamedTuple):
    """What the files of one piece of content came to, ready to become content."""

    content_type: ContentType[Any]
    key: str
    original: str
    """The locale of the text that carries the facts."""
    texts: Mapping[str, LocalizedContent]
    digest: str
    facts: Any


class Records(NamedTuple):
    """What one data file came to."""

    contents: tuple[Content, ...]
    problems: tuple[Problem, ...]


def _no_section_count(_facts: Any) -> int | None:
    return None


_C = TypeVar("_C", bound=Content)


@dataclass(frozen=True, kw_only=True, eq=False)
class ContentType(Generic[_C]):
    """What there is about one kind of content, from its files to its pages.

    Stages loop over the content types of a corner and ask these fields; no stage knows a kind of content by name.
    A type is made from Markdown files, one for each language (`build`), from data files (`read_records`), or from
    what is visible of other types (`derive`).
    """

    name: str
    """The first part of its keys and of its paths in `news/`, such as `releases`."""
    label: str
    """The name of one piece, such as `release`: of its schema, and in messages."""
    section: str
    """The first part of its URLs, which is also the section of the site that its pages belong to."""
    files: FileKind | None = None
    """Which files of `news/` it is made from; `None` where it is derived from other content."""
    model: type[BaseModel] = BaseModel
    """The front matter of an original, or one record of a data file."""

    # From files to content.
    marker: str = ""
    """The fact that each original has, by which it is known among the languages."""
    build: Callable[[Assembly], _C] | None = None
    """Makes content from Markdown files without faults."""
    read_records: Callable[[DataFile, CheckContext], Records] | None = None
    """Makes content from a data file, and reports what is wrong in it."""
    derive: Callable[[Mapping[str, Mapping[str, Content]]], Iterable[_C]] | None = None
    """Makes content from the visible content of other types, which it is handed by type and key, in order."""
    check_together: Callable[[CheckResult, CheckContext], Iterator[Problem]] | None = None
    """Reports what does not agree between pieces of the type, once all content is known and has no errors."""
    check_record_references: Callable[[Sequence[DataFile], CheckResult, CheckContext], Iterator[Problem]] | None = None
    """Reports what the records of its data files name and nothing has, once all content is known."""
    check_declaration: Callable[[CheckContext], Iterator[Problem]] | None = None
    """Reports what is wrong in the words that its declaration has for pages."""
    count_sections: Callable[[Any], int | None] = _no_section_count
    """Returns how many level-2 sections a text must have, given its facts; `None` for any number."""
    checks: tuple[Callable[[SourceFile, Any], Iterator[Problem]], ...] = ()
    """What is checked in an original beyond its model, given the file and its facts."""
    references: tuple[Callable[[SourceFile, CheckContext], Iterator[Problem]], ...] = ()
    """What an original names by key, given the file as it is written."""
    snippet_fields: tuple[str, ...] = ()
    """The fields that a new original begins with in editors' programs; none where there is no snippet."""
    form_date: str = ""
    """The field with a date by which the form for editors knows originals; empty where the form does not edit it."""
    form_path: str = ""
    """The path of a new file below its folder, as the form writes it; empty for the file's name alone."""
    is_shared: bool = True
    """Whether any page of the site may show something of it, so that a change renders every page again."""

    # From content to pages.
    templates: Path | None = None
    """The folder of its templates, where they are not the theme's."""
    page: Callable[[Edition, _C], Page] | None
    """Returns the page of one piece of content that has a text in the edition's language; `None` where it is shown on
    a page of something else, at its address."""
    page_groups: Callable[[Edition], Iterable[PageGroup]] | None = None
    """Returns the pages of all pieces of content in groups, and other pages that come in groups; `None` where there are none."""
    index_pages: Callable[[Edition], Iterable[Page]]
    """Returns the pages that list it, but for those in groups."""
    json_ld: Callable[[HeadRenderer, _C, LocalizedContent], JsonLd]
    """Returns what the page of one piece tells machines, by schema.org's terms."""
    head_properties: Callable[[HeadRenderer, _C], Iterable[tuple[str, str]]] = field(default=lambda _head, _content: ())
    """Returns the Open Graph properties of its page, besides those of all pages."""
    head_description: Callable[[HeadRenderer, _C], str] = field(default=lambda _head, _content: "")
    """Returns what its page's head says in place of the text's description; nothing for the description."""
    markdown_headings: Callable[[Edition, _C], list[str]] = field(default=lambda _edition, _content: [])
    """Returns the headings of the sections of its Markdown; none where they are its titles with their numbers."""
    markdown_fields: Callable[[Edition, _C], Mapping[str, Any]] = field(default=lambda _edition, _content: {})
    """Returns the facts in the front matter of its Markdown, besides those of all content."""
    card: Callable[[Edition, _C], Card] | None = None
    """Returns the social card of one piece; `None` where its pages have the site's card."""

    menu: Literal["main", "footer", "none"] = "none"
    """Where the menu has its section, besides the sections that every site has."""
    menu_title: Callable[[Edition], str] = field(default=lambda _edition: "")
    """Returns the name of its section in the menu and above its pages; empty where the section has no pages."""
    introduce: Callable[[Edition], str] = field(default=lambda _edition: "")
    """Returns one sentence on what its section holds, for the front page; empty where that does not list it."""

    tables: Callable[[Catalogue], Iterable[Table]] = field(default=lambda _catalogue: ())
    """Returns its data as tables, which are published as CSV and JSON."""
    derived_tables: Callable[[Catalogue, tuple[Table, ...]], Iterable[Table]] = field(
        default=lambda _catalogue, _tables: ()
    )
    """Returns the tables that follow from those of all content types."""

    # For subscribers and searches.
    feed_links: Callable[[Edition], Iterable[tuple[str, tuple[FeedLink, ...]]]] = field(default=lambda _edition: ())
    """Returns the feeds that it has besides the one of all news, below their headings."""
    feed_entries: Callable[[Edition, _C], Iterator[FeedEntry]] = field(default=lambda _edition, _content: iter(()))
    """Returns the feed entries of one piece of content that has a text in the edition's language."""
    render_entry: Callable[[Edition, FeedEntry], RenderedEntry] | None = None
    """Renders a feed entry in the edition's language; needed where there are feed entries."""
    is_archived: bool = False
    """Whether there may be thousands of pieces, so that old ones are searched in bundles of their own."""
    search_record: Callable[[Edition, _C], SearchRecord] | None = None
    """Returns one piece as the search index knows it; `None` where it is not searched."""
    search_depends: Callable[[Edition, _C], object] = field(default=lambda _edition, _content: None)
    """Returns what its search record depends on besides the content: plain values."""
    search_types: Callable[[Edition], Iterable[tuple[str, str]]] = field(default=lambda _edition: ())
    """Returns the values and labels of the search facet `type` that its records have."""

    def url_path(self, key: str) -> str:
        """Return the path of the page with that key: `releases/2021/a` is at `news/2021/a/`."""
        return f"{self.section}/{key.partition('/')[2]}/"

    def asset_path(self, name: str) -> str:
        """Return the path at which a file of its folder is published, which is the same in all editions."""
        return f"{self.section}/{name.partition('/')[2]}"


class ContentTypes(tuple[ContentType[Any], ...]):
    """The content types of a corner, in order."""

    __slots__ = ()

    @property
    def file_kinds(self) -> list[FileKind]:
        """The kinds of files of `news/` that they are made from."""
        return [content_type.files for content_type in self if content_type.files]

    def find(self, key: str) -> ContentType[Any] | None:
        """Return the type of a key or of a path in `news/`, where there is one."""
        name = key.partition("/")[0]
        for content_type in self:
            if content_type.name == name:
                return content_type
        return None

    def url_path(self, key: str) -> str:
        """Return the path of the page with that key in the default edition."""
        content_type = self.find(key)
        return content_type.url_path(key) if content_type else f"{key}/"

    def asset_path(self, name: str) -> str:
        """Return the path at which a file of `news/` is published, which is the same in all editions."""
        content_type = self.find(name)
        return content_type.asset_path(name) if content_type else name
