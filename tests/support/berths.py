"""A register of the good corner, for tests: the berths of a harbour."""

from __future__ import annotations

from tests.support.corners import Files

DECLARATION = "news/registers/berths/register.yml"
RECORDS = "news/registers/berths/records.yml"
BERTHS: Files = {
    DECLARATION: """\
        name: {en: Berths, zh-Hant: 泊位}
        record: {en: Berth, zh-Hant: 泊位}
        description: {en: Where boats lie., zh-Hant: 船隻停泊處。}
        introduction: {en: Ask **first**., zh-Hant: 請先查詢。}
        order: [-length, name]
        group: quay
        columns: [kind, length, status]
        filters: [kind, status]
        states:
          current: {en: Open, zh-Hant: 開放}
        fields:
          quay: {type: place, name: {en: Quay, zh-Hant: 碼頭}, required: true}
          kind:
            type: choice
            name: {en: Kind, zh-Hant: 類別}
            choices:
              fishing: {en: Fishing boats, zh-Hant: 漁船}
              guest: {en: Guests, zh-Hant: 訪客}
          length: {type: number, unit: {en: "{value} m", zh-Hant: "{value}米"}, name: {en: Length, zh-Hant: 長度}}
          keeper: {type: body, name: {en: Keeper, zh-Hant: 管理者}}
          phone: {type: telephone, many: true, name: {en: Telephone, zh-Hant: 電話}}
          beside: {type: record, many: true, name: {en: Beside, zh-Hant: 旁邊}}
          motto: {type: text, localized: true, name: {en: Motto, zh-Hant: 座右銘}}
          note: {type: markdown, localized: true, name: {en: Note, zh-Hant: 備註}}
        json_ld:
          type: Place
          properties:
            telephone: phone
            additionalType: {field: kind, values: {guest: Guest}}
            publicAccess: {field: status, values: {current: "yes", replaced: "no"}}
            geo: {type: GeoShape, properties: {name: motto}}
        """,
    RECORDS: """\
        east:
          name: {en: East berth, zh-Hant: {text: 東泊位, official: false}}
          quay: quay
          kind: guest
          length: 12
          keeper: harbour-office
          phone: [+853 2871 1111]
          motto: {en: All welcome, zh-Hant: 歡迎}
          valid: {from: 2020-05-01, until: 2026-06-01}
          replaced_by: north
          note:
            en: |
              Mind the *step*.
            zh-Hant: |
              小心**梯級**。
          sources:
            - {name: {en: Harbour plan, zh-Hant: 港口圖}, url: "https://example.org/plan", as_of: 2025-12-01, grade: A}
        north:
          name: {en: North berth, zh-Hant: 北泊位}
          quay: quay
          kind: fishing
          length: 30
          valid: {from: 2026-06-01}
          beside: [east]
        """,
}
"""Two berths, of which the second takes the place of the first."""
