"""The rules that news is held to: the code of each, what it wants, and an example of wrong and right."""

from __future__ import annotations

from typing import NamedTuple

from corner.diagnostics.problem import Severity


class Rule(NamedTuple):
    """What one rule code means; words are Markdown, as in the editors' guide."""

    code: str
    """The stable code, such as `unknown-topic`; it never changes its meaning."""
    meaning: str
    wrong: str
    """What breaks it."""
    right: str
    severity: Severity = Severity.ERROR
    """The most severe that a problem of this rule is."""


_RULES = (
    Rule(
        "wrong-name",
        "The file lies in the wrong place or has an impossible name.",
        "`releases/2021/SME_Seminar.en.md`",
        "`releases/2021/sme-seminar.en.md`",
    ),
    Rule("unknown-language", "The site has no such language.", "`sme-seminar.zh-hant.md`", "`sme-seminar.zh-Hant.md`"),
    Rule(
        "missing-file",
        "A file is named that is not there, or `news/` or `topics.yml` is missing.",
        "`file: program.pdf`",
        "`file: programme.pdf`",
    ),
    Rule(
        "unused-file",
        "No release shows, links or attaches the file. Use it or remove it.",
        "a forgotten `draft.docx`",
        "only files that are used",
        Severity.WARNING,
    ),
    Rule(
        "unreadable-file",
        "The file cannot be opened, is empty, or is a link that leads out of `news/`.",
        "a file without permission to read it",
        "an ordinary file",
    ),
    Rule(
        "not-utf-8",
        "The file was saved in another encoding, such as Big5.",
        "saved as “ANSI” or “Unicode”",
        "saved as UTF-8",
    ),
    Rule(
        "forbidden-character",
        "The file holds an invisible character that could break or falsify the page, often from pasting, or writes one by its number.",
        "a control character between two words",
        "the words typed anew",
    ),
    Rule(
        "duplicate-address",
        "Two files would be published at one address. Only the build reports this.",
        "`docs/news/2021/sme-seminar/index.html`",
        "another place in `docs/`",
    ),
    Rule(
        "lost-address",
        "A release, summary or file that there was at the git revision is gone or hidden, and neither renamed nor withdrawn. Only `corner check --since` reports this.",
        "`sme-seminar.en.md` deleted",
        "`withdrawn` in `sme-seminar.en.md`",
    ),
    Rule("no-front-matter", "The first line is not `---`.", "`—`", "`---`"),
    Rule(
        "no-closing-fence",
        "The `---` between front matter and text is missing.",
        "the text follows at once",
        "`---` on a line of its own before the text",
    ),
    Rule(
        "lost-words",
        "The words hold ` #`, which begins a comment; what follows would be lost. Put the words in quotation marks.",
        "`title: Notice #5`",
        '`title: "Notice #5"`',
    ),
    Rule(
        "wrong-yaml",
        "A line is not in the form `field: value`. See Plain text.",
        "`title: Sea Dragon: the end`",
        '`title: "Sea Dragon: the end"`',
    ),
    Rule(
        "merge-conflict",
        "Git's marks of a conflict between two versions stand in the file.",
        "`<<<<<<< HEAD`",
        "one of the two versions, without the marks",
    ),
    Rule(
        "duplicate-key",
        "A field or key stands twice.",
        "a second line `topics: [talent]`",
        "`topics: [exchange, talent]`",
    ),
    Rule("unknown-key", "There is no such field, setting or word.", "`topcs: [exchange]`", "`topics: [exchange]`"),
    Rule("missing-field", "A required field is missing or empty.", "`title:`", "`title: Seminar held online`"),
    Rule("wrong-value", "The value is not of the right kind.", "`value: 1 090`", "`value: 1090`"),
    Rule(
        "wrong-date",
        "The day, time or period is not written as it must be, does not exist, ends before it begins, or lies before the "
        "issue or in the future.",
        "`issued: 24/9/2021`",
        "`issued: 2021-09-24`",
    ),
    Rule(
        "wrong-year",
        "The folder is not the year of issue.",
        "`issued: 2022-01-03` in `releases/2021/`",
        "the file in `releases/2022/`",
    ),
    Rule(
        "unfinished-text",
        "A place for words that are to come stands in what is not a draft.",
        '`description: "[[One or two sentences]]"`',
        "`description: About 210 people joined.`",
    ),
    Rule(
        "repeated-value",
        "A list names the same thing twice, or two corrections have the same day.",
        "`topics: [talent, talent]`",
        "`topics: [talent]`",
    ),
    Rule(
        "repeated-fact",
        "The translation has a field that belongs to the original.",
        "`issued: 2021-09-24` in both files",
        "only in the original",
    ),
    Rule(
        "missing-label",
        "The translation lacks words that stand among the original's facts.",
        "no `event.venue`",
        "`labels: {event.venue: 碼頭}`",
    ),
    Rule(
        "unknown-label",
        "The label translates nothing that stands in the original.",
        "`labels: {event.place: 碼頭}`",
        "`labels: {event.venue: 碼頭}`",
    ),
    Rule(
        "different-number",
        "A number, amount or percentage stands in one text only. Of a small number in words it is a warning.",
        "`1 090` and `一千九百`",
        "`1 090` and `一千零九十`",
    ),
    Rule(
        "different-date",
        "A day, month or time stands in one text only.",
        "`September 24, 2021` and `2021年9月25日`",
        "`September 24, 2021` and `2021年9月24日`",
    ),
    Rule(
        "unsaid-figure",
        "A value under `figures` stands in no text of the release, or of an item in no text of its section.",
        "`value: 120` where the text says 210 people",
        "`value: 210`",
        Severity.WARNING,
    ),
    Rule(
        "misplaced-value",
        "A number or date that both texts have stands elsewhere in the other one: in another row, item, paragraph, section or field. Outside tables it is a warning.",
        "`60 boats` in the first paragraph and `90艘` in the first, `90 stalls` in the second and `60個` in the second",
        "`60 boats` and `60艘` in the first, `90 stalls` and `90個` in the second",
    ),
    Rule(
        "different-link",
        "A link stands in one text only. Of two pages of the same publisher it is a warning.",
        "`https://a.example/` and `https://b.example/`",
        "`https://a.example/en/` and `https://a.example/tc/`",
    ),
    Rule(
        "different-name",
        "One text names a body, the other does not use its official name; or a text uses a form that `never` names. Of a name of grade C the first is a warning.",
        "`Harbour Authority` and `港口局`",
        "`Harbour Authority` and `港務局`",
    ),
    Rule(
        "untimely-name",
        "The name was not that of the body on the days that the news is about, and stands neither in brackets nor quotation marks nor where the change is told.",
        "`Harbour Authority` in news of 2019, before the renaming",
        "`Harbour Office`",
        Severity.WARNING,
    ),
    Rule(
        "untranslated-text",
        "A title, description, heading or paragraph of a translation is still in the language of the original.",
        "`## Boats on the quay` in `sme-seminar.zh-Hant.md`",
        "`## 碼頭上的船`",
        Severity.WARNING,
    ),
    Rule(
        "wrong-character",
        "A character that the language does not write: a Simplified one in Traditional Chinese, a digit of full width, a letter O for ○; not within quotation marks.",
        "`发展`, `２０１８`, `二O一八`",
        "`發展`, `2018`, `二○一八`",
        Severity.WARNING,
    ),
    Rule(
        "different-structure",
        "Headings, tables, lists, notes or pictures are not the same.",
        "a list of three items and one of two",
        "three items in both",
        Severity.WARNING,
    ),
    Rule(
        "outdated-translation",
        "The original has changed since it was translated.",
        "the original amended, the translation not",
        "the translation amended, then `corner translated KEY`",
        Severity.WARNING,
    ),
    Rule(
        "unplanned-translation",
        "There is a translation where the original says that none is planned.",
        "`untranslated: [zh-Hant]` beside `sme-seminar.zh-Hant.md`",
        "no `untranslated`",
        Severity.WARNING,
    ),
    Rule(
        "unused-ignore",
        "Under `parity`, something is let stand that does not differ.",
        '`ignore: "1 091"`',
        '`ignore: "1 090"`',
        Severity.WARNING,
    ),
    Rule("unknown-topic", "The key is not in `topics.yml`.", "`topics: [exchanges]`", "`topics: [exchange]`"),
    Rule("unknown-body", "The key is not in `bodies.yml`.", "`bodies: [harbor-office]`", "`bodies: [harbour-office]`"),
    Rule("unknown-place", "The key is not in `places.yml`.", "`places: [key]`", "`places: [quay]`"),
    Rule(
        "unknown-figure", "The key is not in `figures.yml`.", "`figure: participants`", "`figure: seminar-participants`"
    ),
    Rule("unknown-item", "No summary has such an item.", "`items: [seminar]`", "`items: [sme-seminar]`"),
    Rule(
        "unknown-redirect",
        "In `redirects.yml`, a former name leads to what does not exist.",
        "`releases/2021/seminar: releases/2021/smeseminar`",
        "`releases/2021/seminar: releases/2021/sme-seminar`",
    ),
    Rule(
        "chained-redirect",
        "In `redirects.yml`, a former name leads to another former name.",
        "`releases/2021/a: releases/2021/b` and `releases/2021/b: releases/2021/c`",
        "`releases/2021/a: releases/2021/c` and `releases/2021/b: releases/2021/c`",
    ),
    Rule(
        "used-redirect",
        "In `redirects.yml`, there is still, or again, news with the former name.",
        "`releases/2021/seminar: …` while `releases/2021/seminar.en.md` is there",
        "the new release under a name of its own",
    ),
    Rule(
        "unknown-release",
        "`related` names what does not exist, or the release itself.",
        "`related: [2019/sme-seminar]`",
        "`related: [releases/2019/sme-seminar]`",
    ),
    Rule(
        "missing-body",
        "There is no text below the front matter.",
        "nothing after the second `---`",
        "at least one sentence",
    ),
    Rule(
        "wrong-items",
        "The summary has more or fewer headings `##` than items.",
        "two items, one `##`",
        "two items, two `##`",
    ),
    Rule("top-heading", "A heading begins with a single `#`.", "`# Theme`", "`## Theme`"),
    Rule("raw-html", "The text holds HTML.", "`<b>strong</b>`", "`**strong**`"),
    Rule(
        "unsafe-link",
        "The link is of a kind that is not allowed.",
        "`[news](/news/2021/sme-seminar/)`",
        "`[news](../2021/sme-seminar.en.md)`",
    ),
    Rule(
        "foreign-picture",
        "The picture does not lie in news/; one from another site would tell that site of every reader.",
        "`![Opening](https://www.example.org/opening.jpg)`",
        "`![Opening](opening.jpg)`",
    ),
    Rule(
        "unknown-link",
        "The link leads to nothing in `news/`.",
        "`[site](www.example.org)`",
        "`[site](https://www.example.org)`",
    ),
    Rule(
        "unknown-anchor",
        "The link leads to a part that the page does not have. Headings are `#section-1`, `#section-2` and so on, items of a summary `#item-1`.",
        "`[item](../../summaries/2020-2022.en.md#item-99)`",
        "`[item](../../summaries/2020-2022.en.md#item-9)`",
    ),
    Rule(
        "unpublished-link",
        "The text links to a draft, or to what is not shown yet.",
        "a link to a draft",
        "publish both, or leave the link out",
    ),
    Rule(
        "no-words",
        "A picture, link or heading has no words, so that those who hear the page miss it.",
        "`![](opening.jpg)`",
        "`![The opening of the seminar](opening.jpg)`",
    ),
    Rule(
        "unmatched-note",
        "A note has no reference in the text, and would be lost, or a reference has no note, or two notes have one name.",
        "`a seminar[^1]` without `[^1]: …`",
        "`a seminar[^1]`, and `[^1]: …` on a line of its own",
    ),
    Rule(
        "stray-markup",
        "Readers would see a sign of Markdown, as a link, heading, table, list or emphasis is not written quite as it must be. Where they shall see it, put `\\` before it.",
        "`[site]（https://www.example.org）` and `##Theme`",
        "`[site](https://www.example.org)` and `## Theme`",
        Severity.WARNING,
    ),
    Rule("wrong-key", "A key is not in lower-case words joined by hyphens.", "`Boat_Trips:`", "`boat-trips:`"),
    Rule(
        "missing-language",
        "A name lacks a language of the site.",
        "`name: {en: The quay}`",
        "`name: {en: The quay, zh-Hant: 碼頭}`",
    ),
    Rule(
        "wrong-names",
        "The names of a body do not stand newest first, or overlap.",
        "`until: 2019` of the old name, `from: 2018-10` of the new",
        "`2018-10` in both",
    ),
    Rule(
        "missing-words",
        "A language of the site has no words for the pages.",
        "a new language without `news/words/`",
        "`news/words/fr.yml` with all words",
    ),
    Rule(
        "wrong-words",
        "A word lacks what is filled in, or has more.",
        "`page_of: Page {page}`",
        "`page_of: Page {page} of {pages}`",
    ),
    Rule(
        "wrong-setting",
        "The settings in `mkdocs.yml` name no languages.",
        "no `i18n` under `plugins`",
        "`i18n` with its `languages`",
    ),
)
RULES = {rule.code: rule for rule in _RULES}
"""Each rule by its code, in the order of the guide."""
