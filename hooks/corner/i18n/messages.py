"""What a language changes: the interface's words, and the forms of dates and numbers.

The only module that knows Babel. The words stand in `words/LOCALE.yml`; a corner may give further
languages, or other words, in `news/words/LOCALE.yml`.
"""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.localedata import locale_identifiers
from babel.numbers import get_currency_name

from corner.content.dates import Moment, Period
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import suggest
from corner.i18n.script_conversion import Converter
from corner.sources import textfile, yaml
from corner.storage import fingerprint

_ORDINARY = frozenset("gold marks reals soles units value won".split())
"""Names of currencies that are ordinary words, too."""
_OWN = Path(__file__).parent / "locales"


class Messages:
    """The words and forms of one language."""

    def __init__(self, locale: str, words: Mapping[str, str], converter: Converter | None = None) -> None:
        """Hold the words of `locale`, a BCP 47 tag; with `converter` its forms are made from another's."""
        self.locale = locale
        self._convert = converter.text if converter else str
        self.all: Mapping[str, str] = words
        try:
            self._babel = Locale.parse(converter.source if converter else locale, sep="-")
        except (UnknownLocaleError, ValueError):
            self._babel = Locale.parse("en")
        self._date_pattern = words["date"]

    def __call__(self, name: str, /, **values: object) -> str:
        """Return the word called `name`, its openings filled in."""
        word = self.all[name]
        return word.format(**values) if values else word

    @cached_property
    def digest(self) -> str:
        """A fingerprint of all words."""
        return fingerprint.digest(sorted(self.all.items()))

    @property
    def direction(self) -> str:
        """The direction of its script, `ltr` or `rtl`."""
        return str(self._babel.text_direction)

    @property
    def territory(self) -> str:
        """Language and territory, such as `pt_PT`; an edition that is converted has the words of another script."""
        return "zh_CN" if "-Hans" in self.locale else self.all["open_graph_locale"]

    @cached_property
    def months(self) -> Mapping[str, int]:
        """The number of each month by its names, long and short, in small letters."""
        return {
            name.lower().strip("."): number
            for context in self._babel.months.values()
            for width in ("wide", "abbreviated")
            for number, name in context[width].items()
        }

    @cached_property
    def weekdays(self) -> Mapping[str, int]:
        """The number of each day of the week, 1 for Monday, by its long names in small letters."""
        return {name.lower(): number + 1 for number, name in self._babel.days["stand-alone"]["wide"].items()}

    @cached_property
    def decimal(self) -> str:
        """The sign before the decimals of a number."""
        return str(self._babel.number_symbols["latn"]["decimal"])

    @cached_property
    def money(self) -> Mapping[str, str]:
        """The ISO 4217 code of each currency by its code, its signs, and its names in small letters.

        Names that several currencies share are left out, and the signs $, ¥ and 元 have the code `$`; RMB and US$ are known everywhere.
        """
        script = f"{self._babel.language}_{self._babel.script}_"
        regions = [name for name in locale_identifiers() if self._babel.script and name.startswith(script)]
        found: dict[str, set[str]] = {"rmb": {"CNY"}, "us$": {"USD"}}
        for locale in (self._babel, *map(Locale.parse, regions)):
            for code, sign in (*locale.currency_symbols.items(), *locale.currencies.items()):
                plural = get_currency_name(code, count=2, locale=locale)
                for form in (code, sign, plural, plural.rpartition(" ")[2]):
                    found.setdefault(form.lower(), set()).add(code)
        # ISO 4217 gives X to what is no country's money, such as funds.
        alone = {form: min(codes) for form, codes in found.items() if len(codes) == 1 and min(codes)[0] != "X"}
        return {form: code for form, code in alone.items() if form not in _ORDINARY} | dict.fromkeys("$¥元", "$")

    @cached_property
    def separator(self) -> str:
        """What stands between the members of a list."""
        return self.all["separator"]

    @cache  # noqa: B019 -- a handful of instances live as long as the process
    def date(self, day: dt.date) -> str:
        """Return a day in the language's own form, such as September 24, 2021 or 2021年9月24日."""
        return format_date(day, self._date_pattern, locale=self._babel)

    def moment(self, moment: Moment) -> str:
        """Return a day, with its time where one was written."""
        day = self.date(moment.day)
        return f"{day} {self.time(moment.at)}" if moment.timed else day

    def time(self, at: dt.datetime) -> str:
        """Return the time of day."""
        return format_time(at, self.all["time"], tzinfo=at.tzinfo, locale=self._babel)

    def moments(self, start: Moment, end: Moment | None) -> str:
        """Return a stretch of time; one day is shown once."""
        if end is None or (end.day == start.day and not end.timed):
            return self.moment(start)
        if end.day == start.day:
            return self("range", start=self.moment(start), end=self.time(end.at))
        return self("range", start=self.moment(start), end=self.moment(end))

    def days(self, start: dt.date, end: dt.date) -> str:
        """Return a stretch of days."""
        return self.date(start) if start == end else self("range", start=self.date(start), end=self.date(end))

    @cache  # noqa: B019 -- as above
    def period(self, period: Period) -> str:
        """Return a period as closely as it was written: a year, a month, days."""
        parts = period.text.split("/")
        ends = (period.start, period.end)
        shown = [self._part(part, day) for part, day in zip(parts, ends, strict=False)]
        return self("range", start=shown[0], end=shown[1]) if len(shown) > 1 else shown[0]

    def short_period(self, period: Period, *, only_end: bool = False) -> str:
        """Return a period in short, for a chart: a year or years, or a month; of days the month they begin in."""
        parts = period.text.split("/")
        if only_end:
            return self._part(parts[-1][:7], period.end, month="yMMM")
        if len(parts[0]) == 4 and len(parts) > 1:
            return f"{period.start.year}–{period.end.year}"
        return self._part(parts[0][:7], period.start, month="yMMM")

    def _part(self, text: str, day: dt.date, month: str = "yMMMM") -> str:
        skeleton = {4: "y", 7: month}.get(len(text))
        if skeleton is None:
            return self.date(day)
        pattern = self._babel.datetime_skeletons.get(skeleton)
        return format_date(day, str(pattern) if pattern else "y-MM", locale=self._babel)

    @cache  # noqa: B019 -- as above
    def number(self, value: float) -> str:
        """Return a number with the house's groups: 1 090."""
        whole, _, decimals = f"{Decimal(str(value)):,.6f}".partition(".")
        return f"{whole}.{decimals}".rstrip("0").rstrip(".").replace(",", self.all["group"])

    @cache  # noqa: B019 -- as above
    def amount(self, value: float) -> str:
        """Return a number as texts write it, 14 million or 1.9萬, if that leaves no more than four decimals to say."""
        for power in (12, 9, 8, 6, 4):
            word = self.all[f"amount.{power}"]
            scaled = Decimal(str(value)).scaleb(-power).normalize()
            if word != "{number}" and abs(scaled) >= 1 and scaled == round(scaled, 4):
                return word.format(number=self.number(float(scaled)))
        return self.number(value)

    def language(self, locale: str) -> str:
        """Return the name of the language of `locale` in this language, without its script."""
        primary = locale.split("-", maxsplit=1)[0]
        return self._convert(self._babel.languages.get(primary, locale))

    def count(self, number: int) -> str:
        """Return the number of releases in words."""
        form = "one" if self._babel.plural_form(number) == "one" else "other"
        return self(f"count.{form}", count=self.number(number))


def read_messages(
    root: Path, locales: tuple[str, ...], converters: Mapping[str, Converter] = {}
) -> tuple[dict[str, Messages], list[Problem]]:
    """Read the words of each locale: the house's own, then those of `news/words/`, which win.

    Args:
        root: the project's root.
        locales: the locales of all editions, those made by machine after those that they are made from.
        converters: what makes the words of the editions that are made by machine, by locale.

    Returns:
        The words by locale, and a problem for each word that is missing, unknown or lacks an opening.
    """
    english = _read_own("en")
    found: dict[str, Messages] = {}
    problems: list[Problem] = []
    for locale in locales:
        words: dict[str, str] = {}
        if locale in converters:
            convert = converters[locale]
            words = {name: convert.text(word) for name, word in found[convert.source].all.items()}
        if (_OWN / f"{locale}.yml").is_file():
            words |= _read_own(locale)
        file = root / "news" / "words" / f"{locale}.yml"
        name = f"news/words/{locale}.yml"
        if file.is_file():
            own, more = _read_corner(file, name, english)
            words |= own
            problems += more
        missing = [word for word in english if word not in words]
        if missing:
            shown = ", ".join(missing[:5]) + (", …" if len(missing) > 5 else "")
            message = f"expected the interface's words in '{locale}', found none for {shown}"
            problems.append(Problem(name, 1, missing[0], "missing-words", message))
        found[locale] = Messages(locale, {**english, **words}, converters.get(locale))
    return found, problems


def _read_corner(file: Path, name: str, english: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    text, problems = textfile.read_text(str(file), name)
    if text is None:
        return {}, problems
    try:
        data = yaml.parse_yaml(text)
    except yaml.YamlError as error:
        return {}, [Problem(name, error.line, "file", error.code, error.message)]
    if data is not None and not isinstance(data, dict):
        return {}, [Problem(name, 1, "file", "wrong-yaml", "expected the interface's words, found a list")]
    words: dict[str, str] = {}
    for key, value in (data or {}).items():
        line = yaml.find_line(text, (key,))
        if key not in english:
            message = f"expected a word of the interface, found '{key}'{suggest(key, english)}"
            problems.append(Problem(name, line, key, "unknown-key", message))
        elif not isinstance(value, str) or find_placeholders(value) != find_placeholders(english[key]):
            message = f"expected text with {sorted(find_placeholders(english[key])) or 'no openings'}, found {value!r}"
            problems.append(Problem(name, line, key, "wrong-words", message))
        elif key in ("date", "time") and not _is_pattern(key, value):
            message = f"expected a pattern such as {english[key]!r}, found {value!r}"
            problems.append(Problem(name, line, key, "wrong-words", message))
        else:
            words[key] = value
    return words, problems


def _is_pattern(key: str, pattern: str) -> bool:
    """Return whether the pattern of a `date` or a `time` can be used."""
    try:
        if key == "date":
            format_date(dt.date(2021, 9, 24), pattern, locale="en")
        else:
            format_time(dt.time(16, 43), pattern, locale="en")
    except (AttributeError, KeyError, ValueError, TypeError):
        return False
    return True


def find_placeholders(word: str) -> set[str]:
    """Return the names of the openings in a word, such as `count` in `{count} releases`."""
    try:
        parsed = [part for part in string.Formatter().parse(word) if part[1] is not None]
        return {name if name and not spec and not conversion else "?" for _, name, spec, conversion in parsed}
    except ValueError:
        return {"?"}


@cache
def _read_own(locale: str) -> Mapping[str, str]:
    data: dict[str, str] = yaml.parse_yaml((_OWN / f"{locale}.yml").read_text(encoding="utf-8"))
    return data
