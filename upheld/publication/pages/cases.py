"""The page of a case: its published decisions, what was agreed in them, and whether it was done.

Belongs here: everything public about one case, whatever year tells of it. Not here: lists of decisions (`decisions`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from upheld.publication import addresses
from upheld.publication.contents import Contents, InYear
from upheld.publication.page import Crumb, Page
from upheld.publication.year import NO_TEXTS
from upheld.release.model import Promise, Texts
from upheld.wording import dates
from upheld.wording.promises import finding_result, instead_of_text, is_notice, promise_state
from upheld.wording.record_texts import fit

_LONGEST_DESCRIPTION = 160


def pages(contents: Contents) -> Iterator[Page]:
    """A page for every case of which a decision is published."""
    for case, decisions in contents.cases.items():
        yield _page(contents, case, decisions)


def _page(contents: Contents, case: str, found: tuple[InYear, ...]) -> Page:
    decisions = [_decision(contents, each) for each in reversed(found)]
    newest, year, told_in = decisions[0], found[-1].year, found[-1].told_in
    lead = f"{newest['outcome']}. A complaint about {newest['authority']}: {newest['category']}."
    promises = [_promise(contents, label, each) for label, each in contents.promises.get(case, ())]
    findings = [
        {"recorded_on": each.recorded_on, "result": finding_result(each)}
        for each in contents.findings.get(case, ())
    ]
    reports = [
        {
            "number": report.number,
            "title": fit(_texts(contents, label).read(report.text))
            or instead_of_text(_texts(contents, label), report.text, "title"),
            "address": addresses.report(report.number, label),
        }
        for label, report in contents.reports.get(case, ())
    ]
    joint = [each for each in contents.joint.get(contents.stem(case), ()) if each != case]
    content: dict[str, Any] = {
        "lead": lead,
        "case": case,
        "decisions": decisions,
        "promises": promises,
        "findings": findings,
        "reports": reports,
        "joint": [
            (each, addresses.case(each), contents.name(contents.cases[each][-1].decision.authority))
            for each in joint
        ],
    }
    content["similar"] = _similar(contents, found[-1])
    summary = newest["summary"]
    return Page(
        address=addresses.case(case),
        heading=f"Decision {case}" if len(decisions) == 1 else f"Decisions on case {case}",
        title=f"{case}: {newest['authority']}, {newest['category']}",
        description=_shortened(summary) if summary else lead,
        template="case.html.j2",
        content=content,
        twin=_twin(contents, content),
        illustrative=contents.releases[told_in].about.illustrative,
        crumbs=(
            Crumb("Decisions", addresses.DECISIONS),
            *((Crumb(year, addresses.decisions_of(year)),) if year in contents.releases else ()),
            Crumb(case, ""),
        ),
        section="Decisions",
        release=f"Release {contents.releases[told_in].about.name}",
    )


def _similar(contents: Contents, found: InYear) -> list[tuple[str, str]]:
    """Where there are others like it: of its subject, and about its authority, in its year."""
    year, decision = found.year, found.decision
    release, category = contents.releases.get(year), contents.scheme.categories.get(decision.category)
    if release is None:
        return []
    links = []
    if category is not None:
        address = addresses.decisions_of(year, "category", decision.category)
        links.append((f"Decisions of {year} about {category.title}", address))
    review = release.reviews.get(decision.authority)
    if review is not None and review.counts.get("decided", 0):
        address = addresses.authority_decisions(decision.authority, year)
        links.append((f"Decisions of {year} about {review.authority.short_name}", address))
    return links


def _texts(contents: Contents, year: str) -> Texts:
    return contents.inputs.texts.get(year, NO_TEXTS)


def _decision(contents: Contents, found: InYear) -> dict[str, Any]:
    decision, scheme = found.decision, contents.scheme
    texts, own = _texts(contents, found.told_in), contents.releases.get(found.year)
    review = own.reviews.get(decision.authority) if own else None
    category, outcome = scheme.categories.get(decision.category), scheme.outcomes.get(decision.outcome)
    upheld = outcome is not None and "upheld" in outcome.counts_as
    summary = fit(texts.read(decision.text))
    return {
        "sequence": decision.sequence,
        "slug": decision.authority,
        "authority": review.authority.name if review else contents.name(decision.authority),
        "year": found.year,
        "year_address": addresses.authority_year(decision.authority, found.year) if review else "",
        "decided_on": decision.decided_on,
        "published_on": decision.published_on,
        "category": category.title if category else decision.category,
        "outcome": outcome.title if outcome else decision.outcome,
        "remedy": _remedy(decision.satisfactory_remedy) if upheld else None,
        "summary": summary,
        "instead": "" if summary else instead_of_text(texts, decision.text, "summary"),
    }


def _remedy(satisfactory: bool) -> str:
    """Whether a satisfactory remedy was offered before the complaint reached the Ombudsman."""
    return (
        "A satisfactory remedy had been offered before the complaint reached the Ombudsman"
        if satisfactory
        else "No satisfactory remedy had been offered before the complaint reached the Ombudsman"
    )


def _promise(contents: Contents, label: str, promise: Promise) -> dict[str, Any]:
    texts = _texts(contents, label)
    remedy = contents.scheme.remedies.get(promise.remedy_type)
    text = fit(texts.read(promise.text)) or (
        f"{remedy.title if remedy else promise.remedy_type}. {instead_of_text(texts, promise.text, 'text')}"
    )
    return {
        "number": promise.number,
        "text": text,
        "due_on": promise.due_on,
        "state": promise_state(promise),
        "notice": is_notice(promise),
    }


def _shortened(text: str) -> str:
    """The text up to a whole word, for a description."""
    if len(text) <= _LONGEST_DESCRIPTION:
        return text
    return f"{text[:_LONGEST_DESCRIPTION].rpartition(' ')[0] or text[:_LONGEST_DESCRIPTION]} …"


def _twin(contents: Contents, content: dict[str, Any]) -> dict[str, Any]:
    def plain(row: dict[str, Any]) -> dict[str, Any]:
        told = {key: each for key, each in row.items() if key != "year_address"}
        return {key: each.isoformat() if hasattr(each, "isoformat") else each for key, each in told.items()}

    return {
        "case": content["case"],
        "decisions": [plain(each) for each in content["decisions"]],
        "service_improvements": [
            plain(each) | {"state": dates.plain(each["state"])} for each in content["promises"]
        ],
        "compliance": [plain(each) | {"result": dates.plain(each["result"])} for each in content["findings"]],
        "reports": content["reports"],
        "joint_with": [each[0] for each in content["joint"]],
        "similar": {label: contents.inputs.origin + address for label, address in content["similar"]},
    }
