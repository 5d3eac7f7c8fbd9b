"""What pages say: the numbers of the release, in page and twin alike; and texts of others as text."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.letters.hand_made import HOSTILE
from tests.publication.html_page import HtmlPage
from tests.publication.made_site import files, inputs, pages, parsed, site_files
from upheld.errors import Missing, Refused
from upheld.measures.figure import Verdict
from upheld.measures.rate import print_rate
from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.inputs import SiteInputs, read_letters
from upheld.publication.pages import groups
from upheld.publication.setting import Setter
from upheld.publication.year import YearOfSite
from upheld.release.model import Texts, Tombstone
from upheld.wording.figures import interval_ends
from upheld.wording.record_texts import fit

FIGURES = [
    (release.about.year.label, slug, measure)
    for release in inputs().releases
    for slug, review in release.reviews.items()
    for measure in review.figures
]


@pytest.mark.parametrize(("year", "slug", "measure"), FIGURES)
def test_page_and_twin_say_what_the_release_says(year: str, slug: str, measure: str) -> None:
    release = next(each for each in inputs().releases if each.about.year.label == year)
    figure, definition = release.reviews[slug].figures[measure], release.definitions[measure]
    rate = print_rate(definition, figure.rate) if figure.rate is not None else None
    low, high = interval_ends(definition, figure.interval)
    twin = json.loads(files()[f"authority/{slug}/{year}/index.json"])["figures"][measure]
    assert (twin["numerator"], twin["denominator"], twin["rate"]) == (
        figure.numerator,
        figure.denominator,
        rate,
    )
    assert twin["interval"] == ([low, high] if low is not None else None)
    assert twin["verdict"] == (figure.verdict.value if figure.verdict else None)
    if figure.group is not None and definition.average:
        average = print_rate(definition, figure.average) if figure.average is not None else None
        assert twin["average"] == average
    page = parsed(f"authority/{slug}/{year}/index.html")
    if measure in inputs().leading:
        (section,) = page.of("section", data_measure=measure)
        assert (rate or "No rate") in section
        assert twin["heading"] in section
        sentence = twin["sentence"].replace("\u00a0", " ")
        if rate is None:  # what there was none of stands where the count would, and the rest below
            no_base = sentence.partition(". ")[0]
            assert no_base in section
            sentence = sentence.removeprefix(f"{no_base}. ")
        assert sentence in section
        if rate is not None:
            said = inputs().sayings[measure].in_plain_words(definition).numerator_noun
            noun = said.one if figure.numerator == 1 else said.many
            assert f"{figure.numerator:,} {noun}" in section
    elif rate is not None:
        assert f"{definition.public_label}{rate}" in page.text.replace(" ", "") or rate in page.text


def test_group_map_and_authority_say_the_same_of_everybody() -> None:
    for release in inputs().releases:
        year = release.about.year.label
        rows = {
            row["slug"]: row
            for tier in ("", "counties/")
            for row in json.loads(files()[f"map/{year}/upheld-rate/{tier}index.json"])["authorities"]
        }
        in_groups = {slug for slug, review in release.reviews.items() if review.authority.group}
        assert set(rows) == in_groups
        for slug in in_groups:
            group = release.reviews[slug].authority.group
            members = json.loads(files()[f"group/{group}/{year}/upheld-rate/index.json"])["members"]
            (member,) = [row for row in members if row["slug"] == slug]
            said = json.loads(files()[f"authority/{slug}/{year}/index.json"])["figures"]["upheld-rate"]
            for key in ("rate", "numerator", "denominator"):
                assert rows[slug][key] == member[key] == said[key]
            tables = [parsed(f"map/{year}/upheld-rate/{tier}index.html").text for tier in ("", "counties/")]
            assert any(f"{said['numerator']} of {said['denominator']}" in table for table in tables)


def test_the_panel_beside_the_map_says_what_the_page_says() -> None:
    told = json.loads(files()["map/2019-20/upheld-rate/panels.json"])
    panel = HtmlPage(f"<div>{told['bolsover']}</div>")
    page = parsed("authority/bolsover/2019-20/index.html")
    assert "1 upheld decision of 4 detailed investigations" in panel.text
    assert "Too few to say" in panel.text
    assert "Derbyshire County Council serves the same area." not in panel.text  # it has no page here
    assert page.attributes("svg")[2]["height"] == panel.attributes("svg")[1]["height"]


def test_the_map_and_the_table_hold_the_same() -> None:
    page = parsed("map/2019-20/upheld-rate/index.html")
    on_map = {
        attributes["href"]
        for attributes in page.attributes("a")
        if "Bolsover" in (attributes.get("aria-label") or "")
    }
    assert on_map == {"/authority/bolsover/2019-20/"}
    rows = {attributes["href"] for attributes in page.attributes("a")}
    assert "/authority/craven/2019-20/" in rows


def test_the_search_knows_former_names_and_leads_to_pages() -> None:
    names = json.loads(files()["find/names.json"])["authorities"]
    assert {each["href"].strip("/") + "/index.html" for each in names} <= set(files())
    assert files()["find/postcodes.json"].startswith(b"{")


def test_without_areas_there_is_the_table_and_no_map() -> None:
    bare = replace(inputs(), areas=None, postcodes=None)
    site = {file.path: file.content for file in site_files(bare)}
    page = HtmlPage(site["index.html"].decode())
    assert "Every council" in page.of("h2")
    assert [each["src"] for each in page.attributes("script")] == [addresses.script("rows")]
    assert "map/2019-20/upheld-rate/counties/index.html" not in site


def test_places_are_ranges_and_whoever_has_no_case_has_none() -> None:
    twin = json.loads(files()["group/district/2019-20/upheld-rate/by-rate/index.json"])
    assert [row["slug"] for row in twin["members"]] == [
        "craven",
        "west-dorset",
        "suffolk-coastal",
        "bolsover",
    ]
    assert {row["rank"] for row in twin["members"]} == {"1 to 4 of 4"}
    page = parsed("group/district/2019-20/upheld-rate/by-rate/index.html")
    assert "Without a case, and so in no order: Adur, Melton." in page.text
    assert "A difference is not a cause" in page.text


def test_a_group_page_has_a_funnel_and_its_numbers_in_a_table() -> None:
    page = parsed("group/district/2019-20/upheld-rate/index.html")
    assert any("funnel" in (attributes.get("class") or "") for attributes in page.attributes("div"))
    assert not any(
        "funnel" in (attributes.get("class") or "")
        for attributes in parsed("group/district/2019-20/compliance-rate/index.html").attributes("div")
    )


def test_a_decision_that_is_not_published_is_counted_and_not_listed() -> None:
    page = parsed("authority/birmingham/2019-20/decisions/index.html")
    assert "99 published. 462 of the 561 decisions made in the year are not listed: " in page.text
    assert "were not yet published on 30 April 2020 and" in page.text
    assert "are of kinds that are never published." in page.text
    assert (
        "4 of the 103 upheld decisions were not yet published on 30 April 2020."
        in parsed("authority/birmingham/2019-20/index.html").text
    )


def test_hostile_texts_show_as_text() -> None:
    for path in ("decision/19-003-001/index.html", "authority/craven/2019-20/index.html"):
        source = pages()[path]
        assert "<b onclick" not in source
        assert "\u202e" not in source
    page = parsed("decision/19-003-001/index.html")
    assert fit(HOSTILE) in page.text
    twin = json.loads(files()["decision/19-003-001/index.json"])
    assert twin["decisions"][0]["summary"].startswith(fit(HOSTILE))


def test_a_withdrawn_text_leaves_a_tombstone_on_every_page() -> None:
    base = inputs()
    decision = base.releases[0].reviews["kent"].decisions[1]
    texts = base.texts["2019-20"]
    gone = decision.text or ""
    said = texts.by_sha256[gone]
    left = Texts(
        {name: text for name, text in texts.by_sha256.items() if name != gone},
        {gone: Tombstone(gone, "decision", decision.case, date(2021, 6, 1), "identifies a person")},
    )
    site = {
        file.path: file.content for file in site_files(replace(base, texts={**base.texts, "2019-20": left}))
    }
    path = f"decision/{decision.case.replace(' ', '-')}/index"
    page = HtmlPage(site[f"{path}.html"].decode())
    assert "The summary was withdrawn on 1 June 2021. The figures count it still." in page.text
    assert json.loads(site[f"{path}.json"])["decisions"][0]["summary"] == ""
    assert said.encode() not in site[f"{path}.html"] + site[f"{path}.json"]


def test_a_correction_carries_a_notice_and_the_old_page_stays() -> None:
    new, old = parsed("authority/kent/2019-20/index.html"), parsed("authority/kent/2019-20/r1/index.html")
    assert "The figures of 2019-20 were corrected: this is revision 2. One decision came late." in new.text
    assert "These figures were replaced by revision 2." in old.text
    assert {"name": "robots", "content": "noindex"} in old.attributes("meta")
    assert "What revision 2 changed" in parsed("release/2019-20/index.html").text


def test_an_authority_s_own_page_is_that_of_its_newest_year() -> None:
    assert parsed("authority/bolsover/index.html").text.count("2024-25") >= 1
    assert "release 2024-25, revision 1" in parsed("authority/bolsover/index.html").text


def test_earlier_published_figures_stand_among_the_years_and_say_so() -> None:
    page = parsed("authority/bolsover/2019-20/index.html")
    assert "2018-19 as published" in page.of("table", aria_labelledby="years-upheld-rate")[0]


def test_questions_come_from_a_number_and_are_those_of_the_scrutiny_pack() -> None:
    page = parsed("authority/birmingham/2019-20/index.html")
    assert "Recommendations not carried out: 1 of 63 cases checked." in page.text
    twin = json.loads(files()["authority/birmingham/2019-20/index.json"])
    assert twin["questions"][0]["comes_from"] == "Recommendations not carried out: 1 of 63 cases checked."
    assert twin["questions"][0]["asks"] in page.text


def test_breaks_stand_between_the_years() -> None:
    assert "fewer borderline cases" in parsed("methods/upheld-rate/index.html").text


def test_every_version_of_a_measure_is_on_the_methods_page() -> None:
    page = parsed("methods/upheld-rate/index.html")
    assert page.of("h2")[-2:] == ["Version 2", "Version 1"]
    for release in inputs().releases:
        assert release.definitions["upheld-rate"].fingerprint in page.text


def test_words_of_a_year_are_made_once() -> None:
    contents = Contents(inputs())
    year = YearOfSite(contents, contents.newest)
    assert year.words("bolsover") is year.words("bolsover")
    assert year.small_picture("bolsover", "upheld-rate") is year.small_picture("bolsover", "upheld-rate")


def test_without_a_release_there_is_nothing_to_publish() -> None:
    with pytest.raises(Refused, match="no year is frozen"):
        list(site_files(replace(inputs(), releases=())))


def with_letters(folder: Path, written: bytes) -> SiteInputs:
    """The site with a letter to Bolsover, of which the manifest says what it should be."""
    rows = ""
    for name, content in (("bolsover.pdf", b"%PDF"), ("bolsover.html", b"letter")):
        (folder / name).write_bytes(written if name.endswith("pdf") else content)
        rows += f"bolsover,Bolsover,{name},{hashlib.sha256(content).hexdigest()}\n"
    (folder / "manifest.csv").write_text(f"authority,name,file,sha256\n{rows}", encoding="utf-8")
    return replace(inputs(), letters=(read_letters(folder, "2019-20", 2),))


def test_letters_stand_at_their_own_address_and_are_linked(tmp_path: Path) -> None:
    site = {file.path: file.content for file in site_files(with_letters(tmp_path, b"%PDF"))}
    assert site["letter/2019-20/r2/bolsover.pdf"] == b"%PDF"
    assert site["letter/2019-20/r2/bolsover.html"] == b"letter"
    page = HtmlPage(site["authority/bolsover/2019-20/index.html"].decode())
    linked = [attributes["href"] for attributes in page.attributes("a")]
    assert "/letter/2019-20/r2/bolsover.pdf" in linked
    assert "/letter/2019-20/r2/bolsover.html" in linked


def test_a_letter_that_was_changed_is_not_published(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="changed after it was written"):
        list(site_files(with_letters(tmp_path, b"%PDF changed")))


def test_a_folder_without_a_manifest_holds_no_letters(tmp_path: Path) -> None:
    with pytest.raises(Missing, match=r"manifest\.csv"):
        read_letters(tmp_path, "2019-20", 1)


def test_an_authority_page_begins_with_a_share_and_its_count() -> None:
    contents, seen = Contents(inputs()), set()
    for slug, years in contents.years_of.items():
        release, path = contents.releases[years[-1]], f"authority/{slug}/index.html"
        measure, figure = next(iter(release.reviews[slug].figures.items()))
        if release.definitions[measure].unit == "percent" and figure.rate is not None:
            (lead,) = parsed(path).of("p", class_="lead")
            assert f": {figure.numerator:,} of {figure.denominator:,}. " in lead
            described = pages()[path].partition('name="description" content="')[2].partition('"')[0]
            assert lead in html.unescape(described).replace("\u00a0", " ")
            seen.add(slug)
    assert "bolsover" in seen


def test_years_are_said_to_be_parted_where_a_line_parts_them() -> None:
    shown = [
        page for path, page in pages().items() if path.startswith("authority/") and 'class="trend"' in page
    ]
    said = "on either side of a dotted line"
    assert {said in page for page in shown} == {True, False}
    for page in shown:
        assert (said in page) == ('class="p-break"' in page)


def test_a_group_page_says_of_how_many_there_is_nothing_to_say() -> None:
    leads = {
        path: parsed(path).of("p", class_="lead")[0]
        for path in pages()
        if re.fullmatch(r"group/[^/]+/[^/]+/upheld-rate/index\.html", path)
    }
    assert leads
    for path, lead in leads.items():
        verdicts = Counter(
            each["verdict"] for each in json.loads(files()[path.replace(".html", ".json")])["members"]
        )
        few = verdicts["Too few to say"]
        assert few == 0 or f"or {few} there are too few cases to say" in lead, (path, lead)


def test_every_page_leads_to_the_news() -> None:
    for page in pages().values():
        assert f'<a href="{addresses.FEED}">News as a feed (Atom)</a>' in page


def test_whoever_stands_apart_in_a_funnel_is_named_under_it() -> None:
    made, release = inputs(), inputs().releases[-1]
    review = release.reviews["bolsover"]
    figures = {
        **review.figures,
        "upheld-rate": replace(review.figures["upheld-rate"], verdict=Verdict.HIGHER),
    }
    told = replace(release, reviews={**release.reviews, "bolsover": replace(review, figures=figures)})
    contents = Contents(replace(made, releases=(*made.releases[:-1], told)))
    address = addresses.group_year(str(review.authority.group), told.about.year.label, "upheld-rate")
    (page,) = (each for each in groups.pages(YearOfSite(contents, told)) if each.address == address)
    set_page = next(Setter(contents).files(page)).content.decode()
    place = addresses.authority_year("bolsover", told.about.year.label)
    assert f'<p class="small">Dark: <a href="{place}">Bolsover</a> (higher).</p>' in set_page
    assert '<p class="small">Dark: ' not in pages()[addresses.file_of(address)]
