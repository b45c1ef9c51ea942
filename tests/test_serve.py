"""The server as a person starts it: it tells its address, answers, and ends when it is told to."""

from __future__ import annotations

import http.client
import logging
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from onrecord.cli.serving import OneLine, serve
from onrecord.errors import OnRecordError, UsageError
from onrecord.store.record import Writer

START = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from onrecord.cli import main; main()"
"""A shell that runs in the background starts its children deaf to Ctrl-C."""
TOKEN = "a-token-of-the-tests"


@contextmanager
def started(*args: str, folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server. Yields it and the address that it tells."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ONRECORD_")}
    process = subprocess.Popen(
        [sys.executable, "-c", START, *args],
        cwd=folder,
        env={**environment, "TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.search(r"http://\S+", line)
        assert address, (line, process.communicate(timeout=60)[1] if process.poll() is not None else "")
        yield process, address[0]
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def fetch(address: str, headers: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Status, body, and where it leads."""
    host, _, path = address.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.request("GET", f"/{path}", headers=headers or {})
    answer = connection.getresponse()
    told = answer.status, answer.read().decode(), answer.getheader("set-cookie") or ""
    connection.close()
    return told


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
def test_it_serves_and_ends(tmp_path: Path) -> None:
    with started("serve", "--record", "new.db", "--port", "0", folder=tmp_path) as (process, address):
        status, body, _ = fetch(address)
        assert status == 200
        assert "Nothing is in this record yet." in body
        assert fetch(address, {"Host": "elsewhere.example"})[0] == 421
        process.send_signal(signal.SIGINT)
        out, told = process.communicate(timeout=60)
        assert (process.returncode, out.endswith("Stopped.\n"), told) == (0, True, "")


def test_others_are_let_in_by_name_and_token(tmp_path: Path) -> None:
    args = ("serve", "--host", "0.0.0.0", "--port", "0", "--name", "desk.example", "--token", TOKEN)
    with started(*args, folder=tmp_path) as (_, address):
        assert re.fullmatch(rf"http://desk\.example:\d+/\?token={TOKEN}", address)
        here = address.replace("desk.example", "127.0.0.1")
        status, _, cookie = fetch(here)
        assert status == 303
        assert "HttpOnly" in cookie
        assert fetch(here.partition("?")[0])[0] == 401
        assert fetch(here.partition("?")[0], {"Cookie": cookie.split(";")[0], "Host": "desk.example"})[0] == 200


def test_the_example_is_served(tmp_path: Path) -> None:
    with started("demo", "--serve", "--port", "0", folder=tmp_path) as (_, address):
        assert "Iceland" in fetch(address)[1]


def test_what_cannot_be_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="lets other machines in"):
        serve(tmp_path / "r.db", "0.0.0.0", 0, None, [], False)
    with pytest.raises(UsageError, match="at least 16 characters"):
        serve(tmp_path / "r.db", "127.0.0.1", 0, "short", [], False)
    with pytest.raises(UsageError, match="a port is a number"):
        serve(tmp_path / "r.db", "127.0.0.1", 70_000, None, [], False)
    with pytest.raises(UsageError, match="no address of this machine"):
        serve(tmp_path / "r.db", "no-such-machine.invalid", 0, TOKEN, [], False)
    with pytest.raises(OnRecordError, match="cannot listen there"):
        serve(tmp_path / "r.db", "192.0.2.1", 0, TOKEN, [], False)
    assert not (tmp_path / "r.db").exists()
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OnRecordError, match="another program listens on it already"):
        serve(tmp_path / "r.db", "127.0.0.1", taken.getsockname()[1], None, [], False)
    (tmp_path / "no.db").write_text("no record", encoding="utf-8")
    with pytest.raises(OnRecordError, match="cannot be opened as a record"):
        serve(tmp_path / "no.db", "127.0.0.1", 0, None, [], False)


def test_an_error_is_one_line_without_words_of_articles(tmp_path: Path) -> None:
    Writer(tmp_path / "r.db").close()
    try:
        raise ValueError("words of an article\nover two lines")
    except ValueError:
        record = logging.LogRecord("uvicorn.error", logging.ERROR, __file__, 1, "Exception in ASGI application\n", None, sys.exc_info())
    line = OneLine().format(record)
    assert re.fullmatch(r"[\d-]+ [\d:]+ onrecord: ValueError in test_serve\.py, line \d+", line)
    plain = logging.LogRecord("uvicorn.error", logging.ERROR, __file__, 1, "two\nlines", None, None)
    assert OneLine().format(plain).endswith("onrecord: two lines")


def test_the_command_line_starts_without_the_server() -> None:
    code = "import onrecord.cli.app, sys; print([m for m in ('fastapi', 'uvicorn', 'sqlalchemy', 'jinja2', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
