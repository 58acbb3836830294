"""A test that catches its own assertion and fails without it hides why it fails."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.swallowed import swallows_its_reason

HIDING = {
    "fail": "try:\n        assert net(1) == 2\n    except Exception:\n        pytest.fail('broken')",
    "bare": "try:\n        assert net(1) == 2\n    except:\n        assert False",
    "raise": "try:\n        assert net(1) == 2\n    except AssertionError:\n        raise AssertionError('broken')",
    "unittest": "try:\n        self.assertEqual(net(1), 2)\n    except (ValueError, Exception):\n        self.fail()",
    "deep": "for each in [1]:\n        try:\n            with pytest.raises(ValueError):\n                net(each)\n"
    "        except BaseException:\n            print('no')\n            pytest.fail('broken')",
}
HONEST = {
    "no-assertion-in-it": "try:\n        net(1)\n    except Exception:\n        pytest.fail('raised')",
    "another-exception": "try:\n        assert net(1) == 2\n    except ValueError:\n        pytest.fail('raised')",
    "goes-on": "try:\n        assert net(1) == 2\n    except Exception:\n        raise",
    "says-what": "try:\n        assert net(1) == 2\n    except Exception as problem:\n"
    "        pytest.fail(f'broken: {problem}')",
    "chained": "try:\n        assert net(1) == 2\n    except Exception as problem:\n"
    "        raise AssertionError('broken') from problem",
    "cleans-up": "try:\n        assert net(1) == 2\n    finally:\n        close()",
    "inner-function": "def check():\n        try:\n            assert net(1)\n        except Exception:\n"
    "            return\n    check()",
}


@pytest.mark.parametrize("body", HIDING.values(), ids=HIDING)
def test_it_is_found(body: str) -> None:
    """Whatever it is written with; the line is that of the handler."""
    source = f"import pytest\ndef test_t(self=None):\n    {body}\n"
    assert "except" in source.splitlines()[swallows_its_reason(source.encode(), "test_t") - 1]


@pytest.mark.parametrize("body", HONEST.values(), ids=HONEST)
def test_what_hides_nothing(body: str) -> None:
    """The reason stays, is told, or is none of the test's assertions."""
    assert swallows_its_reason(f"import pytest\ndef test_t():\n    {body}\n".encode(), "test_t") == 0
