"""The small parts of the FTP server on their own."""

from hypothesis import given, strategies as st
from pyftpdlib.filesystems import AbstractedFS
import pytest

from camvault_gateway.admission import anonymous
from camvault_gateway.ftp.filesystem import CameraFilesystem
from camvault_gateway.ftp.namespace import Namespace, Namespaces, Uploaded
from camvault_gateway.receive.paths import PathError, first_folder, resolve

# What pyftpdlib's own methods do without touching the disk.
_PURE = {"ftpnorm", "format_list", "format_mlsx", "get_list_dir"}


def test_no_method_of_pyftpdlib_reaches_the_disk() -> None:
    """Whatever asks the file system is our own answer."""
    inherited = {name for name, value in vars(AbstractedFS).items() if callable(value) and not name.startswith("_")}
    assert inherited - set(vars(CameraFilesystem)) - _PURE == set()


@pytest.mark.parametrize(
    ("current", "argument", "expected"),
    [
        ("/", "a.jpg", "/a.jpg"),
        ("/a/b", "c", "/a/b/c"),
        ("/a/b", "/c", "/c"),
        ("/a/b", "../c", "/a/c"),
        ("/a", "..", "/"),
        ("/a", "", "/a"),
        ("/", "a//b/./c ", "/a/b/c "),
        ("/", "...", "/..."),
        ("/", "a\\..\\..\\b", "/a\\..\\..\\b"),
    ],
)
def test_resolve(current: str, argument: str, expected: str) -> None:
    """A path is seen from the current folder, and its names stay as they are."""
    assert resolve(current, argument) == expected


@given(st.text(alphabet="ab./ ü", max_size=30), st.text(alphabet="ab./ ü\0", max_size=40))
def test_resolve_stays_in_the_root(current: str, argument: str) -> None:
    """Every answer is an absolute path without empty or dotted parts."""
    try:
        path = resolve(resolve("/", current), argument)
    except PathError:
        return
    assert path.startswith("/")
    assert path == "/" or not {"", ".", ".."} & set(path[1:].split("/"))


@pytest.mark.parametrize("name", ["x" * 1001, "..", "a/../.."])
def test_names_that_are_none(name: str) -> None:
    """Endless ones, and what leads out."""
    with pytest.raises(PathError):
        resolve("/", name)
    assert resolve("/", "x" * 1000) == "/" + "x" * 1000


@pytest.mark.parametrize(("name", "kept"), [("a\x7fb", "/a␡b"), ("a\x1fb", "/a␟b"), ("a\nb", "/a␊b"), ("\0", "/␀")])
def test_control_characters(name: str, kept: str) -> None:
    """They are written as their pictures."""
    assert resolve("/", name) == kept


def test_first_folder() -> None:
    """Only a folder names a camera, a file in the root does not."""
    assert first_folder("/garden/a/b.jpg") == "garden"
    assert first_folder("/b.jpg") is None


def test_namespace_forgets_the_oldest() -> None:
    """However many files an account uploads, the memory of them is bounded."""
    namespace = Namespace()
    for number in range(5000):
        namespace.add(f"/{number}", Uploaded("x", number, 1))
        namespace.make_folder(f"/folder-{number}")
    assert namespace.get("/4949") is None
    assert namespace.get("/4950") == Uploaded("x", 4950, 1)
    assert len(list(namespace.entries("/"))) == 100
    # One that is uploaded again is young again, and there once.
    namespace.add("/4950", Uploaded("y", 1, 2))
    namespace.add("/new", Uploaded("z", 1, 3))
    assert namespace.get("/4950") == Uploaded("y", 1, 2)
    assert namespace.get("/4951") is None
    namespace.forget("/new")
    assert namespace.get("/new") is None
    namespace.rename("/4999", "/new")
    assert namespace.get("/new") == Uploaded("x", 4999, 1)
    assert namespace.get("/4999") is None
    namespace.rename("/4999", "/other")
    assert namespace.get("/other") is None


@pytest.mark.parametrize(
    ("networks", "username", "address", "may"),
    [
        ((), "anonymous", "10.0.0.1", False),
        (("10.0.0.0/8",), "Anonymous", "10.0.0.1", True),
        (("10.0.0.0/8",), "guest", "11.0.0.1", False),
        (("10.0.0.0/8", "11.0.0.0/8"), "guest", "11.0.0.1", True),
        (("10.0.0.0/8",), "camera", "10.0.0.1", False),
        (("10.0.0.0/8",), "anonymity", "::ffff:10.0.0.1", True),
        (("fd00::/8",), "anonymous", "fd00::1", True),
        (("fd00::/8",), "anonymous", "fe00::1", False),
    ],
)
def test_who_needs_no_password(networks: tuple[str, ...], username: str, address: str, *, may: bool) -> None:
    """A camera's usual name for nobody, from a network that the owner allows."""
    assert anonymous.Anonymous(networks).may(username, address) is may


def test_clients_are_forgotten() -> None:
    """However many addresses an account is used from, the memory of them is bounded, and each sees its own."""
    namespaces = Namespaces()
    namespaces.of("camera", "10.0.0.1").add("/a", Uploaded("x", 1, 1))
    assert namespaces.of("camera", "10.0.0.2").get("/a") is None
    assert namespaces.of("other", "10.0.0.1").get("/a") is None
    assert namespaces.of("camera", "10.0.0.1").get("/a") == Uploaded("x", 1, 1)
    for number in range(600):
        namespaces.of("camera", f"10.1.{number // 250}.{number % 250}")
    assert namespaces.of("camera", "10.0.0.1").get("/a") is None
