"""The forms of the reviewed texts, and of the lines around a letter, from a scheme's prose.

A paragraph must be one of the reviewed texts of its place, said under the conditions that the prose names. Belongs here:
turning prose into forms, and what of it must be said. Not here: computed sentences (`grammar`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from upheld.letters.proof.grammar import FORMS, NOUNS
from upheld.letters.proof.noticed_facts import noticed_form
from upheld.letters.proof.rules import Rule
from upheld.letters.proof.sentences import Form
from upheld.letters.prose import Passage as ProsePassage
from upheld.letters.prose import Prose

_STRONG = re.compile(r"\*([^*]+)\*")
_EMPHASIS = re.compile(r"(?<![\w{])_([^_]+)_(?!\w)")
_OF_LETTER = frozenset({"own", "annex", "group", "no_group", "seminars", "courses", "breaks", "definitions"})
"""Conditions of the prose that are about the letter and the year; all others are about what stands out in it."""

HEADINGS = (
    "Reading these with care",
    "Behind the figures",
    "From complaint to decision",
    "How these figures were made",
)

YEARS_TOGETHER = "Years together: "
"""The heading of the list of several years together, before the years."""

LISTS: Mapping[str, str] = {
    "Upheld decision": "upheld decisions",
    "Upheld decisions": "upheld decisions",
    "Recommendations carried out late, or not carried out": "late or not carried out",
    "What was agreed, and whether it was done": "what was agreed",
    "Public report": "public reports",
    "Public reports": "public reports",
    "Other figures": "other figures",
}
"""The lists of a letter by their headings: what each is read as. A list that is not here has its numbers traced."""


def list_part_of(heading: str) -> str | None:
    """What a list with that heading is read as; None for one that is not known."""
    return "years together" if heading.startswith(YEARS_TOGETHER) else LISTS.get(heading)


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "years together": ("Figure", "Found", "Expected", "Verdict", "By subject", "Verdict"),
    "upheld decisions": ("Reference", "Decided", "About", "What we found"),
    "late or not carried out": ("Reference", "Recorded", "What we found"),
    "what was agreed": ("Service improvement", "Reference", "Due", "How it stands"),
    "public reports": ("Number", "Issued", "Title"),
    "other figures": ("Figure", "Rate", "Made from", "Average"),
}

MADE_HEADINGS = (
    *("Records", "Release", "Corrects", "Definitions", "Average", "Verdict", "Range", "Check it yourself"),
    "Something wrong?",
)


def unmarked(text: str) -> str:
    """A text of the prose without its signs of emphasis."""
    return _EMPHASIS.sub(r"\1", _STRONG.sub(r"\1", text))


def paragraphs_of(passages: Sequence[ProsePassage], prose: Prose) -> tuple[Form, ...]:
    """The forms of the passages of a place, with the year's own in their slots."""
    return tuple(_paragraphs(passages, prose))


def _paragraphs(passages: Sequence[ProsePassage], prose: Prose) -> Iterator[Form]:
    for passage in passages:
        when = conditions_of(passage.when)
        rule = Rule.COMPARISON if {"group", "no_group"} & set(passage.when) else Rule.CLAIM
        if passage.slot == "free":
            for slug, one in prose.free.items():
                yield Form(reviewed_form(one.text), (*when, f"about {slug}"), rule, one.text, traced=True)
        elif passage.slot:
            for form in _paragraphs(prose.slots.get(passage.slot, ()), prose):
                yield replace(form, when=(*when, *form.when))
        else:
            for only in passage.only or ("",):
                about = (f"about {only}",) if only else ()
                yield Form(reviewed_form(passage.text), (*when, *about), rule, passage.text)


def reviewed_form(text: str) -> str:
    """A reviewed text as a form."""
    return noticed_form(unmarked(text))


def conditions_of(when: Sequence[str]) -> tuple[str, ...]:
    """The conditions of the prose as those of the facts: a group of one is nobody to be compared with."""
    known = tuple(one if one in _OF_LETTER else f"noticed {one}" for one in when)
    return (*known, "several members") if "group" in known else known


def forms_of(prose: Prose) -> dict[str, tuple[Form, ...]]:
    """Every form of a letter but those of its figures, by part."""
    lines = {name: unmarked(text) for name, text in prose.lines.items()}
    mark = Rule.ILLUSTRATIVE

    def both(own: str, annex: str, before: str = "", after: str = "") -> tuple[Form, ...]:
        return (
            Form(f"{before}{lines[own]}{after}", ("own",), Rule.NAME),
            Form(f"{before}{lines[annex]}{after}", ("annex",), Rule.NAME),
        )

    def marked(forms: Sequence[Form], sign: str) -> tuple[Form, ...]:
        with_mark = (Form(f"{one.text}{sign}", (*one.when, "illustrative"), mark) for one in forms)
        without = (Form(one.text, (*one.when, "not illustrative"), mark) for one in forms)
        return (*with_mark, *without)

    title = both("title", "annex_title")
    named = tuple(Form(f"{one.text}: {{official_name}}", one.when) for one in title)
    found = {
        "document title": marked(named, " (illustrative data)"),
        "running head": tuple(Form(f"{one.text} | {{official_name}}", one.when, Rule.NAME) for one in title),
        "keywords": marked(
            (
                Form(
                    "annual review, {official_name}, {year_label}, release {release_address}, sha256 {release_checksum}"
                ),
            ),
            ", illustrative data",
        ),
        "illustrative mark": (
            Form(
                "Illustrative. Made from sample records to show what Upheld does. No ombudsman sent this letter.",
                ("illustrative",),
                mark,
            ),
        ),
        "masthead": (Form("{ombudsman}"),),
        "day": (Form("{letter_date:day}"),),
        "sent": (Form(lines["sent"]),),
        "embargo": (Form(lines.get("embargo", "")),),
        "copied": (Form(lines.get("copied", ""), ("own",), Rule.ADDRESS),),
        "title": title,
        "subtitle": both("subtitle", "annex_subtitle"),
        "description": both("subtitle", "annex_subtitle"),
        "greeting": (
            Form(lines["salutation"], ("addressee",), Rule.ADDRESS),
            Form(lines["salutation_several"], ("not addressee", "several bodies"), Rule.ADDRESS),
            Form(lines["salutation_nobody"], ("not addressee", "not several bodies"), Rule.ADDRESS),
        ),
        "closing": (Form(lines["closing"]),),
        "figures heading": (Form("Your figures", ("own",), Rule.NAME), Form("The figures", ("annex",), Rule.NAME)),
        "period": (Form("{first_day:day} to {last_day:day}"),),
        "footer": marked((Form("{ombudsman} | Release {release_name}"),), " | Illustrative data"),
        "heading": tuple(Form(heading) for heading in HEADINGS),
        "made heading": tuple(Form(heading) for heading in MADE_HEADINGS),
        "description of the attachment": (
            Form("Illustrative figures of {official_name} for {first_day:day} to {last_day:day}, with what they were made from", ("illustrative",), mark),
            Form("The figures of {official_name} for {first_day:day} to {last_day:day}, with what they were made from", ("not illustrative",), mark),
        ),
        "section heading": tuple(
            Form(reviewed_form(section.heading), conditions_of(section.when), Rule.UNREAD) for section in prose.sections
        ),
        "opening": paragraphs_of(prose.opening, prose),
    }  # fmt: skip
    for section in prose.sections:
        forms = paragraphs_of(section.passages, prose)
        of_section = conditions_of(section.when)
        found[f"section: {section.heading}"] = tuple(
            replace(form, when=(*of_section, *form.when)) for form in forms
        )
    return found


def computed_forms(prose: Prose, investigation: tuple[str, str]) -> dict[str, tuple[Form, ...]]:
    """The forms of computed sentences, with the nouns of the year in their places."""
    nouns = {
        **NOUNS,
        "<investigation>": f"{{{investigation[0]}|{investigation[1]}@investigated}}",
        "<seminar>": f"{{{prose.seminar.one}|{prose.seminar.many}@seminars_held}}",
    }

    def worded(form: Form) -> Form:
        text = form.text
        for place, noun in nouns.items():
            text = text.replace(place, noun)
        return replace(form, text=text)

    return {part: tuple(worded(form) for form in forms) for part, forms in FORMS.items()}
