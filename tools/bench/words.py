"""The words of the generated corpus: English and Chinese prose of an asked-for length that means nothing but looks like news.

A frequent core makes most of the text and invented names make the long tail, as in real text, so that an index has both
common and rare words to hold.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate, pairwise

ENGLISH = """
the of and to in a for with by on at from as this that its their both each new joint
co-operation property intellectual protection rights project authorities enterprises seminar exchange market measures
region cities mainland government administration department bureau officials meeting group expert programme plan year
agreement development innovation technology trade marks patents copyright design licensing finance valuation commercial
enforcement operation customs inspection goods counterfeit seized cases intelligence investigation boundary parcels
shipment vehicle port checkpoint courier online platform e-commerce retailers consumers brands owners industry sector
services guidance enquiry points advice information database laws regulations examination registration applications
applicants attorneys agents qualification candidates training course talent students teachers schools universities
youth award competition entries finalists prizes inventions research institute laboratory transfer results transformation
cross-boundary Bay Area greater hub trading expo exhibition exhibitors turnover visitors forum speakers panel topics
discussion experience practice cases study visit delegation representatives chambers associations alliance members
federation council committee secretariat working arrangement mechanism framework letter intent signed endorsed reviewed
completed launched announced opened hosted organised attended explained introduced shared compared proposed agreed
continued expanded deepened strengthened published updated translated distributed collected recorded reported covering
including following during between among under through within after before around over about more than first second other
annual quarterly part period progress outcome objective target number total average increase share value capacity demand
participants companies small medium start-up founders investors banks insurers funds loans pledge securitisation risk
dispute mediation arbitration court judges prosecutors lawyers evidence procedure remedy damages infringement notice
public awareness campaign genuine pledge shops tourists leaflets videos website channel newsletter hotline counter staff
electronics textiles food medicine health biotechnology software games film music publishing animation fashion jewellery
toys furniture ceramics machinery vehicles batteries robotics materials chemicals semiconductors aviation logistics
""".split()

CHINESE = """
合作 知識 產權 保護 粵港 香港 廣東 澳門 深圳 廣州 珠海 佛山 江門 中山 惠州 前海 灣區 內地 跨境 區域 政府 部門 機構 官員 會議 專責
小組 項目 計劃 措施 協議 備忘 框架 機制 安排 交流 研討 講座 論壇 參觀 訪問 代表 團體 商會 協會 同業 成員 企業 中小 初創 投資 銀行
保險 基金 貸款 質押 融資 評估 許可 交易 轉化 成果 科技 創新 研究 實驗 大學 學校 學生 教師 青年 人才 培訓 課程 考試 資格 報名 專利
商標 版權 設計 註冊 申請 審查 代理 律師 法律 法規 條例 程序 證據 法院 仲裁 調解 爭議 賠償 侵權 假冒 貨物 海關 執法 行動 檢獲 情報
調查 口岸 包裹 郵件 車輛 貨櫃 網上 平台 電商 零售 消費 品牌 業界 服務 指引 查詢 諮詢 熱線 資料 數據 網頁 短片 單張 宣傳 推廣 公眾
認識 正版 正貨 承諾 商戶 遊客 比賽 參賽 作品 得獎 發明 獎項 評審 展覽 展商 金額 成交 觀眾 講者 主題 經驗 個案 分享 介紹 說明 討論
檢視 通過 簽署 公布 推出 開展 舉辦 出席 參加 加強 深化 擴大 推動 支持 促進 協助 提供 完成 繼續 建立 完善 更新 發表 匯報 去年 今年
上半 下半 季度 期間 首次 第二 當中 全年 總數 平均 增加 比率 價值 目標 進度 成效 未來 發展 經濟 社會 國家 國際 世界 組織 標準 規則
制度 環境 優勢 需要 問題 方案 意見 建議 方面 範圍 領域 產業 電子 紡織 食品 藥品 醫療 生物 軟件 遊戲 電影 音樂 出版 動漫 時裝 珠寶
玩具 家具 陶瓷 機械 電池 機器 材料 化工 晶片 航空 物流 及其 以及 並且 同時 此外 其中 有關 相關 各項 多個 共同 雙方 三地 兩地 主要
""".split()

SYLLABLES = "ka lo min tor vel sun bay ren dor lin qui mar tes nov har wei zan pol gri fen osk tal bro cen dul ".split()
CHARACTERS = "明德華建國文志偉嘉俊家豪永康信義和安達利成昌榮盛隆泰豐祥瑞福恒源通廣新東方海天元中正光大同興業宏圖駿永"

# Zipf's law with an offset, which is about how often words occur in prose.
ENGLISH_WEIGHTS = list(accumulate(1 / (rank + 4) for rank in range(len(ENGLISH))))
CHINESE_WEIGHTS = list(accumulate(1 / (rank + 20) for rank in range(len(CHINESE))))


def english_words(rng: random.Random, count: int) -> list[str]:
    """`count` English words, of which about one in twenty is an invented name or a number."""
    words = rng.choices(ENGLISH, cum_weights=ENGLISH_WEIGHTS, k=count)
    for position in range(1, count):
        while words[position] == words[position - 1]:  # no text has “of of”
            words[position] = rng.choices(ENGLISH, cum_weights=ENGLISH_WEIGHTS)[0]
    for position in rng.sample(range(count), count // 20):
        words[position] = _english_rarity(rng)
    return words


def english_phrase(rng: random.Random, count: int) -> str:
    """`count` words that begin with a capital letter and end without a stop: a title, a heading or a table cell."""
    return _capital(" ".join(english_words(rng, count)))


def english_prose(rng: random.Random, count: int) -> str:
    """Sentences of together `count` words."""
    sentences = []
    for size in _parts(rng, count, 8, 26):
        words = english_words(rng, size)
        if size > 14:
            words[size // 2] += ","
        if rng.random() < 0.1:
            words[1] = f"**{words[1]}**"
        sentences.append(_capital(" ".join(words)) + ".")
    return " ".join(sentences)


def chinese_phrase(rng: random.Random, count: int) -> str:
    """`count` Chinese characters without punctuation: a title, a heading or a table cell."""
    pairs = rng.choices(CHINESE, cum_weights=CHINESE_WEIGHTS, k=(count + 1) // 2)
    return "".join(pairs)[:count]


def chinese_prose(rng: random.Random, count: int, original: Sequence[int] = ()) -> str:
    """Sentences of together `count` Chinese characters, punctuation not counted.

    Args:
        rng: what they are drawn from.
        count: the number of characters.
        original: the lengths of the sentences that they translate; each becomes one sentence.
    """
    sentences = []
    for size in _share(count, original) if original else _parts(rng, count, 18, 56):
        clauses = []
        for part in _parts(rng, size, 6, 16):
            clause = chinese_phrase(rng, part)
            kind = rng.random()
            if kind < 0.06:
                clause = f"**「{clause[:4]}」**{clause[4:]}"
            elif kind < 0.1:
                clause = f"《{clause[:4]}》{clause[4:]}"
            elif kind < 0.2:
                clause = _chinese_name(rng, 3) + clause[3:]
            clauses.append(clause)
        sentences.append("，".join(clauses) + "。")
    return "".join(sentences)


def _parts(rng: random.Random, count: int, low: int, high: int) -> list[int]:
    """`count` cut into parts of `low` to `high` each, except that the last may be up to `low` more."""
    parts = []
    while count >= high + low:
        part = rng.randint(low, high)
        parts.append(part)
        count -= part
    return [*parts, count]


def _share(count: int, lengths: Sequence[int]) -> list[int]:
    """`count` cut into parts that are as long beside each other as other parts are."""
    ends = [count * total // sum(lengths) for total in accumulate(lengths)]
    return [end - start for start, end in pairwise([0, *ends])]


def _english_rarity(rng: random.Random) -> str:
    if rng.random() < 0.3:
        return str(rng.randint(2, 9999))
    return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).capitalize()


def _chinese_name(rng: random.Random, count: int) -> str:
    return "".join(rng.choices(CHARACTERS, k=count))


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
