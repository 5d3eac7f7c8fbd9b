"""How a figure is said: rate, count, base, interval, average, verdict, and the sentences they make.

Belongs here: everything said about one `Figure`, made from that object and its definition alone, so that sentence,
picture, base and footnote cannot disagree. Letter, page, table and command line take their words from here. Not here:
drawing, and paragraphs that are the same for every authority.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from upheld.errors import Refused
from upheld.measures.definition import MeasureVersion
from upheld.measures.figure import Figure, Interval, Verdict
from upheld.measures.rate import PER, print_rate
from upheld.measures.verdict import FEWEST_CASES
from upheld.wording.names import OURS, Names
from upheld.wording.numbers import NounLike, capital, count, count_in_words, digits, listed, noun, sentence
from upheld.wording.sayings import PLAIN, Saying
from upheld.wording.verdicts import verdict_heading, verdict_sentence


@dataclass(frozen=True, slots=True)
class PrintedBase:
    """The base that a letter prints as letters once did, by the quirk named: a number, and what it is called."""

    quirk: str
    number: int
    noun: NounLike


@dataclass(frozen=True, slots=True)
class FigureWords:
    """One figure, said.

    `name` is the public label in the voice of whoever speaks, `official` the definition's own. `rate` is None where there is no base. `counted` and
    `of_base` are the two lines beside a rate ("1 upheld decision", "of 4 detailed investigations"). `heading` is the
    verdict, or what stands in its place; `verdict` the verdict's own word. `sentences` say the rate and what it means.
    `low` to `others` are printed rates; `others_count` is "404 of 896". `alt` describes the picture. `quirk` names the
    way in which letters once sent printed this figure, where this one is printed so (`base` then need not be the rate's);
    None for every other.
    """

    measure: str
    version: int
    name: str
    official: str
    rate: str | None
    counted: str
    of_base: str
    heading: str
    verdict: str | None
    sentences: tuple[str, ...]
    base: str
    period: str
    low: str | None
    high: str | None
    average: str | None
    average_label: str
    others: str | None
    others_count: str
    hollow: bool
    alt: str
    quirk: str | None = None

    @property
    def text(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(self.sentences)


def describe(
    figure: Figure,
    definition: MeasureVersion,
    names: Names,
    saying: Saying = PLAIN,
    as_published: PrintedBase | None = None,
) -> FigureWords:
    """Say a figure; with `as_published`, with the base that letters once sent printed.

    Raises Refused where the definition does not print the rate's own denominator as its base and nobody asked for that (a
    quirk of letters once sent, which no new page may repeat), or is not the one the figure was made with.
    """
    if (figure.measure, figure.version) != (definition.measure, definition.version):
        raise Refused(
            f"{figure.measure} version {figure.version} is not said with the words of {definition.measure} version {definition.version}."
        )
    if definition.printed_base != "denominator" and as_published is None:
        raise Refused(
            f"{definition.measure} version {definition.version} prints a base that is not the denominator of its rate. Use a version that does."
        )
    if names.voice is not OURS:
        definition = saying.in_plain_words(definition)
    rate = _printed(definition, figure.rate)
    average = _printed(definition, figure.average) if definition.average else None
    others = _printed(definition, figure.others_rate) if definition.average else None
    low, high = interval_ends(definition, figure.interval)
    residents = definition.denominator == "residents"
    base_count = count(figure.denominator, definition.base_noun)
    printed = count(as_published.number, as_published.noun) if as_published else base_count
    return FigureWords(
        measure=figure.measure,
        version=figure.version,
        name=names.voice.label(definition.public_label),
        official=definition.label,
        rate=rate,
        counted=count(figure.numerator, definition.numerator_noun),
        of_base=f"among {base_count}" if residents else f"of {base_count}",
        heading=heading(figure, definition, names, saying),
        verdict=figure.verdict.value if figure.verdict else None,
        sentences=tuple(_sentences(figure, definition, names, saying)),
        base=f"Base: {printed}, {names.period}." if figure.denominator else f"No cases, {names.period}.",
        period=names.period,
        low=low,
        high=high,
        average=average,
        average_label=capital(f"{names.group.many}, average") if names.group else "Average",
        others=others,
        others_count=f"{digits(figure.others_numerator)} of {digits(figure.others_denominator)}",
        hollow=is_hollow(figure),
        alt=_alt(definition, names, rate, average, low, high),
        quirk=as_published.quirk if as_published else None,
    )


def heading(figure: Figure, definition: MeasureVersion, names: Names, saying: Saying = PLAIN) -> str:
    """What stands over a figure: its verdict; "1 of 63 not satisfied" where there is none; "Nothing investigated"."""
    if figure.rate is None:
        return saying.nothing
    if figure.verdict is not None:
        return verdict_heading(figure.verdict, names)
    clause = saying.met if figure.numerator == figure.denominator else saying.missed
    if clause:
        return _filled(clause, figure, definition, names)
    if definition.verdict and figure.group is None:
        return "Compared with no group"
    if definition.denominator == "residents":
        return count(figure.numerator, definition.numerator_noun)
    return f"{digits(figure.numerator)} of {count(figure.denominator, definition.base_noun)}"


def is_hollow(figure: Figure) -> bool:
    """Whether the circle is drawn hollow: a base below five, or a verdict that says too few."""
    return 0 < figure.denominator < FEWEST_CASES or figure.verdict is Verdict.TOO_FEW


def interval_ends(
    definition: MeasureVersion, interval: Interval | None, national: bool = False
) -> tuple[str | None, str | None]:
    """The ends of an interval as they are printed, for an authority or group or for the whole: "1%" and "81%"."""
    if interval is None:
        return None, None
    per = PER if definition.unit == "per_100000" else 1
    low, high = (
        print_rate(definition, Fraction(end) / per, national) for end in (interval.low, interval.high)
    )
    return low, high


def _printed(definition: MeasureVersion, rate: Fraction | None) -> str | None:
    return None if rate is None else print_rate(definition, rate)


def _filled(clause: str, figure: Figure, definition: MeasureVersion, names: Names) -> str:
    return clause.format(
        rate=_printed(definition, figure.rate) or "",
        numerator=digits(figure.numerator),
        base=digits(figure.denominator),
        missing=digits(figure.denominator - figure.numerator),
        of_base=count_in_words(figure.denominator, definition.base_noun),
        you=names.you,
        we=names.voice.we,
        us=names.voice.us,
        it=names.voice.it,
        were=names.voice.were,
    )


def _sentences(figure: Figure, definition: MeasureVersion, names: Names, saying: Saying) -> list[str]:
    if figure.rate is None:
        return _no_base(figure, definition, names)
    said = [_rate_sentence(figure, definition, names, saying)]
    low, high = interval_ends(definition, figure.interval)
    if names.group and figure.average is not None and definition.average:
        said.append(_average_sentence(figure, definition, names))
    if low is not None and high is not None and figure.verdict is not Verdict.TOO_FEW:
        few = (
            f"From {count_in_words(figure.denominator, definition.base_noun)}, the"
            if is_hollow(figure)
            else "The"
        )
        said.append(f"{few} underlying rate could lie anywhere from {low} to {high}.")
    if definition.verdict:
        said.append(verdict_sentence(figure, definition.base_noun, names, low or "", high or ""))
    if saying.advice and figure.rate < 1 and names.voice is OURS:  # advice is for whoever is written to
        said.append(saying.advice)
    return [sentence(one) for one in said if one]


def _rate_sentence(figure: Figure, definition: MeasureVersion, names: Names, saying: Saying) -> str:
    clause = saying.some
    alone = figure.denominator == 1
    if figure.numerator == figure.denominator:
        clause = (alone and saying.one_all) or saying.all or clause
    elif figure.numerator == 0:
        clause = (alone and saying.one_none) or saying.none or clause
    if clause:
        return _filled(clause, figure, definition, names)
    rate = _printed(definition, figure.rate)
    counted = count(figure.numerator, definition.numerator_noun)
    if definition.denominator == "residents":
        return f"There {'was' if figure.numerator == 1 else 'were'} {counted}: {rate} for every {digits(PER)} {definition.base_noun.many}"
    return f"There {'was' if figure.numerator == 1 else 'were'} {counted} of {count(figure.denominator, definition.base_noun)}, {rate}"


def _average_sentence(figure: Figure, definition: MeasureVersion, names: Names) -> str:
    """The printed average, and the rate of the others where a verdict compares with it."""
    assert names.group is not None and figure.average is not None
    average = print_rate(definition, figure.average)
    clause = f"The average for {names.group.many} is {average}"
    if definition.verdict and figure.others_rate is not None:
        clause += f"; the others together, without {names.short}, stand at {print_rate(definition, figure.others_rate)}"
    return clause


def _no_base(figure: Figure, definition: MeasureVersion, names: Names) -> list[str]:
    said = [sentence(definition.no_base), "There is no rate."]
    if names.group and figure.average is not None and definition.average:
        said.append(f"The average for {names.group.many} is {print_rate(definition, figure.average)}.")
    return said


def _alt(
    definition: MeasureVersion,
    names: Names,
    rate: str | None,
    average: str | None,
    low: str | None,
    high: str | None,
) -> str:
    if rate is None:
        parts = [f"{definition.no_base}, so there is no rate and no range"]
    else:
        parts = [f"{names.short} {rate}"]
        if low is not None and high is not None:
            parts.append(f"the underlying rate could lie from {low} to {high}")
    if average is not None and names.group is not None:
        parts.append(f"average for {names.group.many} {average}")
    scale = (
        "on a scale from 0% to 100%"
        if definition.unit == "percent"
        else f"for every {digits(PER)} {noun(2, definition.base_noun)}"
    )
    return f"{names.voice.label(definition.public_label)}, {scale}: {listed(parts) if len(parts) < 3 else '; '.join(parts)}."
