"""Puts the programs, the checker and the widget's module into the wheel, and says which machines it is for."""
from __future__ import annotations

import os
import pathlib
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Hook(BuildHookInterface):  # type: ignore[type-arg]
    """Takes the folder of the programs from HEAVISIDE_PROGRAMS, the file of the widget's module from HEAVISIDE_WIDGET,
    and the tag from HEAVISIDE_TAG."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fills in what hatchling writes. Raises `RuntimeError` where the programs or the widget are missing."""
        programs = pathlib.Path(os.environ.get("HEAVISIDE_PROGRAMS", ""))
        names = ("heaviside", "heaviside-verify")
        if not all((programs / name).is_file() for name in names):
            raise RuntimeError("HEAVISIDE_PROGRAMS: expected the folder with heaviside and heaviside-verify, as make "
                               "wheel gives it")
        widget = pathlib.Path(os.environ.get("HEAVISIDE_WIDGET", ""))
        if not widget.is_file():
            raise RuntimeError("HEAVISIDE_WIDGET: expected what Scripts/notebook-bundle prints, as make wheel gives it")
        checker = pathlib.Path(self.root).parent / "Checkers" / "verify.py"
        build_data["shared_scripts"] = {str(programs / name): name for name in names}
        build_data["force_include"][str(checker)] = "heaviside/verify.py"
        build_data["force_include"][str(widget)] = "heaviside/live.js"
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{os.environ['HEAVISIDE_TAG']}"
