"""Who may use a server, by the names of requests."""

import pytest

from web.access import Access, is_loopback, is_wildcard

LOCAL = Access("127.0.0.1", 8123, "secret")
OPEN = Access("falx.example.org", 8123, "secret")


def test_the_address_has_the_token_in_its_fragment():
    assert LOCAL.address == "http://127.0.0.1:8123/#secret"
    assert Access("::1", 8123, "s").address == "http://[::1]:8123/#s"
    assert "secret" not in repr(LOCAL)


def test_each_token_is_another():
    assert Access("127.0.0.1", 1).token != Access("127.0.0.1", 1).token
    assert len(Access("127.0.0.1", 1).token) >= 43


@pytest.mark.parametrize("host", ["127.0.0.1:8123", "localhost:8123", "[::1]:8123"])
def test_a_local_server_goes_by_the_names_of_this_computer(host):
    assert LOCAL.is_own_host(host)
    assert not OPEN.is_own_host(host)


@pytest.mark.parametrize("host", ["", "evil.example:8123", "127.0.0.1", "127.0.0.1:81", "127.0.0.1.evil.example:8123"])
def test_a_local_server_goes_by_no_other(host):
    assert not LOCAL.is_own_host(host)


def test_browsers_leave_the_port_80_out():
    assert Access("127.0.0.1", 80).is_own_host("127.0.0.1")


@pytest.mark.parametrize("host", ["falx.example.org:8123", "FALX.example.org:8123", "falx.example.org"])
def test_an_open_server_goes_by_the_name_that_was_given(host):
    assert OPEN.is_own_host(host)
    assert OPEN.is_own_origin(f"https://{host}")


@pytest.mark.parametrize("host", ["x.falx.example.org:8123", "falx.example.org:80", "0.0.0.0:8123"])
def test_an_open_server_goes_by_no_other(host):
    assert not OPEN.is_own_host(host)


@pytest.mark.parametrize("origin", ["null", "", "127.0.0.1:8123", "file://127.0.0.1:8123", "http://evil.example:8123"])
def test_another_origin_is_not_its_own(origin):
    assert not LOCAL.is_own_origin(origin)


@pytest.mark.parametrize("token", [None, "", "secre", "secrets", "Secret", "sécret"])
def test_another_token_is_refused(token):
    assert not LOCAL.is_token(token)
    assert LOCAL.is_token("secret")


def test_addresses_are_distinguished():
    assert is_loopback("127.0.0.53")
    assert is_loopback("::1")
    assert not is_loopback("192.0.2.1")
    assert [is_wildcard(host) for host in ("", "0.0.0.0", "::", "127.0.0.1", "name")] == [
        True,
        True,
        True,
        False,
        False,
    ]
