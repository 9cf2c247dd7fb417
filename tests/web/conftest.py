"""A server for the tests of a file."""

import pytest

from tests.web.running_server import running


@pytest.fixture(scope="module")
def server():
    with running() as found:
        yield found
