"""An authority's page: one for each year of which a release tells, and one that is always the newest.

Belongs here: what stands on it and in what order. Not here: how figures are said and drawn, which letter and page share.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from upheld.pictures.drawing import Placement
from upheld.pictures.flow import draw_flow
from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.page import Choice, Crumb, Page, SiteFile
from upheld.publication.pages.identity import duties, relations
from upheld.publication.pages.over_years import over_years
from upheld.publication.pages.questions import questions
from upheld.publication.year import YearOfSite, drawn
from upheld.release.model import AuthorityReview, Release
from upheld.tables.figures import figures_table
from upheld.tables.table import to_csv
from upheld.wording.compliance import compliance_notes
from upheld.wording.dates import plain
from upheld.wording.flow import flow_lead, segments_of
from upheld.wording.listings import listings_of
from upheld.wording.numbers import capital, digits
from upheld.wording.show import review_said
from upheld.wording.unpublished import not_listed, unpublished_upheld

FLOW_HEADING = "How complaints went"
_COMPARED_WITH_NOBODY = (
    "None of these figures is compared with those of others this year, so none is called high or low."
)


def pages(year: YearOfSite, slug: str) -> Iterator[Page]:
    """The page of a year; where the year is the newest, the authority's own page as well."""
    contents, about = year.contents, year.release.about
    if not year.is_newest_revision:
        yield _page(year, slug, addresses.authority_revision(slug, year.label, about.revision))
        return
    yield _page(year, slug, addresses.authority_year(slug, year.label))
    if contents.years_of[slug][-1] == year.label:
        yield _page(year, slug, addresses.authority(slug))


def tables(contents: Contents, release: Release) -> Iterator[SiteFile]:
    """The table of figures of every authority in a release, as it travels in its letter too."""
    about = release.about
    newest = contents.releases.get(about.year.label) is release
    for slug in release.reviews:
        address = addresses.figures_csv(slug, about.year.label)
        if not newest:
            address = f"{addresses.authority_revision(slug, about.year.label, about.revision)}figures.csv"
        yield SiteFile(addresses.file_of(address), to_csv(figures_table(release, slug)).encode())


def _page(year: YearOfSite, slug: str, address: str) -> Page:
    contents, release = year.contents, year.release
    review, names, words = release.reviews[slug], year.names(slug), year.words(slug)
    scheme, why = contents.scheme, unpublished_upheld(contents.scheme, review)
    unlisted = not_listed(why, review.counts.get("upheld", 0), "upheld decisions", release.about.as_at)
    sayings = contents.inputs.sayings
    listings = listings_of(release, scheme, year.texts, review, names, year.leading, unlisted, sayings)
    lead = _lead(year, slug)
    is_own = address == addresses.authority(slug)
    compared = [_figure(year, slug, measure) for measure in year.compared if measure in words]
    figures = compared[: sum(measure in words for measure in year.leading)]
    segments = segments_of(contents.scheme, review)
    is_compared = any(figure.verdict is not None for figure in review.figures.values())
    content: dict[str, Any] = {
        "year": year,
        "review": review,
        "slug": slug,
        "names": names,
        "lead": lead,
        "notices": tuple(_notices(year, slug)),
        "years": [
            Choice(label, addresses.authority_year(slug, label), label == year.label)
            for label in contents.years_of.get(slug, ())
        ],
        "duties": duties(contents, slug),
        "relations": tuple(relations(year, review)),
        "figures": figures,
        "has_picture": any(one["words"].rate for one in figures),
        "compared": compared[len(figures) :],
        "letters": _letters(year, slug),
        "flow_heading": FLOW_HEADING,
        "flow_lead": flow_lead(release, review, names),
        "flow": drawn(draw_flow(segments, Placement.WEB, key="flow", title=FLOW_HEADING)),
        "segments": segments,
        "categories": tuple(_categories(contents, review)),
        "over_years": tuple(over_years(year, slug)),
        "listings": listings,
        "questions": questions(year, slug),
        "caution": year.caution if is_compared else _COMPARED_WITH_NOBODY,
        "all_letters": tuple(_all_letters(contents, slug)),
        "published": [row for row in review.series if row.origin == "published"],
        "csv": f"{address}figures.csv"
        if not year.is_newest_revision
        else addresses.figures_csv(slug, year.label),
        "decided": review.counts.get("decided", 0),
    }
    group = contents.scheme.groups.get(review.authority.group or "")
    crumbs = [Crumb("Map", addresses.HOME)]
    if group is not None:
        crumbs.append(Crumb(capital(group.many), addresses.group_year(group.slug, year.label, year.first)))
    else:
        crumbs.append(Crumb("A to Z", addresses.AUTHORITIES))
    crumbs.append(Crumb(review.authority.short_name, "" if is_own else contents.link(slug)))
    if not is_own:
        crumbs.append(Crumb(year.label, ""))
    return Page(
        address=address,
        heading=names.authority,
        title=f"{names.authority}, {year.label}",
        description=lead,
        template="authority.html.j2",
        content=content,
        twin=_twin(year, slug, content),
        illustrative=release.about.illustrative,
        crumbs=tuple(crumbs),
        section="Map",
        release=year.origin_line,
        findable=year.is_newest_revision,
        feed=addresses.authority_feed(slug),
    )


def _lead(year: YearOfSite, slug: str) -> str:
    """The first figure in a sentence, and its verdict; it is the page's description too."""
    measure, said = next(iter(year.words(slug).items()), ("", None))
    if said is None:
        return f"No figures for {year.label}."
    if said.rate is None:
        return f"In {year.label} {said.sentences[0][:1].lower()}{said.sentences[0][1:]}"
    figure, sentence = year.release.reviews[slug].figures[measure], said.sentences[0]
    begun = f"In {year.label} {sentence[:1].lower()}{sentence[1:]}"
    if measure in year.percent:  # a share is nothing without its count
        begun = f"{begun.removesuffix('.')}: {digits(figure.numerator)}\u00a0of\u00a0{digits(figure.denominator)}."
    return f"{begun} {said.heading}."


def _figure(year: YearOfSite, slug: str, measure: str) -> dict[str, Any]:
    return {
        "measure": measure,
        "words": year.words(slug)[measure],
        "picture": year.picture(slug, measure),
        "squares": year.squares(slug, measure),
        "text": _text(year, year.release.reviews[slug], measure),
    }


def _text(year: YearOfSite, review: AuthorityReview, measure: str) -> str:
    words = year.words(review.authority.slug)[measure]
    said = list(words.sentences if words.rate else words.sentences[1:])
    if year.release.definitions[measure].numerator.records == "compliance":
        said += compliance_notes(review, year.names(review.authority.slug))
    return " ".join(said)


def _notices(year: YearOfSite, slug: str) -> Iterator[str]:
    """What a reader must know before anything else: that this was corrected, or has been."""
    about = year.release.about
    newest = year.contents.releases[year.label].about
    if newest.revision != about.revision:
        yield f"These figures were replaced by revision {newest.revision}. They stay at this address as they were published."
    elif about.corrects is not None:
        yield f"The figures of {about.year.label} were corrected: this is revision {about.revision}. {about.why or ''}".strip()


def _letters(year: YearOfSite, slug: str) -> dict[str, str]:
    """The addresses of the letter of this very revision, by form."""
    revision = year.release.about.revision
    for letters in year.contents.letters.get(year.label, ()):
        if letters.revision == revision:
            return {
                form: addresses.letter(slug, year.label, revision, form)
                for form, files in (("pdf", letters.pdf), ("html", letters.html))
                if slug in files
            }
    return {}


def _all_letters(contents: Contents, slug: str) -> Iterator[dict[str, Any]]:
    """Every letter about an authority, the newest first, replaced ones too."""
    for label in reversed(contents.years):
        of_year = [each for each in contents.letters.get(label, ()) if slug in each.pdf]
        for letters in reversed(of_year):
            yield {
                "year": label,
                "revision": letters.revision,
                "replaced": letters is not of_year[-1],
                "pdf": addresses.letter(slug, label, letters.revision, "pdf"),
                "html": addresses.letter(slug, label, letters.revision, "html")
                if slug in letters.html
                else "",
            }


def _categories(contents: Contents, review: AuthorityReview) -> Iterator[dict[str, Any]]:
    """How complaints went by category; what is withheld stands under none."""
    titles = contents.scheme.categories
    order = {category: place for place, category in enumerate(titles)}
    rows = sorted(review.categories, key=lambda row: order.get(row.category or "", len(order)))
    for row in rows:
        term = titles.get(row.category or "")
        yield {
            "title": term.title if term else row.category or "Not shown, as the decision is withheld",
            "received": row.received,
            "decided": row.decided,
            "investigated": row.investigated,
            "upheld": row.upheld,
        }


def _twin(year: YearOfSite, slug: str, content: dict[str, Any]) -> dict[str, Any]:
    review = year.release.reviews[slug]
    said = review_said(year.release, review, year.words(slug), year.texts)
    origin = year.contents.inputs.origin
    return said | {
        "lead": content["lead"],
        "notices": list(content["notices"]),
        "answers_for": content["duties"],
        "related": [{"how": plain(how), "authorities": list(slugs)} for how, slugs in content["relations"]],
        "categories": list(content["categories"]),
        "over_the_years": [
            {
                "measure": row.measure,
                "year": row.year,
                "numerator": row.numerator,
                "denominator": row.denominator,
                "rate": row.rate,
                "average": row.average,
                "origin": row.origin,
            }
            for row in review.series
        ],
        "observed": [
            {
                "measure": row.measure,
                "by": row.by,
                "years": [row.first_year, row.last_year],
                "base": row.base,
                "observed": row.observed,
                "expected": row.expected,
                "verdict": row.verdict.value if row.verdict else None,
            }
            for row in review.observed
        ],
        "questions": [
            {"asks": plain(each.asks), "comes_from": plain(each.comes_from)} for each in content["questions"]
        ],
        "letters": [
            {key: origin + each[key] if key in ("pdf", "html") and each[key] else each[key] for key in each}
            for each in content["all_letters"]
        ],
        "csv": origin + content["csv"],
        "years": {choice.label: origin + addresses.twin_of(choice.address) for choice in content["years"]},
    }
