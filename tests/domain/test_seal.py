"""The digest that holds a sealed test, and the record in which it stands."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_tddgate.domain.contracts.seal import Seal, SealRecord, digest_of, record_of_json

SALT = "ab" * 32
FILES = {"tests/test_b.py": b"def test_b(): ...\n", "tests/test_a.py": b"def test_a(): ...\n"}
DIGEST = "sha256:" + "0" * 64


def test_the_digest_is_that_of_a_list_that_sha256sum_prints() -> None:
    """Whoever has the package derives it again with a shell and nothing of ours."""
    lines = [f"{hashlib.sha256(FILES[path]).hexdigest()}  {path}\n" for path in ("tests/test_a.py", "tests/test_b.py")]
    text = f"tddgate/sealed/1\ndiscount\n{SALT}\n{''.join(lines)}"

    assert digest_of("discount", SALT, FILES) == "sha256:" + hashlib.sha256(text.encode()).hexdigest()


@given(st.dictionaries(st.sampled_from(["tests/a.py", "tests/b.py", "tests/c.py"]), st.binary(), min_size=1))
def test_the_digest_binds_feature_salt_paths_and_bytes(files: dict[str, bytes]) -> None:
    """It is the same in any order, and another one for anything else."""
    path = min(files)
    others = [
        digest_of("other", SALT, files),
        digest_of("discount", "cd" * 32, files),
        digest_of("discount", SALT, files | {path: files[path] + b"\n"}),
        digest_of("discount", SALT, files | {"tests/d.py": b""}),
    ]

    digest = digest_of("discount", SALT, files)

    assert digest == digest_of("discount", SALT, dict(reversed(files.items())))
    assert len({digest, *others}) == 5


def test_a_record_is_canonical_json_and_is_read_again() -> None:
    """The last seal counts; those before it stay for the reader, with the reason of each that came later."""
    record = SealRecord("discount", (Seal(DIGEST, 2), Seal("sha256:" + "1" * 64, 1, "a typo in a held-out test")))

    data = record.to_json()

    assert record_of_json(data, "discount") == record
    assert record.current.reason == "a typo in a held-out test"
    assert json.loads(data)["schema"] == "tddgate/sealed/1"
    assert data == (json.dumps(json.loads(data), indent=2, sort_keys=True) + "\n").encode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"schema": "tddgate/sealed/2"}, "upgrade"),
        ({"feature": "tax"}, "'tax'"),
        ({"seals": []}, "holds no seal"),
        ({"seals": [{"digest": "sha256:12", "files": 1, "reason": ""}]}, "digest"),
        ({"seals": [{"digest": DIGEST, "files": "two", "reason": ""}]}, "files"),
        ({"seals": [{"digest": DIGEST}]}, "damaged"),
    ],
)
def test_a_record_that_cannot_be_meant_is_refused(change: dict[str, object], words: str) -> None:
    """With a sentence that says what is wrong."""
    raw = json.loads(SealRecord("discount", (Seal(DIGEST, 1),)).to_json()) | change

    with pytest.raises(ValueError, match=words):
        record_of_json(json.dumps(raw).encode(), "discount")
