"""A headless Chromium, spoken to over a pipe: pages are opened, measured, photographed and printed."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import count
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

__all__ = ["Chromium", "chromium_path"]

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-extensions",
    "--hide-scrollbars", "--force-color-profile=srgb", "--font-render-hinting=none", "--remote-debugging-pipe",
)  # fmt: skip
_MOVE = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
_LIMIT = 60  # seconds that one answer may take


def chromium_path() -> str | None:
    """The program, by `TDDGATE_CHROMIUM` or on PATH; None where there is none."""
    names = (os.environ.get("TDDGATE_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


class Chromium:
    """One browser with one page. `problems` are the errors and warnings of its console, in order."""

    def __init__(self) -> None:
        """Start it, with a profile of its own; raises FileNotFoundError where there is none."""
        program = chromium_path()
        if program is None:
            raise FileNotFoundError("chromium is not installed (Debian: apt-get install chromium)")
        self._profile = tempfile.mkdtemp(prefix="tddgate-chromium-")
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        # Above 3 and 4, on which the protocol is spoken: the program below moves them there.
        high = [fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, 10) for each in (to_read, to_write)]
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                _MOVE,
                *map(str, high),
                program,
                *_FLAGS,
                f"--user-data-dir={self._profile}",
                "about:blank",
            ],
            pass_fds=high,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for each in (to_read, to_write, *high):
            os.close(each)
        self._rest = b""
        self._ids = count(1)
        self._events: list[dict[str, Any]] = []
        self.problems: list[str] = []
        (target,) = [e for e in self.ask("Target.getTargets")["targetInfos"] if e["type"] == "page"]
        self._session = self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.tell(f"{domain}.enable")

    def __enter__(self) -> Self:
        """The browser."""
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        """End it, and forget its profile."""
        try:
            self.ask("Browser.close")
        except (EOFError, OSError):
            self._process.kill()
        self._process.wait(10)
        os.close(self._read)
        os.close(self._write)
        shutil.rmtree(self._profile, ignore_errors=True)

    def tell(self, method: str, **params: Any) -> dict[str, Any]:  # noqa: ANN401 - values of the protocol
        """What the page answers."""
        return self.ask(method, self._session, **params)

    def ask(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        """What the browser answers; raises RuntimeError for an error."""
        number = next(self._ids)
        message = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return dict(answer["result"])

    def open(self, path: Path, width: int = 1440, *, is_dark: bool = False, is_scripted: bool = True) -> float:
        """Open a file at this width; returns the seconds until it was loaded and painted.

        Without scripts nobody can tell when it was painted: then they are those until it was loaded.
        """
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        self.tell("Emulation.setEmulatedMedia", features=[scheme])
        self.problems.clear()
        self._events.clear()
        begin = time.perf_counter()
        self.tell("Page.navigate", url=path.resolve().as_uri())
        while not any(each["method"] == "Page.loadEventFired" for each in self._events):
            self._next()
        if is_scripted:
            self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return time.perf_counter() - begin

    def run(self, script: str) -> Any:  # noqa: ANN401 - whatever the script gives
        """The value of an expression of JavaScript in the page, a promise's when it is kept."""
        said = self.tell("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in said:
            raise RuntimeError(json.dumps(said["exceptionDetails"])[:2000])
        return said["result"].get("value")

    def photograph(self, scale: float = 1, height: int = 0) -> bytes:
        """The page as PNG, whole or its first pixels down to a height, at this scale."""
        size = self.tell("Page.getLayoutMetrics")["cssContentSize"]
        shown = min(size["height"], height or size["height"])
        clip = {"x": 0, "y": 0, "width": size["width"], "height": shown, "scale": scale}
        return base64.b64decode(self.tell("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)["data"])

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        text = {"Enter": "\r"}.get(key, "")
        code = {"Enter": 13, "Tab": 9}[key]
        for kind in ("keyDown", "keyUp"):
            said = {"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code}
            self.tell("Input.dispatchKeyEvent", **said | ({"text": text} if text and kind == "keyDown" else {}))
        self.run("new Promise(requestAnimationFrame)")

    def printed(self) -> bytes:
        """The page as PDF."""
        return base64.b64decode(self.tell("Page.printToPDF", preferCSSPageSize=True)["data"])

    def _next(self) -> dict[str, Any]:
        """The next message; what is an event is kept."""
        while b"\0" not in self._rest:
            if not select.select([self._read], [], [], _LIMIT)[0]:
                raise TimeoutError(f"chromium said nothing for {_LIMIT} seconds")
            found = os.read(self._read, 1 << 20)
            if not found:
                raise EOFError("chromium has ended")
            self._rest += found
        text, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        if "method" in message:
            self._events.append(message)
            self._note(message["method"], message["params"])
        return message

    def _note(self, method: str, params: dict[str, Any]) -> None:
        if method == "Runtime.exceptionThrown":
            self.problems.append(params["exceptionDetails"]["text"])
        elif method == "Runtime.consoleAPICalled" and params["type"] in {"error", "warning", "assert"}:
            self.problems.append(str([each.get("value") for each in params["args"]]))
        elif method == "Log.entryAdded" and params["entry"]["level"] in {"error", "warning"}:
            self.problems.append(params["entry"]["text"])
