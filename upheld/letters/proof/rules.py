"""The rules by which a letter is refused, and what is found when one is broken.

Belongs here: the list of rules, each with what it refuses and the way out. Not here: how any of them is looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from upheld.errors import Problem


class Rule(Enum):
    """A rule: its name, what is refused, and the way out."""

    BASE = (
        "base",
        "a printed base that is not the denominator of its rate",
        "Print the figure's own denominator, and check the definition's printed_base.",
    )
    NUMBER = (
        "untraced number",
        "a number that is none of the figures, counts, dates or reviewed texts allowed in its place",
        "Take it from the release, or take it out.",
    )
    RATE = (
        "rate",
        "a printed rate, average or end of a range that its counts do not give",
        "Print it from the figure: numerator over base, rounded half up.",
    )
    NO_BASE = (
        "rate without base",
        "a rate where there is no base, 0 of 0 as a percentage, or a rate whose base is not printed",
        "Say in words that there is nothing to count; print every rate with its base.",
    )
    ALL_OR_NONE = (
        "all or none",
        "100% or “every” where it was not all, 0% or “none” where it was not none",
        "Print “over 99%” or “under 1%”, and the clause for some.",
    )
    PLACEHOLDER = (
        "placeholder",
        "a place left unfilled: braces, TODO, None, nan, xx, two spaces or two full stops, an empty place",
        "Fill the place or take the sentence out.",
    )
    PLURAL = (
        "plural",
        "a noun or a verb that does not go with its number",
        "Give the noun both its forms, and let the number choose.",
    )
    COMPARISON = (
        "comparison",
        "an average, a verdict or “similar” for a body that has no group to compare it with",
        "Leave comparison out: the body stands by itself.",
    )
    VERDICT = (
        "verdict",
        "a verdict, in words or in a picture, that its printed counts do not bear",
        "Recompute the verdict from the counts, and verify the release.",
    )
    PICTURE = (
        "picture",
        "a picture whose marks, numbers or description are not at the printed figures",
        "Draw it from the figure that is printed beside it.",
    )
    CLAIM = (
        "claim",
        "“more than”, “fewer than”, “as many as”, “than in any year before”, “new”, “improved” or “nothing”, where the "
        "series or the counts do not say so",
        "Say only what the series bears, or nothing.",
    )
    ADVICE = (
        "advice",
        "advice for rates below 100% that is missing, or said where all were satisfied",
        "Let the exact rate decide, never its print.",
    )
    PRIVATE = (
        "not public",
        "a name, an address, a reference or a text that is not public",
        "Take it out. A letter holds the addressee's name and post, published decisions and counts, and nothing else.",
    )
    RECORD = (
        "record",
        "a row of a list that is not as the release has the record, or a public record that is left out",
        "Make the list from the release.",
    )
    ADDRESS = (
        "addressee",
        "an addressee or a greeting that is not the one in post on the letter's date",
        "Correct the contacts, or the date of the letters.",
    )
    SIGNATORY = (
        "signatory",
        "offices or a name other than those in force on the letter's date, or any name on an illustrative letter",
        "Correct the signatories of the scheme.",
    )
    ILLUSTRATIVE = (
        "illustrative mark",
        "an illustrative letter without its mark, or the mark on a letter that is not illustrative",
        "The release says which it is: make the letter from the release.",
    )
    SUM = (
        "sum",
        "totals that do not add up",
        "Freeze the year again and verify it: the counts disagree.",
    )
    DATE = (
        "date",
        "a date that is not the letter's, the year's, the release's or the record's own",
        "Take the date from the release or from the year's prose.",
    )
    LATE = (
        "days late",
        "a state or a number of days late that dates and as-at day do not give",
        "Compute it at the as-at day of the release.",
    )
    ATTACHMENT = (
        "attachment",
        "an attached table or definition that is not the release's, or a printed checksum that is not the table's",
        "Attach the table and the definitions of the release, and print the table's own checksum.",
    )
    RELEASE = (
        "release",
        "a name or number of a release that is not the one the letter is made from",
        "Print the release's own name.",
    )
    NAME = (
        "name",
        "a name of an authority, a group or a measure that is not this letter's",
        "Take names from the register and the scheme.",
    )
    MISSING = (
        "left out",
        "something that has to be said and is not",
        "Say it.",
    )
    UNREAD = (
        "unread",
        "a sentence that is no reviewed text and that no rule can read",
        "Put it in the reviewed prose, or teach the proof-reader its form (upheld/letters/proof/grammar.py).",
    )
    PAGE = (
        "page",
        "a page and a print of one letter that say different things",
        "Make both from the same letter.",
    )

    def __init__(self, title: str, refuses: str, way_out: str) -> None:
        self.title = title
        self.refuses = refuses
        self.way_out = way_out


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a letter: the part, the sentence where there are several, and whether on the page alone."""

    part: str
    sentence: int = 0
    page: bool = False

    def __str__(self) -> str:
        number = f", sentence {self.sentence}" if self.sentence else ""
        return f"{'page: ' if self.page else ''}{self.part}{number}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing for which a letter is refused. `word` is the number or the words that are wrong; `why` says what is right."""

    rule: Rule
    authority: str
    place: Place
    word: str
    why: str

    @property
    def sentence(self) -> str:
        """The finding in one line, with the way out."""
        return str(self.problem)

    @property
    def problem(self) -> Problem:
        """The finding as the error tree carries it."""
        where = f"{self.authority}, {self.place}"
        return Problem(where, 0, "", self.word, f"{self.rule.title}: {self.why}", self.rule.way_out)
