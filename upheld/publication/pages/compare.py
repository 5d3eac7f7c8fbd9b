"""Comparing authorities that a reader chooses: the choice is in the address, and a script fetches their pages.

The script takes figure, picture and words from each authority's own page, so that there is no second place where they are
made, and the numbers of the table to download from their JSON twins. Without script the page leads to the groups. Belongs
here: the page around it. Not here: `script/compare.js`.
"""

from __future__ import annotations

from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.page import Choice, Page
from upheld.publication.pages.identity import closed_on
from upheld.publication.year import YearOfSite, by_name
from upheld.wording import dates
from upheld.wording.numbers import capital


def page(year: YearOfSite) -> Page:
    """The page, with the newest year chosen."""
    contents = year.contents
    many = contents.noun.many
    names = sorted(
        ((contents.latest(slug).name, slug, _closed(contents, slug)) for slug in contents.years_of),
        key=lambda each: by_name(each[0]),
    )
    groups = [
        (capital(group.many), addresses.group_year(slug, year.label, year.first))
        for slug, group in contents.scheme.groups.items()
        if year.reviews_of_group(slug)
    ]
    return Page(
        address=addresses.COMPARE,
        heading=f"Compare {many}",
        description=f"Choose {many} and see each beside the average for its own kind.",
        template="compare.html.j2",
        content={
            "names": names,
            "groups": groups,
            "measures": [
                (
                    measure,
                    Choice(year.label_of(measure), f"{addresses.COMPARE}?measure={measure}", place == 0),
                )
                for place, measure in enumerate(year.compared)
            ],
            "years": [
                Choice(label, f"{addresses.COMPARE}?year={label}", label == year.label)
                for label in contents.years
            ],
        },
        twin={
            "authorities": {
                slug: contents.inputs.origin + addresses.twin_of(addresses.authority(slug))
                for _, slug, _ in names
            },
            "closed": {slug: closed for _, slug, closed in names if closed},
            "years": list(contents.years),
            "measures": list(year.compared),
        },
        illustrative=contents.illustrative,
        section="Compare",
        release=year.origin_line,
        scripts=("compare",),
    )


def _closed(contents: Contents, slug: str) -> str:
    """What stands beside the name of an authority that is no more: "closed 31 March 2021"."""
    day = closed_on(contents, slug)
    return f"closed {dates.plain(dates.day(day))}" if day else ""
