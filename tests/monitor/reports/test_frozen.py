import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from monitor.reporting.content import Content
from monitor.reporting.frozen import freeze, thaw
from tests.bench.long_report import long_content


@dataclass(frozen=True)
class Line:
    name: str
    amount: Decimal
    due: date | None = None


@dataclass(frozen=True)
class Page:
    lines: tuple[Line, ...]
    number: int
    is_final: bool = False


def test_what_is_frozen_comes_back_the_same() -> None:
    page = Page((Line("Coördinatie", Decimal("44650.00"), date(2026, 7, 10)), Line("Werk", Decimal("0.10"))), 3, True)

    assert thaw(Page, json.loads(json.dumps(freeze(page)))) == page


def test_a_whole_report_comes_back_the_same() -> None:
    content = long_content(actions=40)

    assert Content.thaw(json.loads(json.dumps(content.freeze()))) == content


def test_a_field_that_came_later_gets_its_default_and_one_that_went_is_left_out() -> None:
    frozen = {"lines": [{"name": "Werk", "amount": "1", "colour": "rood"}], "number": 1}

    assert thaw(Page, frozen) == Page((Line("Werk", Decimal(1)),), 1)


def test_what_lacks_something_essential_is_refused() -> None:
    with pytest.raises(ValueError, match="Page was frozen without number"):
        thaw(Page, {"lines": []})


@pytest.mark.parametrize("value", [{"a": 1}, [1], object(), 1.5])
def test_only_what_a_report_can_hold_is_frozen(value: Any) -> None:
    with pytest.raises(TypeError):
        freeze(value)
