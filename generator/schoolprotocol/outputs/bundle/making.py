"""Makes the handbook of a school. Importing this module imports WeasyPrint."""

from __future__ import annotations

from schoolprotocol.files import write_new
from schoolprotocol.outputs.bundle.bundle import BundleWork
from schoolprotocol.outputs.bundle.document import bundle_html
from schoolprotocol.outputs.bundle.word import bundle_docx
from schoolprotocol.outputs.output import Made
from schoolprotocol.outputs.pdf import typeset
from schoolprotocol.outputs.pdf.logo import drawn
from schoolprotocol.outputs.pdf.printing import text_data


def make(work: BundleWork) -> Made:
    """The PDF, and the Word file of the one that is not kept for ever."""
    bundle, target = work.bundle, work.at("pdf")
    target.parent.mkdir(parents=True, exist_ok=True)
    assets = typeset.Assets(work.templates, bundle.logo, bundle.style.at("logo"), bundle.school.id)
    named = zip(bundle.texts, work.texts, strict=True)
    attached = [text_data(name, text.policy) for name, text in named]
    typeset.write_pdf(bundle_html(work), target, assets, attachments=attached)
    made = [target]
    if not bundle.is_kept:
        made.append(work.at("docx"))
        is_drawing = bundle.logo is not None and bundle.logo.suffix == ".svg"
        write_new(made[-1], bundle_docx(work, drawn(assets) if is_drawing else None))
    return {"bundle": made}
