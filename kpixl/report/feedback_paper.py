"""How a result slip goes onto paper: its figures as cells, and where its pages end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from kpixl.model.feedback import Figure

_ROOM = 750.0
"""Points of an A4 page between its margins."""
_LEAST_SCALE = 0.85
_WORDS = "@_ "


def figure_value(figure: Figure) -> tuple[Fraction | str, str]:
    """What stands in a cell for a figure, and its number format: just the decimals that it is told with."""
    if not figure.is_number or not figure.text:
        return figure.text, _WORDS
    places = len(figure.text.partition(".")[2])
    body = ("#,##0" if figure.money else "0") + ("." + "0" * places if places else "")
    return Fraction(figure.text), f"{body}_ "


def fits_one_page(heights: Sequence[float]) -> bool:
    """Whether rows of these heights fit on a page in type that can still be read."""
    return sum(heights) * _LEAST_SCALE <= _ROOM


def breaks(heights: Sequence[float], starts: Sequence[int], header: float) -> Iterator[int]:
    """The rows that begin a page, each one of the `starts`: what stands up to the next start stays whole.

    On each further page, the header takes so many points.
    """
    top, room = 0, _ROOM
    for start, end in pairwise((*starts, len(heights))):
        if start > top and sum(heights[top:end]) > room:
            yield start
            top, room = start, _ROOM - header
