"""Words that name no camera."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MONTHS: Final = (
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september"
    " october november december mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday"
)
# Folders that cameras and their senders make by themselves.
_FOLDERS: Final = (
    "snap snaps snapshot snapshots still stills picture pictures pic pics photo photos image images img jpg jpeg jpegs"
    " record records recording recordings rec video videos clip clips movie movies mp mkv avi dav h idx sd sdcard mnt"
    " idea timelapse timer timing schedule scheduled period periodic regular manual backup temp tmp day date time hour"
    " ch channel chn pre trg trig pos ts frame frames file event events dvrworkdirectory md hmd mdalarm hmdalarm"
    " alarm alarms alert alerts ioalarm sdalarm motion sensor detection tripwire perimeter intrusion osc avd cdd vfd"
    " vehice aoientry aoileave passlinecount sdfull sderror ip testftp videopre videotrg videopos"
)
NOTHING: Final = _words(f"{_MONTHS} {_FOLDERS}")

# What happened, in front of the time in a file's name; as a folder somebody may have typed it.
HAPPENED: Final = _words(
    "human person people pedestrian vehicle car animal pet dog cat face package visitor sound audio detected detect"
    " line crossing linecrossing field region entrance exiting traffic post test current with target"
)

# Better than nothing: people type these, and for more than one camera.
VAGUE: Final = _words(
    "ftp ftps upload uploads share shared public home user users data files output archive storage nas disk media"
    " cam cams camera cameras ipcam ipcams ipcamera ipcameras webcam webcams cctv security surveillance"
    " camvault foscam reolink hikvision dahua amcrest lorex axis vivotek dlink instar annke tapo motioneye anonymity"
)

# Between the digits of a date or of a time, and in front of it.
TIME_LETTERS: Final = _words("y m d h s t z a p v i 年 月 日 时 分 秒")
