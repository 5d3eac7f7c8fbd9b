"""The scheme's measures as they stand in its files, in words: every version, its numerator, base, breaks and notes.

Belongs here: the order in which the methods page has them. Not here: their words (`wording.definitions`), and worked examples.
"""

from __future__ import annotations

from upheld.measures.measure import Measure
from upheld.scheme import Scheme
from upheld.wording.definitions import definition_words, definition_years, year_label


def measures_text(scheme: Scheme) -> str:
    """A section for each measure; of a later version, what differs from the one before it."""
    return "\n\n".join(_measure(scheme, measure) for measure in scheme.measures.measures)


def breaks_text(scheme: Scheme) -> str:
    """Every break of every measure."""
    lines = {
        f"- **{version.label}, from {year_label(scheme, each.year)}.** {each.note}"
        for measure in scheme.measures.measures
        for version in measure.versions
        for each in version.breaks
    }
    return "\n".join(sorted(lines))


def groups_text(scheme: Scheme) -> str:
    """The groups in which authorities are compared, and the types that are compared with nobody."""
    lines = ["| group | types of authority in it |", "|---|---|"]
    for group in scheme.groups.values():
        types = [kind.title for kind in scheme.types.values() if kind.group == group.slug]
        lines.append(f"| {group.title} | {', '.join(types)} |")
    alone = [kind.title for kind in scheme.types.values() if kind.group is None]
    return "\n".join([*lines, f"| none: compared with nobody | {', '.join(alone)} |"])


def outcomes_text(scheme: Scheme) -> str:
    """The outcomes a decision may have, in order of how far a complaint got, and what each counts as."""
    lines = ["| outcome | grouped as | counts as |", "|---|---|---|"]
    for outcome in scheme.outcomes.values():
        counts = ", ".join(["decided", *outcome.counts_as])
        lines.append(f"| {outcome.title} | {scheme.stages[outcome.stage].title} | {counts} |")
    return "\n".join(lines)


def _measure(scheme: Scheme, measure: Measure) -> str:
    parts = [f"### {measure.versions[-1].label}"]
    before: dict[str, str] = {}
    for version in measure.versions:
        said = dict(definition_words(scheme, version))
        said["fingerprint"] = f"`{said['fingerprint']}`"
        lines = [f"Version {version.version}, for {definition_years(scheme, version)}:", ""]
        if before:
            lines[0] = (
                f"Version {version.version}, for {definition_years(scheme, version)}, as version {version.version - 1} except:"
            )
        lines += [f"- {name}: {text}" for name, text in said.items() if before.get(name) != text]
        parts.append("\n".join(lines))
        before = said
    return "\n\n".join(parts)
