"""What cannot be written ends the build, and says which file it is."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from schoolprotocol.files import write_new
from schoolprotocol.outputs.site import sphinx
from tests.site.conftest import TEMPLATES, Site


def test_a_page_that_cannot_be_written_ends_the_build_and_is_told_by_name(
    sites: dict[str, Site], tmp_path: Path
) -> None:
    in_the_way = tmp_path / "site" / "search.html"
    in_the_way.mkdir(parents=True)
    with pytest.raises(IsADirectoryError) as raised:
        sphinx.build(sites["noord"].source, tmp_path / "site", TEMPLATES, with_print=False)
    assert raised.value.filename == str(in_the_way)


def test_a_style_sheet_for_which_there_is_no_room_is_a_full_disk_and_no_fault_of_ours(
    sites: dict[str, Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = shutil.copyfile

    def until_the_disk_is_full(source: Path, target: Path, **more: bool) -> Path:
        if Path(target).name == "site.css":
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        return copied(source, target, **more)

    monkeypatch.setattr(shutil, "copyfile", until_the_disk_is_full)
    with pytest.raises(OSError, match="No space left") as raised:
        sphinx.build(sites["noord"].source, tmp_path / "site", TEMPLATES, with_print=False)
    assert raised.value.errno == errno.ENOSPC
    assert Path(raised.value.filename).name == "site.css"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no disk that is always full")
def test_a_disk_that_is_full_is_told_with_the_file() -> None:
    with pytest.raises(OSError, match="No space left") as raised:
        write_new(Path("/dev/full"), "vol")
    assert raised.value.filename == "/dev/full"
