"""The desk: the archive in a browser, right to left, in Persian and English.

Records go in, pages and JSON come out; nothing is changed by a request. Loaded on first use: `import naql` pulls in no web framework.
"""

from __future__ import annotations

from naql.web.app import create_app, serve

__all__ = ["create_app", "serve"]
