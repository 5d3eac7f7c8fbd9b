"""A page taken apart: what a reader, a screen reader and a link checker would find in it."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "hr", "input"}
CLOSED_ALONE = {"rect", "line", "circle", "polyline", "polygon", "path", "tspan"}


class HtmlPage(HTMLParser):
    """Tags in order with their attributes and the text inside them; everything that opens must close."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[list[str]] = []
        self.open: list[tuple[str, int]] = []
        self.words: list[str] = []
        self.feed(source)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        self.tags.append((tag, dict(attrs)))
        self.texts.append([])
        if tag not in VOID:
            self.open.append((tag, len(self.tags) - 1))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.texts.append([])

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        for _, place in self.open:
            self.texts[place].append(data)

    @property
    def text(self) -> str:
        """All text, with single spaces."""
        return " ".join("".join(self.words).replace("\u00a0", " ").split())

    def of(self, tag: str, **wanted: str) -> list[str]:
        """The text of every element of this kind that has these attributes; `class_` for a class among others."""
        kind = wanted.pop("class_", None)
        return [
            " ".join("".join(self.texts[place]).replace("\u00a0", " ").split())
            for place, (name, attributes) in enumerate(self.tags)
            if name == tag
            and all(attributes.get(key.replace("_", "-")) == value for key, value in wanted.items())
            and (kind is None or kind in (attributes.get("class") or "").split())
        ]

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of this kind."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [attributes["id"] or "" for _, attributes in self.tags if "id" in attributes]
