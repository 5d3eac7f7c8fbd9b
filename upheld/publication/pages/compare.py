"""Comparing authorities that a reader chooses: the choice is in the address, and a script fetches their pages.

The script takes figure, picture and words from each authority's own page, so that there is no second place where they are
made. Without script the page leads to the groups. Belongs here: the page around it. Not here: `script/compare.js`.
"""

from __future__ import annotations

from upheld.publication import addresses
from upheld.publication.page import Choice, Page
from upheld.publication.year import YearOfSite, by_name
from upheld.wording.numbers import capital


def page(year: YearOfSite) -> Page:
    """The page, with the newest year chosen."""
    contents = year.contents
    many = contents.noun.many
    names = sorted(
        ((contents.latest(slug).name, slug) for slug in contents.years_of), key=lambda each: by_name(each[0])
    )
    groups = [
        (capital(group.many), addresses.group_year(slug, year.label, year.first))
        for slug, group in contents.scheme.groups.items()
        if year.reviews_of_group(slug)
    ]
    return Page(
        address=addresses.COMPARE,
        heading=f"Compare {many}",
        description=f"Each of the {many} you choose beside the average of its own kind.",
        template="compare.html.j2",
        content={
            "names": names,
            "groups": groups,
            "measures": [
                (
                    measure,
                    Choice(year.label_of(measure), f"{addresses.COMPARE}?measure={measure}", place == 0),
                )
                for place, measure in enumerate(year.leading)
            ],
            "years": [
                Choice(label, f"{addresses.COMPARE}?year={label}", label == year.label)
                for label in contents.years
            ],
        },
        twin={
            "authorities": {
                slug: contents.inputs.origin + addresses.twin_of(addresses.authority(slug))
                for _, slug in names
            },
            "years": list(contents.years),
            "measures": list(year.leading),
        },
        illustrative=contents.illustrative,
        section="Compare",
        release=year.origin_line,
        scripts=("compare",),
    )
