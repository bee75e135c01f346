"""What a careful reader would stop at, and what only looks like it: documents in a few lines, by kind of finding.

The wordings are nobody's: rules must find the fault in texts that their author never saw.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from schoolprotocol.diagnostics import Kind


class Reading(NamedTuple):
    """A document, and whether a rule must stop at it."""

    kind: Kind
    text: str
    changes: dict[str, Any] = {}  # noqa: RUF012 — never changed


VO: dict[str, Any] = {"education": ("vo",)}

FOUND = (
    # -- consent in secondary education
    *(
        Reading(Kind.CONSENT_OF_PARENTS, f"# Beeld\n{line}", VO)
        for line in (
            "Voor het plaatsen van foto's vragen wij de ouders om toestemming.",
            "De school publiceert alleen beeldmateriaal met schriftelijke toestemming van ouders/verzorgers.",
            "Filmpjes van leerlingen komen pas op Instagram als de ouders daarvoor toestemming geven.",
            "Ouders tekenen aan het begin van het schooljaar een formulier met toestemming voor foto's en video's.",
            "Bij de inschrijving geeft een ouder toestemming. Daarna mogen wij beelden gebruiken.",
            "Met toestemming van de ouders plaatst de school foto's van leerlingen.",
            "Voor beeldmateriaal vraagt onze eigen school ouders om toestemming.",
        )
    ),
    # -- the same in other words
    *(
        Reading(Kind.SAME_IN_OTHER_WORDS, f"# Een\n{one}\n# Twee\n{two}")
        for one, two in (
            (
                "Medewerkers plaatsen geen vertrouwelijke gegevens van leerlingen online.",
                "Het personeel zet nooit geheime gegevens van kinderen online.",
            ),
            (
                "Wie twijfelt over een bericht, overlegt eerst met de leidinggevende.",
                "Bij twijfel over een post neemt men contact op met de manager.",
            ),
            (
                "Leerlingen zijn verantwoordelijk voor de foto's en filmpjes die zij delen op hun account.",
                "Voor foto's en video's die een leerling op een account verspreidt, is de leerling verantwoordelijk.",
            ),
        )
    ),
    Reading(
        Kind.PHRASE_TWICE,
        "# Een\nDe telefoon is een deel van het dagelijks leven. Leraren zien dat zij een deel van het "
        "dagelijks leven is.",
    ),
    Reading(
        Kind.WRONG_TWICE, "# Niet\n: bullets\nVloeken en schelden horen hier niet.\nSchelden en pesten doen we niet."
    ),
    # -- sanctions
    *(
        Reading(Kind.SANCTIONS_ORDER, f"# Gevolgen\n{line}")
        for line in (
            "De maatregelen lopen op van een waarschuwing via een schorsing en een berisping tot ontslag.",
            "Mogelijke maatregelen, van licht naar zwaar: berisping, waarschuwing, schorsing en ontslag.",
            "Sancties variëren van een waarschuwing, ontslag op staande voet, ontslag tot schorsing.",
            "De school neemt maatregelen variërend van een waarschuwing, verwijdering van school en schorsing.",
            "Dit kan gaan van een berisping via ontslag tot overplaatsing.",
            "De sancties lopen op: berisping, waarschuwing, schorsing.",
            "Maatregelen, van licht tot zwaar:\\n\\n- waarschuwing;\\n- ontslag;\\n- schorsing.",
        )
    ),
    *(
        Reading(Kind.RANGE_WITHOUT_END, f"# Gevolgen\n{line}")
        for line in (
            "De maatregelen variëren van waarschuwing, berisping, schorsing en ontslag.",
            "Er volgen sancties, uiteenlopend van een mondelinge waarschuwing, schorsing of verwijdering van school.",
            "Deze maatregelen lopen van een schriftelijke berisping, een schorsing, ontslag op staande voet.",
            "De straf varieert van een berisping, een schorsing en ontslag.",
        )
    ),
    *(
        Reading(Kind.SANCTION_OF_PUPILS, f"# Gevolgen\n{line}")
        for line in (
            "Voor leerlingen en/of ouders/verzorgers kan een waarschuwing, schorsing of verwijdering van school "
            "volgen.",
            "Overtreden leerlingen of ouders de regels? Dan komt daarover een aantekening in het leerlingdossier.",
        )
    ),
    Reading(
        Kind.HEADING_LEAVES_OUT,
        "# Sancties voor medewerkers en leerlingen\nMedewerkers krijgen een waarschuwing.\n"
        "Houden ouders zich niet aan de regels? Dan volgen maatregelen voor ouders.",
    ),
    Reading(
        Kind.HEADING_LEAVES_OUT,
        "# Regels\n@medewerker\nMedewerkers groeten elkaar. Dit geldt ook voor leerlingen.",
        {"title": "Gedragscode voor medewerkers"},
    ),
    Reading(
        Kind.HEADING_LEAVES_OUT,
        "# Regels\n@medewerker\nWees beleefd. Dit geldt voor directies en onderwijspersoneel, maar ook voor ouders.",
        {"title": "Gedragscode voor medewerkers"},
    ),
    Reading(
        Kind.HEADING_LEAVES_OUT,
        "# Vooraf\nHet is bedoeld voor iedereen: medewerkers, leerlingen en andere betrokkenen.\n"
        "Het geldt voor alle leerlingen, stagiairs en vrijwilligers.\n"
        "# Voor alle gebruikers (medewerkers, leerlingen en ouders)\nIedereen is beleefd.",
    ),
    Reading(
        Kind.HEADING_LEAVES_OUT,
        "# Doelgroep\nDit protocol is bedoeld voor iedereen: medewerkers, leerlingen, ouders en stagiairs.\n"
        "# Voor alle gebruikers (medewerkers, leerlingen en ouders)\nIedereen is beleefd.",
    ),
    Reading(
        Kind.NO_RULES_FOR,
        "# Regels voor leerlingen\n@leerling\nLeerlingen filmen niet in de klas.\n# Gevolgen\n@leerling ouder\n"
        "Voor ouders die de regels overtreden volgen maatregelen.",
    ),
    Reading(
        Kind.NO_RULES_FOR,
        "# Afspraken\n@medewerker\nMedewerkers plaatsen geen namen.\nHet bestuur legt vast welke sancties gelden voor "
        "medewerkers en leerlingen.",
    ),
    Reading(
        Kind.NO_RULES_FOR,
        "# Regels voor medewerkers\n## Wat doen we?\n@medewerker ouder\nWie iets plaatst, mag niemand beledigen.\n"
        "# Kansen\n@ouder leerling medewerker\nWij zien veel kansen.\n# Gevolgen\n@ouder\nTegen ouders "
        "volgt dan aangifte.",
    ),
    *(
        Reading(Kind.PROMISE_WITHOUT_CONTENT, f"# Afspraken\nMedewerkers plaatsen geen namen.\n{line}")
        for line in (
            "Het bestuur legt vast welke maatregelen bij een overtreding horen.",
            "De school bepaalt de sancties en maakt die bekend.",
            "De school stelt de straffen vast. Bij verwijdering van een bericht zegt zij waarom.",
        )
    ),
    *(
        Reading(Kind.SCHOOL_WIPES, f"# Gevolgen\n{line}")
        for line in (
            "De school kan de telefoon innemen en beelden daarop verwijderen.",
            "Maatregelen zijn onder meer: een apparaat in bewaring nemen en berichten op het apparaat wissen.",
        )
    ),
    # -- contradictions
    *(
        Reading(Kind.CONTRADICTION, f"# Een\n@medewerker\n{one}\n# Twee\n{two}")
        for one, two in (
            (
                "Elke medewerker vertegenwoordigt te allen tijde de school.",
                "Schrijft een medewerker op eigen titel? Dan staat dat erbij.",
            ),
            (
                "Medewerkers zijn altijd vertegenwoordigers van de school, ook thuis.",
                "Medewerkers mogen op persoonlijke titel bloggen.",
            ),
            ("Verwijder nooit een bericht.", "Verwijder een fout bericht meteen."),
            ("Berichten worden niet verwijderd.", "Medewerkers moeten onjuiste berichten verwijderen."),
            ("Wis nooit een post.", "Een foute post wis je meteen."),
            ("Verwijder geen berichten.", "Haal een kwetsend bericht direct weg."),
            ("U vertegenwoordigt de school altijd.", "Plaatst u iets als privépersoon? Zet dat erbij."),
            ("Iedereen heeft onbeperkt toegang tot het netwerk.", "Het netwerk mag niet worden gebruikt om te gamen."),
            ("Wat online staat, blijft voor altijd openbaar.", "Een bericht blijft geruime tijd openbaar."),
            (
                "Een medewerker mag een disclaimer op een blog zetten.",
                "Op een blog moet een disclaimer staan.",
            ),
            (
                "Schrijft u thuis over uw werk? Dan kunt u een disclaimer opnemen.",
                "Medewerkers moeten er een regel bij zetten. Daarin staat dat het hun eigen mening is.",
            ),
            (
                "Een medewerker mag een disclaimer op een blog zetten.",
                "Medewerkers maken altijd duidelijk of zij op persoonlijke titel schrijven.",
            ),
            (
                "Twijfelt een medewerker? Het is raadzaam om eerst te overleggen.",
                "Bij twijfel raadpleegt een medewerker de directie.",
            ),
            ("Bij twijfel kunt u contact opnemen met de directie.", "Twijfelt u? Neem dan contact op met de directie."),
        )
    ),
    *(
        Reading(Kind.TWO_WAYS, f"# Een\n{one}\n# Twee\n{two}")
        for one, two in (
            ("Twijfelt u? Overleg met de directeur.", "Bij twijfel: neem contact op met de afdeling communicatie."),
            ("Bij twijfel overlegt een medewerker met de leidinggevende.", "Twijfel je? Plaats het dan niet."),
            (
                "Wie iets ontoelaatbaars ziet, meldt dat bij de schoolleiding.",
                "Valt u online iets op wat niet kan? Vertel het aan de mentor.",
            ),
        )
    ),
    *(
        Reading(Kind.BAN_ON_BOTH, f"# Een\n{line}")
        for line in (
            "Het is verboden opnamen te maken en te verspreiden.",
            "Niemand filmt en deelt een les.",
            "Leerlingen mogen geen foto's maken en plaatsen zonder toestemming.",
        )
    ),
    Reading(Kind.BAN_ON_BOTH, "# Een\nOuders mogen geen filmpjes van de les maken en die later met een groep delen."),
    Reading(
        Kind.BAN_ON_BOTH,
        "# Een\nHet volgende is niet toegestaan:\n: bullets\nVloeken.\nVideo's maken en verspreiden van anderen.",
    ),
    Reading(Kind.BAN_ON_BOTH, "# Een\n: columns Dit doen we niet\nOpnamen maken en online plaatsen."),
    Reading(
        Kind.CONTRADICTION,
        "# Een\n@medewerker\n: columns Dit doen we niet\nNegatieve reacties over de school geven.\n# Twee\n"
        "Medewerkers mogen vertellen over fijne dingen en over minder fijne.",
    ),
    # -- lists with marks
    *(
        Reading(Kind.DO_FORBIDS, f"# Tips\n{form}\nGebruik een sterk wachtwoord.\n{line}")
        for form in (": dos", ": columns Wat doen we wel?")
        for line in (
            "Deel nooit je wachtwoord.",
            "Wij spreken niet met de pers.",
            "Roddelen is niet stoer.",
            "Iemand uitlachen? Dat is niet grappig.",
            "Voer online geen ruzie met ouders.",
            "Plaats niets over anderen.",
            "Sta als medewerker nooit de pers te woord.",
        )
    ),
    *(
        Reading(Kind.DONT_NEGATED, f"# Tips\n{form}\nWachtwoorden delen.\n{line}")
        for form in (": donts", ": columns Don’ts", ": columns Dit doen we niet")
        for line in ("Deel geen wachtwoorden.", "We schelden niet.", "Plaats nooit iets als je boos bent.")
    ),
    *(
        Reading(Kind.DONT_ASKS, f"# Tips\n: donts\nWachtwoorden delen.\n{line}")
        for line in ("Let op het auteursrecht.", "We houden ons aan de wet.", "Vraag eerst toestemming.")
    ),
    # -- sectors
    Reading(Kind.AGREEMENT_OF_OTHERS, "# Gevolgen\nZie de CAO VO 2025, artikel 9."),
    Reading(Kind.AGREEMENT_OF_OTHERS, "# Gevolgen\nDe cao voor het primair onderwijs regelt dit.", VO),
    Reading(Kind.AGREEMENT_OF_OTHERS, "# Gevolgen\nDit staat in de CAO MBO."),
    Reading(Kind.AGREEMENT_WITHOUT_YEAR, "# Gevolgen\nZie de CAO PO, artikel 3.15."),
    Reading(Kind.AGREEMENT_WITHOUT_YEAR, "# Gevolgen\nDit volgt uit art. 9 van de cao PO."),
    # -- readers and parts
    Reading(
        Kind.WRONG_READER,
        "# Protocol voor leerlingen\n@leerling\nPraat met je klas over wat er online gebeurt.\n"
        "Vraag leerlingen wat zij meemaken.\nEen leraar geeft het goede voorbeeld.",
    ),
    Reading(
        Kind.WRONG_READER,
        "# Regels voor leerlingen\n@medewerker\nGa op tijd in gesprek.\nBewaak de grenzen.",
    ),
    Reading(
        Kind.WRONG_PART,
        "# Deel\n## A. Voor iedereen\nIedereen is beleefd.\nMedewerkers worden geen vrienden met leerlingen.\n"
        "## B. Voor medewerkers\nMedewerkers letten op hun toon.",
    ),
    Reading(
        Kind.WRONG_PART,
        "# Deel\n## A. Medewerkers tijdens het werk\nDe privémening van medewerkers telt al snel mee.\n"
        "## B. Medewerkers in privé\nMedewerkers letten op hun toon.",
    ),
    Reading(Kind.AUDIENCE_AGAINST_TEXT, "# Een\n@leerling\nMedewerkers delen geen cijfers."),
    Reading(
        Kind.PART_WITHOUT_LETTER,
        "# Deel\n## A. Werk\nEen.\n## B. Thuis\nTwee.\n## Sancties\nDrie.",
    ),
    # -- words
    *(
        Reading(
            Kind.DEFINED_LATE,
            "# Een\nSociale media zijn leuk.\nOp sociale media delen mensen veel.\nWie sociale media gebruikt, "
            "let op.\n" + line,
        )
        for line in (
            "Onder sociale media verstaan wij alle apps om berichten te delen.",
            "Met sociale media bedoelen wij Instagram en YouTube.",
            "Volgens de bond zijn sociale media: Facebook en LinkedIn.",
        )
    ),
    Reading(
        Kind.DEFINED_LATE,
        "# Een\nSociale media zijn leuk. Op sociale media deel je veel.\nSociale media zijn niet meer weg te denken.\n"
        "Onder sociale media verstaan wij alle apps om berichten te delen.",
    ),
    Reading(
        Kind.DEFINED_TWICE,
        "# Een\n“Sociale media” is de term voor apps waarmee mensen berichten delen.\n"
        "# Twee\nSociale media zijn alle programma's om te praten.",
    ),
    Reading(
        Kind.DEFINED_TWICE,
        "# Een\nOnder sociale media verstaan wij apps waarmee mensen berichten delen.\n"
        "# Twee\nSociale media zijn alle programma's om te praten.",
    ),
    *(
        Reading(Kind.TERMS_BY_TURNS, f"# Een\n{line}")
        for line in (
            "De leraar helpt.\nDe docent grijpt in.\nDe leraren letten op.",
            "Ouders/verzorgers lezen mee.\nOuders/verzorgers helpen.\nWij vragen ouders om hulp.",
            "Wij gebruiken sociale media.\nSociale media zijn leuk.\nOp social media let je op.",
            "Deel geen persoonlijke informatie.\nPersoonlijke informatie is van jou.\nDeel geen "
            "persoonsgebonden informatie.",
            "De informatie is niet geheim en niet persoonlijk.\nDeel geen persoonsgebonden gegevens.",
        )
    ),
    Reading(Kind.OTHER_KIND, "# Een\nDit protocol geldt voor iedereen.", {"title": "Gedragscode online"}),
    Reading(Kind.OTHER_KIND, "# Een\nDit reglement geldt voor iedereen.", {"title": "Protocol online"}),
    Reading(
        Kind.OTHER_VERSION_NAMED,
        "# Een\nDit staat in het Protocol Telefoons (versie maart 2020).",
        {"title": "Protocol Telefoons"},
    ),
    Reading(Kind.HALF_REPLACED, "# Een\nDe standpunten van basisschool Noord of organisatie staan erbij."),
    # -- certain, or not told
    *(
        Reading(Kind.CERTAIN_FINE, f"# Een\n{line}")
        for line in (
            "Wie foto's van anderen plaatst, krijgt een boete.",
            "Overtreding levert een boete van duizend euro op.",
            "Dat kost je een hoge boete.",
        )
    ),
    *(
        Reading(Kind.COUNCIL_WITHOUT_DATE, f"# Slot\n{line}")
        for line in (
            "Dit protocol is met instemming van de medezeggenschapsraad vastgesteld.",
            "De MR heeft ingestemd met dit protocol.",
            "De oudergeleding van de MR heeft haar instemming gegeven.",
        )
    ),
    *(
        Reading(Kind.NOT_TOLD, f"# Een\n{line}")
        for line in (
            "Houd je aan onze kernwaarden.",
            "Gebruik een disclaimer.",
            "Wie deze wet overtreedt, kan een boete krijgen.",
        )
    ),
    # -- half, or open
    *(
        Reading(Kind.HALF_SENTENCE, f"# Een\n{line}")
        for line in (
            "Medewerkers mogen over hun werk schrijven. Mits geen cijfers van leerlingen of ouders.",
            "Filmen mag op het plein. Tenzij andere leerlingen in beeld.",
            "Het bericht mag online. Behalve als gegevens van de school, haar leerlingen of ouders.",
        )
    ),
    *(
        Reading(Kind.ONE_WORD_FOR_TWO, f"# Een\n{line}")
        for line in (
            "Gebruikers plaatsen geen foto's zonder toestemming van de gebruikers.",
            "Leerlingen mogen filmen in de pauze. Dat kan alleen als leerlingen vooraf toestemming geven.",
            "De betrokkenen mogen opnamen delen, mits alle betrokkenen toestemming gaven.",
        )
    ),
    # -- what other kinds find as well
    Reading(
        Kind.DEAD_POINTER, "# Een\nOnderaan dit protocol staat een voorbeeld van zo'n tekst.\n# Twee\nDat is alles."
    ),
    Reading(
        Kind.NAMES_BY_TURNS,
        "# Een\nDe basisschool Noord helpt.\nDe basisschool Noord let op.\nDe instelling vraagt het.\nDe "
        "instelling beslist.",
    ),
)

LEFT_ALONE = (
    *(
        Reading(Kind.CONSENT_OF_PARENTS, f"# Beeld\n{line}", VO)
        for line in (
            "Voor foto's vragen wij toestemming: tot 16 jaar aan een ouder, daarna aan de leerling zelf.",
            "Ouders geven toestemming voor een schoolreis.",
            "Wij publiceren foto's met toestemming van de leerling of, onder de zestien, van de ouders.",
            "Voor foto's vraagt de school leerlingen van 16 jaar zelf om toestemming, en anders de ouders.",
        )
    ),
    Reading(Kind.CONSENT_OF_PARENTS, "# Beeld\nVoor foto's vragen wij de ouders om toestemming."),
    *(
        Reading(Kind.SAME_IN_OTHER_WORDS, f"# Een\n{one}\n# Twee\n{two}")
        for one, two in (
            ("Leerlingen mogen foto's delen met hun klas.", "Leerlingen mogen geen foto's delen buiten hun klas."),
            ("Medewerkers krijgen een waarschuwing of ontslag.", "Leerlingen krijgen een waarschuwing of schorsing."),
            ("Leerlingen bewaren hun telefoon in de kluis.", "Leerlingen bewaren hun jas in de gang bij het lokaal."),
            ("Vraag toestemming voordat je een foto deelt.", "Vraag hulp aan de mentor als een foto je dwarszit."),
        )
    ),
    Reading(Kind.PHRASE_TWICE, "# Een\nOp sociale media let je op. Wie op sociale media iets plaatst, denkt eerst na."),
    Reading(
        Kind.PHRASE_TWICE,
        "# Een\nDat schaadt de basisschool Noord en haar school. Help de basisschool Noord en haar school.",
    ),
    Reading(Kind.DEAD_POINTER, "# Een\nHandel volgens hoofdstuk 9 van het schoolveiligheidsplan."),
    Reading(Kind.WRONG_TWICE, "# Een\n: prose\nPesten doen we niet.\nPesten melden we."),
    Reading(
        Kind.WRONG_TWICE,
        "# Niet\n: bullets\nNiemand doet mee met pesten.\nWie pesten ziet, meldt dat.",
        {"title": "Veiligheid en pesten"},
    ),
    *(
        Reading(Kind.SANCTIONS_ORDER, f"# Gevolgen\n{line}")
        for line in (
            "De maatregelen lopen op van een waarschuwing via een berisping en een schorsing tot ontslag op "
            "staande voet.",
            "Een schorsing, een waarschuwing of een berisping is mogelijk.",
            "Na een schorsing volgt nooit een waarschuwing.",
            "Van zwaar naar licht zijn de maatregelen: ontslag, schorsing, berisping, waarschuwing.",
            "De maatregelen lopen van een waarschuwing via een schorsing tot verwijdering van school.",
            "Verwijdering van een bericht gaat vooraf aan een waarschuwing. De maatregelen lopen van een "
            "waarschuwing tot "
            "een schorsing.",
        )
    ),
    *(
        Reading(Kind.RANGE_WITHOUT_END, f"# Gevolgen\n{line}")
        for line in (
            "De maatregelen variëren van een waarschuwing tot ontslag.",
            "Mogelijke maatregelen zijn een waarschuwing, schorsing en verwijdering van school.",
            "De gevolgen van een waarschuwing of schorsing bespreken wij.",
        )
    ),
    *(
        Reading(Kind.SANCTION_OF_PUPILS, f"# Gevolgen\n{line}")
        for line in (
            "Voor leerlingen en ouders kunnen maatregelen volgen. Leerlingen kunnen een schorsing krijgen.",
            "Een leerling kan een schorsing krijgen.",
            "Bij schorsing van een leerling praten wij met de ouders/verzorgers.",
        )
    ),
    Reading(
        Kind.HEADING_LEAVES_OUT,
        "# Sancties voor leerlingen\n@leerling\nLeerlingen krijgen een waarschuwing. De school belt de ouders.",
    ),
    Reading(
        Kind.HEADING_LEAVES_OUT,
        "# Gevolgen voor leerlingen\n@leerling ouder\nBij een schorsing informeert de school de ouders/verzorgers.",
    ),
    Reading(
        Kind.HEADING_LEAVES_OUT,
        "# Regels\n@medewerker\nDit geldt voor onderwijspersoneel en schoolbesturen, ook in gesprek met ouders.",
        {"title": "Gedragscode voor medewerkers"},
    ),
    Reading(
        Kind.NO_RULES_FOR,
        "# Regels\nIedereen is beleefd en plaatst geen namen.\n# Gevolgen\nVoor ouders en leerlingen volgen "
        "maatregelen.",
    ),
    Reading(
        Kind.PROMISE_WITHOUT_CONTENT,
        "# Een\nHet bestuur legt vast welke maatregelen volgen.\n# Twee\nDat zijn een waarschuwing en een schorsing.",
    ),
    Reading(Kind.PROMISE_WITHOUT_CONTENT, "# Een\nDe school bepaalt de sancties. Zie het leerlingenstatuut."),
    *(
        Reading(kind, f"# Regels\n@medewerker\nMedewerkers plaatsen geen namen.\n{line}")
        for kind in (Kind.PROMISE_WITHOUT_CONTENT, Kind.NO_RULES_FOR)
        for line in (
            "Het bestuur legt in zijn veiligheidsplan vast welke maatregelen voor leerlingen en ouders gelden.",
            "Welke sancties leerlingen krijgen, is vastgelegd in het leerlingenstatuut.",
        )
    ),
    Reading(
        Kind.NO_RULES_FOR,
        "# Regels voor leerlingen\n## Wat doen we?\n@leerling\nWie iets plaatst, mag niemand beledigen.\n# Gevolgen\n"
        "@leerling\nLeerlingen krijgen een waarschuwing.",
    ),
    *(
        Reading(Kind.SCHOOL_WIPES, f"# Gevolgen\n{line}")
        for line in (
            "De school vraagt de leerling om het beeld van de telefoon te verwijderen.",
            "Wis je foto's voor je een telefoon verkoopt.",
            "De school verwijdert niets van een telefoon.",
        )
    ),
    *(
        Reading(Kind.CONTRADICTION, f"# Een\n@medewerker\n{one}\n# Twee\n{two}")
        for one, two in (
            (
                "Bestuurders vertegenwoordigen de school altijd.",
                "Medewerkers mogen op persoonlijke titel bloggen.",
            ),
            ("Verwijder nooit zomaar een bericht.", "Verwijder een fout bericht meteen."),
            ("Berichten zijn niet te verwijderen van internet.", "Verwijder een fout bericht meteen."),
            ("Berichten worden niet verwijderd.", "De beheerder van het forum ziet alle berichten."),
            ("Iedereen heeft toegang tot internet.", "Internet mag niet worden gebruikt om te gokken."),
            ("Een bericht kan misschien voor altijd openbaar zijn.", "Een bericht blijft langere tijd openbaar."),
            (
                "Maak duidelijk dat je op persoonlijke titel schrijft. Je mag daarvoor een disclaimer gebruiken.",
                "Medewerkers maken duidelijk of zij op persoonlijke titel schrijven.",
            ),
            ("Twijfelt een medewerker? Vraag dan de directie om raad.", "Bij twijfel overlegt men met de directie."),
            ("Bij twijfel mag u contact opnemen met de directie.", "Zonder twijfel hoeft u niet te overleggen."),
        )
    ),
    Reading(
        Kind.CONTRADICTION,
        "# Een\n@medewerker\nMedewerkers vertegenwoordigen altijd de school.\n# Twee\n@ouder\nOuders schrijven "
        "op eigen titel.",
    ),
    *(
        Reading(Kind.TWO_WAYS, f"# Een\n{one}\n# Twee\n{two}")
        for one, two in (
            ("Twijfelt u? Overleg met de directeur.", "Bij twijfel neemt u contact op met de schoolleiding."),
            ("Bij twijfel overlegt u met de leidinggevende.", "Wie geen twijfel heeft, plaatst het bericht."),
            (
                "Directeuren en leidinggevenden zijn altijd herkenbaar. Bij twijfel plaatsen zij niets.",
                "Twijfelt een medewerker? Dan volgt overleg met de leidinggevende.",
            ),
            (
                "Medewerkers melden wat ontoelaatbaar is bij de directie.",
                "Leerlingen melden wat ontoelaatbaar is bij hun mentor.",
            ),
        )
    ),
    *(
        Reading(Kind.BAN_ON_BOTH, f"# Een\n{line}")
        for line in (
            "Niemand maakt of verspreidt opnamen.",
            "Leerlingen maken geen foto's en delen die ook niet.",
            "Leerlingen maken en delen mooie foto's.",
        )
    ),
    Reading(
        Kind.BAN_ON_BOTH,
        "# Een\nVloeken mag niet:\n: bullets\nOok niet op het plein.\n# Twee\n: bullets\nFoto's maken en delen.",
    ),
    *(
        Reading(Kind.DO_FORBIDS, f"# Tips\n: dos\n{line}")
        for line in (
            "Vergeet niet je profiel af te schermen.",
            "Vraag hulp als je er niet uitkomt.",
            "Weet je het niet? Vraag het dan.",
            "Praat erover voordat het niet meer kan.",
            "Wacht niet te lang, maar vraag hulp.",
            "Deel alleen wat niet geheim is.",
            "Je hoeft niet alles te weten.",
            "Blijf rustig en laat je niet uitdagen.",
            "Kritiek is niet leuk, van feedback leer je.",
            "Niemand wordt blij van een naar bericht.",
            "Zulke berichten vindt niemand leuk.",
            "Ruzie gehad? Praat het uit, ook als dat niet leuk is.",
            "Wil je een foto plaatsen? Twijfel je? Doe het niet.",
        )
    ),
    Reading(Kind.DO_FORBIDS, "# Tips\n: bullets\nDeel nooit je wachtwoord."),
    *(
        Reading(Kind.DONT_NEGATED, f"# Tips\n: donts\n{line}")
        for line in (
            "Wachtwoorden delen.",
            "Foto's van klasgenoten plaatsen.",
            "Iets plaatsen als je het niet zeker weet.",
        )
    ),
    Reading(Kind.DONT_NEGATED, "# Tips\n: columns Wat doen we wel\nWe delen geen wachtwoorden."),
    Reading(
        Kind.DONT_ASKS, "# Tips\n: donts\nLetterlijk overnemen wat een ander schreef.\nVragen naar een wachtwoord."
    ),
    Reading(Kind.AGREEMENT_OF_OTHERS, "# Gevolgen\nZie de CAO PO 2025, artikel 3.15."),
    Reading(Kind.AGREEMENT_OF_OTHERS, "# Gevolgen\nZie de CAO VO 2025, artikel 9.", {"education": ("po", "vo")}),
    Reading(Kind.AGREEMENT_OF_OTHERS, "# Gevolgen\nZie de CAO VO 2025, artikel 9.", {"education": ()}),
    Reading(Kind.AGREEMENT_WITHOUT_YEAR, "# Gevolgen\nZie de CAO PO 2024-2025, artikel 3.15."),
    Reading(Kind.AGREEMENT_WITHOUT_YEAR, "# Gevolgen\nDe CAO PO geldt. Zie ook artikel 4 van de AVG."),
    Reading(
        Kind.WRONG_READER,
        "# Tips voor leerlingen\n@leerling\nPraat met je leraar.\nHelp je klasgenoten.\nVraag je ouders om mee "
        "te kijken.",
    ),
    Reading(
        Kind.WRONG_READER,
        "# Het gesprek met leerlingen\n@medewerker\nVraag leerlingen wat zij meemaken.\nPraat met je klas.",
    ),
    Reading(
        Kind.WRONG_PART,
        "# Deel\n## A. Voor iedereen\nMedewerkers en leerlingen zijn beleefd.\n## B. Voor "
        "medewerkers\nMedewerkers letten op.",
    ),
    Reading(
        Kind.WRONG_PART, "# Voor iedereen\nMedewerkers delen geen cijfers.\n# Voor leerlingen\nLeerlingen letten op."
    ),
    *(
        Reading(Kind.AUDIENCE_AGAINST_TEXT, f"# Een\n@{audience}\n{line}")
        for audience, line in (
            ("leerling", "Wees aardig. Medewerkers letten op."),
            ("medewerker", "Geef leerlingen ruimte."),
            ("ouder", "Wij praten met leerlingen."),
        )
    ),
    Reading(Kind.PART_WITHOUT_LETTER, "# Deel\n## Vooraf\nEen.\n## A. Werk\nTwee.\n## B. Thuis\nDrie."),
    Reading(
        Kind.DEFINED_LATE,
        "# Een\nSociale media zijn leuk.\nOnder sociale media verstaan wij apps.\nWie sociale media gebruikt, let op.",
    ),
    Reading(Kind.DEFINED_TWICE, "# Een\nOnder sociale media verstaan wij apps.\n# Twee\nSociale media zijn leuk."),
    Reading(
        Kind.DEFINED_LATE,
        "# Een\nSociale media zijn leuk.\nOp sociale media let je op.\nOnder sociale media verstaan wij apps.",
    ),
    *(
        Reading(Kind.TERMS_BY_TURNS, f"# Een\n{line}")
        for line in (
            "Ouders/verzorgers lezen mee.\nOuders en verzorgers helpen.\nLeerlingen van zestien jaar en ouder ook.",
            "De leraar helpt.\nDe leraren letten op.",
            "Dit is voor leraren en docenten.",
            "Wij gebruiken sociale media.\nDit is het Protocol Social Media.",
        )
    ),
    Reading(
        Kind.OTHER_KIND, "# Een\nDit protocol verwijst naar het pestprotocol en de gedragscode.", {"title": "Protocol"}
    ),
    Reading(
        Kind.OTHER_VERSION_NAMED,
        "# Een\nDit staat in het Protocol Telefoons, versie 1.1, en in het Pestprotocol, versie 3.0.",
        {"title": "Protocol Telefoons"},
    ),
    Reading(Kind.HALF_REPLACED, "# Een\nVraag het aan de basisschool Noord of aan de stichting."),
    *(
        Reading(Kind.CERTAIN_FINE, f"# Een\n{line}")
        for line in ("Daar kan een boete op volgen.", "Je riskeert een boete.", "De school geeft geen boetes.")
    ),
    *(
        Reading(Kind.COUNCIL_WITHOUT_DATE, f"# Slot\n{line}")
        for line in (
            "De MR heeft op 3 maart 2026 ingestemd met dit protocol.",
            "Wijzigingen hebben instemming van de MR nodig.",
            "Het bestuur stelt dit pas vast nadat de MR ermee heeft ingestemd.",
            "Voor foto's is instemming nodig.",
        )
    ),
    *(
        Reading(Kind.NOT_TOLD, f"# Een\n{line}")
        for line in (
            "Houd je aan onze kernwaarden: rust, ruimte en respect.",
            "Gebruik een disclaimer waarin staat dat het je eigen mening is.",
            "Je mag een disclaimer opnemen. Daarin staat dat het je persoonlijke standpunt is.",
            "De Auteurswet geldt ook online. Wie deze wet overtreedt, kan een boete krijgen.",
            "Onze kernwaarden zijn rust en ruimte.\nHoud je aan de kernwaarden.",
        )
    ),
    *(
        Reading(Kind.HALF_SENTENCE, f"# Een\n{line}")
        for line in (
            "Filmen mag niet. Tenzij de leraar het goedvindt.",
            "Filmen mag op het plein. Mits je toestemming hebt, deel je het ook.",
            "Wanneer mag het? Mits de leraar erbij.",
            "Filmen mag, mits geen leerlingen in beeld.",
            "Filmen mag. Mits leerlingen toestemming geven.",
        )
    ),
    *(
        Reading(Kind.ONE_WORD_FOR_TWO, f"# Een\n{line}")
        for line in (
            "Leerlingen plaatsen geen foto's zonder toestemming van de ouders.",
            "Leerlingen plaatsen foto's alleen met toestemming van de leerlingen die erop staan.",
            "Leerlingen mogen filmen als leerlingen op de foto toestemming geven.",
            "Ouders delen foto's. Toestemming vragen zij aan andere ouders.",
        )
    ),
    Reading(
        Kind.DEAD_POINTER,
        "# Een\nOnderaan dit protocol staat een voorbeeld van zo'n tekst.\n# Twee\nVoorbeeld: ‘Dit is mijn mening.’",
    ),
    Reading(
        Kind.NAMES_BY_TURNS,
        "# Een\nDe basisschool Noord helpt.\nDe basisschool Noord let op.\nZet het uit in de instellingen van "
        "je telefoon.\n"
        "Personen en instellingen mogen geen schade hebben.",
    ),
)
