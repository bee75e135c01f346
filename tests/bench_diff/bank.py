"""Words and sentences with which random edits are made."""

from __future__ import annotations

WORDS = (
    *(
        "terras",
        "wekelijks",
        "voorzichtig",
        "lantaarn",
        "vriendelijk",
        "kwartaal",
        "beslist",
        "vrijblijvend",
        "ladekast",
    ),
    *("schemer", "nauwkeurig", "wandelkaart", "ongevraagd", "spaarzaam", "tekenlokaal", "voorlopig", "uitsluitend"),
    *("rechtstreeks", "gangbaar", "kosteloos", "steekproef", "handtekening", "morgenochtend", "proefperiode"),
    *("zorgvuldig", "loodgieter", "bezemkast", "regelmatig", "vakgroep", "stoelendans", "zeldzaam", "dakgoot"),
)
SENTENCES = (
    "Een kopie hangt bij de kantine.",
    "Vooraf vraagt men het aan de conciërge.",
    "Wie verhinderd is, regelt zelf vervanging.",
    "Hiervan wordt een kort verslag gemaakt.",
    "Uitzonderingen gelden hooguit één schooljaar.",
    "Na afloop gaat alles terug in de kast.",
    "Klachten worden binnen tien werkdagen beantwoord.",
    "Bij slecht weer vervalt deze afspraak.",
    "De kosten komen ten laste van de sectie.",
    "Een tolk is op aanvraag beschikbaar.",
    "Jaarlijks kijkt de werkgroep ernaar.",
    "Gasten tekenen eerst het bezoekersboek.",
    "Het formulier ligt bij de balie.",
    "Elke bouwlaag wijst een contactpersoon aan.",
)
CLAUSES = (
    "Fietsen staan in de rekken achter de gymzaal, nooit voor de nooddeur.",
    "Het aquarium wordt verzorgd door twee leerlingen uit de brugklas.",
    "Wie een lokaal reserveert, meldt ook hoeveel stoelen er nodig zijn.",
    "Gevonden jassen liggen tot de zomervakantie in de blauwe kist.",
    "De lift is bestemd voor wie de trap niet kan nemen.",
    "Planten op de vensterbank krijgen op vrijdag water van de klassenhulp.",
    "Een gastles duurt ten hoogste twee lesuren en wordt geëvalueerd.",
    "Op de sportdag draagt elke ploeg een eigen kleur.",
    "Kopieën in kleur worden alleen gemaakt voor het eindexamen.",
    "De moestuin is na het vijfde uur gesloten voor bezoek.",
    "Schoolboeken worden gekaft en zonder aantekeningen ingeleverd.",
    "In de mediatheek wordt gefluisterd en niet gegeten.",
)
ITEMS = (
    "een reserveband;",
    "het logboek van de conciërge;",
    "drie gele hesjes;",
    "een doos krijtjes;",
    "de oude plattegrond;",
)
VALUES = (
    "de huismeester",
    "een nieuwe werkgroep",
    "het loket in de hal",
    "de afdeling beheer",
    "een vast aanspreekpunt",
)
CELLS = ("op aanvraag", "eerste dinsdag van april", "hoofd facilitaire zaken", "kluis in het archief")
HEADINGS = ("aanvullend", "algemeen", "bijzonder", "praktisch")
