"""One planted fault of each kind, in a true letter: each is caught, by its rule, naming the authority and the word."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest

from tests.letters.hand_made import CONTACTS, LATER, YEAR, letter, prose_of, release, scheme_of_england
from upheld.errors import Invalid
from upheld.letters.html import letter_page
from upheld.letters.pdf import letter_data
from upheld.letters.proof.reader import ProofReader, proof_read_printed, proof_reader, refuse_unproven
from upheld.letters.proof.rules import Finding, Rule
from upheld.register.years import ReportingYear

Data = dict[str, Any]
SLUGS = tuple(release()[0].reviews)


@lru_cache
def reader(illustrative: bool = True, year: ReportingYear = YEAR) -> ProofReader:
    made, texts = release(illustrative, year)
    return proof_reader(made, scheme_of_england(), prose_of(year), texts, CONTACTS)


@lru_cache
def true_print(slug: str, illustrative: bool = True, year: ReportingYear = YEAR) -> tuple[Data, str]:
    one = letter(slug, illustrative, year)
    return letter_data(one), letter_page(one)


def read(slug: str, plant: Callable[[Data], None], illustrative: bool = True) -> tuple[Finding, ...]:
    data = copy.deepcopy(true_print(slug, illustrative)[0])
    plant(data)
    return proof_read_printed(reader(illustrative), slug, data, true_print(slug, illustrative)[1])


def swap(path: str, old: str, new: str) -> Callable[[Data], None]:
    """Plant `new` for `old` in the text at a path such as "figures.0.text"; it must have been there."""

    def plant(data: Data) -> None:
        *way, last = path.split(".")
        at: Any = data
        for step in way:
            at = at[int(step)] if step.isdigit() else at[step]
        key: Any = int(last) if last.isdigit() else last
        if isinstance(at, tuple | list) and not isinstance(at, list):
            raise AssertionError(f"{path} is a tuple: plant the whole of it")
        found = at[key].replace("\u00a0", " ")
        assert old in found, found
        at[key] = found.replace(old, new, 1)

    return plant


def put(path: str, value: object) -> Callable[[Data], None]:
    def plant(data: Data) -> None:
        *way, last = path.split(".")
        at: Any = data
        for step in way:
            at = at[int(step)] if step.isdigit() else at[step]
        at[int(last) if last.isdigit() else last] = value

    return plant


def row(data: Data, heading: str, number: int = 0) -> list[dict[str, object]]:
    listing = next(one for one in data["listings"] if one["heading"].startswith(heading))
    found: list[dict[str, object]] = listing["rows"][number]
    return found


def cell(heading: str, column: int, text: str, number: int = 0) -> Callable[[Data], None]:
    return lambda data: row(data, heading, number)[column].update(text=text)


def in_section(text: str, new: str) -> Callable[[Data], None]:
    """Plant `new` for `text` in whichever paragraph has it."""

    def plant(data: Data) -> None:
        paragraphs = [*data["opening"], *(p for one in data["sections"] for p in one["paragraphs"])]
        for run in (run for paragraph in paragraphs for run in paragraph):
            shown = run["text"].replace("\u00a0", " ")
            if text in shown:
                run["text"] = shown.replace(text, new, 1)
                return
        raise AssertionError(text)

    return plant


FAULTS: list[tuple[str, str, Callable[[Data], None], Rule, str]] = [
    ("base in the panel", "bolsover", swap("figures.0.of_base", "4", "16"), Rule.BASE, "16"),
    ("base line", "bolsover", swap("figures.0.base", "4", "1"), Rule.BASE, "1"),
    ("base of another measure", "bolsover", put("figures.2.of_base", "of 4 detailed investigations"), Rule.UNREAD, "of 4"),
    ("base in the sentence", "bolsover", swap("figures.0.text", "Four detailed", "Five detailed"), Rule.BASE, "Five"),
    ("base in squares", "bolsover", put("figures.0.squares", "<svg></svg>"), Rule.BASE, "0 squares"),
    ("base in the table", "bolsover", swap("csv", ",percent,1,4,25%", ",percent,1,9,25%"), Rule.BASE, "upheld-rate denominator 9"),
    ("rate", "bolsover", put("figures.0.rate", "26%"), Rule.RATE, "26%"),
    ("average put for the rate", "bolsover", swap("figures.0.text", "We upheld 25%", "We upheld 45%"), Rule.RATE, "45%"),
    ("end of the range", "bolsover", swap("figures.0.text", "81%", "82%"), Rule.RATE, "82%"),
    ("a number nobody counted", "bolsover", swap("figures.0.text", "We upheld", "Seventeen of 17 were late. We upheld"), Rule.NUMBER, "17"),
    ("numerator", "bolsover", swap("figures.0.counted", "1", "3"), Rule.NUMBER, "3"),
    ("outcome", "bolsover", put("flow_key.3.count", "9"), Rule.NUMBER, "9"),
    ("sum of outcomes", "bolsover", put("flow_key.3.count", "9"), Rule.SUM, "outcomes"),
    ("received", "bolsover", swap("flow_lead", "11 complaints", "12 complaints"), Rule.NUMBER, "12"),
    ("members", "bolsover", in_section("192 district", "193 district"), Rule.NUMBER, "193"),
    ("number of the reviewed text", "bolsover", in_section("100%", "90%"), Rule.NUMBER, "90%"),
    ("braces", "bolsover", in_section("Once a year", "Once a {year}"), Rule.PLACEHOLDER, "{"),
    ("TODO", "bolsover", in_section("Once a year", "TODO Once a year"), Rule.PLACEHOLDER, "TODO"),
    ("nan", "bolsover", swap("figures.0.text", "45%", "nan"), Rule.PLACEHOLDER, "nan"),
    ("two spaces", "bolsover", in_section("Once a", "Once  a"), Rule.PLACEHOLDER, "two spaces"),
    ("two full stops", "bolsover", swap("figures.0.base", "2020.", "2020.."), Rule.PLACEHOLDER, ".."),
    ("empty place", "bolsover", put("salutation", ""), Rule.PLACEHOLDER, ""),
    ("0 of 0 as a rate", "adur", put("figures.0.rate", "0%"), Rule.NO_BASE, "0%"),
    ("rate for no base", "bolsover", put("figures.0.rate", None), Rule.NO_BASE, "No rate"),
    ("plural noun", "bolsover", put("figures.0.counted", "1 upheld decisions"), Rule.PLURAL, "upheld decisions"),
    ("singular noun", "kent", swap("figures.0.base", "investigations", "investigation"), Rule.PLURAL, "detailed investigation"),
    ("verb", "birmingham", lambda d: put("listings.0.after", "4 of the 103 upheld decisions is not published.")(d), Rule.PLURAL, "is"),
    ("1 days late", "birmingham", cell("Recommendations carried out late", 2, "Satisfied, 14 day late"), Rule.PLURAL, "14 day late"),
    ("average without a group", "dartmoor-national-park", lambda d: d["figures"][0].update(text=d["figures"][0]["text"] + " The average for district councils is 45%."), Rule.COMPARISON, "The average"),
    ("similar without a group", "dartmoor-national-park", put("figures.0.heading", "Higher than similar councils"), Rule.VERDICT, "Higher than"),
    ("average in the key", "dartmoor-national-park", put("key", ("rate", "rate, too few to say", "95% range", "average")), Rule.COMPARISON, "average"),
    ("verdict over a figure", "bolsover", put("figures.0.heading", "Lower than similar councils"), Rule.VERDICT, "Lower than"),
    ("verdict in a sentence", "bolsover", swap("figures.0.text", "Four detailed investigations are too few to say more: the underlying rate could lie anywhere from 1% to 81%, and no result, not even none or all four, would have stood out.", "The underlying rate could lie anywhere from 1% to 81%. A difference of this size may well be chance."), Rule.VERDICT, "A difference"),
    ("verdict in the table", "bolsover", swap("csv", "too few to say", "higher"), Rule.VERDICT, "upheld-rate verdict higher"),
    ("nothing would have stood out", "birmingham", lambda d: d["figures"][0].update(text="103 detailed investigations are too few to say more: the underlying rate could lie anywhere from 1% to 81%, and no result, not even none or all four, would have stood out."), Rule.VERDICT, ""),
    ("full circle", "bolsover", swap("figures.0.small", 'fill="#ffffff" stroke="#0a4350" stroke-width="2.2"', 'fill="#0a4350" stroke="#ffffff" stroke-width="1.4"'), Rule.VERDICT, "full circle"),
    ("circle elsewhere", "bolsover", swap("figures.0.large", 'cx="87.37"', 'cx="107.37"'), Rule.PICTURE, "circle"),
    ("bar too long", "bolsover", swap("figures.0.large", 'width="253.848"', 'width="283.848"'), Rule.PICTURE, "bar"),
    ("label of the picture", "bolsover", swap("figures.0.large", "Bolsover 25%", "Bolsover 75%"), Rule.RATE, "75%"),
    ("description", "bolsover", swap("figures.0.alt", "25%", "52%"), Rule.RATE, "52%"),
    ("more than the year before", "bolsover", in_section("47 more than", "48 more than"), Rule.CLAIM, "48"),
    ("fewer, and it was more", "bolsover", in_section("47 more than", "47 fewer than"), Rule.CLAIM, ", 47 fewer"),
    ("more than 1,400 people", "bolsover", in_section("more than 1,400", "more than 1,500"), Rule.CLAIM, "1,500"),
    ("more than ever", "bolsover", in_section("adult social care providers than", "local authorities than"), Rule.CLAIM, "local authorities"),
    ("nothing overdue", "birmingham", lambda d: d["figures"][1].update(notes=("Nothing was overdue without an outcome at the end of the year.",)), Rule.CLAIM, "Nothing was overdue"),
    ("all, and it was not", "birmingham", put("figures.1.rate", "100%"), Rule.ALL_OR_NONE, "100%"),
    ("none, and it was not", "bolsover", put("figures.0.rate", "0%"), Rule.ALL_OR_NONE, "0%"),
    ("every, and it was not", "bolsover", swap("figures.0.text", "We upheld 25% of the complaints about you that we investigated in detail.", "We upheld every complaint about you that we investigated in detail, 100%."), Rule.ALL_OR_NONE, "We upheld every"),
    ("advice missing", "birmingham", swap("figures.1.text", "Please look closely at each case where our recommendations were not carried out, and ask what it teaches.", ""), Rule.ADVICE, "advice"),
    ("advice too much", "kent", lambda d: d["figures"][1].update(text=d["figures"][1]["text"] + " Please look closely at each case where our recommendations were not carried out, and ask what it teaches."), Rule.ADVICE, "Please look"),
    ("email", "bolsover", put("address", ("link@example.org", "Bolsover District Council")), Rule.PRIVATE, "link@example.org"),
    ("name of another contact", "bolsover", in_section("Once a year", "Ms Okafor: Once a year"), Rule.PRIVATE, "Ms Okafor"),
    ("unpublished reference", "bolsover", in_section("Once a year", "In 19 999 999, once a year"), Rule.PRIVATE, "19 999 999"),
    ("reference of a row", "bolsover", cell("Upheld decision", 0, "19 000 777"), Rule.PRIVATE, "19 000 777"),
    ("text that is not published", "bolsover", cell("Upheld decision", 3, "All that is to be done."), Rule.PRIVATE, "All that"),
    ("record left out", "kent", lambda d: next(one for one in d["listings"] if one["heading"] == "Upheld decisions").update(rows=[]), Rule.RECORD, "19 000 000"),
    ("category", "bolsover", cell("Upheld decision", 2, "Nothing"), Rule.RECORD, "Nothing"),
    ("another addressee", "bolsover", put("address", ("Chief Executive", "Bolsover District Council")), Rule.ADDRESS, "Chief Executive"),
    ("greeting", "bolsover", put("salutation", "Dear colleague"), Rule.ADDRESS, "colleague"),
    ("somebody signs", "bolsover", put("signatory", "A. Person"), Rule.SIGNATORY, "A. Person"),
    ("office", "bolsover", put("offices", ("Mayor",)), Rule.SIGNATORY, "Mayor"),
    ("mark missing", "bolsover", put("illustrative", None), Rule.ILLUSTRATIVE, "no mark"),
    ("mark missing in the foot", "bolsover", put("footer", ("Local Government and Social Care Ombudsman", "Release 2019-20, revision 1")), Rule.ILLUSTRATIVE, ""),
    ("hidden decisions", "birmingham", put("listings.0.after", ""), Rule.SUM, "hidden"),
    ("how many are hidden", "birmingham", put("listings.0.after", "3 of the 103 upheld decisions are not published."), Rule.NUMBER, "3"),
    ("letter's date", "bolsover", put("day", "23 July 2020"), Rule.DATE, "23 July 2020"),
    ("publication", "bolsover", in_section("29 July 2020", "30 July 2020"), Rule.DATE, "30 July 2020"),
    ("year end", "bolsover", swap("subtitle", "31 March 2020", "31 March 2021"), Rule.DATE, "31 March 2021"),
    ("as at", "bolsover", lambda d: next(one for one in d["made"] if one[0] == "Release").__setitem__(1, next(one for one in d["made"] if one[0] == "Release")[1].replace("30\u00a0April", "29 April")), Rule.DATE, "29 April 2020"),
    ("days late", "kent", cell("What was agreed", 3, "Overdue, 44 days late", 1), Rule.LATE, "44"),
    ("state of a promise", "kent", cell("What was agreed", 3, "Not yet due", 1), Rule.LATE, "Not yet due"),
    ("date of a decision", "bolsover", cell("Upheld decision", 1, "2 Apr 2019"), Rule.DATE, "2 Apr 2019"),
    ("checksum", "bolsover", lambda d: next(one for one in d["made"] if one[2]).__setitem__(2, "SHA-256 " + "00000000 " * 8), Rule.ATTACHMENT, "SHA-256"),
    ("a definition that is not the release's", "bolsover", swap("definitions", '"decimals":0', '"decimals":1'), Rule.ATTACHMENT, '{"label":"Complaints upheld'),
    ("a count in the table", "bolsover", swap("csv", ",16,", ",17,"), Rule.ATTACHMENT, "decided 17"),
    ("release", "bolsover", put("footer", ("Local Government and Social Care Ombudsman", "Release 2019-20, revision 2", "Illustrative data")), Rule.RELEASE, "2019-20, revision 2"),
    ("another council's name", "bolsover", in_section("Bolsover District Council", "Kent County Council"), Rule.NAME, "Kent County Council"),
    ("paragraph left out", "bolsover", lambda d: d["opening"].pop(), Rule.MISSING, "These have been"),
    ("a sentence nobody reviewed", "bolsover", swap("figures.0.text", "We upheld", "This is a poor result. We upheld"), Rule.UNREAD, "This is a poor"),
    ("embargo", "bolsover", swap("embargo", "29 July", "28 July"), Rule.DATE, "00:01 on 28 July 2020"),
    ("copies", "kent", put("copied", "Copied, without any list of cases, to: Leader."), Rule.ADDRESS, ""),
]  # fmt: skip


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("year", [YEAR, LATER])
@pytest.mark.parametrize("illustrative", [True, False])
def test_a_true_letter_passes(slug: str, year: ReportingYear, illustrative: bool) -> None:
    found = proof_read_printed(reader(illustrative, year), slug, *true_print(slug, illustrative, year))
    assert [one.sentence for one in found] == []


@pytest.mark.parametrize(
    ("slug", "plant", "rule", "word"), [one[1:] for one in FAULTS], ids=[one[0] for one in FAULTS]
)
def test_a_planted_fault_is_caught(slug: str, plant: Callable[[Data], None], rule: Rule, word: str) -> None:
    found = [one for one in read(slug, plant) if not one.place.page]
    caught = [one for one in found if one.rule is rule and one.word.replace("\u00a0", " ").startswith(word)]
    assert caught, [one.sentence for one in found]
    assert caught[0].authority == release()[0].reviews[slug].authority.name


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('<p class="rate">25%</p>', '<p class="rate">26%</p>', Rule.RATE),
        ("of 4 detailed investigations", "of 16 detailed investigations", Rule.BASE),
        ('<circle cx="25%"', '<circle cx="35%"', Rule.PICTURE),
        ("No ombudsman sent this letter.", "", Rule.PAGE),
        ('class="p-rate-few"', 'class="p-rate"', Rule.VERDICT),
        ("<li>", "<li>7 ", Rule.PAGE),
        ("The upright line is the average.", "The line is 45%.", Rule.UNREAD),
    ],
)
def test_a_fault_on_the_page_alone_is_caught(old: str, new: str, rule: Rule) -> None:
    data, page = true_print("bolsover")
    assert old in page
    found = proof_read_printed(reader(), "bolsover", data, page.replace(old, new, 1))
    assert rule in {one.rule for one in found}, [one.sentence for one in found]
    assert all(one.place.page for one in found)


def test_every_rule_has_a_planted_fault() -> None:
    assert {one[3] for one in FAULTS} | {Rule.PAGE} == set(Rule)


def test_what_is_found_in_all_letters_is_refused_together() -> None:
    found = [*read("bolsover", put("figures.0.rate", "26%")), *read("kent", put("day", "1 May 2020"))]
    with pytest.raises(Invalid, match="2 letters are not proven") as refused:
        refuse_unproven(found)
    said = "\n".join(str(problem) for problem in refused.value.problems)
    assert "Bolsover District Council" in said and "'26%'" in said
    assert "Kent County Council" in said and "'1 May 2020'" in said
    refuse_unproven(())


def _digits(found: object, way: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], str]]:
    """Every text with a digit in a print's data, with the way to it; sizes and drawings have tests of their own."""
    if isinstance(found, str):
        return [(way, found)] if re.search(r"\d", found) and not found.startswith("<svg") else []
    if isinstance(found, dict):
        return [one for key, value in found.items() if key != "href" for one in _digits(value, (*way, key))]
    if isinstance(found, list | tuple):
        return [one for key, value in enumerate(found) for one in _digits(value, (*way, key))]
    return []


def _loose(found: Any) -> Any:
    """A copy in which every text can be replaced."""
    if isinstance(found, dict):
        return {key: _loose(value) for key, value in found.items()}
    return [_loose(one) for one in found] if isinstance(found, list | tuple) else found


def test_any_digit_changed_anywhere_is_caught() -> None:
    """Also in quoted summaries, which must be the published ones, and in the attached table, by its checksum."""
    data, page = true_print("bolsover")
    missed = []
    for way, text in _digits(data):
        step = 1 if len(text) < 200 else 97
        for match in list(re.finditer(r"\d", text))[::step]:
            changed = _loose(data)
            at = changed
            for key in way[:-1]:
                at = at[key]
            other = str((int(match[0]) + 1) % 10)
            at[way[-1]] = text[: match.start()] + other + text[match.end() :]
            found = proof_read_printed(reader(), "bolsover", changed, page)
            if all(one.place.page for one in found):
                missed.append((way, text[:60], match.start()))
    assert missed == []
