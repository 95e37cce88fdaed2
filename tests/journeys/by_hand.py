"""Somebody who sends forms without a browser: what is sent, with which header, is up to the test."""

import http.cookiejar
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlencode, urljoin

from lxml import html

from tests.journeys.portal import DEMO_PASSWORD, Portal


class ByHand:
    """Keeps cookies, follows redirects, and reads forms as they stand on a page."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.url = portal.url

    def get(self, path: str, **headers: str) -> str:
        return self._ask(path, None, headers)[1].decode(errors="replace")

    def get_bytes(self, path: str) -> bytes:
        return self._ask(path, None, {})[1]

    def post(self, path: str, values: dict[str, str]) -> tuple[int, str]:
        """Send this and nothing else, without opening the page first."""
        status, answer = self._ask(path, urlencode(values).encode(), {"Origin": self.portal.url})
        return status, answer.decode(errors="replace")

    def send(self, path: str, changed: dict[str, Any], *, with_field: str) -> tuple[int, str]:
        """Fill in the form of that page that has this field; the status of the answer and its text."""
        root = html.document_fromstring(self.get(path))
        form = next(form for form in root.forms if with_field in form.fields)
        values = [(name, value) for name, value in form.form_values() if name not in changed]
        body = urlencode([*values, *changed.items()]).encode()
        status, answer = self._ask(urljoin(self.url, form.action or ""), body, {"Origin": self.portal.url})
        return status, answer.decode(errors="replace")

    def send_file(self, path: str, field: str, name: str, content: bytes) -> tuple[int, str]:
        root = html.document_fromstring(self.get(path))
        form = next(form for form in root.forms if field in form.fields)
        mark = b"----------grens"
        parts = [
            b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (mark, key.encode(), value.encode())
            for key, value in form.form_values()
        ]
        head = f'Content-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode()
        body = b"".join([*parts, b"--%s\r\n" % mark, head, content, b"\r\n--%s--\r\n" % mark])
        headers = {"Origin": self.portal.url, "Content-Type": f"multipart/form-data; boundary={mark.decode()}"}
        status, answer = self._ask(urljoin(self.url, form.action or ""), body, headers)
        return status, answer.decode(errors="replace")

    def sign_in(self, account: str, password: str = DEMO_PASSWORD) -> "ByHand":
        values = {"login": f"{account}@demo.example", "password": password}
        self.send("/account/login/", values, with_field="login")
        return self

    def links(self, page: str) -> set[str]:
        found = html.document_fromstring(page).xpath("//a/@href")
        return {str(link).split("#")[0] for link in found if str(link).startswith("/") and "logout" not in str(link)}

    def _ask(self, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        request = urllib.request.Request(urljoin(self.portal.url, path), data=body, headers=headers)
        try:
            with self.opener.open(request, timeout=30) as response:
                self.url = response.url
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
