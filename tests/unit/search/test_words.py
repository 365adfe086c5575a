"""The words of the search index: one form for all ways to write a word, and as many words as before."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corner.i18n.script_conversion import map_script_variants
from corner.search.words import fold_words, list_variants, merge_variants, segment_cjk


def test_each_letter_of_a_script_without_spaces_is_a_word() -> None:
    assert (
        segment_cjk("於2021年舉行IP seminar。「粵港」ひら、カナ")
        == "於 2021 年 舉 行 IP seminar 。 「 粵 港 」 ひ ら 、 カ ナ"
    )
    assert segment_cjk("co-operation in  Guangdong,\n2021") == "co-operation in Guangdong, 2021"


def test_years_in_chinese_digits_and_numbers_in_groups_are_one_word() -> None:
    assert segment_cjk("二○二一年至二〇二二年") == "二○二一 年 至 二〇二二 年"
    assert segment_cjk("三一五、一二三四五") == "三 一 五 、 一 二 三 四 五"
    assert segment_cjk("about 14 000 items, $1\u00a0090.5") == "about 14\u2060000 items, $1\u2060090.5"
    # Neither is in groups of three.
    assert segment_cjk("2021 300, 14 0000, 1.5 000") == "2021 300, 14 0000, 1.5 000"


def test_invisible_characters_are_no_part_of_a_word() -> None:
    assert segment_cjk("co\u00adoperation \u200b 粵\u2060港") == "cooperation 粵 港"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("二○二一 年", "2021 年"),
        ("二〇二一 二零二一", "2021 2021"),
        ("二 ○", "二 ○"),
        ("14\u2060000", "14000"),
        ("ＷＩＰＯ ２０２１ ，", "WIPO 2021 ,"),
        ("a–b a—b a‑b a‐b a−b a－b", "a-b a-b a-b a-b a-b a-b"),
        ("Department’s Departmentʼs “Start", "Department's Department's 'Start"),
        ("發 髮 发 後 后 裡 裏 里", "发 发 发 后 后 里 里 里"),
        ("café ① ㎡", "café 1 m2"),
        ("plain text", "plain text"),
    ],
)
def test_words_are_folded_into_one_form(written: str, folded: str) -> None:
    assert fold_words(written) == folded


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"])))
def test_a_folded_text_has_as_many_words(text: str) -> None:
    written = segment_cjk(text)
    folded = fold_words(written)
    assert len(folded.split(" ")) == len(written.split(" "))
    assert not written or all(folded.split(" "))
    assert segment_cjk(written) == written


def _opencc_pairs(tmp_path: Path, dictionary: str) -> set[tuple[str, str]]:
    """Return the pairs of characters that words of one of OpenCC's dictionaries have in the same place."""
    folder = Path(opencc.__file__).parent / "clib"
    file = tmp_path / f"{dictionary}.txt"
    source = folder / f"share/opencc/{dictionary}.ocd2"
    subprocess.run([folder / "bin/opencc_dict", "-i", source, "-o", file, "-f", "ocd2", "-t", "text"], check=True)
    pairs = set()
    for line in file.read_text("utf-8").splitlines():
        word, _, forms = line.partition("\t")
        for form in forms.split(" "):
            if len(form) == len(word):
                pairs |= set(zip(word, form, strict=True))
    return pairs


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="OpenCC's own program is for Linux")
@pytest.mark.parametrize("dictionary", ["TSPhrases", "HKVariantsRev", "TWVariantsRev", "HKVariantsRevPhrases"])
def test_all_that_opencc_makes_of_a_character_in_a_word_has_the_same_form(tmp_path: Path, dictionary: str) -> None:
    variants = map_script_variants()
    pairs = _opencc_pairs(tmp_path, dictionary)
    assert len(pairs) > 40
    assert {pair for pair in pairs if len({variants.get(character, character) for character in pair}) > 1} == set()


def test_the_form_of_a_character_is_its_own_form() -> None:
    variants = map_script_variants()
    assert {form for form in variants.values() if form in variants} == set()
    assert {variants.get(character, character) for character in "后後"} == {"后"}


def test_the_table_has_the_characters_of_texts_in_other_scripts_and_no_others() -> None:
    assert list_variants(["plain text", "–"]) == ""
    assert list_variants(["發展", "之後"]) == "发發髮 后後"
    assert list_variants(["发展", "之后"]) == "发發髮 后後"


def test_tables_are_merged_in_one_order() -> None:
    lists = ["发發髮 后後", "", "后後 台臺"]
    assert merge_variants(lists) == merge_variants(reversed(lists)) == "发發髮 台臺 后後"
    assert all(one < other for one, other in pairwise(merge_variants(lists).split()))
