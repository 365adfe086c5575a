"""What a search should find: a plain scan of the news as files and pages have it, by another way than the project's own.

A page matches a query if it has all its words and phrases.

- A word of letters or digits matches one with the same stem (in English), whatever its case, width, accents and
  punctuation; the parts of a compound are words, too. If no page has it, it matches the words that begin with it.
- Chinese is matched as a phrase, in either script, as is what stands in quotation marks: its words follow one another.
- A year in four Chinese digits is the number, and groups of digits are one number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from typing import Any

import markdown
import snowballstemmer
from opencc import OpenCC

from tests.support import crawl
from tests.support.built import Built
from tests.support.corner_files import Told

_HAN = "\u3005\u3007\u3400-\u9fff"
_CJK = rf"{_HAN}\u3001-\u30ff\uff01-\uff05\uff08-\uff0c\uff1a-\uff20"
_TOKEN = re.compile(rf"[0-9]{{4}}(?=年)|[{_CJK}]|[^\s{_CJK}]+")
_YEAR_DIGITS = {"○": "0", "〇": "0", "零": "0", **{sign: str(n) for n, sign in enumerate("一二三四五六七八九", 1)}}
_YEAR = re.compile(f"(?<![{''.join(_YEAR_DIGITS)}])[{''.join(_YEAR_DIGITS)}]{{4}}(?![{''.join(_YEAR_DIGITS)}])")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:\s\d{3})+(?!\d)")
_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|「([^」]*)」|(\S+)')
_BLOCKS = "//p | //h2 | //h3 | //td | //th | //li[not(p)]"
_by_words = OpenCC("hk2s").convert
_from_taiwan = OpenCC("tw2s").convert

Token = frozenset[str]
"""The forms in which one word may be looked for."""


def iter_blocks(own: Built, locale: str) -> Iterator[tuple[str, str]]:
    """Yield address and text of each heading, paragraph, item and cell of all news as an edition lists it."""
    for told in [*own.corner.releases.values(), *own.corner.summaries.values()]:
        shown = locale if locale in told.fronts else told.original
        address = own.corner.at(shown, told.address)
        yield address, told.title(shown)
        yield address, told.fronts[shown]["description"]
        if "withdrawn" not in told.facts:
            tree = crawl.fragment(markdown.markdown(told.bodies[shown], extensions=["tables", "footnotes"]))
            for block in tree.xpath(_BLOCKS):
                yield address, " ".join(block.text_content().split())


def iter_facts(own: Built, locale: str) -> Iterator[tuple[str, str]]:
    """Yield address and text of each fact that the pages of news show beside their texts."""
    cards = _read_cards(own, locale)
    for told in [*own.corner.releases.values(), *own.corner.summaries.values()]:
        shown = locale if locale in told.fronts else told.original
        address = own.corner.at(shown, told.address)
        for owner in [told.facts, *told.facts.get("items", [])] if "period" in told.facts else [told.facts]:
            for kind in ("topics", "bodies", "places"):
                for key in owner.get(kind, []):
                    yield address, _name(own.corner.vocabularies[kind][key], locale, told.facts.get("issued", "9999"))
        for label in _labels(told, shown):
            yield address, label
        if shown != locale:
            yield from ((address, text) for text in cards[address])
            continue
        page = own.site.pages[address]
        yield from ((address, text) for text in _read_texts(page, "//p[@class='corner-kicker']/*"))
        yield from ((address, text) for text in _read_texts(page, "//dl[@class='corner-figures']/div/dt/*"))
        yield from ((address, text) for text in _read_texts(page, "//dl[@class='corner-figures']/div/dd"))
        yield from ((address, text) for text in _read_texts(page, "//*[@class='corner-reports']//a"))
        # What is linked from there is of other pages.
        yield from ((address, str(text)) for text in page.find("//aside[@class='corner-facts']/dl[1]/div/dd/text()"))


def _read_texts(page: crawl.Page, xpath: str) -> list[str]:
    return [crawl.plain(element.text_content()) for element in page.find(xpath)]


def _read_cards(own: Built, locale: str) -> dict[str, list[str]]:
    """Return date and type of each release in an edition's lists, by address."""
    cards: dict[str, list[str]] = {}
    for address, page in own.site.pages.items():
        if address.startswith(own.corner.at(locale, "news/")):
            for card in page.find("//article[contains(@class,'corner-card')]"):
                (href,) = card.xpath(".//h3/a/@href")
                found = card.xpath(".//*[@class='corner-card__meta']/*")
                cards[own.site.address(page, href)] = [crawl.plain(each.text_content()) for each in found]
    return cards


def _name(entry: dict[str, Any], locale: str, day: str) -> str:
    """Return the name of a term, for a body the one valid on a day."""
    names = entry.get("names", [entry])
    valid = [name for name in names if str(name.get("from", "")) <= day] or names[-1:]
    written: dict[str, str] = valid[0]["name"]
    return written.get(locale) or written.get("en") or next(iter(written.values()))


def _labels(told: Told, shown: str) -> list[str]:
    facts = told.fronts[shown]
    if "issued" in facts or "period" in facts:
        labels = [facts.get("source", {}).get("name"), facts.get("event", {}).get("venue")]
        labels += [attachment["label"] for attachment in facts.get("attachments", [])]
        labels += [correction["note"] for correction in facts.get("corrections", [])]
        labels += [facts.get("withdrawn", {}).get("reason")]
        return [label for label in labels if label]
    return [*facts.get("labels", {}).values()]


@cache
def _by_character(character: str) -> str:
    """Return a character in Simplified script, as it is alone."""
    return str(_from_taiwan(_by_words(character)))


def _normal(text: str) -> str:
    text = unicodedata.normalize("NFKC", re.sub("[\uff01-\uff05\uff08-\uff0c\uff1a-\uff20]", " | ", text))
    text = _YEAR.sub(lambda match: "".join(_YEAR_DIGITS[sign] for sign in match[0]), text)
    return _GROUPED.sub(lambda match: re.sub(r"\s", "", match[0]), text)


def _plain(word: str) -> str:
    """Return a word in lower case without accents, with spaces for punctuation."""
    letters = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", letters).strip().lower()


def _forms(text: str) -> set[str]:
    """Return a text in Simplified script: character by character, and word by word."""
    plain = _normal(text)
    return {"".join(map(_by_character, plain)), str(_by_words(plain))}


class PlainScan:
    """The news of an edition, to be scanned."""

    def __init__(self, own: Built, locale: str) -> None:
        """Read all news as the edition `locale` lists it."""
        stemmer = snowballstemmer.stemmer("english")
        self._stem: Callable[[str], str] = cache(stemmer.stemWord) if locale == "en" else str
        self._pages: dict[str, list[list[Token]]] = {}
        for address, text in [*iter_blocks(own, locale), *iter_facts(own, locale)]:
            blocks = self._pages.setdefault(address, [])
            blocks += [[self._token(word) for word in _TOKEN.findall(form)] for form in _forms(text)]

    def _token(self, word: str) -> Token:
        parts = _plain(word).split()
        compounds = ["".join(parts), *(part for part in parts if len(part) > 1)]
        return frozenset(self._stem(compound) for compound in compounds)

    @cached_property
    def _blocks(self) -> dict[str, list[tuple[str, list[Token], int]]]:
        """Address, block and place of each word."""
        places: dict[str, list[tuple[str, list[Token], int]]] = {}
        for address, blocks in self._pages.items():
            for block in blocks:
                for place, token in enumerate(block):
                    for word in token:
                        places.setdefault(word, []).append((address, block, place))
        return places

    @cached_property
    def _words(self) -> dict[str, set[str]]:
        """The pages of each word."""
        return {word: {address for address, _, _ in found} for word, found in self._blocks.items()}

    def find(self, query: str) -> set[str]:
        """Return the addresses of the pages that match a query."""
        found = []
        for *quoted, word in _QUOTED.findall(_normal(query)):
            if word and not re.search(f"[{_HAN}]", word):
                if re.search(r"\w", word):
                    found.append(self._find_word(word))
            else:
                pieces = re.split(rf"(?![{_HAN}])[{_CJK}|]", word or "".join(quoted))
                found += [self._find_phrase(piece) for piece in pieces if re.search(r"\w", piece)]
        return set.intersection(*found) if found else set()

    def _find_word(self, word: str) -> set[str]:
        text = _plain(word).replace(" ", "")
        if (stem := self._stem(text)) in self._words:
            return self._words[stem]
        return {address for other, pages in self._words.items() if other.startswith(text) for address in pages}

    def _find_phrase(self, phrase: str) -> set[str]:
        wanted = []
        for form in _forms(phrase):
            words = [_plain(word).replace(" ", "") for word in _TOKEN.findall(form)]
            wanted.append([self._stem(word) for word in words if word])
        return {
            address
            for words in wanted
            for address, block, place in self._blocks.get(words[0], ())
            if len(block) - place >= len(words)
            and all(word in token for word, token in zip(words, block[place:], strict=False))
        }
