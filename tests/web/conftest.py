"""A server, a browser and a static page for the tests of a file."""

import pytest

from tests.web.browser import browsing
from tests.web.running_server import running
from tests.web.static_site import hosting, write_site


@pytest.fixture(scope="module")
def server():
    with running() as found:
        yield found


@pytest.fixture(scope="module")
def browser():
    with browsing() as found:
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "page"
    engine = write_site(folder)
    with hosting(folder) as found:
        found.engine = engine
        yield found
