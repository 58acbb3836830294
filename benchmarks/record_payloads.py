"""What an agent's own program sends to its hooks, and what comes of the answers: payloads for `tests/agents`.

    python benchmarks/record_payloads.py AGENT PROGRAM

AGENT is claude-code, codex or copilot; PROGRAM is the path of its program, as its npm package brings it for this
machine. It needs neither an account nor a network: a model on the loopback address follows a script. It edits a locked
file, writes another, changes the locked one by a shell command, then by one that hides it, and ends. The hooks are
those of `tddgate init --agents AGENT --write` in a generated repository, and each keeps what it was sent.

Prints a line for each payload, paths and ids replaced, as `recorded.jsonl` holds them but for the expected answer. The
last line says whether what was denied was not done, whether the model was told why, and whether its turn was kept from
ending; the exit code is 1 where one of them is not so.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.agents.setup import hooks_of
from pytest_tddgate.domain.contracts.contract import Contract, contract_path, sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEST = "tests/test_discount.py"
LOCKED = "from shop.discount import discount\n\n\ndef test_discount():\n    assert discount(100) == 90\n"
HIDDEN = f'python3 -c \'open("{TEST}", "a").write("#")\''
PLAIN = f"sed -i s/90/0/ {TEST}"
CODE = "def discount(price):\n    return price * 9 // 10\n"
EDIT = f"*** Begin Patch\n*** Update File: {TEST}\n@@\n-    assert discount(100) == 90\n+    pass\n*** End Patch\n"
ADD = "*** Begin Patch\n*** Add File: src/shop/discount.py\n" + "".join(f"+{line}\n" for line in CODE.splitlines())
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
VERSION = re.compile(r"\d+(?:\.\d+)+")
LIMIT = 120
"""Seconds for a whole session."""


@dataclass(frozen=True, slots=True)
class Step:
    """A tool and what the model gives to it; a text for a tool that takes no object."""

    tool: str
    given: dict[str, object] | str


@dataclass(slots=True)
class Model:
    """A model that takes one step for each request that offers tools, and keeps what it was told."""

    steps: list[Step]
    told: list[str] = field(default_factory=list)

    def next_step(self, request: dict[str, Any]) -> Step | None:
        """The next step of the script, None for the end of a turn."""
        self.told.append(json.dumps(request, ensure_ascii=False))
        offered = [*request.get("tools", []), *(each for each in request.get("input", []) if "tools" in each)]
        return self.steps.pop(0) if offered and self.steps else None


def script(agent: str, top: Path) -> list[Step]:
    """The steps of an agent, with the tools that it has."""
    if agent == "claude-code":
        path = str(top / TEST)
        return [
            Step("Read", {"file_path": path}),
            Step("Edit", {"file_path": path, "old_string": "== 90", "new_string": ">= 0"}),
            Step("Write", {"file_path": str(top / "src/shop/discount.py"), "content": CODE}),
            *(Step("Bash", {"command": each, "description": "Change the test"}) for each in (PLAIN, HIDDEN)),
        ]
    shell, key = ("exec_command", "cmd") if agent == "codex" else ("bash", "command")
    commands = [Step(shell, {key: each, "description": "Change the test"}) for each in (PLAIN, HIDDEN)]
    return [Step("apply_patch", EDIT), Step("apply_patch", f"{ADD}*** End Patch\n"), *commands]


def messages(step: Step | None, number: int) -> Iterator[dict[str, Any]]:
    """A step as the Messages API streams it."""
    usage = {"input_tokens": 1, "output_tokens": 1}
    message = {"id": f"msg_{number}", "type": "message", "role": "assistant", "model": "m", "content": []}
    block: dict[str, Any] = {"type": "text", "text": ""}
    delta = {"type": "text_delta", "text": "Done."}
    if step:
        block = {"type": "tool_use", "id": f"toolu_{number}", "name": step.tool, "input": {}}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(step.given)}
    stop = {"stop_reason": "tool_use" if step else "end_turn", "stop_sequence": None}
    yield {"type": "message_start", "message": {**message, "stop_reason": None, "stop_sequence": None, "usage": usage}}
    yield {"type": "content_block_start", "index": 0, "content_block": block}
    yield {"type": "content_block_delta", "index": 0, "delta": delta}
    yield {"type": "content_block_stop", "index": 0}
    yield {"type": "message_delta", "delta": stop, "usage": usage}
    yield {"type": "message_stop"}


def responses(step: Step | None, number: int) -> Iterator[dict[str, Any]]:
    """A step as the Responses API streams it."""
    said = {"type": "output_text", "text": "Done.", "annotations": []}
    item: dict[str, Any] = {"type": "message", "id": f"m_{number}", "role": "assistant", "content": [said]}
    if step:
        is_text = isinstance(step.given, str)
        kind, key = ("custom_tool_call", "input") if is_text else ("function_call", "arguments")
        given = step.given if is_text else json.dumps(step.given)
        item = {"type": kind, "id": f"i_{number}", "call_id": f"call_{number}", "name": step.tool, key: given}
    item["status"] = "completed"
    response = {"id": f"resp_{number}", "object": "response", "status": "in_progress", "output": [], "model": "m"}
    usage = {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}
    done = {**response, "status": "completed", "output": [item], "usage": usage}
    yield {"type": "response.created", "response": response}
    yield {"type": "response.output_item.added", "output_index": 0, "item": item}
    yield {"type": "response.output_item.done", "output_index": 0, "item": item}
    yield {"type": "response.completed", "response": done}


def serve(model: Model, speak: Callable[[Step | None, int], Iterator[dict[str, Any]]]) -> ThreadingHTTPServer:
    """A server on the loopback address that speaks for the model."""

    class Speaker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["content-length"])))
            events = speak(model.next_step(request), len(model.told))
            body = "".join(f"event: {each['type']}\ndata: {json.dumps(each)}\n\n" for each in events).encode()
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: the output is for the payloads."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Speaker)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def make_repository(top: Path, agent: str, kept: Path) -> None:
    """A locked test without its implementation, and hooks that keep what they are sent."""
    path, hooks = hooks_of(agent)
    contract = Contract("discount", files={TEST: sha256_of(LOCKED.encode())})
    texts = {
        TEST: LOCKED,
        "src/shop/__init__.py": "",
        contract_path("discount"): contract.to_json().decode(),
        path: json.dumps(_kept(hooks, kept)),
    }
    for each, text in texts.items():
        (top / each).parent.mkdir(parents=True, exist_ok=True)
        (top / each).write_text(text)
    identity = ("-c", "user.name=dev", "-c", "user.email=dev@example.com", "-c", "commit.gpgsign=false")
    for arguments in (("init", "--quiet"), ("add", "--all"), (*identity, "commit", "--quiet", "--message", "lock")):
        subprocess.run(["git", *arguments], cwd=top, check=True)


def _kept(hooks: Any, kept: Path) -> Any:  # noqa: ANN401 - JSON
    """The same hooks, each of which writes to a file what it is sent."""
    if isinstance(hooks, list):
        return [_kept(each, kept) for each in hooks]
    if not isinstance(hooks, dict):
        return hooks
    return {
        key: f"tee -a '{kept}' | ( {value} )" if key in {"command", "bash"} else _kept(value, kept)
        for key, value in hooks.items()
    }


def command_of(agent: str, program: str, home: Path, address: str) -> tuple[list[str], dict[str, str]]:
    """How the program is started without somebody before it, and the variables that lead it to the model."""
    task = "Implement the discount."
    if agent == "claude-code":
        variables = {"ANTHROPIC_BASE_URL": address, "ANTHROPIC_API_KEY": "none", "DISABLE_AUTOUPDATER": "1"}
        variables["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1"
        return [program, "-p", task, "--permission-mode", "acceptEdits", "--allowedTools", "Bash"], variables
    if agent == "copilot":
        provider = {"BASE_URL": f"{address}/v1", "WIRE_API": "responses", "API_KEY": "none"}
        variables = {f"COPILOT_PROVIDER_{name}": value for name, value in provider.items()}
        variables |= {"COPILOT_MODEL": "gpt-5.4", "COPILOT_OFFLINE": "true", "COPILOT_AUTO_UPDATE": "false"}
        return [program, "-p", task, "--allow-all-tools", "--trust-folder"], variables
    (home / ".codex").mkdir()
    (home / ".codex" / "config.toml").write_text(
        'model = "gpt-5.5"\nmodel_provider = "script"\n[model_providers.script]\nname = "script"\n'
        f'base_url = "{address}/v1"\nwire_api = "responses"\nenv_key = "NO_KEY"\n'
        f'[projects."{home / "shop"}"]\ntrust_level = "trusted"\n'
    )
    flags = ["--dangerously-bypass-approvals-and-sandbox", "--dangerously-bypass-hook-trust"]
    return [program, "exec", *flags, task], {"NO_KEY": "none"}


def payloads_in(text: str, home: Path) -> Iterator[dict[str, Any]]:
    """What the hooks were sent, with neutral paths and ids."""
    ids: dict[str, str] = {}
    text = text.replace(str(home), "/home/dev").replace(str(home).replace("/", "-"), "-home-dev")
    text = UUID.sub(lambda found: ids.setdefault(found[0], f"{len(ids) + 1:08x}-0000-4000-8000-{0:012x}"), text)
    decoder = json.JSONDecoder()
    while text := text.lstrip():
        payload, end = decoder.raw_decode(text)
        yield payload
        text = text[end:]


def main() -> int:
    """Run one session; returns the exit code."""
    parser = argparse.ArgumentParser(description="Record what an agent sends to its hooks.")
    parser.add_argument("agent", choices=["claude-code", "codex", "copilot"])
    parser.add_argument("program")
    arguments = parser.parse_args()
    program = str(Path(arguments.program).resolve())
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder).resolve()
        top, kept = home / "shop", home / "kept"
        make_repository(top, arguments.agent, kept)
        model = Model(script(arguments.agent, top))
        server = serve(model, messages if arguments.agent == "claude-code" else responses)
        command, variables = command_of(arguments.agent, program, home, f"http://127.0.0.1:{server.server_port}")
        paths = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(home)}
        version = subprocess.run([program, "--version"], env=paths, capture_output=True, text=True, check=True).stdout
        number = (VERSION.findall(version) or [version.strip()])[0]
        subprocess.run(
            command,
            cwd=top,
            env=paths | variables,
            stdin=subprocess.DEVNULL,
            timeout=LIMIT,
            capture_output=True,
            check=True,
        )
        server.shutdown()
        for payload in payloads_in(kept.read_text() if kept.exists() else "", home):
            line = {"agent": arguments.agent, "program": arguments.agent, "version": number}
            print(json.dumps({**line, "payload": payload}, ensure_ascii=False))
        left = (top / TEST).read_text() == f"{LOCKED}#" and (top / "src/shop/discount.py").read_text() == CODE
    told = "\n".join(model.told)
    facts = {"denied": left, "told why": "is locked by the contract" in told, "kept": "is broken: " in told}
    print(", ".join(f"{name}: {'yes' if fact else 'NO'}" for name, fact in facts.items()))
    return 0 if all(facts.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
