"""Bytes -> str: what an article was written in, decided in one order: byte order mark, strict UTF-8, what the page declares, detection.

Nothing is folded or normalised here: every character that the file holds comes out, ZWNJ included. A byte order mark is no character.
"""

from __future__ import annotations

import codecs
import re

from naql.errors import InputError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 stands before UTF-16: its little-endian mark begins with that of UTF-16."""

BINARY_OPENINGS = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\xfd7zXZ",
    b"BZh",
    b"\x28\xb5\x2f\xfd",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"\x7fELF",
    b"SQLite format 3",
)
"""The first bytes of files that are often mistaken for text: PDF, Word and zip, compressed files, pictures, programs, databases."""

MOST_BROKEN = 5
"""Places where a page of UTF-8 may be broken, each read as U+FFFD: content systems cut descriptions in the middle of a letter."""

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_PAIRS = re.compile(rb"[\xd8-\xdb][\x80-\xbf]|\xe2\x80[\x80-\xbf]")
_HEAD = 4096


def is_binary(raw: bytes) -> bool:
    """Whether the opening of a file is no text in any encoding read here.

    A file is binary if it opens like a known format, holds a NUL without a byte order mark, or has over 2% of control characters.
    """
    head = raw[:_HEAD]
    if head.startswith(BINARY_OPENINGS):
        return True
    if marked_encoding(head):
        return False
    return b"\0" in head or len(_CONTROL.findall(head)) > len(head) / 50


def marked_encoding(raw: bytes) -> str | None:
    """The encoding that a byte order mark tells, None without one."""
    return next((encoding for mark, encoding in BYTE_ORDER_MARKS if raw.startswith(mark)), None)


def decode(raw: bytes, path: str = "-", *, html: bool = False) -> str:
    """The text of a whole file.

    Raises InputError for a binary file, and where no encoding fits.
    """
    if is_binary(raw):
        raise InputError("a binary file, not text", path)
    if encoding := marked_encoding(raw):
        return _strictly(raw, encoding, path)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        place = error.start
    if _broken_utf8(raw):
        mended = raw.decode("utf-8", "replace") if html else ""
        if html and mended.count("\ufffd") <= MOST_BROKEN:
            return mended
        raise InputError(f"UTF-8, but broken at byte {place}", path)
    for encoding in _candidates(raw, html):
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise InputError(f"neither UTF-8 (byte {place}) nor windows-1256", path)


def _strictly(raw: bytes, encoding: str, path: str) -> str:
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise InputError(f"opens as {encoding.upper()}, but byte {error.start} does not fit", path) from None


def _broken_utf8(raw: bytes) -> bool:
    """Whether over half of the bytes beyond ASCII pair up as UTF-8: in an 8-bit code next to none do."""
    high = len(_HIGH.findall(raw))
    return 2 * sum(map(len, _PAIRS.findall(raw))) > high


def _candidates(raw: bytes, html: bool) -> list[str]:
    """Encodings to try once UTF-8 has failed: the declared one, then the detected one.

    Persian was written in windows-1256 before Unicode: what is detected as another 8-bit code is tried as that.
    """
    from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

    declared = _META.search(raw[:_HEAD]) if html else None
    names = [map_encoding_to_html5(declared.group(1).decode("ascii"), fallback_utf8=False)] if declared else []
    names.append(detect_encoding(raw))
    return [name for name in names if name in ("cp1256", "iso-8859-6", "utf-16-le", "utf-16-be")] + ["cp1256"]
