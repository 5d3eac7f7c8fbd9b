"""Fingers on the map, as Chromium gets them from a touch screen: two change its size, one scrolls the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.map_site import write_site
from tests.browser.test_map_in_chromium import served

pytestmark = pytest.mark.slow

Point = tuple[float, float]
MIDDLE: Point = (180, 420)
"""Between the fingers, on the screen of a phone."""
STEPS = 12


class Phone:
    """A page on a touch screen, and the fingers on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._wire: CDPSession = page.context.new_cdp_session(page)

    def slide(self, begin: Sequence[Point], end: Sequence[Point]) -> None:
        """Put a finger on each place of `begin`, move them all to `end`, and take them away."""
        self._send("touchStart", begin)
        for step in range(1, STEPS + 1):
            part = step / STEPS
            now = [
                (x + (to_x - x) * part, y + (to_y - y) * part)
                for (x, y), (to_x, to_y) in zip(begin, end, strict=True)
            ]
            self._send("touchMove", now)
            self.page.wait_for_timeout(16)
        self._send("touchEnd", ())

    def _send(self, kind: str, places: Sequence[Point]) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
        self._wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def under(self, place: Point) -> Point:
        """The place of the drawing that is at a place of the screen."""
        x, y = self.page.evaluate(
            "([x, y]) => { const at = new DOMPoint(x, y).matrixTransform("
            "document.querySelector('.map-whole svg.map').getScreenCTM().inverse()); return [at.x, at.y]; }",
            list(place),
        )
        return x, y

    @property
    def shown(self) -> float:
        """How wide a part of the drawing is shown."""
        return float(self.page.evaluate("document.querySelector('.map-whole svg.map').viewBox.baseVal.width"))

    @property
    def scrolled(self) -> float:
        """How far the page has moved, by scrolling or by the browser's own zoom."""
        return float(self.page.evaluate("scrollY + visualViewport.offsetTop + (visualViewport.scale - 1)"))


def spread(distance: float, middle: Point = MIDDLE) -> tuple[Point, Point]:
    """Two fingers so far apart, upright."""
    x, y = middle
    return (x, y - distance / 2), (x, y + distance / 2)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    write_site(folder)
    with served(folder) as (address, _):
        yield address


@pytest.fixture
def phone(address: str, browser: Browser) -> Iterator[Phone]:
    context = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".map-zoom")).to_be_visible()
    page.locator(".map-whole svg.map").evaluate(
        "(map) => scrollTo(0, map.getBoundingClientRect().top + scrollY - 200)"
    )
    yield Phone(page)
    context.close()


def test_two_fingers_enlarge_the_map_around_what_lies_between_them(phone: Phone) -> None:
    whole, between, scrolled = phone.shown, phone.under(MIDDLE), phone.scrolled
    phone.slide(spread(60), spread(180))
    assert phone.shown == pytest.approx(whole / 3, rel=0.02)
    assert phone.under(MIDDLE) == pytest.approx(between, abs=whole / 200)
    assert phone.scrolled == scrolled, "neither does the page scroll, nor the browser enlarge it"
    assert "authority" not in phone.page.url


def test_two_fingers_make_it_small_again_and_never_smaller_than_whole(phone: Phone) -> None:
    whole = phone.shown
    phone.slide(spread(60), spread(180))
    phone.slide(spread(180), spread(90))
    assert phone.shown == pytest.approx(whole / 1.5, rel=0.02)
    phone.slide(spread(240), spread(40))
    assert phone.shown == pytest.approx(whole)


def test_fingers_that_move_together_take_the_enlarged_map_with_them(phone: Phone) -> None:
    phone.slide(spread(60), spread(240))
    shown, at = phone.shown, phone.under(MIDDLE)
    aside = (MIDDLE[0] + 40, MIDDLE[1] + 30)
    phone.slide(spread(100), spread(100, aside))
    assert phone.shown == pytest.approx(shown, rel=0.02)
    assert phone.under(aside) == pytest.approx(at, abs=shown / 50)


def test_one_finger_scrolls_the_page_over_a_map_that_is_whole(phone: Phone) -> None:
    whole, scrolled = phone.shown, phone.scrolled
    phone.slide([(180, 500)], [(180, 300)])
    phone.page.wait_for_timeout(200)
    assert phone.scrolled > scrolled + 100
    assert phone.shown == whole


def test_one_finger_moves_the_map_once_it_is_enlarged(phone: Phone) -> None:
    phone.slide(spread(60), spread(240))
    shown, at, scrolled = phone.shown, phone.under((180, 500)), phone.scrolled
    phone.slide([(180, 500)], [(180, 440)])
    assert phone.under((180, 440)) == pytest.approx(at, abs=shown / 50)
    assert phone.scrolled == scrolled
