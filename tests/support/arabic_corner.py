"""A corner of wells, in Arabic, which is written from the right, and English."""

from __future__ import annotations

from pathlib import Path

from tests.support.project import ROOT

_SETTINGS = f"""
site_name: ركن الآبار
site_url: https://wells.example/
site_description: أخبار الآبار في تسع واحات.
copyright: هيئة الآبار &copy; 2024
extra:
  corner:
    tag: wells.example,2024
    time_zone: Africa/Cairo
theme:
  name: material
  custom_dir: {ROOT}/hooks/theme
  font: false
hooks:
  - {ROOT}/hooks/publish.py
plugins:
  - i18n:
      docs_structure: suffix
      fallback_to_default: false
      reconfigure_search: false
      languages:
        - {{locale: ar, name: العربية, default: true}}
        - {{locale: en, name: English, site_name: Wells Corner, site_description: News of the wells in nine oases.}}
"""

FILES = {
    "mkdocs.yml": _SETTINGS,
    "docs/index.ar.md": """
---
title: ركن الآبار
template: home.html
---
أهلاً بكم في ركن الآبار.
""",
    "docs/index.en.md": """
---
title: Wells Corner
template: home.html
---
Welcome to the corner of the wells.
""",
    "docs/follow.ar.md": """
---
title: المتابعة
template: follow.html
---
تابعوا أخبارنا.
""",
    "docs/follow.en.md": """
---
title: Follow
template: follow.html
---
Follow our news.
""",
    "news/topics.yml": """
water:
  name: {ar: المياه, en: Water}
  description: {ar: ما يُضخ وما يُخزن., en: What is pumped and stored.}
people:
  name: {ar: الناس, en: People}
  description: {ar: من يحرس البئر., en: Who guards the well.}
""",
    "news/bodies.yml": """
wells-office:
  names:
    - {name: {ar: هيئة الآبار, en: Wells Office}, grade: A}
""",
    "news/figures.yml": """
litres:
  name: {ar: المياه المضخوخة, en: Water pumped}
  unit: {ar: "{value} لتر", en: "{value} litres"}
""",
    "news/registers/pumps/register.yml": """
name: {ar: المضخات, en: Pumps}
record: {ar: مضخة, en: Pump}
description: {ar: جميع المضخات العاملة., en: All pumps at work.}
columns: [code, phone, status]
filters: [status]
menu: main
fields:
  code: {type: text, name: {ar: الرمز, en: Code}}
  phone: {type: telephone, name: {ar: الهاتف, en: Telephone}}
""",
    "news/registers/pumps/records.yml": """
north:
  name: {ar: مضخة الشمال, en: North pump}
  code: PX-40 (A)
  phone: +20 2 2735 0000
  valid: {from: 2024-01-01}
""",
    "news/releases/2024/deep-well.ar.md": """
---
title: بئر جديدة في الواحة الكبرى «PX-40»
description: ضُخ 1500 لتر في اليوم الأول.
type: press-release
issued: 2024-05-03
topics: [water, people]
bodies: [wells-office]
figures: [{figure: litres, value: 1500, period: 2024}]
---
ضُخ 1500 لتر في اليوم الأول من العمل، ونُشر ذلك في (Wells News).

| المضخة | الرمز |
| --- | --- |
| الشمال | `PX-40` |
| الجنوب | `PX-41` |

> الماء حياة.

1. الأول
2. الثاني
""",
    "news/releases/2024/deep-well.en.md": """
---
title: A new well in the great oasis
description: On the first day, 1,500 litres were pumped.
---
On the first day of work, 1,500 litres were pumped, says (Wells News).

| Pump | Code |
| --- | --- |
| North | `PX-40` |
| South | `PX-41` |

> Water is life.

1. One
2. Two
""",
    "news/releases/2023/old-well.ar.md": """
---
title: إغلاق البئر القديمة
description: ضُخ 1200 لتر في عامها الأخير.
type: notice
issued: 2023-05-03
topics: [water]
figures: [{figure: litres, value: 1200, period: 2023}]
untranslated: [en]
---
ضُخ 1200 لتر في عامها الأخير.
""",
    "news/releases/2024/guards-day.en.md": """
---
title: "Guards' day: who comes?"
description: All guards of wells meet.
type: event
issued: 2024-06-01
topics: [people]
event: {start: 2024-06-20 10:00, end: 2024-06-20 12:00, venue: "The great oasis, hall 3"}
untranslated: [ar]
---
All guards of wells meet.
""",
}


def write(folder: Path) -> Path:
    """Write the corner into `folder`."""
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.removeprefix("\n"), "utf-8")
    return folder
