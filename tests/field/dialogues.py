"""What FTP clients say around an upload, line for line, and what must be kept in the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tests.gateway.simulated import MEDIA

PICTURE: Final = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40 + b"\xff\xd9"
CLIP: Final = MEDIA.clip("mp4")
OTHER: Final = b"\xff\xd8\xff\xe0" + bytes(range(255, -1, -1)) * 30 + b"\xff\xd9"


@dataclass(frozen=True, slots=True)
class Say:
    """A line, and how its answer begins; all of it is taken to the last line of the answer."""

    line: str | bytes
    answer: str
    # What stands in the answer, in any of its lines.
    tells: tuple[str, ...] = ()
    # And what must not.
    never: str | None = None


@dataclass(frozen=True, slots=True)
class Send:
    """A command that takes bytes over a data connection, and how the final answer begins; `cut` resets it."""

    line: str | bytes
    data: bytes
    answer: str = "226"
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A listing, and what stands in it."""

    line: str
    tells: tuple[str, ...] = ()
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Again:
    """The client connects anew."""


type Step = Say | Send | Read | Again


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """One client's way; `{}` in its lines is the folder that it uploads to, which is a camera's."""

    id: str
    # The public issue or manual that tells of it.
    source: str
    steps: tuple[Step, ...]
    # What is kept, by the paths below the folder; a list where a path is there more than once.
    kept: Mapping[str, bytes | list[bytes]]


def _at(share: float, data: bytes) -> int:
    return int(len(data) * share)


_HALF: Final = _at(0.5, CLIP)
_CUT: Final = Send("STOR {}/a.mp4", CLIP[:_HALF], "426", cut=True)
_SIZE: Final = Say("SIZE {}/a.mp4", f"213 {_HALF}")
_REST_OF_IT: Final = CLIP[_HALF:]
_WHOLE: Final = {"a.mp4": CLIP}
_PIECES: Final = tuple(PICTURE[start : start + 2500] for start in range(0, len(PICTURE), 2500))
_TIMED: Final = "2026Y11M29D08H/E204M11S12.mp4"


RESUMED: Final = [
    Dialogue(
        id="curl-continue-at",
        source="https://github.com/curl/curl/pull/6725",
        steps=(_CUT, Again(), Say("TYPE I", "200"), _SIZE, Send("APPE {}/a.mp4", _REST_OF_IT)),
        kept=_WHOLE,
    ),
    Dialogue(
        id="fluentftp-append-after-size",
        source="https://github.com/robinrodricks/FluentFTP/issues/1371",
        steps=(
            _CUT,
            Again(),
            Read("NLST {}", ("a.mp4",)),
            _SIZE,
            Send("APPE {}/a.mp4", _REST_OF_IT),
            Say("SIZE {}/a.mp4", f"213 {len(CLIP)}"),
        ),
        kept=_WHOLE,
    ),
    Dialogue(
        id="winscp-rest-stor",
        source="https://github.com/drakkan/sftpgo/issues/666",
        steps=(_CUT, Again(), Say(f"REST {_HALF}", "350"), Send("STOR {}/a.mp4", _REST_OF_IT)),
        kept=_WHOLE,
    ),
    Dialogue(
        id="suppaftp-size-rest-stor",
        source="https://github.com/veeso/suppaftp/issues/42",
        steps=(
            _CUT,
            _SIZE,
            Say(f"REST {_HALF}", "350"),
            Send("STOR {}/a.mp4", _REST_OF_IT),
            Say("SIZE {}/a.mp4", f"213 {len(CLIP)}"),
        ),
        kept=_WHOLE,
    ),
    Dialogue(
        id="basic-ftp-append-from-size",
        source="https://github.com/patrickjuchli/basic-ftp/issues/84",
        steps=(
            _CUT,
            _SIZE,
            Send("APPE {}/a.mp4", CLIP[_HALF:-100], "426", cut=True),
            Say("SIZE {}/a.mp4", f"213 {len(CLIP) - 100}"),
            Send("APPE {}/a.mp4", CLIP[-100:]),
        ),
        kept=_WHOLE,
    ),
    Dialogue(
        id="android-length-from-list",
        source="https://github.com/gotev/android-upload-service/issues/346",
        steps=(_CUT, Again(), Read("LIST {}/a.mp4", (str(_HALF), "a.mp4")), Send("APPE {}/a.mp4", _REST_OF_IT)),
        kept=_WHOLE,
    ),
    Dialogue(
        id="filezilla-appends",
        source="https://github.com/joedj/ftpii/issues/12",
        steps=(
            _CUT,
            Again(),
            Say("CWD {}", "250"),
            Read("MLSD", (f"size={_HALF};", "a.mp4")),
            Send("APPE a.mp4", _REST_OF_IT),
        ),
        kept=_WHOLE,
    ),
    Dialogue(
        id="offset-that-is-not-there",
        source="https://github.com/kingk85/uFTP/issues/30",
        steps=(
            _CUT,
            Say("REST 5", "350"),
            Send("STOR {}/a.mp4", _REST_OF_IT, "554"),
            Say("REST 3", "350"),
            Send("STOR {}/b.mp4", b"x", "554"),
            Say("REST 0", "350"),
            Send("STOR {}/a.mp4", CLIP),
        ),
        kept={"a.mp4": [CLIP, CLIP[:_HALF]]},
    ),
    Dialogue(
        id="rest-without-a-number",
        source="https://datatracker.ietf.org/doc/html/rfc3659#section-5",
        steps=(
            Say("REST -1", "501"),
            Say("REST x", "501"),
            Say("REST 99999999999999999999", "501"),
            Send("STOR {}/a.jpg", PICTURE),
        ),
        kept={"a.jpg": PICTURE},
    ),
    Dialogue(
        id="esp32-in-pieces",
        source="https://github.com/ldab/ESP32_FTPClient/issues/9",
        steps=(Send("STOR {}/a.jpg", _PIECES[0]), *(Send("APPE {}/a.jpg", piece) for piece in _PIECES[1:])),
        kept={"a.jpg": PICTURE},
    ),
    Dialogue(
        id="esp32-appends-from-the-first",
        source="https://github.com/blackcodetavern/ESP32_FTPClient/issues/3",
        steps=(Say("Type I", "200"), *(Send("APPE {}/a.jpg", piece) for piece in _PIECES)),
        kept={"a.jpg": PICTURE},
    ),
    Dialogue(
        id="fluentftp-chunked-stream",
        source="https://github.com/robinrodricks/FluentFTP/issues/1261",
        steps=(
            Send("STOR {}/a.jpg", _PIECES[0]),
            *(
                step
                for number, piece in enumerate(_PIECES[1:], 1)
                for step in (Say("SIZE {}/a.jpg", f"213 {2500 * number}"), Send("APPE {}/a.jpg", piece))
            ),
        ),
        kept={"a.jpg": PICTURE},
    ),
    Dialogue(
        id="fluentftp-append-over-tls-session",
        source="https://github.com/drakkan/sftpgo/issues/676",
        steps=(
            _CUT,
            Again(),
            Say("PWD", "257"),
            Say("CWD /", "250"),
            Say("CWD {}", "250"),
            Say("TYPE I", "200"),
            Send("APPE a.mp4", _REST_OF_IT),
        ),
        kept=_WHOLE,
    ),
    Dialogue(
        id="whole-pictures-appended-to-one-name",
        source="https://github.com/ccrisan/thingos/issues/83",
        steps=(Send("APPE {}/now.jpg", PICTURE), Send("APPE {}/now.jpg", OTHER)),
        kept={"now.jpg": [PICTURE, OTHER]},
    ),
    Dialogue(
        id="nothing-more-to-append",
        source="https://github.com/robinrodricks/FluentFTP/issues/625",
        steps=(Send("STOR {}/a.jpg", PICTURE), Say("SIZE {}/a.jpg", f"213 {len(PICTURE)}"), Send("APPE {}/a.jpg", b"")),
        kept={"a.jpg": PICTURE},
    ),
]

REPEATED: Final = [
    Dialogue(
        id="yi-hack-whole-card-again",
        source="https://github.com/roleoroleo/yi-hack-Allwinner/issues/310",
        steps=(
            Send(f"STOR {{}}/{_TIMED}", CLIP),
            Again(),
            Send(f"STOR {{}}/{_TIMED}", CLIP),
            Say(f"SIZE {{}}/{_TIMED}", f"213 {len(CLIP)}"),
        ),
        kept={_TIMED: CLIP},
    ),
    Dialogue(
        id="yi-hack-rewrites-all",
        source="https://github.com/roleoroleo/yi-hack-Allwinner/issues/272",
        steps=tuple(Send(f"STOR {{}}/2026Y11M29D08H/E204M1{n % 3}S12.mp4", CLIP + bytes([n % 3])) for n in range(9)),
        kept={f"2026Y11M29D08H/E204M1{n}S12.mp4": CLIP + bytes([n]) for n in range(3)},
    ),
    Dialogue(
        id="other-bytes-under-a-time",
        source="https://github.com/roleoroleo/yi-hack-Allwinner/issues/251",
        steps=(Send(f"STOR {{}}/{_TIMED}", CLIP), Send(f"STOR {{}}/{_TIMED}", CLIP[:-1])),
        kept={_TIMED: [CLIP, CLIP[:-1]]},
    ),
    Dialogue(
        id="same-name-each-hour",
        source="https://github.com/roleoroleo/yi-hack-MStar/issues/479",
        steps=(Send("STOR {}/00M00S60.mp4", CLIP), Send("STOR {}/00M00S60.mp4", CLIP)),
        kept={"00M00S60.mp4": [CLIP, CLIP]},
    ),
    Dialogue(
        id="again-under-a-temporary-name",
        source="https://github.com/roleoroleo/yi-hack-Allwinner/issues/259",
        steps=tuple(
            step
            for _ in range(2)
            for step in (
                Send("STOR {}/2026-11-29_08-11-12.jpg.tmp", PICTURE),
                Say("RNFR {}/2026-11-29_08-11-12.jpg.tmp", "350"),
                Say("RNTO {}/2026-11-29_08-11-12.jpg", "250"),
            )
        ),
        kept={"2026-11-29_08-11-12.jpg": PICTURE},
    ),
]

SEEN: Final = [
    Dialogue(
        id="winscp-upload",
        source="https://winscp.net/eng/docs/ftp",
        steps=(
            Say("SYST", "215"),
            Say("FEAT", "211", ("MDTM", "MFMT", "MLST", "REST STREAM", "SIZE", "UTF8")),
            Say("OPTS UTF8 ON", "200"),
            Say("PWD", "257"),
            Say("CWD {}", "250"),
            Say("TYPE A", "200"),
            Read("MLSD", is_empty=True),
            Say("TYPE I", "200"),
            Send("STOR a.jpg", PICTURE),
            Say("MFMT 20261129081112 a.jpg", "213", ("20261129081112",)),
            Read("MLSD", ("type=file;", "modify=20261129081112;", f"size={len(PICTURE)};", " a.jpg")),
        ),
        kept={"a.jpg": PICTURE},
    ),
    Dialogue(
        id="filezilla-upload",
        source="https://github.com/aldostools/webMAN-MOD/pull/763",
        steps=(
            Say("CLNT FileZilla", "500"),
            Say("OPTS MLST type;size;modify;", "200"),
            Say("MKD {}/clips", "257"),
            Say("CWD {}/clips", "250"),
            Send("STOR a.mp4", CLIP),
            Say("MFMT 20261129081112 a.mp4", "213"),
            Say("MDTM a.mp4", "213 20261129081112"),
            Read("LIST", ("a.mp4", str(len(CLIP)))),
            Say("SITE CHMOD 644 a.mp4", "200"),
        ),
        kept={"clips/a.mp4": CLIP},
    ),
    Dialogue(
        id="cyberduck-upload",
        source="https://github.com/iterate-ch/cyberduck/issues/13685",
        steps=(
            Say("STAT {}", "213"),
            Send("STOR {}/a.jpg", PICTURE),
            Say("MFMT 20261129081112.123 {}/a.jpg", "213"),
            Say("SITE UTIME 202611290811 {}/a.jpg", "200"),
            Say("SITE UTIME {}/a.jpg 20261129081112 20261129081112 20261129081112 UTC", "200"),
            Say("SITE CHMOD 0644 {}/a.jpg", "200"),
            Say("STAT {}", "213", ("a.jpg", str(len(PICTURE)))),
            Say("STAT -a {}", "213", ("a.jpg",)),
        ),
        kept={"a.jpg": PICTURE},
    ),
    Dialogue(
        id="mdtm-sets-a-time",
        source="https://github.com/robinrodricks/FluentFTP/issues/394",
        steps=(
            Send("STOR {}/a.jpg", PICTURE),
            Say("MDTM 20261129081112 {}/a.jpg", "213"),
            Say("MDTM {}/a.jpg", "213 20261129081112"),
        ),
        kept={"a.jpg": PICTURE},
    ),
    Dialogue(
        id="fireftp-stor-then-mdtm",
        source="https://github.com/mimecuvalo/fireftp/issues/120",
        steps=(
            Send("STOR {}/a.jpg", PICTURE),
            Say("MDTM {}/a.jpg", "213 20"),
            Say("MDTM {}/b.jpg", "550"),
            Say("MFMT 20261129081112 {}/b.jpg", "550"),
        ),
        kept={"a.jpg": PICTURE},
    ),
    Dialogue(
        id="list-with-options",
        source="https://github.com/Duet3D/RepRapFirmware/issues/882",
        steps=(
            Send("STOR {}/a.jpg", PICTURE),
            Read("LIST -a {}", ("a.jpg",)),
            Read("LIST -la {}", ("a.jpg",)),
            Read("NLST -l {}", ("a.jpg",)),
            Say("CWD {}", "250"),
            Read("LIST -a", ("a.jpg",)),
        ),
        kept={"a.jpg": PICTURE},
    ),
    Dialogue(
        id="list-of-another-folder",
        source="https://github.com/xerpi/libftpvita/issues/25",
        steps=(
            Send("STOR {}/2026/11/a.jpg", PICTURE),
            Read("LIST {}", ("drwx", "2026")),
            Read("LIST {}/2026/11", ("a.jpg",)),
            Read("NLST {}/2026", ("11",)),
            Read("NLST {}/2025", is_empty=True),
        ),
        kept={"2026/11/a.jpg": PICTURE},
    ),
    Dialogue(
        id="mlst-of-folders-and-files",
        source="https://github.com/elfmz/far2l/issues/1067",
        steps=(
            Say("MLST", "250", ("type=",)),
            Say("MLST {}/new", "550"),
            Say("MKD {}/new", "257"),
            Say("MLST {}/new", "250", ("type=dir;",)),
            Send("STOR {}/new/a.jpg", PICTURE),
            Say("MLST {}/new/a.jpg", "250", ("type=file;", f"size={len(PICTURE)};")),
            Say("RMD {}/new", "550"),
            Say("DELE {}/new/a.jpg", "250"),
            Say("MLST {}/new/a.jpg", "550"),
            Say("DELE {}/new/a.jpg", "550"),
            Say("RMD {}/new", "250"),
        ),
        kept={"new/a.jpg": PICTURE},
    ),
    Dialogue(
        id="nothing-that-is-not-announced",
        source="https://github.com/robinrodricks/FluentFTP/issues/1635",
        steps=(
            Send("STOR {}/a.jpg", PICTURE),
            Say("XCRC {}/a.jpg", "500"),
            Say("HASH {}/a.jpg", "500"),
            Say("RNFR {}", "550"),
            Say("FEAT", "211", never="HASH"),
        ),
        kept={"a.jpg": PICTURE},
    ),
    Dialogue(
        id="esp32-mlsd-of-a-folder",
        source="https://github.com/ldab/ESP32_FTPClient/issues/36",
        steps=(
            Say("CWD {}", "250"),
            Read("MLSD", is_empty=True),
            Say("MKD pictures", "257"),
            Read("MLSD", ("type=dir;", "pictures")),
            Send("STOR pictures/a.jpg", PICTURE),
        ),
        kept={"pictures/a.jpg": PICTURE},
    ),
    Dialogue(
        id="yi-hack-site-chmod-of-a-folder",
        source="https://github.com/roleoroleo/yi-hack-Allwinner-v2/issues/101",
        steps=(Say("mkd {}/2026Y", "257"), Say("site chmod 755 {}/2026Y", "200"), Send("STOR {}/2026Y/a.jpg", PICTURE)),
        kept={"2026Y/a.jpg": PICTURE},
    ),
]

SPOKEN: Final = [
    Dialogue(
        id="yi-hack-two-carriage-returns",
        source="https://github.com/roleoroleo/yi-hack/issues/34",
        steps=(Say(b"TYPE I\r", "200"), Say(b"MKD x\r", "257", never="\r"), Send(b"STOR {}/a.jpg\r", PICTURE)),
        kept={"a.jpg": PICTURE},
    ),
    Dialogue(
        id="control-characters-in-names",
        source="https://datatracker.ietf.org/doc/html/rfc2640#section-3",
        steps=(
            Send(b"STOR {}/a\tb\x1b[1m.jpg", PICTURE),
            Say(b"SIZE {}/a\tb\x1b[1m.jpg", f"213 {len(PICTURE)}"),
            Say(b"MLST {}/a\tb\x1b[1m.jpg", "250", never="\x1b"),
            Say(b"XX\x1bYY\rZZ", "500", never="\r"),
            Say(b"TYPE \x1b\rA", "504", never="\r"),
            Read("NLST {}", ("a␉b␛[1m.jpg",)),
        ),
        kept={"a␉b␛[1m.jpg": PICTURE},
    ),
    Dialogue(
        id="type-with-its-format",
        source="https://github.com/fclairamb/ftpserverlib/pull/391",
        steps=(
            Say("TYPE A N", "200"),
            Say("type a n", "200"),
            Say("TYPE I N", "200"),
            Say("TYPE AN", "200"),
            Send("STOR {}/a.jpg", PICTURE),
        ),
        kept={"a.jpg": PICTURE},
    ),
    Dialogue(
        id="type-of-eight-bits",
        source="https://github.com/fclairamb/ftpserverlib/pull/386",
        steps=(
            Say("TYPE L 8", "200"),
            Say("TYPE l 8", "200"),
            Say("TYPE L8", "200"),
            Say("MODE s", "200"),
            Say("STRU f", "200"),
            Say("STRU F ", "200"),
            Send("STOR {}/a.jpg", PICTURE),
        ),
        kept={"a.jpg": PICTURE},
    ),
    Dialogue(
        id="type-that-nobody-has",
        source="https://github.com/hfiref0x/LightFTP/issues/49",
        steps=(
            Say("TYPE E", "504"),
            Say("TYPE A X", "504"),
            Say("STRU R", "504"),
            Say("MODE B", "504"),
            Send("STOR {}/a.jpg", PICTURE),
        ),
        kept={"a.jpg": PICTURE},
    ),
    Dialogue(
        id="commands-with-too-much-behind",
        source="https://datatracker.ietf.org/doc/html/rfc1123#section-4.1",
        steps=(
            Say("NOOP now", "200"),
            Say(" PWD ", "257"),
            Say("SYST x", "215"),
            Say("ACCT x", "202"),
            Send("STOR {}/a.jpg", PICTURE),
        ),
        kept={"a.jpg": PICTURE},
    ),
]

DIALOGUES: Final = [*RESUMED, *REPEATED, *SEEN, *SPOKEN]
