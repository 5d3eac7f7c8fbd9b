"""Commands about the public site: publish, serve.

Belongs here: arguments, times, and what is printed.
"""

from __future__ import annotations

from datetime import MAXYEAR, datetime
from typing import Annotated

import typer

from upheld.cli.base import app, the_workspace, today_at
from upheld.console import out, progress
from upheld.errors import Refused
from upheld.publication import search
from upheld.publication.editions import Editions
from upheld.publication.publish import Published
from upheld.publication.serve import SiteServer
from upheld.publishing import frozen_releases, publisher_of
from upheld.workspace import Workspace

SHOWN_CHANGES = 8
LOOPBACK = "127.0.0.1"


@app.command(
    epilog="Examples: upheld publish   |   upheld publish --at '2025-07-30 00:01'   |   upheld publish --due   |   upheld publish --rollback"
)
def publish(
    at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="Prepare it in private, for `--due` to publish at this time, where the ombudsman is.",
        ),
    ] = None,
    due: Annotated[
        bool, typer.Option("--due", help="Publish what was prepared, if its time has come. For a timer.")
    ] = False,
    rollback: Annotated[
        bool, typer.Option("--rollback", help="Go back to the edition before the one in force.")
    ] = False,
    cancel: Annotated[bool, typer.Option("--cancel", help="Throw away what was prepared.")] = False,
    without_search: Annotated[
        bool, typer.Option("--without-search", help="Leave out the search of decisions.")
    ] = False,
) -> None:
    """Build the public site beside the one in force, check every link, checksum and figure, and only then switch to it."""
    if sum((at is not None, due, rollback, cancel)) > 1:
        raise Refused("--at, --due, --rollback and --cancel are four different acts: give one.")
    place = the_workspace()
    now = datetime.now(place.scheme.zone)
    with_search = not without_search
    builds = not (due or rollback or cancel)
    if builds and with_search and not search.is_there():
        raise Refused(
            "Pagefind, which makes the search, is not installed: install upheld[site], or add --without-search."
        )
    # Held against a withdrawal meanwhile: the edition would bring its text back.
    with progress() as say, place.records.locked():
        publisher = publisher_of(place, say, with_search=with_search)
        if cancel:
            found = publisher.cancel()
            out.print("What was prepared is thrown away." if found else "Nothing was prepared.")
            return
        if due:
            published = publisher.publish_due(now)
            if published is None:
                _say_waiting(place, publisher.editions.prepared is not None)
                return
        elif rollback:
            published = publisher.roll_back()
            if publisher.editions.prepared is not None:
                out.print(
                    "What waits for its time was built as the edition that you go back from was: prepare it again with "
                    "--at, or throw it away with --cancel."
                )
        elif at is not None:
            time = _time_of(at, place)
            published = publisher.prepare(frozen_releases(place), time, now)
            out.print(
                f"Prepared for {time:%d %B %Y, %H:%M} ({place.scheme.issuer.time_zone}), and nowhere to be read before."
            )
            _say_changes(published)
            out.print("\nNext: let a timer run `upheld publish --due` every minute around that time.")
            return
        else:
            published = publisher.publish(frozen_releases(place))
    _say_published(place, published)


@app.command(epilog="Examples: upheld serve   |   upheld serve --port 8080")
def serve(
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="The port on which it answers; 0 for any that is free.")
    ] = 8000,
    host: Annotated[
        str, typer.Option(help="The address at which it answers; this machine alone if left out.")
    ] = LOOPBACK,
) -> None:
    """Show the published site in a browser on this machine. For the world, see docs/how-to/serve.md."""
    place = the_workspace()
    if Editions(place.site).current is None:
        raise Refused("Nothing is published yet: type `upheld publish`.")
    with SiteServer(host, port, place.site) as server:
        out.print(f"The site is at {server.address}. Stop it with Ctrl+C.")
        server.serve_forever()


def _time_of(text: str, place: Workspace) -> datetime:
    """A time as a person writes it; without a zone, it is meant where the ombudsman is."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise Refused(f"{text!r} is no time: write it like '2025-07-30 00:01'.") from wrong
    if not 2 <= time.year < MAXYEAR:  # elsewhere another zone can be beside the calendar
        raise Refused(f"{text!r} is no time that a site waits for: check the year.")
    if time.tzinfo is not None:
        return time.astimezone(place.scheme.zone)
    local = time.replace(tzinfo=place.scheme.zone)
    if local.astimezone(place.scheme.zone).utcoffset() != local.replace(fold=1).utcoffset():
        raise Refused(
            f"{text!r} is there twice or not at all, for clocks change then: add the offset, as in {text}+01:00."
        )
    return local


def _say_waiting(place: Workspace, waiting: bool) -> None:
    out.print("Its time has not come." if waiting else "Nothing was prepared.")


def _say_published(place: Workspace, published: Published) -> None:
    if not published.changes:
        out.print(f"Nothing has changed: the edition {published.edition.folder.name} stays in force.")
        return
    files = len(published.edition.manifest)
    out.print(
        f"Published: edition {published.edition.folder.name}, {files:,} files, in {place.site / 'current'}."
    )
    _say_changes(published)
    security = place.settings.security
    if security is None:
        out.print("There is no security.txt: set security_contact and security_expires in upheld.toml.")
    elif security.expires <= today_at(place):
        out.print(f"security.txt expired on {security.expires}: set security_expires in upheld.toml.")
    out.print("\nNext: upheld serve")


def _say_changes(published: Published) -> None:
    changes = published.changes
    numbers = [
        f"{len(paths):,} {what}"
        for what, paths in (
            ("added", changes.added),
            ("changed", changes.changed),
            ("removed", changes.removed),
        )
        if paths
    ]
    out.print(
        f"  {', '.join(numbers) or 'nothing changed'}; the whole list: {published.edition.folder / 'changes.json'}"
    )
    for path in changes.changed[:SHOWN_CHANGES]:
        out.print(f"    changed: {path}")
