"""The forms of the sentences that are computed and not reviewed, by the part of the letter in which they stand.

A sentence of a computed part must have one of these forms, with the facts of its place in it, under the conditions named.
To teach the proof-reader a new sentence, add its form here (and its facts in `facts`, if they are new). They are written
a second time, on purpose: what the code says must be what is meant here.

Belongs here: forms as data, but for those of a figure (`figure_grammar`). Not here: how they are read.
"""

from __future__ import annotations

from collections.abc import Mapping

from upheld.letters.proof.rules import Rule
from upheld.letters.proof.sentences import Form

Required = tuple[str, str, Rule]
"""A condition, what has to be said where it holds, and the rule broken where it is not."""

_CAME = "{received} {complaint or enquiry|complaints and enquiries@received} came to us in the year"
_AMONG = "We decided {decided:n}, with"

FORMS: Mapping[str, tuple[Form, ...]] = {
    "year at a glance": (
        Form("The year in three figures.", ("three figures",), Rule.NUMBER),
        Form("The year at a glance.", ("not three figures",)),
        Form("No figure has a base this year, so there is no rate to show.", ("not any rate",)),
        Form(
            "The circle is {short}’s rate, the bar the range in which the underlying rate could lie and the upright line the average for {group_many}.",
            ("any rate", "group"),
            Rule.COMPARISON,
        ),
        Form(
            "The circle is {short}’s rate and the bar the range in which the underlying rate could lie.",
            ("any rate",),
        ),
        Form("The upright line is the average for {group_many}.", ("group",), Rule.COMPARISON),
        Form("A hollow circle means too few cases to say.", ("any hollow",), Rule.VERDICT, says="hollow"),
    ),
    "key": (
        Form("rate"),
        Form("rate, too few to say"),
        Form("95% range"),
        Form("average", ("group",), Rule.COMPARISON),
    ),
    "reading with care": (
        Form(
            "{compared:n} {figure was|figures were@compared} compared in this release, and {listed:n} {is|are@listed} called higher or lower."
        ),
        Form(
            "If every authority matched its group, chance alone would still list about {by_chance:n}.",
            ("some by chance",),
        ),
        Form(
            "If every authority matched its group, chance alone would list hardly any.",
            ("not some by chance",),
        ),
        Form(
            "A difference is not a cause: it may be the mix of complaints, or which were chosen for investigation.",
            says="no cause",
        ),
        Form(
            "A high or low rate of upheld complaints is neither praise nor blame by itself, and these figures are no ranking."
        ),
        Form(
            "They do not say how good a service is, and they know nothing of those who did not complain.",
            says="no ranking",
        ),
    ),
    "from complaint to decision": (
        Form(
            "No complaint or enquiry came to us in the year, and we decided none.",
            ("not received", "not decided"),
        ),
        Form("No complaint or enquiry came to us in the year.", ("not received",)),
        Form(f"{_CAME}.", ("received",)),
        Form("None was decided in it.", ("not decided",)),
        Form(
            "We decided one, after {a|an@article of investigation} {investigation_one}.",
            ("decided one", "investigated"),
        ),
        Form(
            "We decided one, without {a|an@article of investigation} {investigation_one}.",
            ("decided one", "not investigated"),
        ),
        Form(f"{_AMONG} {{investigated:n}} <investigation> among them.", ("decided",), says="decided"),
        Form("Some had come before the year began.", ("decided above received", "received")),
        Form("It had come before the year began.", ("decided one", "not received")),
        Form("All had come before the year began.", ("decided", "not decided one", "not received")),
        Form(
            "{replacing:n} of these decisions {replaces|replace@replacing} one counted in an earlier year.",
            ("replacing",),
            says="replacing",
        ),
    ),
    "upheld decisions": (
        Form("It is not published.", ("one upheld", "none listed")),
        Form("None of the {upheld:n} upheld decisions is published.", ("none listed",), says="hidden"),
        Form(
            "{hidden:n} of the {upheld:n} upheld decisions {is|are@hidden} not published.",
            ("hidden",),
            Rule.SUM,
            says="hidden",
        ),
    ),
    "what was agreed": (
        Form(
            "In decisions of the year we recommended {improvements:n} <improvement>.",
            ("improvements", "not remedies"),
        ),
        Form(
            "In decisions of the year we recommended {remedies:n} <remedy>.", ("remedies", "not improvements")
        ),
        Form(
            "In decisions of the year we recommended {improvements:n} <improvement> and {remedies:n} <remedy>.",
            ("improvements", "remedies"),
        ),
        Form(
            "Remedies for people are private: they are counted and not listed.",
            ("remedies",),
            says="remedies private",
        ),
        Form(
            "{improvements_hidden:n} {improvement is|improvements are@improvements_hidden} counted and not listed.",
            ("improvements_hidden",),
            Rule.SUM,
            says="improvements hidden",
        ),
        Form(
            "One agreed earlier, and still open when the year began, is listed.",
            ("one earlier", "none of the year listed"),
            Rule.SUM,
            says="earlier",
        ),
        Form(
            "One agreed earlier, and still open when the year began, is listed too.",
            ("one earlier", "not none of the year listed"),
            Rule.SUM,
            says="earlier",
        ),
        Form(
            "{earlier:n} agreed earlier, and still open when the year began, are listed.",
            ("earlier", "not one earlier", "none of the year listed"),
            Rule.SUM,
            says="earlier",
        ),
        Form(
            "{earlier:n} agreed earlier, and still open when the year began, are listed too.",
            ("earlier", "not one earlier", "not none of the year listed"),
            Rule.SUM,
            says="earlier",
        ),
    ),
    "public reports": (
        Form("It is not published.", ("one report", "no report listed")),
        Form("None of the {reports:n} reports is published.", ("no report listed",), says="reports hidden"),
        Form(
            "{reports_hidden:n} of the {reports:n} reports {is|are@reports_hidden} not published.",
            ("reports_hidden",),
            Rule.SUM,
            says="reports hidden",
        ),
    ),
    "seminars": (
        Form("We held {seminars_held:n} <seminar> in {seminar_places}.", ("seminars",)),
        Form("We held {seminars_held:n} <seminar>.", ("seminars", "not seminar places")),
        Form(
            "{seminar_delegates:n} {person|people@seminar_delegates} came, from {seminar_authorities:n} {authority|authorities@seminar_authorities}."
        ),
    ),
    "courses": (
        Form(
            "We ran {courses_held:n} {course|courses@courses_held} in the year{courses_change}, and {courses_people} trained.",
            ("courses",),
        ),
        Form("There were more for {record_sector} than in any year before.", ("record",)),
    ),
    "change in courses": (
        Form(", {courses_difference:n} more than the year before", ("more courses",)),
        Form(", {courses_difference:n} fewer than the year before", ("fewer courses",)),
        Form(", as many as the year before", ("as many courses",)),
    ),
    "people trained": (
        Form("{course_delegates:n} {person was|people were@course_delegates}", ("exact people",)),
        Form("more than {people_floor:n} people were", ("not exact people",)),
    ),
    "any investigated": (
        Form("the {count of investigated:n} complaint", ("one investigated",), Rule.PLURAL),
        Form("either of the {count of investigated:n} complaints", ("two investigated",)),
        Form(
            "any of the {count of investigated:n} complaints",
            ("not one investigated", "not two investigated"),
        ),
    ),
    "years together": (
        Form(
            "What we found, beside what would be expected had each year gone as it did at the other members together."
        ),
        Form("By subject: as it went for complaints about the same subject."),
        Form("Changes that touch everyone cancel."),
    ),
    "closed too": (Form(", with those of {closed:n} that had closed", ("closed members",), says="closed"),),
    "made: Records": (
        Form(
            "Illustrative: sample records, made up to show what Upheld does",
            ("illustrative",),
            Rule.ILLUSTRATIVE,
        ),
    ),
    "made: Release": (
        Form(
            "{release_name}, as at {as_at:day}. Its checksum (SHA-256) is {release_checksum}",
            ("not entered later",),
            Rule.DATE,
        ),
        Form(
            "{release_name}, as at {as_at:day}, with what was entered up to {entered_by:day}. Its checksum (SHA-256) is {release_checksum}",
            ("entered later",),
            Rule.DATE,
        ),
    ),
    "made: Corrects": (
        Form("Revision {corrects:n}. {why}", ("corrects",), Rule.RELEASE),
        Form("Revision {corrects:n}.", ("corrects",), Rule.RELEASE),
    ),
    "made: Definitions": (Form("{definitions_used}"),),
    "made: Average": (
        Form(
            "All cases of the {members:n} {group_noun} together, {short} included",
            ("group", "not closed members"),
            Rule.COMPARISON,
        ),
        Form(
            "All cases of the {members:n} {group_noun} together, with those of {closed:n} that had closed, {short} included",
            ("group", "closed members"),
            Rule.COMPARISON,
        ),
        Form("None: there is no group to compare with", ("no_group",), Rule.COMPARISON),
    ),
    "made: Verdict": (
        Form(
            "Fisher’s exact test against the other {group_many} together; too few means that no result on that side would have stood out, or fewer than five cases",
            ("group",),
            Rule.COMPARISON,
        ),
    ),
    "made: Range": (
        Form(
            "Exact 95% interval (Clopper and Pearson): at most one in 20 such ranges misses the underlying rate"
        ),
    ),
    "made: Check it yourself": (
        Form(
            "Every figure about {authority} is in the file figures.csv that is attached to this letter, and how each is counted in definitions.jsonl. This file is all that “upheld verify” needs to compute them again. The checksum of figures.csv is"
        ),
    ),
    "made: Something wrong?": (Form("{correction}"),),
    "page: key": (
        Form(
            "The circle is the rate, hollow where there is too little to say. The bar is the 95% range in which the underlying rate could lie. The upright line is the average.",
            ("group of its own",),
            Rule.COMPARISON,
        ),
        Form(
            "The circle is the rate, hollow where there is too little to say. The bar is the 95% range in which the underlying rate could lie.",
        ),
    ),
}
"""By part. `<investigation>`, `<improvement>`, `<remedy>` and `<seminar>` stand for the noun that goes with the number before it."""

NOUNS: Mapping[str, str] = {
    "<improvement>": "{service improvement|service improvements@improvements}",
    "<remedy>": "{remedy for a person|remedies for people@remedies}",
}

REQUIRED: Mapping[str, tuple[Required, ...]] = {
    "year at a glance": (("any hollow", "hollow", Rule.VERDICT),),
    "reading with care": (("always", "no cause", Rule.MISSING), ("always", "no ranking", Rule.MISSING)),
    "from complaint to decision": (
        ("replacing", "replacing", Rule.SUM),
        ("several decided", "decided", Rule.MISSING),
    ),
    "upheld decisions": (("several hidden", "hidden", Rule.SUM),),
    "what was agreed": (
        ("remedies", "remedies private", Rule.MISSING),
        ("improvements_hidden", "improvements hidden", Rule.SUM),
        ("earlier", "earlier", Rule.SUM),
    ),
    "public reports": (("several reports hidden", "reports hidden", Rule.SUM),),
    "closed too": (("closed members", "closed", Rule.MISSING),),
    "made: Records": (),
}
"""What has to be said in a part, and when."""
