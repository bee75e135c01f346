"""Pairs of sentences of two protocols: what contradicts and what does not; written before the rules were, and after.

`OWN` were there first, and the rules were made with them in sight. `LATER` were written when there were rules, four
times forty; what they showed was mended where that went without harm to others. When they were first tried, 68 of the
80 that contradict were found (17, 18, 18 and 15 of 20), and 5 of the 80 that do not (2, 1, 1 and 1) were told all the
same.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """A sentence of one protocol, and one of another."""

    one: str
    other: str
    contradicts: bool

    def __str__(self) -> str:
        return f"{self.one} | {self.other}"


def _pairs(rows: tuple[tuple[str, str], ...], *, contradict: bool) -> tuple[Pair, ...]:
    return tuple(Pair(one, other, contradict) for one, other in rows)


OWN = (
    *_pairs(
        (
            (
                "In de pauze mogen leerlingen hun telefoon gebruiken.",
                "Leerlingen gebruiken in de pauze geen telefoon.",
            ),
            ("Telefoons zijn op school verboden.", "In de kantine mag je je telefoon gebruiken."),
            (
                "Leerlingen gebruiken pas vanaf 13 jaar een chatbot.",
                "Een chatbot mogen leerlingen vanaf 12 jaar gebruiken.",
            ),
            (
                "Binnen 2 schooldagen na een melding praat de schoolleiding met de betrokkenen.",
                "Na een melding praat de schoolleiding binnen 5 schooldagen met de betrokkenen.",
            ),
            ("Pesten meld je bij de mentor.", "Wie gepest wordt, meldt dat bij de vertrouwenspersoon."),
            ("De Kindertelefoon is te bereiken op 0800-0432.", "Bel de Kindertelefoon: 116 111."),
            ("Medewerkers nemen geen cadeaus aan van ouders.", "Medewerkers mogen van ouders cadeaus aannemen."),
            ("Leerlingen mogen in de les een laptop gebruiken.", "In de les zijn laptops verboden."),
            ("De school bewaart foto’s twee jaar.", "De school bewaart foto’s vijf jaar."),
            ("Ouders mogen op het schoolfeest foto’s maken.", "Niemand maakt foto’s op het schoolfeest."),
            ("Medewerkers antwoorden ouders binnen 3 werkdagen.", "Medewerkers antwoorden ouders binnen een week."),
            (
                "Leerlingen hoeven hun camera bij een online les niet aan te zetten.",
                "Bij een online les moeten leerlingen hun camera aanzetten.",
            ),
            (
                "Leerlingen mogen AI gebruiken voor een werkstuk.",
                "Voor een werkstuk gebruiken leerlingen geen AI.",
            ),
            (
                "Tijdens de les ligt de telefoon van leerlingen in de kluis.",
                "Tijdens de les mogen leerlingen hun telefoon gebruiken.",
            ),
            (
                "De vertrouwenspersoon is te bellen op 010-1234567.",
                "Bel de vertrouwenspersoon op 010-7654321.",
            ),
            ("Een cadeau mag hoogstens 50 euro kosten.", "Een cadeau mag hoogstens 25 euro kosten."),
            (
                "Leerlingen gebruiken hun telefoon alleen in de pauze.",
                "In de pauze is de telefoon van leerlingen uit.",
            ),
            (
                "Na drie waarschuwingen praat de schoolleiding met de ouders.",
                "Na twee waarschuwingen praat de schoolleiding met de ouders.",
            ),
            (
                "Wie een datalek ziet, meldt dat bij de directeur.",
                "Een datalek meld je meteen bij de functionaris gegevensbescherming.",
            ),
            ("Leerlingen mogen in de gang filmen.", "Filmen in de gang is verboden."),
        ),
        contradict=True,
    ),
    *_pairs(
        (
            (
                "In de pauze mogen leerlingen hun telefoon gebruiken.",
                "Tijdens de les gebruiken leerlingen geen telefoon.",
            ),
            (
                "Medewerkers mogen in de pauze hun telefoon gebruiken.",
                "Leerlingen gebruiken in de pauze geen telefoon.",
            ),
            (
                "Leerlingen gebruiken pas vanaf 13 jaar een chatbot.",
                "Vanaf 16 jaar beslissen leerlingen zelf over hun foto’s.",
            ),
            (
                "Binnen 2 schooldagen na een melding praat de schoolleiding met de betrokkenen.",
                "Binnen 5 schooldagen na een melding krijgt de melder een verslag.",
            ),
            ("Pesten meld je bij de mentor.", "Een kapotte telefoon meld je bij de conciërge."),
            ("Bel de Kindertelefoon: 0800-0432.", "Bel Veilig Thuis: 0800-2000."),
            (
                "Leerlingen mogen hun telefoon in de kluis leggen.",
                "Leerlingen mogen hun telefoon in de les niet gebruiken.",
            ),
            (
                "Niemand maakt een foto van een ander, tenzij die dat goed vindt.",
                "Op het schoolfeest mogen leerlingen foto’s maken.",
            ),
            ("De school bewaart foto’s twee jaar.", "De school bewaart meldingen vijf jaar."),
            (
                "Leerlingen in de bovenbouw mogen in de pauze hun telefoon gebruiken.",
                "Leerlingen in de onderbouw gebruiken in de pauze geen telefoon.",
            ),
            ("Telefoons mogen op school mee.", "Bij een toets zijn telefoons verboden."),
            ("Pesten kun je ook melden bij de vertrouwenspersoon.", "Pesten meld je bij de mentor."),
            ("Leerlingen mogen AI gebruiken om te oefenen.", "Bij een toets gebruiken leerlingen geen AI."),
            (
                "Voor leerlingen onder de 16 jaar beslissen ouders over foto’s.",
                "Leerlingen vanaf 16 jaar beslissen zelf over foto’s.",
            ),
            ("Leerlingen mogen niet pesten.", "Leerlingen mogen pesten melden bij de mentor."),
            ("Binnen een week krijgen ouders bericht.", "Binnen twee weken is er een gesprek."),
            ("Medewerkers sturen na 18.00 uur geen berichten.", "De school is tot 17.00 uur open."),
            (
                "Leerlingen mogen hun telefoon gebruiken als de leraar dat zegt.",
                "In de les gebruiken leerlingen geen telefoon.",
            ),
            ("Leerlingen mogen in de les een laptop gebruiken.", "In de les gebruiken leerlingen geen telefoon."),
            ("Wie AI gebruikt, zegt dat erbij.", "Wie een foto van een ander plaatst, vraagt dat eerst."),
            (
                "Heeft het minder haast? Dan is de politie te bereiken op 0900-8844.",
                "Is er gevaar? Dan mag iedereen meteen 112 bellen.",
            ),
        ),
        contradict=False,
    ),
)

LATER = (
    *_pairs(
        (
            ("Mobieltjes mogen in de aula gebruikt worden.", "In de aula zijn mobiele telefoons niet toegestaan."),
            ("Je mag tijdens het overblijven op je telefoon.", "Tijdens het overblijven gebruik je je telefoon niet."),
            (
                "Leraren mogen leerlingen via WhatsApp berichten sturen.",
                "Leraren sturen leerlingen geen berichten via WhatsApp.",
            ),
            (
                "De school reageert binnen een week op een klacht.",
                "Op een klacht reageert de school binnen twee weken.",
            ),
            (
                "Ouders krijgen binnen 24 uur antwoord op hun mail.",
                "Ouders krijgen binnen 48 uur antwoord op hun mail.",
            ),
            ("Ruzie op internet meld je bij je mentor.", "Ruzie op internet meld je bij de anti-pestcoördinator."),
            (
                "Wie iets verdachts ziet, vertelt dat aan de conciërge.",
                "Wie iets verdachts ziet, vertelt dat aan de schoolleiding.",
            ),
            ("Het nummer van Veilig Thuis is 0800-2000.", "Bel bij zorgen met Veilig Thuis, 0800 3000."),
            (
                "Leerlingen vanaf 14 jaar mogen een eigen account maken.",
                "Een eigen account mogen leerlingen maken vanaf 12 jaar.",
            ),
            ("Wij bewaren verslagen van gesprekken twee jaar.", "Verslagen van gesprekken bewaren wij een jaar."),
            ("Oortjes zijn in de les verboden.", "Tijdens lessen mogen leerlingen oortjes in."),
            ("Niemand filmt op het plein.", "Leerlingen mogen op het plein filmen."),
            ("Petten zijn in de school toegestaan.", "In school mag je geen pet dragen."),
            (
                "Medewerkers moeten hun werktelefoon in het weekend aanhouden.",
                "In het weekend hoeven medewerkers hun werktelefoon niet aan te houden.",
            ),
            ("Een smartwatch mag bij een toets om.", "Bij een toets is een smartwatch verboden."),
            ("Een excursie kost ouders hoogstens 30 euro.", "Een excursie kost ouders maximaal 45 euro."),
            (
                "Op schoolkamp mogen kinderen hun telefoon gebruiken.",
                "Op schoolkamp blijft de telefoon van kinderen thuis.",
            ),
            ("Leerlingen leveren hun werk in vóór 22.00 uur.", "Leerlingen leveren hun werk in voor 20.00 uur."),
            ("Kinderen mogen op school snoepen.", "Op school snoepen kinderen niet."),
            (
                "Na vijf keer te laat volgt een gesprek met de ouders.",
                "Een gesprek met de ouders volgt na drie keer te laat.",
            ),
        ),
        contradict=True,
    ),
    *_pairs(
        (
            (
                "Mobieltjes mogen in de aula gebruikt worden.",
                "In de kleedkamer zijn mobiele telefoons niet toegestaan.",
            ),
            ("Ouders mogen in de klas meekijken.", "Ouders mogen in de klas geen foto’s maken."),
            (
                "Leraren sturen leerlingen geen berichten via WhatsApp.",
                "Ouders mogen elkaar via WhatsApp berichten sturen.",
            ),
            (
                "De school reageert binnen een week op een klacht.",
                "De school reageert binnen twee weken op een verzoek om gegevens.",
            ),
            ("Ruzie op internet meld je bij je mentor.", "Diefstal meld je bij de conciërge."),
            ("Ruzie op internet meld je bij je mentor.", "Medewerkers melden ruzie op internet bij de schoolleiding."),
            (
                "Leerlingen vanaf 14 jaar mogen een eigen account maken.",
                "Leerlingen vanaf 16 jaar beslissen zelf over hun gegevens.",
            ),
            ("Wij bewaren verslagen van gesprekken twee jaar.", "Wij bewaren beelden van camera’s vier weken."),
            ("Oortjes zijn in de les verboden.", "In de pauze mogen leerlingen oortjes in."),
            ("Niemand filmt op het plein.", "Leerlingen mogen op het plein spelen."),
            ("Niemand vult namen van anderen in.", "Leerlingen mogen hun eigen naam op een werkstuk zetten."),
            ("Een schoolreis kost ouders hoogstens 30 euro.", "Een kamp kost ouders hoogstens 120 euro."),
            (
                "Leerlingen mogen hun telefoon mee naar school nemen.",
                "In de les gebruiken leerlingen hun telefoon niet.",
            ),
            ("Wie pest, krijgt een waarschuwing.", "Wie zijn telefoon gebruikt, levert hem in."),
            ("Bel de Kindertelefoon op 0800-0432.", "De vertrouwenspersoon is bereikbaar op 06-12345678."),
            ("Leerlingen mogen geen foto’s van anderen plaatsen.", "Leerlingen mogen foto’s van zichzelf plaatsen."),
            ("Het gesprek is binnen twee dagen.", "De school wist de opname binnen vijf dagen."),
            (
                "Leerlingen gebruiken geen AI bij een toets, tenzij de leraar dat zegt.",
                "Leerlingen mogen AI gebruiken bij een toets Engels.",
            ),
            ("Iedereen mag zeggen wat hij vindt.", "Niemand zegt dingen die een ander kwetsen."),
            ("Een leerling mag zijn telefoon om 15.00 uur ophalen.", "De telefoon ligt tot 16.00 uur in de kluis."),
        ),
        contradict=False,
    ),
    *_pairs(
        (
            ("In de mediatheek mag je je mobiel aanzetten.", "Mobieltjes staan in de mediatheek uit."),
            (
                "Tijdens de gymles zijn smartwatches niet toegestaan.",
                "Leerlingen mogen tijdens de gymles een smartwatch dragen.",
            ),
            ("Ouders mogen in de klas filmen.", "Het is verboden om in de klas te filmen."),
            (
                "Medewerkers gaan niet in op vriendschapsverzoeken van leerlingen.",
                "Medewerkers mogen ingaan op vriendschapsverzoeken van leerlingen.",
            ),
            (
                "Leerlingen mogen ChatGPT gebruiken bij hun profielwerkstuk.",
                "ChatGPT gebruiken leerlingen niet bij hun profielwerkstuk.",
            ),
            ("De school geeft gegevens nooit aan de gemeente.", "De school mag gegevens aan de gemeente geven."),
            (
                "Binnen drie schooldagen hoort de melder wat er gebeurt.",
                "De melder hoort binnen tien schooldagen wat er gebeurt.",
            ),
            (
                "Een ingenomen telefoon krijgen leerlingen na twee dagen terug.",
                "Leerlingen krijgen een ingenomen telefoon na vijf dagen terug.",
            ),
            ("Camerabeelden bewaart de school vier weken.", "De school bewaart camerabeelden zes weken."),
            (
                "Discriminatie meld je bij de vertrouwenspersoon.",
                "Wie discriminatie meemaakt, meldt dat bij de teamleider.",
            ),
            (
                "Een verloren laptop meld je bij de ict-helpdesk.",
                "Bij een verloren laptop neem je contact op met de conciërge.",
            ),
            (
                "De interne vertrouwenspersoon bereik je op 020-5551234.",
                "Je bereikt de interne vertrouwenspersoon op 020-5559876.",
            ),
            ("Slachtofferhulp bel je op 0900-0101.", "Bel Slachtofferhulp: 0900-1010."),
            (
                "Leerlingen onder de 12 jaar krijgen geen eigen mailadres.",
                "Leerlingen onder de 10 jaar krijgen geen eigen mailadres.",
            ),
            ("Alleen in de aula mogen leerlingen eten.", "In de aula eten leerlingen niet."),
            ("Leerlingen mogen op het plein vapen.", "Vapen is op het hele schoolterrein verboden."),
            ("Ouders moeten een nieuw adres doorgeven.", "Een nieuw adres hoeven ouders niet door te geven."),
            (
                "Voor een traktatie geven ouders hoogstens 5 euro uit.",
                "Ouders geven voor een traktatie hoogstens 10 euro uit.",
            ),
            (
                "Medewerkers mogen in de les hun eigen telefoon gebruiken.",
                "In de les gebruiken medewerkers hun eigen telefoon niet.",
            ),
            ("Bezoekers mogen op school foto’s maken.", "Bezoekers maken op school geen foto’s."),
        ),
        contradict=True,
    ),
    *_pairs(
        (
            ("In de mediatheek mag je je mobiel aanzetten.", "In het lokaal staan mobieltjes uit."),
            (
                "Tijdens de gymles zijn smartwatches niet toegestaan.",
                "In de les mogen leerlingen een smartwatch dragen.",
            ),
            ("Ouders mogen in de klas helpen.", "Ouders mogen in de klas niet filmen."),
            ("De school geeft gegevens nooit aan bedrijven.", "De school mag gegevens aan de gemeente geven."),
            (
                "Binnen drie schooldagen hoort de melder wat er gebeurt.",
                "Binnen tien schooldagen hoort de klager wat het bestuur vindt.",
            ),
            ("Camerabeelden bewaart de school vier weken.", "Cijfers bewaart de school twee jaar."),
            ("Discriminatie meld je bij de vertrouwenspersoon.", "Een lek meld je bij de conciërge."),
            (
                "Discriminatie meld je bij de mentor of de vertrouwenspersoon.",
                "Wie discriminatie meemaakt, meldt dat bij de vertrouwenspersoon.",
            ),
            (
                "De interne vertrouwenspersoon bereik je op 020-5551234.",
                "De externe vertrouwenspersoon bereik je op 020-5559876.",
            ),
            (
                "Leerlingen onder de 12 jaar krijgen geen eigen mailadres.",
                "Leerlingen onder de 16 jaar beslissen niet zelf over foto’s.",
            ),
            ("In de kantine mogen leerlingen eten.", "In de bibliotheek eten leerlingen niet."),
            ("Leerlingen mogen geen vuurwerk bij zich hebben.", "Leerlingen mogen een telefoon bij zich hebben."),
            ("Leerlingen mogen op het plein voetballen.", "Op het plein mogen leerlingen niet fietsen."),
            ("Wij straffen niemand die zich meldt.", "Wij mogen een leerling schorsen."),
            ("Niemand wordt gepest.", "Leerlingen mogen elkaar helpen."),
            ("Een ingenomen telefoon krijg je dezelfde dag terug.", "Een ingenomen vape krijg je na drie dagen terug."),
            (
                "Medewerkers mogen met leerlingen appen over huiswerk.",
                "Medewerkers appen leerlingen niet na 20.00 uur.",
            ),
            ("Het gesprek duurt hoogstens 30 minuten.", "De toets duurt hoogstens 50 minuten."),
            (
                "Leerlingen moeten hun naam op het werk zetten.",
                "Leerlingen hoeven hun adres niet op het werk te zetten.",
            ),
            (
                "Voor een traktatie geven ouders hoogstens 5 euro uit.",
                "Een cadeau voor de leraar kost hoogstens 10 euro.",
            ),
        ),
        contradict=False,
    ),
    *_pairs(
        (
            ("Skeelers mogen in de gang.", "In de gang zijn skeelers verboden."),
            (
                "Stagiairs mogen foto’s van leerlingen op hun eigen account zetten.",
                "Stagiairs zetten geen foto’s van leerlingen op hun eigen account.",
            ),
            ("Docenten mogen in een les YouTube laten zien.", "YouTube is in een les niet toegestaan."),
            ("Je mag je laptop in de studieruimte opladen.", "In de studieruimte laad je je laptop niet op."),
            (
                "Leerlingen maken met AI geen beeld van klasgenoten.",
                "Leerlingen mogen met AI een beeld van klasgenoten maken.",
            ),
            ("Ouders mogen met de mentor appen.", "Met de mentor appen ouders niet."),
            (
                "De mentor belt ouders binnen twee schooldagen na een incident.",
                "Na een incident belt de mentor ouders binnen een schooldag.",
            ),
            ("Een schorsing duurt hoogstens vijf dagen.", "Een schorsing duurt hoogstens tien dagen."),
            ("Aanmeldingen bewaren wij drie jaar.", "Wij bewaren aanmeldingen een jaar."),
            (
                "Klachten over privacy meld je bij de functionaris gegevensbescherming.",
                "Klachten over privacy meld je bij de administratie.",
            ),
            (
                "Kom je nare beelden tegen? Vertel het aan je mentor.",
                "Kom je nare beelden tegen? Vertel het aan de zorgcoördinator.",
            ),
            (
                "Een vermoeden van mishandeling melden medewerkers bij de directeur.",
                "Medewerkers melden een vermoeden van mishandeling bij de vertrouwenspersoon.",
            ),
            ("De conciërge is te bellen op 0513-123456.", "Bel de conciërge: 0513-654321."),
            ("Helpwanted bereik je op 020-2615275.", "Je bereikt Helpwanted op 020-2610000."),
            (
                "Vanaf 16 jaar mogen leerlingen op school een scooter parkeren.",
                "Leerlingen mogen vanaf 18 jaar op school een scooter parkeren.",
            ),
            (
                "Leerlingen moeten hun wachtwoord elk jaar wijzigen.",
                "Leerlingen hoeven hun wachtwoord niet elk jaar te wijzigen.",
            ),
            (
                "Tussen de middag mogen kinderen van het plein af.",
                "Kinderen mogen tussen de middag niet van het plein af.",
            ),
            (
                "Muziek luisteren is tijdens zelfstandig werken verboden.",
                "Tijdens zelfstandig werken mag je muziek luisteren.",
            ),
            ("Huiswerk maken leerlingen zonder AI.", "Leerlingen mogen bij huiswerk AI gebruiken."),
            ("Een lening van een laptop kost 25 euro.", "De lening van een laptop kost 40 euro."),
        ),
        contradict=True,
    ),
    *_pairs(
        (
            ("Skeelers mogen op het plein.", "In de gang zijn skeelers verboden."),
            ("Stagiairs mogen foto’s van hun eigen werk plaatsen.", "Stagiairs plaatsen geen foto’s van leerlingen."),
            ("Docenten mogen in een les YouTube laten zien.", "Leerlingen kijken in een les geen YouTube."),
            ("Je mag je laptop in de studieruimte opladen.", "In het lokaal laad je je laptop niet op."),
            ("Leerlingen mogen AI gebruiken bij een verslag.", "Leerlingen vullen in AI geen namen in."),
            ("Ouders mogen met de mentor bellen.", "Met de mentor appen ouders niet."),
            (
                "De mentor belt ouders binnen twee schooldagen na een incident.",
                "De schoolleiding belt ouders binnen een week na een schorsing.",
            ),
            ("Een schorsing duurt hoogstens vijf dagen.", "Een onderzoek duurt hoogstens tien dagen."),
            ("Aanmeldingen bewaren wij drie jaar.", "Wij bewaren klachten een jaar."),
            (
                "Klachten over privacy meld je bij de functionaris gegevensbescherming.",
                "Klachten over eten meld je bij de administratie.",
            ),
            ("Kom je nare beelden tegen? Vertel het aan je mentor.", "Ben je iets kwijt? Vertel het aan de conciërge."),
            ("Medewerkers melden mishandeling bij de directeur.", "Leerlingen melden mishandeling bij de mentor."),
            ("De conciërge is te bellen op 0513-123456.", "De schoolleiding is te bellen op 0513-123450."),
            (
                "Vanaf 16 jaar mogen leerlingen op school een scooter parkeren.",
                "Vanaf 12 jaar mogen leerlingen een eigen account hebben.",
            ),
            (
                "Leerlingen moeten hun wachtwoord geheimhouden.",
                "Leerlingen hoeven hun wachtwoord niet op te schrijven.",
            ),
            (
                "Leerlingen mogen van het plein af om te lunchen.",
                "Brugklassers mogen niet zonder begeleider van het plein af.",
            ),
            ("Bij een toets zijn woordenboeken toegestaan.", "Bij een toets zijn rekenmachines verboden."),
            ("Leerlingen mogen een les volgen met hun camera uit.", "Leerlingen filmen een les niet."),
            ("Wie te laat komt, meldt zich bij de conciërge.", "Wie ziek is, meldt zich bij de administratie."),
            ("Een fietssleutel kost 25 euro.", "Een kluissleutel kost 40 euro."),
        ),
        contradict=False,
    ),
    *_pairs(
        (
            (
                "Tijdens een proefwerk mag een rekenmachine op tafel.",
                "Een rekenmachine is tijdens een proefwerk verboden.",
            ),
            (
                "Kinderen uit groep 8 mogen hun telefoon op het plein gebruiken.",
                "Kinderen gebruiken op het plein geen telefoon.",
            ),
            (
                "Personeel mag privéfoto’s van collega’s online zetten.",
                "Personeel zet geen privéfoto’s van collega’s online.",
            ),
            ("Leerlingen mogen livestreamen vanuit de klas.", "Vanuit de klas livestreamen leerlingen niet."),
            ("Ouders mogen hun kind in de les bellen.", "Ouders bellen hun kind niet in de les."),
            ("Een mobiel mag in de pauze, maar niet op de gang.", "In de pauze zijn mobieltjes verboden."),
            (
                "Bij online lessen staat de camera van leerlingen aan.",
                "Leerlingen hoeven bij online lessen hun camera niet aan te zetten.",
            ),
            (
                "De schoolleiding beslist binnen vijf schooldagen over een schorsing.",
                "Over een schorsing beslist de schoolleiding binnen drie schooldagen.",
            ),
            ("De school verwijdert oude accounts na zes maanden.", "Oude accounts verwijdert de school na een jaar."),
            (
                "Voor een AI-account is een leerling minstens 16 jaar.",
                "Een leerling krijgt een AI-account vanaf 13 jaar.",
            ),
            ("Bedreiging meld je altijd bij de politie.", "Bedreiging meld je bij de mentor."),
            (
                "Ongewenst gedrag van een leraar vertel je aan de directeur.",
                "Ongewenst gedrag van een leraar vertel je aan de externe vertrouwenspersoon.",
            ),
            (
                "Voor vragen over privacy ga je naar de administratie.",
                "Met vragen over privacy ga je naar de functionaris gegevensbescherming.",
            ),
            ("Het Meldpunt Pesten is bereikbaar via 0800-1234.", "Bel het Meldpunt Pesten op 0800 4321."),
            ("Onze anti-pestcoördinator heeft nummer 010-2223344.", "De anti-pestcoördinator bel je op 010-4443322."),
            (
                "Leerlingen mogen een half uur per dag gamen op schoolcomputers.",
                "Op schoolcomputers gamen leerlingen niet.",
            ),
            ("Ouders betalen hoogstens 75 euro schade.", "Ouders betalen hoogstens 150 euro schade."),
            ("Wie drie keer te laat komt, blijft na.", "Wie vijf keer te laat komt, blijft na."),
            ("Klassen mogen een groepsapp met de leraar hebben.", "Klassen hebben geen groepsapp met de leraar."),
            ("De lockers gaan om 16.30 uur dicht.", "De lockers gaan om 17.00 uur dicht."),
        ),
        contradict=True,
    ),
    *_pairs(
        (
            (
                "Tijdens een proefwerk mag een rekenmachine op tafel.",
                "Een woordenboek is tijdens een proefwerk verboden.",
            ),
            ("Kinderen uit groep 8 mogen naar huis fietsen.", "Kinderen gebruiken op het plein geen telefoon."),
            ("Personeel mag foto’s van het gebouw online zetten.", "Personeel zet geen foto’s van kinderen online."),
            ("Leerlingen mogen livestreams kijken in de pauze.", "Vanuit de klas livestreamen leerlingen niet."),
            ("Ouders mogen de mentor bellen.", "Ouders bellen hun kind niet in de les."),
            ("Op de gang mag je zachtjes praten.", "In de bibliotheek praat je niet."),
            ("Bij online lessen mag de microfoon uit.", "Bij online lessen moet de camera aan."),
            (
                "De schoolleiding beslist binnen vijf schooldagen over een schorsing.",
                "Over toelating beslist de schoolleiding binnen zes weken.",
            ),
            ("De school verwijdert oude accounts na zes maanden.", "Oude foto’s verwijdert de school na een jaar."),
            (
                "Leerlingen vanaf 16 jaar vragen zelf hun gegevens op.",
                "Leerlingen vanaf 12 jaar krijgen een eigen account.",
            ),
            ("Bedreiging meld je bij de politie en bij de mentor.", "Bedreiging meld je bij de mentor."),
            ("Vragen over cijfers stel je aan je mentor.", "Met vragen over privacy ga je naar de administratie."),
            ("Het Meldpunt Pesten is bereikbaar via 0800-1234.", "Het Meldpunt Vuurwerk is bereikbaar via 0800-4321."),
            ("Leerlingen mogen op schoolcomputers werken.", "Op schoolcomputers gamen leerlingen niet."),
            (
                "Ouders betalen hoogstens 75 euro voor een kapotte laptop.",
                "Ouders betalen hoogstens 20 euro voor een pasje.",
            ),
            ("Wie drie keer te laat komt, blijft na.", "Wie vijf keer zijn boek vergeet, blijft na."),
            ("Ouders mogen een groepsapp maken.", "Leraren maken geen groepsapp met leerlingen."),
            ("Om 8.30 uur begint de les.", "De lockers gaan om 17.00 uur dicht."),
            ("Leerlingen mogen geen wapens meenemen.", "Leerlingen mogen een verrekijker meenemen."),
            ("Niemand hoeft zijn telefoon te laten zien.", "De leraar mag een telefoon innemen."),
        ),
        contradict=False,
    ),
)

MISSED = frozenset(
    (
        "Medewerkers gaan niet in op vriendschapsverzoeken van leerlingen.",
        "Huiswerk maken leerlingen zonder AI.",
        "Bij online lessen staat de camera van leerlingen aan.",
        "Voor een AI-account is een leerling minstens 16 jaar.",
    )
)
"""The first sentences of the contradictions that are not found."""
