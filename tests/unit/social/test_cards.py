"""Which social cards there are, what they show, and which are kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from corner.social import cards, draw, typeface
from corner.social import fonts as social_fonts
from corner.social.cards import Card, PlannedCard
from corner.social.fonts import Fonts, FontSet
from corner.social.store import CardCache, SocialCards
from corner.storage.output_file import OutputFile
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, Corner, release, translation

CARD = Card("Harbour Corner", "Notice", "March 1, 2021", "Spring fair", "Boats", 1, "en_GB")


@pytest.fixture
def fonts() -> Fonts:
    fonts = social_fonts.find_fonts().cjk
    assert fonts is not None, "tools/font installs the font"
    return fonts


def test_a_release_has_a_card_in_each_of_its_languages_and_an_edition_one_for_other_pages(corner: Corner) -> None:
    root = corner(
        {FAIR: release(title="Fair", type="event", topics="[tides, boats]"), FAIR_ZH: translation(title="市集")}
    )
    cards_by_path = {
        card.path: card.describe()
        for locale in ("en", "zh-Hant")
        for card in cards.iter_cards(corners.edition(root, locale))
    }
    assert cards_by_path == {
        "cards/corner.png": Card("Harbour Corner", "", "", "News of the harbour.", "", 0, "en_GB"),
        "cards/news/2021/fair.png": Card("Harbour Corner", "Event", "March 1, 2021", "Fair", "Tides", 2, "en_GB"),
        "zh-Hant/cards/corner.png": Card("港口專欄", "", "", "港口的消息。", "", 0, "zh_HK"),
        "zh-Hant/cards/news/2021/fair.png": Card("港口專欄", "活動", "2021年3月1日", "市集", "潮汐", 2, "zh_HK"),
    }


def test_a_release_in_one_language_has_a_card_only_in_that_edition(corner: Corner) -> None:
    root = corner({FAIR_ZH: None})
    assert [card.path for card in cards.iter_cards(corners.edition(root, "zh-Hant"))] == ["zh-Hant/cards/corner.png"]


def test_a_withdrawn_releases_card_says_so(corner: Corner) -> None:
    root = corner({FAIR: release(withdrawn="{date: 2021-04-01, reason: Wrong.}"), FAIR_ZH: None})
    kinds = {card.path: card.describe().kind for card in cards.iter_cards(corners.edition(root))}
    assert kinds["cards/news/2021/fair.png"] == "Withdrawn"


def test_a_card_is_drawn_once(tmp_path: Path, fonts: Fonts, monkeypatch: pytest.MonkeyPatch) -> None:
    first = CardCache(tmp_path / "cards")
    data = first.get(first.request(CARD, fonts))
    assert data == draw.draw_card(CARD, fonts)
    monkeypatch.setattr(draw, "draw_card", lambda *_: pytest.fail("drawn again"))
    second = CardCache(tmp_path / "cards")
    assert second.get(second.request(CARD, fonts)) == data


def test_many_cards_are_drawn_in_advance_and_a_few_are_not(tmp_path: Path, fonts: Fonts) -> None:
    many = CardCache(tmp_path / "many")
    keys = [many.request(CARD._replace(title=f"News {number}"), fonts) for number in range(100)]
    many.prepare(keys, 2)
    assert {path.name for path in (tmp_path / "many").iterdir()} == set(keys)
    assert many.get(keys[7]) == draw.draw_card(CARD._replace(title="News 7"), fonts)
    few = CardCache(tmp_path / "few")
    few.prepare([few.request(CARD, fonts)], 2)
    assert not (tmp_path / "few").exists()
    few.prepare([few.request(CARD, fonts)] * 100, 2)
    assert not (tmp_path / "few").exists(), "one card that many pages show is one drawing"


def test_editions_with_the_same_text_share_a_drawing(
    corner: Corner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = corners.edition(corner({FAIR_ZH: None}))
    open_sans = social_fonts.find_fonts().open_sans
    shown = [
        PlannedCard(f"{territory}.png", "a test", territory, partial(CARD._replace, territory=territory))
        for territory in ("en_GB", "en_US")
    ]
    monkeypatch.setattr(cards, "iter_cards", lambda _, __: shown)
    drawn = SocialCards(tmp_path / "cards", FontSet(open_sans, None))
    drawn.request(edition, "", lambda _: "")
    files = [file.content for file in drawn.files.values()]
    assert {make() for make in files if callable(make)} == {draw.draw_card(CARD, open_sans)}
    assert len(list((tmp_path / "cards").iterdir())) == 1


def test_a_published_card_is_neither_described_nor_drawn_until_what_it_depends_on_changes(
    corner: Corner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = corners.edition(corner({FAIR_ZH: None}))
    font_set = FontSet(social_fonts.find_fonts().open_sans, None)
    path = "cards/news/2021/fair.png"

    def request(code: str, published: dict[str, str]) -> SocialCards:
        requested = SocialCards(tmp_path / "cards", font_set)
        requested.request(edition, code, lambda name: published.get(name, ""))
        return requested

    first = request("a", {})
    published = {name: file.fingerprint for name, file in first.files.items()}
    first.draw_all(first.list_missing())
    kept = {file.name for file in (tmp_path / "cards").iterdir()}
    assert len(kept) == 2
    same_picture = request("b", published)
    assert same_picture.files[path].content is None
    assert same_picture.files[path].fingerprint != published[path]
    assert same_picture.list_missing() == []
    changed = dict.fromkeys(published, "another")
    assert len(request("a", changed).list_missing()) == 0  # both are kept
    described: list[str] = []
    note = CardCache.request

    def request_card(self: CardCache, card: Card, fonts: Fonts) -> str:
        described.append(card.title)
        return note(self, card, fonts)

    monkeypatch.setattr(CardCache, "request", request_card)
    monkeypatch.setattr(cards, "_site_card", lambda _: CARD._replace(title="Another"))
    current = request("a", {path: published[path]})
    assert current.files[path] == OutputFile(None, "news/releases/2021/fair.en.md", published[path])
    assert described == ["Another"]
    current.draw_all(current.list_missing())
    current.prune()
    assert kept & {file.name for file in (tmp_path / "cards").iterdir()} == {published[path][32:]}


def test_a_card_that_is_known_to_be_published_is_passed_over_and_kept(
    corner: Corner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = corners.edition(corner({FAIR_ZH: None}))
    font_set = FontSet(social_fonts.find_fonts().open_sans, None)
    path = "cards/news/2021/fair.png"
    first, second = (SocialCards(tmp_path / "cards", font_set) for _ in range(2))
    first.request(edition, "", lambda _: "")
    first.draw_all(first.list_missing())
    published = {name: file.fingerprint for name, file in first.files.items()}
    monkeypatch.setattr(cards, "_site_card", lambda _: CARD._replace(title="Another"))
    second.request(edition, "other code", published.__getitem__, {"releases/2021/fair": path})
    assert list(second.files) == ["cards/corner.png"]
    second.draw_all(second.list_missing())
    second.prune()
    assert published[path][32:] in {file.name for file in (tmp_path / "cards").iterdir()}


def test_a_build_that_draws_deletes_the_cards_that_it_did_not_request(tmp_path: Path, fonts: Fonts) -> None:
    first = CardCache(tmp_path)
    old = first.request(CARD, fonts)
    first.get(old)
    idle = CardCache(tmp_path)
    idle.request(CARD._replace(title="New"), fonts)
    idle.prune()
    assert [path.name for path in tmp_path.iterdir()] == [old]
    second = CardCache(tmp_path)
    new = second.request(CARD._replace(title="New"), fonts)
    second.get(new)
    second.prune()
    assert [path.name for path in tmp_path.iterdir()] == [new]


@pytest.mark.parametrize("damage", [b"", b"\x89PNG", None])
def test_a_kept_card_that_is_damaged_is_drawn_again(tmp_path: Path, fonts: Fonts, damage: bytes | None) -> None:
    cache = CardCache(tmp_path)
    key = cache.request(CARD, fonts)
    data = cache.get(key)
    kept = (tmp_path / key).read_bytes()
    (tmp_path / key).write_bytes(kept[:-1] if damage is None else damage)
    assert cache.get(key) == data
    assert (tmp_path / key).read_bytes() == kept


def test_a_folder_that_cannot_be_written_to_keeps_nothing(tmp_path: Path, fonts: Fonts) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    cache = CardCache(tmp_path / "file")
    assert cache.get(cache.request(CARD, fonts)) == draw.draw_card(CARD, fonts)


def test_the_font_is_found_in_any_folder_of_fonts_if_both_files_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(social_fonts, "_FONT_FOLDERS", (str(tmp_path / "none"), str(tmp_path)))
    assert social_fonts.find_fonts().cjk is None
    folder = tmp_path / "deep/er"
    folder.mkdir(parents=True)
    (folder / "NotoSansCJK-Bold.ttc").write_bytes(b"")
    assert social_fonts.find_fonts().cjk is None
    (folder / "NotoSansCJK-Regular.ttc").write_bytes(b"")
    assert social_fonts.find_fonts().cjk == Fonts(
        str(folder / "NotoSansCJK-Bold.ttc"), str(folder / "NotoSansCJK-Regular.ttc")
    )


def test_chinese_characters_need_the_other_font() -> None:
    open_sans, cjk = Fonts("b", "r"), Fonts("B", "R")
    for text in ("Københavns Havn – Ægir, 100 %", "Ελλάδα", "Москва", "São Tomé “€ 5” …", "Việt Nam", ""):
        assert FontSet(open_sans, cjk).choose(text) == open_sans
    for text in ("Harbour 港", "ハーバー", "항구"):
        assert FontSet(open_sans, cjk).choose(text) == cjk
        assert FontSet(open_sans, None).choose(text) is None


def test_arabic_has_a_card_only_where_its_letters_can_be_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    open_sans, cjk, arabic = Fonts("b", "r"), Fonts("B", "R"), Fonts("a", "A")
    fonts = FontSet(open_sans, cjk, arabic)
    monkeypatch.setattr(typeface, "has_raqm", lambda: True)
    assert fonts.choose("ركن الآبار PX-40") == arabic
    assert FontSet(open_sans, cjk).choose("ركن الآبار") is None
    monkeypatch.setattr(typeface, "has_raqm", lambda: False)
    assert fonts.choose("ركن الآبار") is None


@pytest.mark.parametrize("text", ["פינת הבארות", "कुआँ", "บ่อน้ำ"])
def test_letters_that_no_font_has_are_on_no_card(text: str) -> None:
    assert FontSet(Fonts("b", "r"), Fonts("B", "R"), Fonts("a", "A")).choose(text) is None


def test_open_sans_draws_the_letters_of_the_languages_that_it_is_chosen_for() -> None:
    path = social_fonts.find_fonts().open_sans.bold
    letters = "ÅåÆæØøßÇçÃãĞğıŁłŐőŘřŽžΆΩώЖяїњ–—‘’“”…€£"
    assert typeface.clean_text(f"{letters} \n 港", path, "") == letters


def test_a_card_that_needs_chinese_characters_is_drawn_with_the_font_that_has_them(
    corner: Corner, tmp_path: Path, fonts: Fonts
) -> None:
    edition = corners.edition(corner({FAIR: release(title="Fair of 港口"), FAIR_ZH: None}))
    open_sans = social_fonts.find_fonts().open_sans
    (card,) = (card.describe() for card in cards.iter_cards(edition) if card.path == "cards/news/2021/fair.png")
    for font_set, expected in ((FontSet(open_sans, fonts), fonts), (FontSet(open_sans, None), open_sans)):
        drawn = SocialCards(tmp_path, font_set)
        drawn.request(edition, "", lambda _: "")
        make = drawn.files["cards/news/2021/fair.png"].content
        assert callable(make)
        assert make() == draw.draw_card(card, expected)
