"""A pytest plugin that keeps only the tests that touch the database: script/test runs them on the oldest Postgres too.

python -m pytest -p tests.database_only
"""

import pytest

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept = [item for item in items if _touches_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def _touches_the_database(item: pytest.Item) -> bool:
    fixtures: list[str] = getattr(item, "fixturenames", [])
    return bool(DATABASE_FIXTURES.intersection(fixtures)) or item.get_closest_marker("django_db") is not None
