"""What B07 is measured against: one Django view without middleware that asks the same questions of the same database
and prints every row in a bare template.
"""

import json
import os
from pathlib import Path

import environ
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import URLPattern, path

SECRET_KEY = "only-a-yardstick"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.bench.bare_site"
DATABASES = {"default": environ.Env().db_url_config(os.environ["DATABASE_URL"]) | {"CONN_MAX_AGE": 60}}
USE_TZ = True

_QUESTIONS = [sql.replace("%", "%%") for sql in json.loads(Path(os.environ["QUESTIONS"]).read_text(encoding="utf-8"))]
_TEMPLATE = Engine().from_string(
    "<!doctype html><title>Rows</title>{% for rows in tables %}<table>{% for row in rows %}<tr>"
    "{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>{% endfor %}"
)


def rows_of_a_page(_request: HttpRequest) -> HttpResponse:
    tables = []
    with connection.cursor() as cursor:
        for question in _QUESTIONS:
            cursor.execute(question, ())
            tables.append(cursor.fetchall())
    return HttpResponse(_TEMPLATE.render(Context({"tables": tables})))


urlpatterns: list[URLPattern] = [path("", rows_of_a_page)]

application = get_wsgi_application()
