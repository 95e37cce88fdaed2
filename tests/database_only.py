"""A pytest plugin that keeps only the tests that touch the database: script/test runs them on the oldest Postgres too.

python -m pytest -p tests.database_only                         what leans on the server itself
python -m pytest -p tests.database_only --every-database-test   all of them, as in the long round
"""

import pytest

# What leans on the server itself: triggers, roles, policies, constraints, locks, ranges, functions, window queries.
LEANS_ON_THE_SERVER = {
    "test_chain.py",
    "test_constraints.py",
    "test_coverage.py",
    "test_database_roles.py",
    "test_demo.py",
    "test_ends_at_the_same_moment.py",
    "test_erasure.py",
    "test_history_keeping.py",
    "test_history_list.py",
    "test_history_of_everything.py",
    "test_history_of_links.py",
    "test_life_cycle.py",
    "test_mail_queue.py",
    "test_merge.py",
    "test_schedule.py",
    "test_what_visitors_may_read.py",
}

# These are about what pages do and ask nothing special of the database; the tests of each app ask its pages there too.
SAME_ON_EVERY_SERVER = {
    "test_access.py",
    "test_bounces.py",
    "test_data_inventory.py",
    "test_guarded_text.py",
    "test_invitations.py",
    "test_metrics.py",
    "test_new_address.py",
    "test_people.py",
    "test_policy.py",
    "test_readable.py",
    "test_reminders.py",
    "test_safety.py",
    "test_uploads.py",
    "test_account_pages.py",
    "test_admin.py",
    "test_dutch_all_through.py",
    "test_forged_forms.py",
    "test_fuzz.py",
    "test_headers.py",
    "test_hostile_input.py",
    "test_left_a_second_ago.py",
    "test_logs.py",
    "test_oidc.py",
    "test_passwords.py",
    "test_questions.py",
    "test_second_factor.py",
    "test_sessions.py",
    "test_sign_in.py",
    "test_third_parties.py",
    "test_undeclared_fields.py",
}
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-database-test", action="store_true", help="elke test die de database gebruikt")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    every = config.getoption("--every-database-test")

    def wanted(item: pytest.Item) -> bool:
        name = item.path.name
        return _touches_the_database(item) and (
            name not in SAME_ON_EVERY_SERVER if every else name in LEANS_ON_THE_SERVER
        )

    kept = [item for item in items if wanted(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def _touches_the_database(item: pytest.Item) -> bool:
    fixtures: list[str] = getattr(item, "fixturenames", [])
    return bool(DATABASE_FIXTURES.intersection(fixtures)) or item.get_closest_marker("django_db") is not None
