"""Every brand that can be played, by name."""

from typing import Final

from . import clones, dahua, foscam, hacked, hikvision, prefixed, reolink, senders
from .common import Brand

BRANDS: Final[dict[str, Brand]] = {
    "abus": prefixed.abus,
    "amcrest": dahua.amcrest,
    "append": senders.appending,
    "ascii": senders.ascii_sender,
    "axis": prefixed.axis,
    "blue-iris": senders.blue_iris_names,
    "blue-iris-ring": senders.blue_iris,
    "chinese": senders.chinese,
    "dafang": hacked.dafang,
    "dahua": dahua.dahua,
    "dahua-flat": dahua.flat,
    "dahua-timer": dahua.timer,
    "dlink": prefixed.dlink,
    "esp32": senders.esp32,
    "foscam": foscam.foscam,
    "foscam-fixed-name": foscam.fixed_name,
    "foscam-mjpeg": foscam.old_foscam,
    "hi3510": clones.hi3510,
    "hi3510-planned": clones.hi3510_planned,
    "hikvision": hikvision.hikvision,
    "hikvision-smart": hikvision.smart,
    "hikvision-timer": hikvision.timer,
    "hikvision-unset-clock": hikvision.unset_clock,
    "levelone": prefixed.levelone,
    "mobotix": prefixed.mobotix,
    "motioneye": senders.motioneye,
    "reolink": reolink.reolink,
    "reolink-ftps": reolink.ftps,
    "reolink-hub": reolink.hub,
    "reolink-implicit-ftps": reolink.implicit_ftps,
    "reolink-nvr": reolink.nvr,
    "reolink-port": reolink.port_mode,
    "test-button": senders.test_button,
    "thingino": hacked.thingino,
    "vivotek": prefixed.vivotek,
    "vivotek-overwriting": prefixed.vivotek_overwriting,
    "xm": clones.xm,
    "xm-after-boot": clones.xm_after_boot,
    "yi-hack": hacked.yi_hack,
    "yi-hack-flat": hacked.yi_hack_flat,
}
__all__ = ["BRANDS", "Brand"]
