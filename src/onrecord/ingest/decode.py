"""Bytes to text: UTF-8 with or without a mark, UTF-16 and UTF-32 by their marks, else what the detector says with certainty."""

from __future__ import annotations

import codecs

from onrecord.errors import Rejected

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_BINARY = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"PK\x03\x04",
    b"\x7fELF",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"RIFF",
    b"SQLite format 3",
    b"MZ",
    b"\xd0\xcf\x11\xe0",
)


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes are of no text: a known signature, or NUL bytes without a UTF-16 or UTF-32 mark."""
    if any(head.startswith(mark) for mark, _ in _MARKS):
        return False
    if head.startswith(_BINARY):
        return True
    controls = sum(1 for b in head if b < 9 or (13 < b < 32 and b != 27))
    return b"\x00" in head or controls * 20 > len(head)


def decode(data: bytes) -> str:
    """The text of the bytes, line ends kept as they are.

    Raises:
        Rejected: the bytes are no text, or in an encoding that cannot be told with certainty.
    """
    if looks_binary(data[:4096]):
        raise Rejected("the file is binary, not text; give its text, HTML or JSON Lines")
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                raise Rejected(f"the file begins as {name.upper()} but byte {error.start} is wrong; save it again as UTF-8") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong = error.start
    guess = detected(data)
    if guess is None:
        raise Rejected(f"the encoding is not UTF-8 (byte {wrong} is wrong) and cannot be told; save the file as UTF-8")
    return guess


def detected(data: bytes) -> str | None:
    """The text in a legacy encoding, if the detector names one and the result is free of control characters."""
    from resiliparse.parse.encoding import detect_encoding

    name = detect_encoding(data[:1_000_000])
    if not name or name.lower().replace("-", "") in ("utf8", "ascii"):
        name = "windows-1252"
    try:
        text = data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None
    odd = sum(1 for c in text[:20_000] if (ord(c) < 32 and c not in "\t\n\r\x0c") or 0x7F <= ord(c) < 0xA0)
    return text if odd == 0 else None
