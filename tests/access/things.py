"""The things that addresses are about, by the words that the table uses."""

from typing import Any

from tests.cast import Cast


def things_with_an_address(cast: Cast) -> dict[str, dict[str, Any]]:
    """Words of the table → arguments of the address."""
    return {"": {}}
