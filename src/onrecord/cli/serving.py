"""``onrecord serve``: the web app over a record, until it is stopped."""

from __future__ import annotations

import errno
import logging
import socket
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from traceback import extract_tb
from urllib.parse import quote

import uvicorn

from onrecord.errors import OnRecordError, UsageError
from onrecord.web.app import make_app
from onrecord.web.settings import Settings, loopback

ANYWHERE = ("0.0.0.0", "::")
PATIENCE = 5
"""Seconds that open connections get when the server is stopped."""


class OneLine(logging.Formatter):
    """An error in one line: when, what kind, and where in the code. No message of an exception: it may hold words of an article."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        when = self.formatTime(record, "%Y-%m-%d %H:%M:%S")
        if not record.exc_info or record.exc_info[0] is None:
            return f"{when} onrecord: {' '.join(record.getMessage().split())}"
        kind, _, trace = record.exc_info
        frames = extract_tb(trace)
        at = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
        ours = next((f for f in reversed(frames) if "onrecord" in Path(f.filename).parts), None)
        by = f", called from {Path(ours.filename).name}, line {ours.lineno}" if ours is not None and ours is not frames[-1] else ""
        return f"{when} onrecord: {kind.__name__}{at}{by}"


class _Server(uvicorn.Server):
    """Tells its address once it listens."""

    def __init__(self, config: uvicorn.Config, told: str, opened: str | None) -> None:
        super().__init__(config)
        self._told, self._opened = told, opened

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(self._told, flush=True)
            if self._opened is not None:
                webbrowser.open(self._opened)


def serve(record: Path, host: str, port: int, token: str | None, names: list[str], open_browser: bool) -> None:
    """Serves a record until it is stopped.

    Args:
        port: 0 for any that is free.
        names: by which other machines call this one.

    Raises:
        UsageError: other machines are let in without a token; the port or the host is none.
        OnRecordError: the port is taken.
        RecordError: the file is no record.
    """
    Settings(host, port, token, tuple(names))  # refused before anything is opened
    listening = _listen(host, port)
    try:
        settings = Settings(host, listening.getsockname()[1], token, tuple(names))
        app = make_app(record, settings)
    except BaseException:
        listening.close()
        raise
    _log()
    address = f"http://{_called(settings)}:{settings.port}/"
    opened = f"{address}?token={quote(token, safe='')}" if token else address
    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=PATIENCE,
    )
    server = _Server(config, _told(settings, record, opened), opened if open_browser else None)
    try:
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
    finally:
        listening.close()
    if not server.started:
        raise OnRecordError("the server did not start; the lines above say where it failed")
    print("Stopped.", flush=True)


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        UsageError: there is no such address or port.
        OnRecordError: somebody else listens there.
    """
    if not 0 <= port <= 65535:
        raise UsageError(f"--port {port}: a port is a number from 1 to 65535, or 0 for any that is free")
    try:
        family, kind, proto, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (socket.gaierror, UnicodeError):
        raise UsageError(f"--host {host}: this is no address of this machine; 127.0.0.1 lets in only who sits at it") from None
    opened = socket.socket(family, kind, proto)
    try:
        if sys.platform != "win32":
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(where)
        opened.listen()
    except OSError as error:
        opened.close()
        if isinstance(error, PermissionError):
            raise OnRecordError(f"--port {port}: this user may not open it; give one above 1023") from None
        if error.errno is not None and _taken(error.errno):
            raise OnRecordError(f"--port {port}: another program listens on it already; stop that, or give another port, or 0") from None
        raise OnRecordError(f"--host {host} --port {port}: this machine cannot listen there ({error.strerror or error})") from None
    return opened


def _taken(number: int) -> bool:
    return number in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE))


def _called(settings: Settings) -> str:
    """The name by which to open it."""
    if settings.host in ANYWHERE:
        return settings.hosts[0] if settings.hosts else "127.0.0.1"
    return f"[{settings.host}]" if ":" in settings.host else settings.host


def _told(settings: Settings, record: Path, opened: str) -> str:
    """What is printed when it listens."""
    lines = [f"OnRecord serves {record} at {opened}"]
    if not loopback(settings.host):
        lines.append(
            "Other machines can reach it, and the connection is not encrypted: whoever has this address with its token reads the record."
        )
        if settings.host in ANYWHERE and not settings.hosts:
            lines.append("They must call it by a name that you give with --name, or they are turned away.")
    lines.append("Ctrl-C stops it.")
    return "\n".join(lines)


def _log() -> None:
    """Errors, one line each, on standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine())
    logging.basicConfig(handlers=[handler], level=logging.ERROR, force=True)
