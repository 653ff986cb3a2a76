"""The small parts of the FTP server on their own."""

from hypothesis import given, strategies as st
from pyftpdlib.filesystems import AbstractedFS
import pytest

from camvault_gateway.admission import anonymous
from camvault_gateway.receive.namespace import CameraFilesystem, Namespace, Uploaded
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


@pytest.mark.parametrize("name", ["x" * 1001, "a\x7fb", "a\x1fb", "a\nb", "..", "a/../.."])
def test_names_that_are_none(name: str) -> None:
    """Endless ones, control characters, and what leads out."""
    with pytest.raises(PathError):
        resolve("/", name)
    assert resolve("/", "x" * 1000) == "/" + "x" * 1000


def test_first_folder() -> None:
    """Only a folder names a camera, a file in the root does not."""
    assert first_folder("/garden/a/b.jpg") == "garden"
    assert first_folder("/b.jpg") is None


def test_namespace_forgets_the_oldest() -> None:
    """However many files an account uploads, the memory of them is bounded."""
    namespace = Namespace()
    for number in range(5000):
        namespace.add(f"/{number}", Uploaded("x", number))
    assert namespace.get("/2999") is None
    assert namespace.get("/3000") == Uploaded("x", 3000)
    assert namespace.get("/4999") == Uploaded("x", 4999)
    # One that is uploaded again is young again, and there once.
    namespace.add("/3000", Uploaded("y", 1))
    namespace.add("/new", Uploaded("z", 1))
    assert namespace.get("/3000") == Uploaded("y", 1)
    assert namespace.get("/3001") is None
    namespace.forget("/new")
    assert namespace.get("/new") is None
    namespace.rename("/4999", "/new")
    assert namespace.get("/new") == Uploaded("x", 4999)
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
