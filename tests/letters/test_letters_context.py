"""Who is written to, as what, and what the letter then says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from tests.letters.hand_made import CONTACTS, LATER, YEAR, letter, release, scheme_of_england
from upheld.documents.runs import Run, fill
from upheld.errors import Invalid, Missing
from upheld.letters.context import letter_context
from upheld.letters.prose_file import load_prose
from upheld.measures.measure import Break
from upheld.register.years import ReportingYear
from upheld.scheme import DataLicence, Issuer, NounPair, Signatory
from upheld.wording.names import in_a_sentence

SLUGS = tuple(release()[0].reviews)


def everything(found: object) -> str:
    """All text of a letter, but for what is attached."""
    if isinstance(found, str):
        return found + "\n"
    if isinstance(found, tuple):
        return "".join(everything(one) for one in found)
    if is_dataclass(found):
        return "".join(
            everything(getattr(found, field.name))
            for field in fields(found)
            if field.name not in ("csv", "definitions")
        )
    return ""


def paragraphs(slug: str) -> str:
    context = letter(slug)
    runs = [
        *context.opening,
        *(paragraph for section in context.sections for paragraph in section.paragraphs),
    ]
    return "\n".join("".join(run.text for run in paragraph) for paragraph in runs).replace("\u00a0", " ")


def test_the_first_role_with_somebody_in_post_on_the_day_is_addressed() -> None:
    addressee = letter("bolsover").addressee
    assert addressee.lines == ("Director of Corporate Resources", "Bolsover District Council")
    assert letter("bolsover").salutation == "Dear Director of Corporate Resources"
    later = letter("bolsover", year=LATER)
    assert later.addressee.post in ("Director of Corporate Resources", "Chief Executive")


def test_a_name_is_used_and_nobody_is_made_up() -> None:
    assert letter("kent").addressee.lines == ("Ms Okafor", "Chief Executive", "Kent County Council")
    assert letter("kent").salutation == "Dear Ms Okafor"
    assert letter("adur").addressee.lines == ("Adur District Council",)
    assert letter("adur").salutation == "Dear colleague"


def test_a_closed_council_is_an_annex_to_its_successors() -> None:
    one = letter("suffolk-coastal")
    assert one.annex
    assert one.addressee.lines == ("Chief Executive", "East Suffolk Council")
    text = paragraphs("suffolk-coastal")
    assert "about Suffolk Coastal District Council, which closed on 31 March 2019" in text
    assert "about you" not in everything(one)
    several = letter("west-dorset")
    assert several.salutation == "Dear colleagues"
    assert several.addressee.bodies == ("Dorset Council", "Bournemouth, Christchurch and Poole Council")


def test_a_body_compared_with_nobody_is_told_so() -> None:
    text = paragraphs("dartmoor-national-park")
    assert "without an average and without a verdict" in text
    assert "is one of" not in text
    said = everything(letter("dartmoor-national-park"))
    assert "your council" not in said.replace(scheme_of_england().issuer.map_title, "")


def test_a_body_with_nothing_reads_naturally() -> None:
    context = letter("adur")
    assert context.behind.flow_lead == "No complaint or enquiry came to us in the year, and we decided none."
    assert context.glance_lead.startswith("The year in three figures. No figure has a base this year")
    assert "Upheld decisions" not in [listing.heading for listing in context.behind.listings]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("London Borough of Croydon", "the London Borough of Croydon"),
        ("Borough of Poole", "the Borough of Poole"),
        ("Council of the Isles of Scilly", "the Council of the Isles of Scilly"),
        ("City of London Corporation", "the City of London Corporation"),
        ("Dartmoor National Park Authority", "the Dartmoor National Park Authority"),
        (
            "Borough Council of King's Lynn and West Norfolk",
            "the Borough Council of King's Lynn and West Norfolk",
        ),
        ("City of York Council", "City of York Council"),
        ("Kent County Council", "Kent County Council"),
    ],
)
def test_names_take_an_article_in_a_sentence(name: str, expected: str) -> None:
    assert in_a_sentence(name) == expected


def test_what_is_not_published_is_counted_and_not_listed() -> None:
    listing = letter("birmingham").behind.listings[0]
    assert len(listing.rows) == 99
    assert listing.after == "4 of the 103 upheld decisions are not published."
    one = letter("west-dorset").behind.listings[0]
    assert (one.rows, one.after) == ((), "It is not published.")


def test_overdue_late_and_ceased_are_said_plainly() -> None:
    notes = " ".join(letter("birmingham").figures[1].notes)
    assert "Of the 62 carried out, two were late." in notes
    assert "Two more ceased to apply and are not counted." in notes
    assert (
        "At the end of the year recommendations in three further cases were overdue, with no outcome yet."
        in notes
    )
    headings = [listing.heading for listing in letter("birmingham").behind.listings]
    assert "Recommendations carried out late, or not carried out" in headings


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("year", [YEAR, LATER])
def test_no_word_to_avoid_no_empty_place_and_no_wrong_plural(slug: str, year: ReportingYear) -> None:
    context = replace(letter(slug, year=year), behind=replace(letter(slug, year=year).behind, listings=()))
    text = everything(context)
    assert not re.search(r"\b(only|just|sadly)\b", text, re.IGNORECASE)
    assert not re.search(r"[{}]|\bNone\b(?! of|:)|  ", text), re.search(
        r".{30}([{}]|\bNone\b(?! of|:)|  ).{10}", text
    )
    assert not re.search(r"\b1 (\w+ )*(decisions|outcomes|investigations|remedies|councils)\b", text)


def test_every_statement_of_the_published_letter_has_a_place() -> None:
    text = paragraphs("bolsover")
    for statement in (
        "whether to write at all",
        "fault it had accepted before we looked",
        "How often things went wrong tells more",
        "check that it was done",
        "Nearly always it is",
        "below 100%",
        "settled early",
        "county councils, district councils, metropolitan boroughs, unitary councils and London boroughs",
        "29 July 2020",
        "review of complaints about local government",
        "opened last year",
        "learning more than for counting",
        "the letters of earlier years",
        "governance, audit, risk and scrutiny",
        "first sign of trouble",
        "178 people came, from 143 authorities",
        "right person deal with them at the right moment",
        "independent care providers",
        "more than 1,400 people",
        "than in any year before",
        "www.lgo.org.uk/training",
    ):
        assert statement in text, statement


def test_the_signatory_is_named_in_a_real_letter_alone() -> None:
    scheme = scheme_of_england()
    named = replace(scheme, signatories=(Signatory(offices=["Ombudsman"], name="A Person"),))
    for illustrative, expected in ((True, None), (False, "A Person")):
        made, texts = release(illustrative)
        prose = load_prose(scheme.prose_folder, YEAR)
        assert letter_context(made, named, prose, texts, CONTACTS, "bolsover").signatory == expected


def test_a_break_and_a_new_definition_are_declared() -> None:
    made, texts = release()
    definitions = dict(made.definitions)
    definitions["upheld-rate"] = replace(
        definitions["upheld-rate"], first_year=2020, breaks=(Break(2020, "We investigated fewer."),)
    )
    changed = replace(made, definitions=definitions)
    scheme = scheme_of_england()
    context = letter_context(
        changed, scheme, load_prose(scheme.prose_folder, YEAR), texts, CONTACTS, "bolsover"
    )
    section = next(
        section for section in context.sections if section.heading == "What has changed in the data"
    )
    text = "\n".join("".join(run.text for run in paragraph) for paragraph in section.paragraphs)
    assert "We investigated fewer." in text
    assert "New this year is the definition of Complaints upheld" in text


def test_another_scheme_says_nothing_of_england(tmp_path: Path) -> None:
    """Its own issuer, no groups, prose of a few lines, calendar years: and not one word that is this ombudsman's."""
    prose = tmp_path / "prose"
    prose.mkdir()
    (prose / "standing.toml").write_text(
        """
[letter]
title = "Report {ending}"
subtitle = "On {authority}"
annex_title = "Annex"
annex_subtitle = "On {authority}"
sent = "By post"
salutation = "To {addressee}"
salutation_nobody = "To whom it concerns"
salutation_several = "To all"
closing = "Faithfully"
correction = "Write to us."
figures = ["upheld-rate"]
seminar = { one = "meeting", many = "meetings" }

[[opening]]
text = "About {authority}, {period}."

[[section]]
heading = "What we do"
[[section.paragraph]]
when = ["no_group"]
text = "We compare nobody. See {website}."
""",
        encoding="utf-8",
    )
    (prose / "2020.toml").write_text(
        "letter_date = 2021-02-01\npublished_on = 2021-02-02\n", encoding="utf-8"
    )
    issuer = Issuer(
        ombudsman="Harbour Commissioner",
        body="Harbour Board",
        legal_basis="The Harbour Act",
        jurisdiction="harbours",
        authority_noun=NounPair(one="port", many="ports"),
        map_title="Ports",
        website="harbour.example",
        training_page="harbour.example/training",
        complaint_page="harbour.example/complain",
        how_to_complain="Write to the harbour first.",
        time_zone="Europe/London",
        data_licence=DataLicence(
            title="Free", address="https://harbour.example/free", attribution="Harbour Board."
        ),
    )
    scheme = replace(
        scheme_of_england(),
        folder=tmp_path,
        issuer=issuer,
        groups={},
        signatories=(Signatory(offices=["Harbour Commissioner"]),),
    )
    made, texts = release(False)
    year = ReportingYear(date(2020, 1, 1), date(2020, 12, 31))
    authority = replace(
        made.review("dartmoor-national-park").authority, name="Port of Nowhere", short_name="Nowhere"
    )
    review = replace(made.review("dartmoor-national-park"), authority=authority)
    other = replace(
        made, about=replace(made.about, year=year), reviews={"dartmoor-national-park": review}, events=()
    )
    context = letter_context(other, scheme, load_prose(prose, year), texts, (), "dartmoor-national-park")
    text = everything(replace(context, behind=replace(context.behind, flow=(), listings=())))
    assert "About Port of Nowhere, 1\u00a0January\u00a02020 to 31\u00a0December\u00a02020." in text
    assert not re.search(r"council|England|Local Government|Ombudsman|lgo", text, re.IGNORECASE)


def test_prose_is_checked_whole(tmp_path: Path) -> None:
    folder = scheme_of_england().prose_folder
    with pytest.raises(Missing, match=r"2010\.toml"):
        load_prose(folder, ReportingYear(date(2009, 4, 1), date(2010, 3, 31)))
    standing = (folder / "standing.toml").read_text(encoding="utf-8")
    broken = standing.replace("{map}", "{mapp}").replace('when = ["group"]', 'when = ["grupe"]')
    (tmp_path / "standing.toml").write_text(
        broken.replace('closing = "Yours sincerely"\n', ""), encoding="utf-8"
    )
    (tmp_path / "2020.toml").write_text(
        'letter_date = "tomorrow"\npublished_on = 2020-07-29\n[slots]\nmaps = ["x"]\n', encoding="utf-8"
    )
    with pytest.raises(Invalid) as caught:
        load_prose(tmp_path, YEAR)
    said = " ".join(str(problem) for problem in caught.value.problems)
    for wrong in ("{mapp}", "grupe", "letter.closing", "letter_date", "slots.maps"):
        assert wrong in said


def test_emphasis_is_the_proses_own_and_never_the_datas() -> None:
    runs = fill(
        "*Strong* and _leaning_ {authority} at {website}.",
        {"authority": "*A_b_*", "website": Run("x.example", "", "https://x.example")},
    )
    assert runs == (
        Run("Strong", "strong"),
        Run(" and "),
        Run("leaning", "em"),
        Run(" *A_b_* at "),
        Run("x.example", "", "https://x.example"),
        Run("."),
    )


def test_the_prose_of_every_year_loads() -> None:
    folder = scheme_of_england().prose_folder
    for path in sorted(folder.glob("2*.toml")):
        ending = int(path.stem)
        prose = load_prose(folder, ReportingYear(date(ending - 1, 4, 1), date(ending, 3, 31)))
        assert prose.letter_date <= prose.published_on
        assert tomllib.loads(path.read_text(encoding="utf-8"))
