"""What schools write, in other words and forms than those of `documents.py`: texts, and how each is numbered.

Every text is a list of lines: a letter that says what it is, and what it says. `H` and `S` are headings of the first and
second level, `C` clauses, `L` what stands in letters below a clause, `I` items, `P` prose, `R` rows of a table, `M` rows
of a table about the document, `T` the title.
"""

# ruff: noqa: E501 (lines of documents)

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.intake.documents import Label

PESTEN = """
T Anti-pestprotocol basisschool De Zonnewijzer
M Document|Anti-pestprotocol
M Versie|3.0 (concept)
M Vastgesteld door|College van bestuur, 12 mei 2025
M Instemming MR|3 juni 2025
M Evaluatie|schooljaar 2027-2028
H Waarom dit protocol
P Op onze school moet ieder kind zich veilig voelen. Wij gaan er vanuit dat pesten overal voorkomt, ook bij ons, en dat wij er samen iets aan doen.
C De school ziet pesten als een probleem van alle betrokkenen: leerlingen, ouders en leerkrachten.
C Wij voorkomen pesten door er in elke groep minstens zesmaal per jaar over te praten, ook als er niet gepest wordt.
C Als er toch gepest wordt, grijpen wij in volgens de stappen van dit protocol.
H Signaleren van pesten
P Signalen kunnen zijn:
I altijd een bijnaam, nooit bij de eigen naam noemen;
I zogenaamd leuke opmerkingen maken over een klasgenoot;
I briefjes doorgeven of iemand uit een appgroep zetten;
I beledigen, isoleren of buiten school opwachten.
C De leerkracht noteert signalen in het leerlingvolgsysteem, uiterlijk de volgende schooldag.
C Ouders die vermoeden dat hun kind gepest wordt, melden dit bij de leerkracht; die reageert binnen twee schooldagen.
H Aanpak
S De steungroep
C De leerkracht praat met:
L het kind dat gepest wordt, binnen één schooldag;
L het kind dat pest, samen met een collega;
L de kinderen die erbij stonden.
C De steungroep bestaat uit zes tot acht kinderen en komt na een week weer bij elkaar.
S Gesprek met ouders
C Wij nodigen de ouders van beide kinderen uit, elk voor zich.
C Van het gesprek wordt een verslag gemaakt dat de ouders binnen vijf werkdagen ontvangen.
H Sancties
P Helpt de aanpak niet, dan neemt de directeur maatregelen.
R Fase|Maatregel|Wie
R 1|Eén of meer pauzes binnen blijven|leerkracht
R 2|Gesprek met ouders en kind|leerkracht en intern begeleider
R 3|Schorsing of verwijdering (artikel 40 van de Wet op het primair onderwijs)|directeur
C Een maatregel duurt nooit langer dan nodig is.
C Van elke schorsing krijgt de inspectie bericht.
"""

PRIVACY = """
T Privacyreglement leerlinggegevens
P Vastgesteld door het bestuur van Stichting Katholiek Onderwijs Venlo e.o. op 1 juli 2024, met instemming van de GMR.
H Begripsbepalingen
P In dit reglement wordt verstaan onder:
L persoonsgegevens: alle informatie over een geïdentificeerde of identificeerbare natuurlijke persoon;
L verwerking: elke handeling met persoonsgegevens, waaronder verzamelen, bewaren, wijzigen en vernietigen;
L betrokkene: de leerling op wie een persoonsgegeven betrekking heeft, of diens wettelijk vertegenwoordiger;
L datalek: een inbreuk op de beveiliging als bedoeld in artikel 33 van de AVG.
H Reikwijdte en doelstelling
C Dit reglement geldt voor alle verwerkingen van gegevens van leerlingen door de school.
C Het reglement heeft tot doel de persoonlijke levenssfeer van de betrokkene te beschermen en de rechten van de betrokkene te waarborgen.
C Waar dit reglement niet in voorziet, beslist het bestuur.
H Doelen van de verwerking
C De verwerking vindt uitsluitend plaats voor:
L de organisatie of het geven van onderwijs;
L het verstrekken of ter beschikking stellen van leermiddelen;
L het bekendmaken van informatie over de organisatie en leermiddelen op de eigen website;
L het behandelen van geschillen en het doen uitoefenen van accountantscontrole.
C Voor andere doelen vraagt de school vooraf toestemming, die altijd kan worden ingetrokken.
H Bewaartermijnen
P De gegevens worden niet langer bewaard dan in deze tabel staat.
R Soort gegeven|Termijn|Grondslag
R Leerlingdossier|2 jaar na uitschrijving|artikel 25 van het Bekostigingsbesluit
R Gegevens over verzuim|5 jaar na uitschrijving|Leerplichtwet 1969
R Onderwijskundig rapport|3 jaar|Besluit vaststelling doorstroomgegevens
H Rechten van de betrokkene
C De betrokkene heeft recht op inzage, verbetering en verwijdering van de gegevens.
C Een verzoek wordt binnen vier weken beantwoord. Deze termijn kan eenmaal met acht weken worden verlengd.
C Bij afwijzing vermeldt de school de redenen, en wijst op de mogelijkheid van een klacht bij de Autoriteit Persoonsgegevens.
H Slotbepalingen
C Dit reglement wordt aangehaald als: Privacyreglement leerlingen.
C Het treedt in werking op 1 augustus 2024 en vervangt het reglement van 2018.
"""

MEDISCH = """
T Protocol medicijnverstrekking en medisch handelen
H Inleiding
P Leerkrachten worden op school regelmatig geconfronteerd met leerlingen die klagen over hoofdpijn, buikpijn of een insectenbeet. Daarnaast krijgt de school steeds vaker het verzoek om medicijnen toe te dienen die een arts heeft voorgeschreven.
P In dit protocol staan drie situaties: het kind wordt ziek op school, het verstrekken van medicijnen op verzoek en medische handelingen.
H Het kind wordt ziek op school
C De leerkracht belt altijd eerst de ouders of verzorgers.
C Zijn de ouders niet bereikbaar, dan belt de leerkracht het noodnummer uit het leerlingvolgsysteem.
C Zonder overleg geeft de school geen medicijnen, ook geen paracetamol.
P Let bij overleg met de huisarts op:
I de temperatuur en het uiterlijk van het kind;
I hoe lang de klachten duren;
I of er medicijnen zijn gebruikt.
H Medicijnen op verzoek
S Toestemming
C Ouders vullen het formulier in bijlage 1 in en ondertekenen het.
C Op het formulier staan:
L de naam van het medicijn en de dosis;
L de tijden en de wijze van toedienen;
L de periode waarvoor het verzoek geldt.
S Bewaren
C Medicijnen worden bewaard in een afgesloten kast, in de originele verpakking met bijsluiter en op naam van het kind.
C De sleutel ligt bij de bedrijfshulpverlener (kamer 0.14).
S Fouten
P Gaat er iets mis, dan bel je direct 112 of de huisarts, en daarna de directeur.
H Medische handelingen
C Medewerkers voeren geen voorbehouden handelingen uit zonder bekwaamheidsverklaring van een arts.
C Een medewerker mag een handeling weigeren waarvoor hij zich niet bekwaam acht.
C Wij sluiten hiervoor een aanvullende verzekering af.
H Bijlage 1: Toestemmingsformulier
P Dit formulier wordt ieder schooljaar opnieuw ingevuld.
"""

VEILIG = """
T Veiligheidsbeleid 2024-2028
H Visie
P Een veilige school is een school waar je gezien wordt. Veiligheid is voor ons geen document, maar gedrag.
H Verantwoordelijkheden
S Bestuur en directie
C Het bestuur stelt het beleid vast en evalueert het iedere twee jaar.
C De directie zorgt dat elke medewerker het protocol kent en ernaar handelt.
C De directie overlegt ten minste twee keer per jaar met de wijkagent en de schoolmaatschappelijk werker.
S Medewerkers
C Medewerkers geven het goede voorbeeld en spreken elkaar aan.
C Medewerkers melden ongewenst gedrag bij de veiligheidscoördinator.
H Regels in het gebouw
P Deze regels gelden voor iedereen:
I we lopen rustig door de gangen;
I we laten jassen en tassen in het kluisje;
I roken en vapen is verboden, ook op het plein;
I wapens, alcohol en drugs leveren we in bij de conciërge, die altijd de politie belt.
H Wel en niet
R Wel|Niet
R Een ander uit laten praten|Schreeuwen of schelden
R Hulp vragen aan een volwassene|Zelf rechter spelen
R Foto’s maken met toestemming|Filmpjes delen in een groepsapp
H Incidenten
C Elk incident wordt geregistreerd in het systeem, met datum, plaats en betrokkenen.
C Bij een strafbaar feit doet de directie aangifte. Zij informeert de ouders voordat de politie dat doet.
C Na een incident volgt binnen tien schooldagen een nagesprek.
"""

VERZUIM = """
T Verzuimprotocol
H Algemeen
C Dit protocol is gebaseerd op de Leerplichtwet 1969 en het samenwerkingsprotocol van de regio.
C Onder verzuim verstaan wij iedere les waarin de leerling zonder bericht ontbreekt.
C Wie 18 jaar of ouder is, meldt zich zelf ziek.
H Ziekmelden
C Ouders melden hun kind telefonisch ziek vóór 8.15 uur, elke dag opnieuw.
C Wie tijdens de lesdag ziek wordt:
L meldt zich af bij de receptie;
L wacht daar totdat de ouders bereikt zijn;
L gaat niet zelfstandig naar huis.
C Duurt de ziekte langer dan vijf dagen, dan belt de mentor.
H Verlof
C Verlof wordt minstens zes weken van tevoren aangevraagd.
C Voor meer dan tien schooldagen beslist de leerplichtambtenaar.
C De directeur beslist op aanvragen wegens:
L vakantie buiten de schoolvakanties, alleen door de aard van het beroep van een van de ouders;
L gewichtige omstandigheden zoals een huwelijk of een begrafenis;
L religieuze verplichtingen.
H Te laat komen
C Wie te laat is, haalt een briefje bij de conciërge.
C Bij drie keer te laat meldt de leerling zich de volgende dag om 7.45 uur.
C Bij negen keer volgt een melding bij de leerplichtambtenaar, bij twaalf een gesprek.
P Dit protocol is besproken in de vergadering van 14 maart 2025.
"""

VRAGEN = """
T Mobiele telefoons: vragen en antwoorden
H Waarom mag de telefoon niet mee de klas in?
P Omdat leerlingen zich dan beter concentreren. Dat zeggen leraren, en het blijkt ook uit onderzoek.
H Waar laat je je telefoon?
P In de kluis. Je kluis is persoonlijk: je deelt hem niet met anderen.
I De kluizen zijn open van 8.00 tot 8.25 uur en van 14.30 tot 16.45 uur.
I Wie zijn pas vergeet, gaat naar de receptie.
H Mag het nooit?
P Soms wel. De docent kan toestemming geven als de telefoon nodig is voor de les.
C Een leerling met diabetes houdt de telefoon bij zich.
C Op kamp gelden de regels van de begeleiders.
H Wat gebeurt er als ik me er niet aan houd?
C De eerste keer neem je de telefoon na de les weer mee.
C De tweede keer blijft hij tot 16.30 uur bij de teamleider.
C De derde keer bellen wij je ouders en lever je de telefoon een week lang iedere ochtend in.
H Wie kan ik bellen?
R Wie|Telefoon|Wanneer
R Receptie|010 123 45 67|8.00-17.00 uur
R Teamleider onderbouw|010 123 45 68|ma, di en do
"""


@dataclass(frozen=True)
class Scheme:
    """How somebody numbers: given how many there were of the first level, the second, clauses and letters."""

    head: Callable[[int], str | None] = lambda _n: None
    sub: Callable[[int, int], str | None] = lambda _n, _k: None
    clause: Callable[[int, int, int], str] = lambda _n, _k, c: f"{c}."
    letter: Callable[[int, int, int, int], str] = lambda _n, _k, _c, x: f"{chr(96 + x)}."
    bullet: str = "•"
    runs_on: bool = False
    """Whether clauses count on over headings."""
    capitals: bool = False
    """Whether headings are in capitals."""


@dataclass(frozen=True)
class Part:
    """A line of a text, numbered."""

    what: str
    """H, S, C, L, I, P, R, M or T."""
    text: str
    number: str | None = None
    cells: tuple[str, ...] = ()
    deep: int = 0
    """How deep it stands: 1 for what stands in letters below a clause."""


_KINDS = {"T": "title", "H": "heading", "S": "heading", "C": "clause", "L": "clause", "I": "item", "P": "prose"}


def parts(text: str, scheme: Scheme) -> list[Part]:
    """A text with its numbers."""
    found: list[Part] = []
    n = k = c = x = 0
    for line in text.strip().splitlines():
        what, _blank, said = line.partition(" ")
        number = None
        if what == "H":
            k, x, c = 0, 0, (c if scheme.runs_on else 0)
            if not said.startswith("Bijlage"):
                n += 1
                number = scheme.head(n)
            said = said.upper() if scheme.capitals else said
        elif what == "S":
            k, x, c = k + 1, 0, (c if scheme.runs_on else 0)
            number = scheme.sub(n, k)
        elif what == "C":
            c, x = c + 1, 0
            number = scheme.clause(n, k, c)
        elif what == "L":
            x += 1
            number = scheme.letter(n, k, c, x)
        elif what == "I":
            number = scheme.bullet
        cells = tuple(said.split("|")) if what in "RM" else ()
        found.append(Part(what, said, number, cells, int(what == "L" and c > 0)))
    return found


def labels(told: Sequence[Part]) -> list[Label]:
    """What one would say that stands there."""
    found = []
    for part in told:
        if part.cells:
            found.append(Label("meta" if part.what == "M" else "row", "", cells=part.cells))
        elif part.what == "H" and part.text.lower().startswith("bijlage 1: "):
            found.append(Label("heading", part.text[11:], "Bijlage 1:", 1))
        else:
            level = {"H": 1, "S": 2}.get(part.what)
            found.append(Label(_KINDS[part.what], part.text, part.number, level))
    return found


ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")
