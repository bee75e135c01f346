"""The papers of a dossier by name, and what each is."""

REPORT = "wijzigingen"
"""Folder in a dossier with the change report."""
PAPERS = {
    f"{REPORT}/report.pdf": "Wat wij vragen, en elke wijziging met de oude en de nieuwe tekst.",
    f"{REPORT}/index.html": "Hetzelfde overzicht, om op een scherm te lezen en op te reageren.",
    "besluitformulier.pdf": "Een blad waarop elk lid zich voorbereidt, en het besluit van elk orgaan.",
    "besluitformulier.docx": "Hetzelfde formulier, om in Word in te vullen.",
    "stemblad.pdf": "Eén blad voor wie de stemmen telt.",
    "stemblad.docx": "Hetzelfde blad, om in Word in te vullen.",
    "verslag.pdf": "Eén blad voor het verslag: vragen, besluit, afspraken.",
    "verslag.docx": "Hetzelfde blad, om in Word in te vullen.",
    "reacties.pdf": "Wat eerder over de tekst is gezegd, met de antwoorden.",
    "reacties.docx": "Hetzelfde overzicht van reacties, in Word.",
    "nieuwe-tekst.pdf": "Om na te slaan: het document zelf, de hele nieuwe tekst.",
    f"{REPORT}/renvooi.pdf": "Om na te slaan: de hele nieuwe tekst in renvooi, met wat erbij komt en wat vervalt.",
    f"{REPORT}/renvooi.html": "Hetzelfde renvooi, voor op een scherm.",
    f"{REPORT}/report.docx": "De nieuwe tekst in Word, met elke wijziging bijgehouden en toegelicht.",
    f"{REPORT}/report.md": "De wijzigingen als korte lijst, in platte tekst.",
    f"{REPORT}/report.json": "De wijzigingen voor computers; beide versies zijn eruit terug te maken.",
    "voorstel.json": "De tekst zoals hij is voorgelegd, voorgoed bewaard.",
    "manifest.json": "Alle bestanden met hun controlegetal (SHA-256).",
}
"""What each paper is, in the order in which a council reads them."""
