"""Tables of what was counted: who is in the review, what was received and decided, and how it ended.

Belongs here: counts of cases, by group, region, category, outcome and authority. Not here: rates (`judged`), what followed
from fault (`carried_out`), and other years (`years`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from upheld.release.model import AuthorityReview, Release
from upheld.review.pools import PartNames, Pool, Pools
from upheld.review.rates import share
from upheld.scheme import Scheme
from upheld.tables.table import Cell, Column, Table
from upheld.tables.workbook import Sheet
from upheld.wording import dates

NOT_SHOWN = "Not shown"
"""Where the cases stand whose decision is withheld: under no category."""

_NOT_SHOWN_NOTE = "A case whose decision is withheld is under no category: with few cases, a category can tell what was withheld."
_BODY = Column("body", "Kind of body")
_COUNTS = ("received", "decided", "investigated", "upheld")
_COUNT_COLUMNS = tuple(Column(name, name.capitalize(), "whole") for name in _COUNTS)


def counted_sheets(release: Release, scheme: Scheme, pools: Pools, names: PartNames) -> Iterator[Sheet]:
    """The tables of counts, those for reading first."""
    yield Sheet("about", _about(release, scheme))
    yield Sheet("bodies", _bodies(pools))
    yield Sheet("received-decided", _received(pools))
    yield Sheet("by-category", _by_category(release, scheme, names))
    yield Sheet("by-region", _by_region(pools))
    yield Sheet("outcomes", _outcomes(scheme, pools))
    yield Sheet("stages", _stages(scheme, pools))
    yield Sheet("received-category-group", _category_by_group(release, scheme, names, "received"))
    yield Sheet("decided-category-group", _category_by_group(release, scheme, names, "decided"))
    yield Sheet("by-authority", _by_authority(release, scheme))
    yield Sheet("by-category-authority", _category_by_authority(release, scheme))


def _about(release: Release, scheme: Scheme) -> Table:
    about = release.about
    rows: list[tuple[Cell, ...]] = [
        ("Year", about.year.label),
        ("Period", dates.period(about.year)),
        ("Last day", dates.day(about.year.last_day)),
        ("As at", dates.day(about.as_at)),
        ("Release", about.name),
        ("Checksum", release.checksum),
        ("Revision", str(about.revision)),
        ("Legal basis", scheme.issuer.legal_basis),
        ("Illustrative data", "yes" if about.illustrative else "no"),
    ]
    return Table(
        "What this review is made from", (Column("item", "Item"), Column("value", "Value")), tuple(rows)
    )


def _bodies(pools: Pools) -> Table:
    rows = tuple((pool.title, pool.open, pool.closed, pool.open + pool.closed) for pool in pools.rows)
    columns = (
        _BODY,
        Column("open", "Open on the last day", "whole"),
        Column("closed", "Closed, with cases left", "whole"),
        Column("bodies", "In the review", "whole"),
    )
    note = "A body that closed stays in the figures of its kind while records about it still arise."
    return Table("Bodies in this review, by kind", columns, rows, (note,))


def _received(pools: Pools) -> Table:
    columns = (
        Column("open_at_start", "Open at the start", "whole"),
        Column("received", "Received", "whole"),
        Column("first_decided", "Decided for the first time", "whole"),
        Column("open_at_end", "Open at the end", "whole"),
        Column("decided", "Decided", "whole"),
        Column("replacing_earlier", "Of these, replacing a decision of an earlier year", "whole"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (pool.title, *(pool.count(column.name) for column in columns)) for pool in pools.rows
    )
    notes = (
        "Open at the start and received, less decided for the first time, make open at the end.",
        "Decided counts the decisions made in the year that stand. A case can be decided again, so it is not the same number.",
    )
    return Table("Received and decided, by kind of body", (_BODY, *columns), rows, notes)


def _category_titles(release: Release, scheme: Scheme) -> dict[str | None, str]:
    """Every category of the scheme, then any other that the release has, then where the withheld stand."""
    used = {row.category for review in release.reviews.values() for row in review.categories if row.category}
    titles: dict[str | None, str] = {slug: term.title for slug, term in scheme.categories.items()}
    titles |= {slug: slug for slug in sorted(used - set(titles))}
    return titles | {None: NOT_SHOWN}


def _add_up(reviews: Iterable[AuthorityReview]) -> dict[str | None, Counter[str]]:
    found: dict[str | None, Counter[str]] = {}
    for review in reviews:
        for row in review.categories:
            found.setdefault(row.category, Counter()).update({name: getattr(row, name) for name in _COUNTS})
    return found


def _by_category(release: Release, scheme: Scheme, names: PartNames) -> Table:
    counts = _add_up(release.reviews.values())
    whole = sum(counts.values(), Counter())
    rows: list[tuple[Cell, ...]] = []
    for slug, title in _category_titles(release, scheme).items():
        rows.append(_category_row(title, counts.get(slug, Counter())))
    rows.append(_category_row(names.whole, whole))
    columns = (
        Column("category", "Category"),
        *_COUNT_COLUMNS,
        Column("rate", "Upheld of investigated", printed=True),
    )
    return Table(
        "Received, decided, investigated and upheld, by category", columns, tuple(rows), (_NOT_SHOWN_NOTE,)
    )


def _category_row(title: str, counts: Counter[str]) -> tuple[Cell, ...]:
    return title, *(counts[name] for name in _COUNTS), share(counts["upheld"], counts["investigated"])


def _category_by_group(release: Release, scheme: Scheme, names: PartNames, count: str) -> Table:
    """One count, categories by kind of body."""
    titles = _category_titles(release, scheme)
    kinds = {slug: group.title for slug, group in scheme.groups.items()} | {None: names.apart}
    by_kind = {
        slug: _add_up(each for each in release.reviews.values() if each.authority.group == slug)
        for slug in kinds
    }
    rows: list[tuple[Cell, ...]] = []
    for slug, title in titles.items():
        cells = [found.get(slug, Counter())[count] for found in by_kind.values()]
        rows.append((title, *cells, sum(cells)))
    sums = [sum(counts[count] for counts in found.values()) for found in by_kind.values()]
    rows.append((names.whole, *sums, sum(sums)))
    columns = tuple(Column(slug or "apart", title, "whole") for slug, title in kinds.items())
    title = f"{count.capitalize()}, by category and kind of body"
    return Table(
        title,
        (Column("category", "Category"), *columns, Column("all", names.whole, "whole")),
        tuple(rows),
        (_NOT_SHOWN_NOTE,),
    )


def _by_region(pools: Pools) -> Table:
    pooled: tuple[Pool, ...] = (*pools.regions, pools.whole)
    rows = tuple(
        (
            pool.title,
            pool.open + pool.closed,
            *(pool.count(name) for name in _COUNTS),
            share(pool.count("upheld"), pool.count("investigated")),
        )
        for pool in pooled
    )
    columns = (
        Column("region", "Region"),
        Column("bodies", "Bodies", "whole"),
        *_COUNT_COLUMNS,
        Column("rate", "Upheld of investigated", printed=True),
    )
    note = "A region holds bodies of every kind in it. Regions have different kinds of bodies, so their rates are not compared."
    return Table("Received, decided, investigated and upheld, by region", columns, rows, (note,))


def _outcomes(scheme: Scheme, pools: Pools) -> Table:
    whole = pools.whole.count("decided")
    rows: list[tuple[Cell, ...]] = []
    for slug, outcome in scheme.outcomes.items():
        cells = [part.count(f"outcome.{slug}") for part in pools.parts]
        rows.append((outcome.title, scheme.stages[outcome.stage].title, *cells, share(cells[-1], whole)))
    cells = [part.count("decided") for part in pools.parts]
    rows.append(("Decided", None, *cells, share(whole, whole)))
    columns = (Column("outcome", "Outcome"), Column("stage", "Stage"), *_part_columns(pools))
    return Table("How the cases decided in the year ended", columns, tuple(rows))


def _stages(scheme: Scheme, pools: Pools) -> Table:
    whole = pools.whole.count("decided")
    rows: list[tuple[Cell, ...]] = []
    for slug, stage in scheme.stages.items():
        outcomes = [each.slug for each in scheme.outcomes.values() if each.stage == slug]
        cells = [sum(part.count(f"outcome.{each}") for each in outcomes) for part in pools.parts]
        rows.append((stage.title, *cells, share(cells[-1], whole)))
    dealt_with = [part.count("decided") for part in pools.parts]
    rows.append(("Dealt with", *dealt_with, share(whole, whole)))
    columns = (Column("stage", "Stage"), *_part_columns(pools))
    return Table("How far the cases decided in the year got", columns, tuple(rows))


def _part_columns(pools: Pools) -> tuple[Column, ...]:
    return (
        Column("grouped", pools.grouped.title, "whole"),
        Column("apart", pools.apart.title, "whole"),
        Column("all", pools.whole.title, "whole"),
        Column("share", f"Share, {pools.whole.title.lower()}", printed=True),
    )


def _by_authority(release: Release, scheme: Scheme) -> Table:
    outcomes = [
        Column(f"outcome.{slug}", f"Outcome: {outcome.title}", "whole")
        for slug, outcome in scheme.outcomes.items()
    ]
    named = {column.name for column in outcomes}
    others = [
        Column(name, name.replace(".", ": ").replace("_", " ").capitalize(), "whole")
        for name in next((list(each.counts) for each in release.reviews.values()), [])
        if name not in named
    ]
    columns = (
        Column("authority", "Authority"),
        Column("name", "Name"),
        Column("type", "Type"),
        Column("group", "Group"),
        Column("region", "Region"),
        *outcomes,
        *others,
    )
    rows = tuple(
        (
            slug,
            review.authority.name,
            scheme.types[review.authority.type].title,
            scheme.groups[review.authority.group].title if review.authority.group else None,
            review.authority.region,
            *(review.counts.get(column.name, 0) for column in (*outcomes, *others)),
        )
        for slug, review in release.reviews.items()
    )
    return Table("Everything counted, by authority", columns, rows)


def _category_by_authority(release: Release, scheme: Scheme) -> Table:
    titles = _category_titles(release, scheme)
    rows = tuple(
        (slug, review.authority.name, titles[row.category], *(getattr(row, name) for name in _COUNTS))
        for slug, review in release.reviews.items()
        for row in review.categories
    )
    columns = (
        Column("authority", "Authority"),
        Column("name", "Name"),
        Column("category", "Category"),
        *_COUNT_COLUMNS,
    )
    return Table(
        "Received, decided, investigated and upheld, by authority and category",
        columns,
        rows,
        (_NOT_SHOWN_NOTE,),
    )
