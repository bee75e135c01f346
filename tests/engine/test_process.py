"""Whoever imports the package and builds in a process of his own finds that process as he left it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.conftest import KLEIN, ROOT

STATE = """
import builtins, ctypes.util, gc, gettext, importlib, json, locale, logging, mimetypes, os, pkgutil, signal
import socket, sys, threading, warnings
from pathlib import Path

logging.getLogger("sphinx").setLevel(logging.ERROR)  # his own: other libraries' loggers are his too
logging.getLogger("mine").propagate = False
os.environ["FONTCONFIG_FILE"] = "/his/own/fonts.conf"
warnings.filterwarnings("error", message="his own")


def state():
    umask = os.umask(0o22)
    os.umask(umask)
    loggers = {"": logging.root, **{name: logging.getLogger(name) for name in ("sphinx", "mine", "PIL")}}
    return {
        "environment": dict(os.environ),
        "collector": [gc.isenabled(), gc.get_threshold(), gc.get_freeze_count(), gc.get_debug()],
        "locale": locale.setlocale(locale.LC_ALL),
        "language": gettext.textdomain(),
        "warnings": [str(one) for one in warnings.filters if one[2].__module__ == "builtins"],  # not theirs
        "logging": [logging.root.manager.disable, str(logging.getLoggerClass()), logging.raiseExceptions],
        "loggers": {name: [one.level, one.propagate, repr(one.handlers)] for name, one in loggers.items()},
        "kinds of files": [mimetypes.knownfiles, mimetypes.inited],
        "signals": [repr(signal.getsignal(one)) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD)],
        "folder": [os.getcwd(), umask],
        "python": [sys.path, sys.getrecursionlimit(), sys.getswitchinterval(), [str(one) for one in sys.meta_path]],
        "hooks": [str(one) for one in (sys.excepthook, sys.unraisablehook, threading.excepthook, sys.gettrace())],
        "names": sorted(vars(builtins)),
        "network": socket.getdefaulttimeout(),
        "libraries": repr(ctypes.util.find_library),
        "threads": sorted(one.name for one in threading.enumerate()),
    }


def told(before, after):
    print(json.dumps({name: [before[name], after[name]] for name in before if before[name] != after[name]}))
"""
EVERY_MODULE = """
before = state()
import schoolprotocol
for module in pkgutil.walk_packages(schoolprotocol.__path__, "schoolprotocol."):
    importlib.import_module(module.name)
assert "weasyprint" in sys.modules and "sphinx.application" in sys.modules
told(before, state())
"""
BUILD = """
gc.set_threshold(500, 5, 5)
before = state()
from schoolprotocol import Project
project = Project.open({root!r})
for result in (project.build(), project.build(), project.site()):
    assert result.exit_code == 0, result
project.check()
assert project.document("noord").dossier().files
told(before, state())
"""


def changed(script: str, folder: Path) -> object:
    """What is another state of the process after a script than before it."""
    path = folder / "his_own.py"
    path.write_text(STATE + script)
    environment = {"PYTHONPATH": str(ROOT / "generator"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_to_import_every_module_changes_nothing_of_the_process(tmp_path: Path) -> None:
    assert changed(EVERY_MODULE, tmp_path) == {}


@pytest.mark.slow
@pytest.mark.stress
def test_to_build_everything_changes_nothing_of_the_process(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(KLEIN / "policy_src", root / "policy_src")
    (root / "templates").symlink_to(ROOT / "templates")
    assert changed(BUILD.format(root=str(root)), tmp_path) == {}


@pytest.mark.parametrize(
    "script", ["os.environ['A'] = 'b'", "gc.disable()", "logging.getLogger('sphinx').propagate = False"]
)
def test_what_changes_is_seen(tmp_path: Path, script: str) -> None:
    assert changed(f"before = state()\n{script}\ntold(before, state())", tmp_path) != {}
