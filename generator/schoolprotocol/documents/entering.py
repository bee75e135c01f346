"""What `ledger --add` enters: all that is frozen and decided, and is not in the ledger of its school."""

from __future__ import annotations

from gettext import gettext as _

from schoolprotocol.errors import EditError
from schoolprotocol.places import Place
from schoolprotocol.policy.model import FROZEN_FORMAT
from schoolprotocol.release.ledger import lacking
from schoolprotocol.source.corpus import Corpus, SchoolSource
from schoolprotocol.source.ledger import LEDGER, Item, of_closing, standing
from schoolprotocol.source.tree import SOURCE


def to_enter(corpus: Corpus, school: SchoolSource) -> tuple[Item, ...]:
    """What a school's ledger lacks; the line that closes the first format too, where it has releases of that.

    Raises:
        EditError: where the ledger is not whole; where part of what it lacks cannot be entered, because it cannot be
            read or was edited after it was frozen.
    """
    if school.ledger is not None and school.ledger.flaws:
        text = _("The ledger is not whole, and nothing can be added to it.")
        remedy = _("See what is wrong with it: schoolprotocol check --school {school}.").format(school=school.id)
        raise EditError(text, remedy, Place(school.ledger.file, school.ledger.flaws[0].line))
    found = lacking(school)
    entered = standing(school.ledger.entries) if school.ledger is not None else {}
    known = {item.what for item in found if isinstance(item.what, str)}
    doubtful = [path for path in school.digests if path not in entered and path not in known]
    if doubtful:
        text = _("{path} cannot be read, or is not what was frozen: it is entered nowhere.")
        remedy = _("See what is wrong with it: schoolprotocol check --school {school}.").format(school=school.id)
        raise EditError(text.format(path=f"{SOURCE}/schools/{school.id}/{doubtful[0]}"), remedy)
    old = {one.path: school.digests[one.path] for one in school.releases if one.format < FROZEN_FORMAT}
    if (
        school.ledger is not None
    ):  # one that is begun takes what was frozen before there were ledgers; this one is there
        for path in sorted(old.keys() & known):
            text = _("{path} is written as before there were ledgers, and this school has one: it is entered nowhere.")
            remedy = _("Was it in the ledger, and is the end of that gone? Put it back (git log shows it).")
            raise EditError(text.format(path=f"{SOURCE}/schools/{school.id}/{path}"), remedy)
    faults = corpus.faults_in("schools", school.id)
    if faults:
        remedy = _("Mend that first.")
        raise EditError(_("Part of this school's folder cannot be read."), remedy, faults[0].place, faults[:1])
    return (*found, of_closing(old)) if old and LEDGER not in entered else found
