"""The guard before the app: who may come in, by which name, with how much and how often; and what a browser may do with the answer.

A request that changes something must come from a page of ours: told by ``Sec-Fetch-Site``, where a browser sends none by ``Origin`` (the
method of Datasette and of Go's ``http.CrossOriginProtection``). Clients that are no browser send neither and pass.
"""

from __future__ import annotations

import hmac
import time
from collections import OrderedDict
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.problems import Problem, answer
from onrecord.web.settings import Settings

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
TOKEN = "onrecord_token"
"""Name of the cookie that holds the token."""
VISITORS = 10_000
"""Visitors whose rate is remembered."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}


class TooLarge(Exception):  # noqa: N818 - what it says
    """A body grew beyond the limit while it was read."""


class Guard:
    """ASGI middleware.

    Args:
        app: what is guarded.
        settings: the limits.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers in the app's place."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        begun = False

        async def safe(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                told = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    told.setdefault(name, value)
                if "cache-control" not in told:
                    told["Cache-Control"] = "no-store"
            await send(message)

        refusal = self._refusal(scope, headers) or self._stranger(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, safe)
            return
        try:
            await self._app(scope, self._measured(receive), safe)
        except TooLarge:
            if not begun:
                await answer(scope, self._too_large())(scope, receive, safe)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        name = _host(headers.get("host", ""))
        if name not in self._settings.names:
            told = f"This address is not served by the name {name or '(none)'}; open it as http://127.0.0.1:{self._settings.port}."
            return answer(scope, Problem(421, "Misdirected request", told))
        if not self._in_time(scope):
            return answer(scope, Problem(429, "Too many requests", "Wait a second and try again."), {"Retry-After": "1"})
        if scope["method"] not in SAFE and _foreign(headers):
            return answer(
                scope, Problem(403, "Not from a page of ours", "A change must come from a page of this app; another site sent this.")
            )
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._settings.largest:
            return answer(scope, self._too_large())
        return None

    def _too_large(self) -> Problem:
        return Problem(413, "Too large", f"A request may have {self._settings.largest:,} bytes; add larger files with `onrecord add`.")

    def _measured(self, receive: Receive) -> Receive:
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._settings.largest:
                raise TooLarge
            return message

        return counted

    def _in_time(self, scope: Scope) -> bool:
        """Whether the visitor has requests left: a bucket that fills at the rate, up to the burst."""
        visitor, now = (scope.get("client") or ("", 0))[0], time.monotonic()
        left, last = self._left.pop(visitor, (float(self._settings.burst), now))
        left = min(float(self._settings.burst), left + (now - last) * self._settings.rate)
        self._left[visitor] = (max(0.0, left - 1), now)
        if len(self._left) > VISITORS:
            self._left.popitem(last=False)
        return left >= 1

    def _stranger(self, scope: Scope, headers: Headers) -> Response | None:
        """An answer to who shows no token where one is asked; the token in the address becomes a cookie once."""
        token = self._settings.token
        if token is None or scope["path"].startswith("/static/"):
            return None
        bearer = headers.get("authorization", "")
        cookie = SimpleCookie(headers.get("cookie", "")).get(TOKEN)
        if any(_same(shown, token) for shown in (bearer.removeprefix("Bearer "), cookie.value if cookie else "")):
            return None
        if scope["method"] == "GET" and any(
            _same(shown, token) for shown in parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        ):
            response = Response(status_code=303, headers={"Location": "/"})
            response.set_cookie(TOKEN, token, httponly=True, samesite="strict", secure=scope.get("scheme") == "https")
            return response
        told = "Open the address that `onrecord serve` printed, with its token, or send Authorization: Bearer TOKEN."
        return answer(scope, Problem(401, "A token is needed", told), {"WWW-Authenticate": "Bearer"})


def _same(shown: str, token: str) -> bool:
    return hmac.compare_digest(shown.encode(), token.encode())


def _host(value: str) -> str:
    """The name in a Host header, without its port."""
    name = value.strip().casefold()
    return name[: name.index("]") + 1] if name.startswith("[") and "]" in name else name.rpartition(":")[0] or name


def _foreign(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.casefold() != headers.get("host", "").casefold()
