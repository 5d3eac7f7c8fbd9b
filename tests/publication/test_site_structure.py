"""What holds of every page: its structure, its links, its twin, and that it asks nobody for anything."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

import pytest

from tests.letters.hand_made import scheme_of_england
from tests.publication.made_site import ORIGIN, files, inputs, pages, parsed, site_files

ISSUER = scheme_of_england().issuer
WAYS_OUT = (f"https://{ISSUER.complaint_page}", f"https://{ISSUER.website}")
KINDS = {
    "home": "index.html",
    "map": "map/2019-20/upheld-rate/index.html",
    "map of counties": "map/2019-20/upheld-rate/counties/index.html",
    "equal areas": "map/2019-20/compliance-rate/equal-areas/index.html",
    "years together": "map/2019-20/upheld-rate/together/index.html",
    "all maps": "map/index.html",
    "maps of a year": "map/2019-20/index.html",
    "groups": "group/index.html",
    "group in a year": "group/district/2019-20/index.html",
    "a to z": "authority/index.html",
    "authority": "authority/bolsover/index.html",
    "authority in a year": "authority/birmingham/2019-20/index.html",
    "authority without a group": "authority/dartmoor-national-park/index.html",
    "authority without a case": "authority/adur/2019-20/index.html",
    "authority that closed": "authority/suffolk-coastal/2019-20/index.html",
    "authority with hostile texts": "authority/craven/2019-20/index.html",
    "authority as it was before a correction": "authority/kent/2019-20/r1/index.html",
    "its decisions": "authority/birmingham/2019-20/decisions/index.html",
    "compare": "compare/index.html",
    "group": "group/district/index.html",
    "group in order of rate": "group/district/2019-20/upheld-rate/by-rate/index.html",
    "search": "decision/index.html",
    "decisions of a year": "decision/year/2019-20/index.html",
    "decisions by category": "decision/year/2019-20/category/housing/index.html",
    "second page of decisions": "decision/year/2019-20/2/index.html",
    "reports": "report/index.html",
    "reports of a year": "report/2019-20/index.html",
    "improvements": "improvement/index.html",
    "improvements of a year": "improvement/2019-20/index.html",
    "review": "review/2019-20/index.html",
    "methods": "methods/index.html",
    "method": "methods/upheld-rate/index.html",
    "data": "data/index.html",
    "releases": "release/index.html",
    "release": "release/2019-20/index.html",
    "accessibility": "accessibility/index.html",
    "privacy": "privacy/index.html",
    "not found": "404.html",
}


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_a_page_of_every_kind(kind: str) -> None:
    assert KINDS[kind] in pages()


def test_there_is_a_page_for_every_published_decision_and_no_other() -> None:
    wanted = {
        f"decision/{decision.case.replace(' ', '-')}/index.html"
        for release in inputs().releases
        for review in release.reviews.values()
        for decision in review.decisions
    }
    assert {path for path in pages() if re.fullmatch(r"decision/\d\d-.*", path)} == wanted


def test_every_page_is_well_made() -> None:
    for path in pages():
        well_made(path)


def well_made(path: str) -> None:
    source, page = pages()[path], parsed(path)
    assert source.startswith("<!doctype html>")
    names = [tag for tag, _ in page.tags]
    assert names.count("h1") == names.count("main") == names.count("header") == names.count("footer") == 1
    headings = [int(tag[1]) for tag in names if re.fullmatch(r"h[1-6]", tag)]
    assert headings[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(headings))
    assert len(page.ids) == len(set(page.ids))
    for _, attributes in page.tags:
        for reference in (attributes.get("aria-labelledby") or "").split():
            assert reference in page.ids, reference
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
    labels = {attributes.get("for") for attributes in page.attributes("label")}
    for field in page.attributes("input"):
        assert field["id"] in labels
    for nav in page.attributes("nav"):
        assert nav.get("aria-label")
    for table in page.attributes("table"):
        assert table.get("aria-labelledby") or table.get("aria-label")
    assert all(attributes.get("src") for attributes in page.attributes("script"))
    meta = {attributes.get("name"): attributes.get("content") for attributes in page.attributes("meta")}
    assert meta["description"]
    assert page.of("title")[0].endswith("(illustrative data)")
    assert "Illustrative." in page.text[:500]
    assert "Illustrative. Made from sample records. Not published figures." in page.text


def test_every_link_leads_to_a_file_of_the_site() -> None:
    for path in pages():
        for tag, attributes, link in links_of(path):
            leads_somewhere(path, tag, attributes, link)


def links_of(path: str) -> Iterator[tuple[str, dict[str, str | None], str]]:
    for tag, attributes in parsed(path).tags:
        for name in ("href", "src", "action"):
            link = attributes.get(name)
            if link is not None:
                assert not re.search(r"[\s<>\"]", link), f"{path}: {link!r} is no address as it stands"
                yield tag, attributes, link


def leads_somewhere(path: str, tag: str, attributes: dict[str, str | None], link: str) -> None:
    if tag == "link" and attributes.get("rel") == "canonical":
        assert link.startswith(f"{ORIGIN}/")
        link = link.removeprefix(ORIGIN)
    if tag == "link" and attributes.get("rel") == "icon":
        assert link.startswith("data:image/svg+xml,"), "it comes with the page"
        return
    if tag == "a" and link in WAYS_OUT:
        return  # the ways out, which a reader chooses
    assert not urlsplit(link).netloc, "nothing is fetched from elsewhere"
    if link.endswith("feed.xml"):
        return  # feeds are made beside the pages
    address, fragment = urldefrag(link.partition("?")[0] if "?" in link else link)
    target = path if not address else address.lstrip("/")
    if address.endswith("/"):
        target += "index.html"
    assert target in files(), (path, link)
    if fragment:
        assert fragment in parsed(target).ids, (path, link)


def test_every_page_has_a_twin_that_says_where_it_is_and_what_it_is_called() -> None:
    for path in pages():
        has_a_twin(path)


def has_a_twin(path: str) -> None:
    page = parsed(path)
    (twin,) = [link["href"] for link in page.attributes("link") if link.get("type") == "application/json"]
    found = json.loads(files()[(twin or "").lstrip("/")])
    address = "/" + (path.removesuffix("index.html") if path.endswith("index.html") else path)
    assert found["address"] == ORIGIN + address
    assert found["title"] == page.of("h1")[0] or len(found["title"]) > 200
    assert found["illustrative"] is True


def test_nobody_but_the_ombudsman_is_we() -> None:
    """What the records or a letter say is theirs; a page says "the Ombudsman"."""
    for path in pages():
        if "craven" in path or path.startswith("decision/"):
            continue
        text = re.sub(r"We recommended an apology and a payment\.", "", parsed(path).text)
        assert not re.search(r"\b([Ww]e|us|[Oo]ur)\b", text), path


def test_the_same_inputs_make_the_same_files_in_the_same_order() -> None:
    again = [(file.path, file.content) for file in site_files(inputs())]
    assert again == list(files().items())


def test_no_file_is_made_twice() -> None:
    paths = [file.path for file in site_files(inputs())]
    assert len(paths) == len(set(paths))


def test_the_style_that_every_page_loads_goes_without_comments() -> None:
    assert b"/*" not in files()["style/site.css"]
    assert b"@media print" in files()["style/site.css"]
