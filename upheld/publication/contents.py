"""What the site holds as a whole, found once: which years, which authorities in which, which cases, which letters.

Belongs here: what several kinds of page ask of all releases together. Not here: what one release says (`year`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from upheld.errors import Refused
from upheld.packs.prose import PackProse, load_pack_prose
from upheld.packs.scrutiny import FILE, SECTIONS
from upheld.publication import addresses
from upheld.publication.inputs import LettersOfYear, SiteInputs
from upheld.register.model import AuthorityOfYear
from upheld.release.model import ComplianceFinding, Promise, PublicDecision, PublicReport, Release
from upheld.wording.names import THEIRS


@dataclass(frozen=True, slots=True)
class InYear:
    """A published decision, the label of the year that counts it, and of the year whose release tells of it: a later one
    where it was published after its own year was frozen."""

    year: str
    decision: PublicDecision
    told_in: str


class Contents:
    """The site as a whole. Nothing in it changes once it was found."""

    def __init__(self, inputs: SiteInputs) -> None:
        if not inputs.releases:
            raise Refused("There is nothing to publish: no year is frozen yet.")
        self.inputs = inputs
        self.scheme = inputs.scheme
        self.releases: Mapping[str, Release] = {each.about.year.label: each for each in inputs.releases}
        self.years = tuple(self.releases)
        self.newest = inputs.releases[-1]
        self.voice = THEIRS
        self.noun = inputs.scheme.issuer.authority_noun
        self.title = inputs.scheme.issuer.map_title
        self.illustrative = any(release.about.illustrative for release in inputs.releases)
        self.letters: Mapping[str, tuple[LettersOfYear, ...]] = _by_year(inputs.letters)

    @cached_property
    def scrutiny(self) -> PackProse | None:
        """The prose of the scrutiny pack, whose questions pages ask too; None where the scheme has none."""
        path = self.scheme.prose_folder / FILE
        return load_pack_prose(path, SECTIONS) if path.is_file() else None

    @cached_property
    def years_of(self) -> Mapping[str, tuple[str, ...]]:
        """In which years there is a release about an authority, in order."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for label, release in self.releases.items():
            for slug in release.reviews:
                found[slug].append(label)
        return {slug: tuple(found[slug]) for slug in sorted(found)}

    def latest(self, slug: str) -> AuthorityOfYear:
        """An authority as the newest release about it describes it."""
        return self.releases[self.years_of[slug][-1]].reviews[slug].authority

    def name(self, slug: str) -> str:
        """What an authority is called, also where no release is about it."""
        if slug in self.years_of:
            return self.latest(slug).name
        known = self.scheme.register.authorities.get(slug)
        return known.last_name if known else slug

    def short_name(self, slug: str) -> str:
        """What an authority is called for short."""
        known = self.scheme.register.authorities.get(slug)
        return known.short_name if known else slug

    def link(self, slug: str) -> str:
        """The address of an authority's page; empty where it has none."""
        return addresses.authority(slug) if slug in self.years_of else ""

    def page_of(self, slug: str, year: str) -> str:
        """The address of an authority's page in a year, or of the nearest thing to it."""
        if year in self.years_of.get(slug, ()):
            return addresses.authority_year(slug, year)
        return self.link(slug) or addresses.AUTHORITIES

    @property
    def told_to(self) -> date:
        """The day whose state the newest release tells: what was published later is nowhere on the site."""
        return self.newest.about.as_at

    @cached_property
    def decisions(self) -> tuple[InYear, ...]:
        """Every decision that the releases tell of, once: those of a year, and those of earlier years published since."""
        found: dict[tuple[str, int, str], InYear] = {}
        for label, release in self.releases.items():
            for review in release.reviews.values():
                for each in review.decisions:
                    found[each.case, each.sequence, label] = InYear(label, each, label)
        for label, release in self.releases.items():
            for each in release.published_since:
                year = self.scheme.calendar.of(each.decided_on).label
                found.setdefault((each.case, each.sequence, year), InYear(year, each, label))
        return tuple(found.values())

    @cached_property
    def decisions_of(self) -> Mapping[str, tuple[InYear, ...]]:
        """The same by the year that counts them; a year without any is there too."""
        found: dict[str, list[InYear]] = {label: [] for label in self.years}
        for each in self.decisions:
            found.setdefault(each.year, []).append(each)
        return {label: tuple(of_year) for label, of_year in found.items()}

    @cached_property
    def decisions_about(self) -> Mapping[tuple[str, str], tuple[InYear, ...]]:
        """The same by year and authority; one without any is not there."""
        found: defaultdict[tuple[str, str], list[InYear]] = defaultdict(list)
        for each in self.decisions:
            found[each.year, each.decision.authority].append(each)
        return {whose: tuple(decisions) for whose, decisions in found.items()}

    @cached_property
    def cases(self) -> Mapping[str, tuple[InYear, ...]]:
        """The published decisions by case, each case's in order of their number."""
        found: defaultdict[str, list[InYear]] = defaultdict(list)
        for each in self.decisions:
            found[each.decision.case].append(each)
        taken: dict[str, str] = {}
        for case in found:
            if taken.setdefault(addresses.name_of(case), case) != case:
                raise Refused(
                    f"The cases {taken[addresses.name_of(case)]} and {case} would have one address."
                )
        return {
            case: tuple(sorted(found[case], key=lambda each: (each.decision.sequence, each.year)))
            for case in sorted(found)
        }

    def case_link(self, case: str | None) -> str:
        """The address of a case's page, by its reference as printed; empty where none of its decisions is published."""
        reference = (case or "").replace("\u00a0", " ")
        return addresses.case(reference) if reference in self.cases else ""

    @cached_property
    def joint(self) -> Mapping[str, tuple[str, ...]]:
        """The cases with published decisions by the stem they share, where they are several."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for case in self.cases:
            found[self.stem(case)].append(case)
        return {stem: tuple(cases) for stem, cases in found.items() if len(cases) > 1}

    def stem(self, case: str) -> str:
        """What joint cases have in common."""
        match = re.match(self.scheme.reference.stem, case)
        return match[0] if match else case

    @cached_property
    def promises(self) -> Mapping[str, tuple[tuple[str, Promise], ...]]:
        """Service improvements by case, each as the newest release that tells of it, with the label of its year."""
        found: dict[tuple[str, int, int], tuple[str, Promise]] = {}
        for label, release in self.releases.items():
            for review in release.reviews.values():
                for promise in review.promises:
                    found[promise.case, promise.sequence, promise.number] = (label, promise)
        by_case: defaultdict[str, list[tuple[str, Promise]]] = defaultdict(list)
        for key in sorted(found):
            by_case[key[0]].append(found[key])
        return {case: tuple(promises) for case, promises in by_case.items()}

    @cached_property
    def findings(self) -> Mapping[str, tuple[ComplianceFinding, ...]]:
        """Compliance that was late or failed, by case."""
        found: defaultdict[str, tuple[ComplianceFinding, ...]] = defaultdict(tuple)
        for release in self.releases.values():
            for review in release.reviews.values():
                for finding in review.findings:
                    if finding.case:
                        found[finding.case] += (finding,)
        return dict(found)

    @cached_property
    def reports(self) -> Mapping[str, tuple[tuple[str, PublicReport], ...]]:
        """Public reports by case, each with the label of its year."""
        found: defaultdict[str, tuple[tuple[str, PublicReport], ...]] = defaultdict(tuple)
        for label, release in self.releases.items():
            for review in release.reviews.values():
                for report in review.reports:
                    for case in report.cases:
                        found[case] += ((label, report),)
        return dict(found)


def _by_year(letters: tuple[LettersOfYear, ...]) -> Mapping[str, tuple[LettersOfYear, ...]]:
    found: defaultdict[str, list[LettersOfYear]] = defaultdict(list)
    for each in sorted(letters, key=lambda one: (one.year, one.revision)):
        found[each.year].append(each)
    return {year: tuple(of_year) for year, of_year in found.items()}
