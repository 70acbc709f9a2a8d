"""A server of one file, which does well or badly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Shelf:
    """What a server has to give, how it gives it, and what it was asked."""

    body: bytes
    status: int = 200
    ranges: bool = True
    """Whether it can begin in the middle."""
    cut: int | None = None
    """Bytes after which it hangs up."""
    says_length: bool = True
    asked: list[str] = field(default_factory=list)
    """Range header of each request."""


@contextmanager
def serving(shelf: Shelf) -> Iterator[str]:
    """Address of a server of one file."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            shelf.asked.append(wanted)
            start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and shelf.ranges else 0
            if start:
                self.send_response(206)
                self.send_header("Content-Range", f"bytes {start}-{len(shelf.body) - 1}/{len(shelf.body)}")
            else:
                self.send_response(shelf.status)
            if shelf.says_length:
                self.send_header("Content-Length", str(len(shelf.body) - start))
            self.end_headers()
            self.wfile.write(shelf.body[start : shelf.cut])

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/model.zip"
        finally:
            server.shutdown()
            thread.join()
