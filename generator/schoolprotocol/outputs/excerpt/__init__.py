"""Policy → the text for the schoolgids, in every form."""

from schoolprotocol.messages import mark as N_
from schoolprotocol.outputs.output import Later, Offer, Output

_FORMS = {".html": "Kopieer de tekst", ".docx": "Word", ".txt": "tekst"}
"""What a site offers, by ending: the page leads to the other forms."""

OUTPUT = Output(
    name="schoolgids",
    made_of=("policy", "style", "url", "void", "unproven", "guide", "held"),
    looks_like=("schoolgids",),
    make=Later("schoolprotocol.outputs.excerpt.making", "make"),
    offers=tuple(Offer(form, f"{{name}}-schoolgids{ending}", schoolgids=True) for ending, form in _FORMS.items()),
    contents=Later("schoolprotocol.outputs.excerpt.making", "contents"),
    if_none=N_("{name}: this document has no text for the schoolgids (excerpt: none)."),
)
