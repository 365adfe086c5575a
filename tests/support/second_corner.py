"""A second corner: of lighthouses, in English and Portuguese, published in a folder of its host."""

from __future__ import annotations

from pathlib import Path

from tests.support.project import ROOT

ENGLISH_NAME = "Lighthouse Bulletin"
PORTUGUESE_NAME = "Boletim dos Faróis"

RECORDS = "news/registers/quotas/records.yml"
"""The file of the records of the corner's register, of fishing quotas."""

_SETTINGS = f"""
site_name: {ENGLISH_NAME}
site_url: https://bulletin.example/lights/
site_description: News of lighthouses on nine islands.
copyright: Copyright &copy; 2024 <a href="https://quay.example/about">The office</a>
extra_css: [assets/lights.css]
extra_javascript:
  - {{path: assets/lights.js, defer: true}}
extra:
  social:
    - {{icon: material/rss, link: "https://social.example/@lights", name: Mastodon}}
    - {{link: "mailto:office@harbour.example"}}
  corner:
    tag: bulletin.example,2024
    time_zone: Atlantic/Azores
    page_size: 2
    feed_size: 2
    license:
      name: CC-BY-4.0
      url: https://creativecommons.org/licenses/by/4.0/
      title: {{en: Creative Commons Attribution 4.0, pt: Creative Commons Atribuição 4.0}}
    footer:
      text: {{en: "Harbour Office, Quay 1", pt: "Capitania do Porto, Cais 1"}}
      links:
        - {{name: {{en: Contact, pt: Contacto}}, url: "https://quay.example/contact"}}
theme:
  name: material
  logo: assets/lamp.svg
  palette: {{primary: "#5b2a78", accent: "#a3195b"}}
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
        - locale: en
          name: English
          default: true
        - locale: pt
          name: Português
          site_name: {PORTUGUESE_NAME}
          site_description: Notícias dos faróis de nove ilhas.
nav:
  - index.md
  - keepers-home.md
"""

_FILES = {
    "docs/assets/lights.css": """
.corner-prose h1 { letter-spacing: .01em; }
""",
    "docs/assets/lights.js": """
document.documentElement.dataset.lights = "on";
""",
    "docs/assets/lamp.svg": """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 32"><path fill="#fff" d="M4 28 10 4h8l6 24zM26 8l20-6v16l-20-6z"/></svg>
""",
    "docs/index.en.md": """
---
title: Lighthouse Bulletin
template: home.html
updated: 2024-01-02
---
Welcome to the [keepers](keepers-home.md).
""",
    "docs/index.pt.md": """
---
title: Boletim dos Faróis
template: home.html
updated: 2024-01-02
---
Bem-vindo aos [faroleiros](keepers-home.md).
""",
    "docs/keepers-home.en.md": """
---
title: The keepers' home
updated: 2024-01-03
---
Visitors may come on Sundays, says [the old list](https://gone.example/old?a=1&b=2).
""",
    "docs/keepers-home.pt.md": """
---
title: A casa dos faroleiros
updated: 2024-01-03
---
As visitas são aos domingos, diz [a lista antiga](https://gone.example/old?a=1&b=2).
""",
    "news/topics.yml": """
lamps:
  name: {en: Lamps and lenses, pt: Lâmpadas e lentes}
  description: {en: What shines., pt: O que brilha.}
crews:
  name: {en: Crews, pt: Tripulações}
  description: {en: Who keeps the light., pt: Quem guarda a luz.}
""",
    "news/bodies.yml": """
harbour-office:
  names:
    - name: {en: Harbour Office, pt: Capitania do Porto}
      grade: A
  url: https://harbour.example
""",
    "news/registers/quotas/register.yml": """
name: {en: Fishing quotas, pt: Quotas de pesca}
record: {en: Quota, pt: Quota}
description: {en: What boats may land., pt: O que os barcos podem desembarcar.}
introduction: {en: Count **all** boxes., pt: Conte **todas** as caixas.}
columns: [stock, tonnes, valid, status]
filters: [stock, status]
order: [stock, -valid]
fields:
  stock:
    type: choice
    required: true
    name: {en: Stock, pt: Unidade populacional}
    choices:
      cod: {en: Cod, pt: Bacalhau}
      tuna: {en: Tuna, pt: Atum}
  tonnes:
    type: number
    name: {en: Weight, pt: Peso}
    unit: {en: "{value} t", pt: "{value} t"}
  keeper:
    type: body
    name: {en: Registrar, pt: Entidade registadora}
  note:
    type: markdown
    localized: true
    name: {en: How it is counted, pt: Como se conta}
json_ld:
  type: GovernmentPermit
  properties:
    identifier: tonnes
    issuedBy: {type: GovernmentOrganization, properties: {name: keeper}}
""",
    RECORDS: """
cod-2022:
  name: {en: Cod of the northern banks, pt: Bacalhau dos bancos do norte}
  stock: cod
  tonnes: 1200
  keeper: harbour-office
  valid: {from: 2022-01-01, until: 2024-01-01}
  replaced_by: cod-2024
  note:
    en: |
      Boxes are counted on the *quay*.
    pt: |
      As caixas contam-se no *cais*.
  sources:
    - {name: {en: Notice to boats, pt: Aviso às embarcações}, url: "https://gone.example/old?a=1&b=2", as_of: 2022-01-01, grade: A}
cod-2024:
  name: {en: Cod of all banks, pt: Bacalhau de todos os bancos}
  stock: cod
  tonnes: 900
  valid: {from: 2024-01-01}
tuna-2022:
  name: {en: Tuna of the open sea, pt: Atum do alto mar}
  stock: tuna
  valid: {from: 2022-01-01}
""",
    "news/links.yml": """
https://gone.example/old?a=1&b=2: {archived: "https://archive.example/2024?url=x&y", gone: 2021-06-01}
https://gone.example/cais/ã: {gone: 2021-06-02}
https://harbour.example/: {gone: 2021-06-03}
https://here.example/: {archived: "https://archive.example/here"}
""",
    "news/releases/2024/new-lens.en.md": """
---
title: A new lens for the northern light
description: The lens weighs "three" tons & is <new>.
type: press-release
issued: 2024-05-03 23:30
topics: [lamps]
bodies: [harbour-office]
source: {name: The Lamp, url: "https://gone.example/old?a=1&b=2"}
attachments:
  - file: plan.pdf
    label: Plan of the lens
---
The lens came by ship. See [the meeting](keepers-meeting.pt.md) and ![the light](light.svg).
See [*the* list](https://gone.example/old?a=1&b=2), [the quay](<https://gone.example/cais/ã>) and [a page](https://here.example/).
""",
    "news/releases/2024/new-lens.pt.md": """
---
title: Uma lente nova para o farol do norte
description: A lente pesa três toneladas.
labels:
  attachments.plan.pdf: Planta da lente
  source.name: A Lâmpada
---
A lente veio de barco. Ver [a reunião](keepers-meeting.pt.md) e ![a luz](light.svg).
Ver [*a* lista](https://gone.example/old?a=1&b=2), [o cais](<https://gone.example/cais/ã>) e [uma página](https://here.example/).
""",
    "news/releases/2024/keepers-meeting.pt.md": """
---
title: Reunião dos faroleiros na ilha maior
description: Reuniram-se doze faroleiros.
type: event
issued: 2024-06-01
topics: [crews, lamps]
bodies: [harbour-office]
---
Falou-se de lâmpadas.
""",
    "news/releases/2025/fog-signal.en.md": """
---
title: Fog signal silent for a week
description: The horn is being repaired.
type: notice
issued: 2025-01-01T00:30+03:00
topics: [crews]
records: [quotas/cod-2022]
---
It will sound again on Monday.
""",
    "news/releases/2024/light.svg": """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>
""",
    "news/releases/2024/plan.pdf": """
%PDF-1.4
""",
}


def write(folder: Path, *, default: str = "en") -> Path:
    """Write the corner into `folder`, with the edition in the language `default` at its root."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = _SETTINGS
    if default != "en":
        settings = settings.replace("          default: true\n", "")
        settings = settings.replace(f"- locale: {default}\n", f"- locale: {default}\n          default: true\n")
    for name, text in {"mkdocs.yml": settings, **_FILES}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.removeprefix("\n"), "utf-8")
    return folder
