"""Makes a handbook of texts that were printed: whole and in its place, or not at all."""

from __future__ import annotations

import shutil

from schoolprotocol.build import manifest
from schoolprotocol.build.bundles import NAME, BundleTask
from schoolprotocol.build.jobs import Outcome, failed
from schoolprotocol.build.keep import keep
from schoolprotocol.build.manifest import Entry, made_files
from schoolprotocol.build.stopwatch import Stopwatch
from schoolprotocol.outputs import bundle
from schoolprotocol.outputs.bundle.bundle import BundleWork
from schoolprotocol.outputs.pdf.printed import Printed, place


def make(task: BundleTask) -> Outcome:
    """Make a handbook. Whatever goes wrong is told in the outcome; what was there before stays.

    Args:
        task: the handbook; its token is its key.
    """
    watch, workshop = Stopwatch(), task.folders.work / task.name
    try:
        shutil.rmtree(workshop, ignore_errors=True)
        workshop.mkdir(parents=True)
        with watch.measure(NAME):
            texts = [_read(task, name) for name in task.bundle.texts]
            work = BundleWork(task.bundle, task.file, texts, task.folders.templates, workshop)
            places = bundle.OUTPUT.make(work)[NAME]
        names = [path.relative_to(workshop).as_posix() for path in places]
        record = task.folders.manifest(task.name)
        before = manifest.read(record).get(NAME)
        with watch.measure("keep"):
            keep(workshop, task.folders.build, names, before.files if before else ())
            entry = Entry(task.token, task.token, tuple(names), made_files(task.folders.build, names))
            manifest.write(record, {NAME: entry}, task.folders.work)
    except Exception as error:
        return failed(task, error, watch)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    return Outcome(task, (NAME,), ((NAME, entry.summary),), times=watch.times)


def _read(task: BundleTask, name: str) -> Printed:
    return Printed.model_validate_json((task.folders.build / place(name)).read_bytes())
