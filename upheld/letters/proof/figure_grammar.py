"""The forms of what is said about one figure, made from its definition's nouns and the scheme's reviewed sayings.

Belongs here: the forms by part of a figure's block, and what has to be said in it. Not here: the facts (`figure_facts`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from upheld.letters.proof.grammar import Required
from upheld.letters.proof.rules import Rule
from upheld.letters.proof.sentences import Form
from upheld.measures.measure import MeasureVersion
from upheld.wording.sayings import Saying

_TOO_FEW = "{base:n} <base> {is|are@base} too few to say more: the underlying rate could lie anywhere from {low} to {high}"
_CHANCE = "Chance alone would put {a|an@article of group} {group_one} as far"
_V = Rule.VERDICT

FIGURE_FORMS: Mapping[str, tuple[Form, ...]] = {
    "counted": (Form("{numerator:n} <numerator>"),),
    "of base": (
        Form("of {base:n} <base>", ("not residents",), Rule.BASE),
        Form("among {base:n} <base>", ("residents",), Rule.BASE),
    ),
    "base": (
        Form("Base: {base:n} <base>, {first_day:day} to {last_day:day}.", ("rate",), Rule.NO_BASE),
        Form("No cases, {first_day:day} to {last_day:day}.", ("no base",), Rule.BASE),
    ),
    "heading": (
        Form("Clearly higher than similar {nouns}", ("clearly higher",), _V),
        Form("Higher than similar {nouns}", ("higher",), _V),
        Form("Cannot be told apart from similar {nouns}", ("cannot be told apart",), _V),
        Form("Lower than similar {nouns}", ("lower",), _V),
        Form("Clearly lower than similar {nouns}", ("clearly lower",), _V),
        Form("Too few to say", ("too few to say",), _V),
        Form("Compared with no group", ("has verdicts", "no_group", "rate")),
        Form("{numerator:n} of {base:n} <base>", ("rate", "not verdict", "not residents")),
        Form("{numerator:n} <numerator>", ("rate", "residents")),
    ),
    "text": (
        Form(
            "There {was|were@numerator} {numerator:n} <numerator> of {base:n} <base>, {rate}.",
            ("rate", "not residents"),
            says="rate",
        ),
        Form(
            "There {was|were@numerator} {numerator:n} <numerator>: {rate} for every 100,000 {base_many}.",
            ("residents",),
            says="rate",
        ),
        Form("There is no rate.", ("no base",), says="no rate"),
        Form("The average for {group_many} is {average}.", ("group",), Rule.COMPARISON, says="average"),
        Form(
            "The average for {group_many} is {average}; the others together, without {short}, stand at {others}.",
            ("group",),
            Rule.COMPARISON,
            says="average",
        ),
        Form(
            "The underlying rate could lie anywhere from {low} to {high}.", ("not hollow",), _V, says="range"
        ),
        Form(
            "From {base:n} <base>, the underlying rate could lie anywhere from {low} to {high}.",
            ("hollow", "not too few to say"),
            _V,
            says="range",
        ),
        Form("A difference of this size may well be chance.", ("cannot be told apart",), _V, says="verdict"),
        Form(f"{_CHANCE} above the others less than once in 40 times.", ("higher",), _V, says="verdict"),
        Form(
            f"{_CHANCE} above the others less than once in 1,000 times.",
            ("clearly higher",),
            _V,
            says="verdict",
        ),
        Form(f"{_CHANCE} below the others less than once in 40 times.", ("lower",), _V, says="verdict"),
        Form(
            f"{_CHANCE} below the others less than once in 1,000 times.",
            ("clearly lower",),
            _V,
            says="verdict",
        ),
        Form(
            f"{_TOO_FEW}, and neither result would have stood out.",
            ("nothing stands out", "base of one"),
            _V,
            says="verdict",
        ),
        Form(
            f"{_TOO_FEW}, and no result, neither none nor both, would have stood out.",
            ("nothing stands out", "base of two"),
            _V,
            says="verdict",
        ),
        Form(
            f"{_TOO_FEW}, and no result, not even none or all {{base:n}}, would have stood out.",
            ("nothing stands out",),
            _V,
            says="verdict",
        ),
        Form(
            f"{_TOO_FEW}.",
            ("fewer than five", "too few to say", "not nothing stands out"),
            _V,
            says="verdict",
        ),
        Form("We give no verdict on fewer than five <base many>.", ("fewer than five", "too few to say"), _V),
        Form(
            f"{_TOO_FEW}, and on this side of the others not even all {{base:n}} would have stood out.",
            ("too few to say", "above the others", "all would not stand out"),
            _V,
            says="verdict",
        ),
        Form(
            f"{_TOO_FEW}, and on this side of the others not even none of the {{base:n}} would have stood out.",
            ("too few to say", "below the others", "none would not stand out"),
            _V,
            says="verdict",
        ),
        Form(
            "No other member of the group has a figure to compare with.",
            ("no other member",),
            Rule.COMPARISON,
        ),
        Form(
            "With {other_members:n} other {member of the group|members of the group@other_members} to compare with, we give no verdict.",
            ("few others",),
            Rule.COMPARISON,
        ),
    ),
    "notes": (
        Form("What we recommended was carried out on time.", ("one on time", "not late")),
        Form("Both were carried out on time.", ("two on time", "not late")),
        Form("All {on_time:n} were carried out on time.", ("on time", "not one on time", "not late")),
        Form("What we recommended was carried out late.", ("one late", "not on time")),
        Form("Both were carried out late.", ("two late", "not on time")),
        Form("All {late:n} were carried out late.", ("late", "not one late", "not on time")),
        Form(
            "Of the {carried_out:n} carried out, {late:n} {was|were@late} late.",
            ("late", "on time"),
            says="late",
        ),
        Form("{ceased:n} more ceased to apply and {is|are@ceased} not counted.", ("ceased",), says="ceased"),
        Form(
            "At the end of the year recommendations in {overdue:n} further {case|cases@overdue} were overdue, with no outcome yet.",
            ("overdue", "settled"),
            says="overdue",
        ),
        Form(
            "At the end of the year recommendations in {overdue:n} {case|cases@overdue} were overdue, with no outcome yet.",
            ("overdue", "not settled"),
            says="overdue",
        ),
        Form("Nothing was overdue without an outcome at the end of the year.", ("not overdue",)),
    ),
    "picture": (
        Form(
            "{public_label}, {scale}: {short} {rate}; the underlying rate could lie from {low} to {high}; average for {group_many} {average}.",
            ("group",),
            Rule.COMPARISON,
        ),
        Form(
            "{public_label}, {scale}: {short} {rate} and the underlying rate could lie from {low} to {high}.",
            ("not average",),
        ),
        Form(
            "{public_label}, {scale}: {no_base}, so there is no rate and no range.",
            ("no base", "not average"),
        ),
        Form(
            "{public_label}, {scale}: {no_base}, so there is no rate and no range and average for {group_many} {average}.",
            ("no base", "group"),
            Rule.COMPARISON,
        ),
    ),
}

FIGURE_REQUIRED: Mapping[str, tuple[Required, ...]] = {
    "text": (
        ("rate", "rate", Rule.MISSING),
        ("no base", "no base", Rule.NO_BASE),
        ("average", "average", Rule.MISSING),
        ("verdict", "verdict", Rule.VERDICT),
        ("has range and not too few", "range", Rule.MISSING),
        ("advice due", "advice", Rule.ADVICE),
    ),
    "notes": (
        ("late and on time", "late", Rule.MISSING),
        ("ceased", "ceased", Rule.MISSING),
        ("overdue", "overdue", Rule.MISSING),
    ),
}


def figure_forms(definition: MeasureVersion, saying: Saying) -> dict[str, tuple[Form, ...]]:
    """The forms for the figures of a definition, by part."""
    nouns = {
        "<numerator>": f"{{{definition.numerator_noun.one}|{definition.numerator_noun.many}@numerator}}",
        "<base>": f"{{{definition.base_noun.one}|{definition.base_noun.many}@base}}",
        "<base many>": definition.base_noun.many,
    }

    def worded(form: Form) -> Form:
        text = form.text
        for place, noun in nouns.items():
            text = text.replace(place, noun)
        return replace(form, text=text)

    found = {part: tuple(worded(form) for form in forms) for part, forms in FIGURE_FORMS.items()}
    of_base = f"{{base:n}} {nouns['<base>']}"
    found["text"] += tuple(_rate_sayings(saying, of_base))
    found["text"] += (Form(_sentence(definition.no_base), ("no base",), Rule.NO_BASE, says="no base"),)
    if saying.advice:
        found["text"] += (Form(_sentence(saying.advice), ("advice due",), Rule.ADVICE, says="advice"),)
    headings = [Form(saying.nothing, ("no base",), Rule.NO_BASE)]
    if saying.met:
        headings.append(Form(saying.met, ("rate", "not verdict", "all"), Rule.ALL_OR_NONE))
    if saying.missed:
        headings.append(Form(saying.missed, ("rate", "not verdict", "not all"), Rule.ALL_OR_NONE))
    found["heading"] = tuple(headings) + found["heading"]
    return found


def _rate_sayings(saying: Saying, of_base: str) -> list[Form]:
    rule = Rule.ALL_OR_NONE
    clauses = {
        saying.some: ("rate", *(("not all",) if saying.all else ()), *(("not none",) if saying.none else ())),
        saying.all: ("rate", "all"),
        saying.none: ("rate", "none"),
        saying.one_all: ("all", "base of one"),
        saying.one_none: ("none", "base of one"),
    }
    return [
        Form(_sentence(clause.replace("{of_base}", of_base)), when, rule, says="rate")
        for clause, when in clauses.items()
        if clause
    ]


def _sentence(clause: str) -> str:
    return clause[:1].upper() + clause[1:] + ("" if clause[-1:] in ".?!" else ".")
