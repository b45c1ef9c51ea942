"""What went wrong, as a page for people and as ``application/problem+json`` (RFC 9457) for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

API = "/api/"


class Problem(Exception):  # noqa: N818 - the word of RFC 9457
    """A request that cannot be served: HTTP status, what it is, and what to do."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        super().__init__(status, title, detail)
        self.status, self.title, self.detail = status, title, detail


def problem_json(problem: Problem, headers: Mapping[str, str] | None = None, **more: Any) -> Response:
    """A problem as RFC 9457 has it."""
    told = {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.detail, **more}
    body = json.dumps(told, ensure_ascii=False)
    return Response(body, problem.status, headers=dict(headers or {}), media_type="application/problem+json")


def answer(scope: Scope, problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """A problem in the form that the address asks for."""
    if scope["path"].startswith(API):
        return problem_json(problem, headers)
    from onrecord.web.templating import page

    return HTMLResponse(page("problem.html", problem=problem), problem.status, headers=dict(headers or {}))
