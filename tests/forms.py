"""The forms of pages: found by walking them, so that a new field is tried by the tests without being named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from lxml import html
from starlette.testclient import TestClient

from benchmarks.pages import kind

EACH = 8
"""Addresses of a kind that are opened."""
FILES = re.compile(r"/(?:exports/|static/|api/|feeds/)")


@dataclass(frozen=True)
class Form:
    """A form as one of its buttons sends it.

    Attributes:
        written: the fields in which a visitor writes.
        chosen: the others, with what stands in them: hidden, ticked, selected, and the button's own.
        files: the fields that take files.
    """

    method: str
    action: str
    written: tuple[str, ...]
    chosen: Mapping[str, str]
    files: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What tells it from other forms: where it goes, and what it sends."""
        return f"{self.method} {kind(self.action)} {' '.join(sorted({*self.written, *self.chosen, *self.files}))}"


def forms(page: str, address: str) -> Iterator[Form]:
    """The forms of a page, one for each button that sends it elsewhere or says something of its own."""
    for form in html.fromstring(page).xpath("//form[not(@method='dialog')]"):
        written, chosen, files = [], {}, []
        for field in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
            name, sort = field.get("name"), field.get("type", "text")
            if field.tag == "select":
                options = field.xpath("./option")
                chosen[name] = next((o.get("value", o.text or "") for o in reversed(options)), "")
            elif sort == "file":
                files.append(name)
            elif field.tag == "input" and sort in ("hidden", "checkbox", "radio"):
                chosen.setdefault(name, field.get("value", "on"))
            else:
                written.append(name)
        buttons = form.xpath(".//button[not(@disabled)]")
        for action, said in {(b.get("formaction") or form.get("action") or address, (b.get("name"), b.get("value"))) for b in buttons}:
            more = {said[0]: said[1] or ""} if said[0] else {}
            yield Form(
                form.get("method", "get").upper(), urlsplit(urljoin(address, action)).path, tuple(written), {**chosen, **more}, tuple(files)
            )


def walked(client: TestClient) -> dict[str, str]:
    """The pages that are reached from the first one by following links, up to so many of each kind: address -> page."""
    found: dict[str, str] = {}
    seen: dict[str, int] = {}
    waiting = ["/"]
    while waiting:
        address = waiting.pop(0)
        if address in found or seen.get(kind(address), 0) >= EACH:
            continue
        answer = client.get(address)
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        found[address] = answer.text
        seen[kind(address)] = seen.get(kind(address), 0) + 1
        for link in html.fromstring(answer.text).xpath("//a/@href"):
            told = urldefrag(urljoin(address, link)).url
            if told.startswith("/") and not told.startswith("//") and (not FILES.match(told) or told.startswith("/api/v1/docs")):
                waiting.append(told)
    return found


def asked(pages: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Path of a page -> the fields that its address takes, with what stands in them: those of forms and of links."""
    out: dict[str, tuple[str, dict[str, str]]] = {}
    for address, page in pages.items():
        sort = kind(urlsplit(address).path)
        _, given = out.setdefault(sort, (urlsplit(address).path, {}))
        given |= {k: given.get(k) or v for k, v in parse_qsl(urlsplit(address).query)}
        for form in forms(page, address):
            if form.method == "GET":
                fields = dict.fromkeys(form.written, "") | dict(form.chosen)
                _, others = out.setdefault(kind(form.action), (form.action, {}))
                for name, value in fields.items():
                    others.setdefault(name, value)
    return {path: given for path, given in out.values() if given}
