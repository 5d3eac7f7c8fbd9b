"""A site of hostile records: every text that can be imported, published and written into letters, and that means harm.

Belongs here: the texts, and the way from them to a site. What a test expects stands there.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.publication.published_world import publish, workspace_of
from tests.release.taken_down import letters, three
from tests.worlds import World
from upheld.publication.edition import Edition
from upheld.register.model import Register
from upheld.release.freeze import freeze
from upheld.scheme import Scheme
from upheld.workspace import make_workspace

TEXTS = {
    "19 000 001": """<script>alert(1)</script><img src=x onerror=alert(1)>"'&amp;</script></title></style>--> ]]>""",
    "19 000 002": """'=HYPERLINK("https://evil.example";"x")""",
    "19 000 003": "+cmd|' /C calc'!A0",
    "19 000 004": "-2+3",
    "19 000 005": "@SUM(A1)",
    "19 000 006": "Left\u200f right\u200e mark\u061c and zero\u200bwidth.",
    "19 000 007": "javascript:alert(1) https://evil.example/x?a=1&b=2 [x](javascript:alert(1)) data:text/html,x",
    "19 000 008": "W" * 10_000,
    "19 000 009": "Emoji 👩\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈 \U0010ffff \ufffe \uffff \u2028 \u2029 tail.",
    "19 000 010": "\ttab start\rcarriage return\nnew line",
    "19 000 011": "word " * 2_000,
    "19 000 012": "Z\u0337\u0327\u0322\u031b\u0320" * 200,
    "19 000 013": r"%2e%2e/../../etc/passwd ${jndi:ldap://x} \\unc\path C:\x",
    "19 000 014": "{{ 7*7 }} {% raw %} {rate} %s $(id) `id`",
    "19 000 015": "＝1+1 and “curly” – dashes…",
}
"""Of each: summary of its decision, subcategory, and what was to be done."""

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch &amp; 'Co' Council"
"""A name with the longest word that a place is called by, and with what means something in HTML. No letter is written to a
name with an angle bracket: the proof-reader takes that for a place left to fill."""

REPORT = '<R"1>/../x'


def hostile_scheme() -> Scheme:
    """Three councils, the last of which has the long name; every category is called by a longer one."""
    scheme = three()
    authorities = dict(scheme.register.authorities)
    watford = authorities["watford"]
    named = tuple(replace(fact, value=LONG) for fact in watford.names)
    authorities["watford"] = replace(watford, names=named)
    categories = {
        slug: term.model_copy(update={"title": f'{term.title} "of" {LONG}'})
        for slug, term in scheme.categories.items()
    }
    return replace(scheme, register=Register(authorities.values()), categories=categories)


def hostile_site(folder: Path) -> Edition:
    """The site of these records, published in a workspace in `folder`, with a letter to each council."""
    scheme = hostile_scheme()
    world = World(make_workspace(folder).folder, scheme)
    for number, (reference, text) in enumerate(TEXTS.items()):
        case = world.case(reference, ("watford", "derby", "kent")[number % 3], subcategory=text[:5000])
        case.decision(published_on="2019-10-01", summary=text)
        case.recommendation(public_summary=text, text=text, status="agreed", completed_on="")
    title = TEXTS["19 000 001"]
    world.report(REPORT, "19 000 001;19 000 002", published_on="2019-11-01", title=title)
    world.imported()
    freeze(world.year("2019-20"), world.store, world.releases, world.scheme)
    letters(world, 1)
    return publish(workspace_of(world.folder, scheme)).edition
