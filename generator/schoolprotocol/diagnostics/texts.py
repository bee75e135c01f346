"""A document's texts: what is left over, what contradicts the world outside. A school may accept it, with a reason."""

from __future__ import annotations

from functools import partial

from schoolprotocol.diagnostics import about
from schoolprotocol.messages import mark as N_

error = partial(about.error, suppressible=True)
warning = partial(about.warning, suppressible=True)

PLACEHOLDER_LEFT = error(
    "SP320", N_("Something was left to be filled in: “{found}”."), N_("Write what should stand here, or take it out.")
)
OTHER_SCHOOL = error(
    "SP321",
    N_("The text names another school or board: “{found}” ({other})."),
    N_("Write {{{{ school.short }}}} in the clause, so that each school reads its own name."),
)
BOARD_AS_SCHOOL = warning(
    "SP322",
    N_("The board (“{found}”) acts here; elsewhere {short} does."),
    N_("Write {{{{ school.short }}}}, or suppress this with the reason why the board is meant."),
)
NAMES_BY_TURNS = warning(
    "SP323",
    N_("Now “{first}” acts ({first_count} times), now “{second}” ({second_count} times, here first)."),
    N_("Choose one name for the one who acts, and use it throughout."),
)
SAME_NORM_TWICE = warning(
    "SP324",
    N_("This norm stands twice: in {label} and in {other_label} ({other})."),
    N_("Keep one of the two and refer to it by id where that helps."),
)
DEAD_POINTER = error(
    "SP325",
    N_("“{found}” points to something that is not in the document."),
    N_("Add what it points to, take it out, or refer to a clause by id: {{clause}}`theme.topic`."),
)
HARD_TO_READ = warning(
    "SP326",
    N_("This text is hard to read: Flesch-Douma {score}, with {words} words in a sentence on average."),
    N_("Make the sentences shorter and choose common words. The measure is weak: judge for yourself."),
)
RENAMED = warning(
    "SP330", N_("“{name}” is now called “{successor}”."), N_("Use the name that holds now. {explanation}")
)
CLOSED = warning("SP331", N_("“{name}” no longer exists."), N_("Take it out or name something else. {explanation}"))
UNCERTAIN = warning(
    "SP332",
    N_("It is not certain that “{name}” still holds."),
    N_("Look it up, then set status and checked_on in references.yaml. {explanation}"),
)
CONTRADICTS_LAW = error("SP333", N_("This contradicts {law}: “{found}”."), N_("Mend the text. {explanation}"))
VALUE_AGAINST_LAW = error(
    "SP334", N_("“{name}” is {value}, but {law} says {expected}."), N_("Mend the value. {explanation}")
)
ORGANISATION_NOT_CITED = warning(
    "SP335",
    N_("The text names “{name}”, which is not among the references of the clause."),
    N_("Take the name out, or add {id} to references if the clause rests on it. {explanation}"),
)
LINK_NOT_LISTED = warning(
    "SP336",
    N_("The link {address} is not in references.yaml, so nobody checks it."),
    N_("Add it to references.yaml with source and checked_on, or mend the link."),
)

# -- what a careful reader finds --------------------------------------------------------------------------------------

CONSENT_OF_PARENTS = warning(
    "SP350",
    N_("Consent is asked of parents only: “{found}”. Pupils of 16 and over decide themselves."),
    N_("Say that a parent decides for pupils under 16, and pupils themselves from 16 (UAVG, article 5)."),
)
SAME_IN_OTHER_WORDS = warning(
    "SP351",
    N_("{label} says in other words what {other_label} ({other}) says. They share {words}."),
    N_("Keep one of the two, or say in what they differ."),
)
PHRASE_TWICE = warning(
    "SP352", N_("This clause says “{found}” twice."), N_("Take one of the two out, or mend what went wrong in pasting.")
)
WRONG_TWICE = warning(
    "SP353",
    N_("“{found}” stands in two items of one list: in {other_label} ({other}) and in {label}."),
    N_("Name it once."),
)
SANCTIONS_ORDER = warning(
    "SP354",
    N_("The sanctions go from light to heavy, but “{second}” comes after “{first}”."),
    N_(
        "Put them in order: warning, reprimand, suspension, transfer, dismissal, summary dismissal; for pupils: "
        "warning, suspension, removal."
    ),
)
RANGE_WITHOUT_END = warning(
    "SP355",
    N_("This range has a beginning and no end: “{found}”."),
    N_("Say from what to what, or write “such as” where the list gives examples."),
)
SANCTION_OF_PUPILS = warning(
    "SP356",
    N_("“{found}” falls on parents too, as it is written: only a pupil can have it."),
    N_("Say in this sentence that it is about pupils, and what holds for parents."),
)
HEADING_LEAVES_OUT = warning(
    "SP357",
    N_("“{heading}” leaves out {people}, whom {label} does bind or name."),
    N_("Name them in the heading, or take them out of the text."),
)
NO_RULES_FOR = warning(
    "SP358",
    N_("{label} names measures for {people}, and no rule of this document is addressed to them."),
    N_("Say which rules hold for them, or leave them out here."),
)
PROMISE_WITHOUT_CONTENT = warning(
    "SP359",
    N_("“{found}”: the document holds no measure, and does not say where they are."),
    N_("Name the measures, or the document in which they stand."),
)
SCHOOL_WIPES = warning(
    "SP360",
    N_("The school deletes something on a device of somebody else: “{found}”."),
    N_("Ask the owner to delete it. What may be a criminal offence is for the police; leave it as it is."),
)
CONTRADICTION = warning(
    "SP361",
    N_("“{found}” does not go with {label}: “{other}”."),
    N_("Choose one of the two, or say when which of them holds."),
)
CONTRADICTS_ACROSS = warning(
    "SP396",
    N_("“{found}” does not go with {label} of “{document}” ({where}): “{other}”."),
    N_(
        "Choose one of the two, or say when which of them holds and refer to the other: {{clause}}`{called}`. Do both "
        "hold? Then accept it with suppress, in either document."
    ),
)
VALUE_DIFFERS = warning(
    "SP397",
    N_("“{name}” is {value} here and {other} in “{document}” ({where})."),
    N_(
        "Is it one value? Declare it in parameters.yaml instead of in both protocols, and give it in school.yaml. Are "
        "they two things? Then give one of them another name."
    ),
)
TWO_WAYS = warning(
    "SP362",
    N_("{label} and {other_label} each say something else about whom to turn to ({what})."),
    N_("Give one answer, or say who turns to whom and when."),
)
BAN_ON_BOTH = warning(
    "SP363",
    N_("“{found}”: as it is written, only doing both is forbidden."),
    N_("Write “of” (or) where each of the two is forbidden."),
)
DO_FORBIDS = warning(
    "SP364",
    N_("Among the things to do stands what forbids something (“{found}”): {items}."),
    N_("Put it among the things not to do, or say what one does do."),
)
DONT_NEGATED = warning(
    "SP365",
    N_("The list says “not”, and these items say it again (“{found}”): {items}."),
    N_("Say what one does not do without a negation, such as “Wachtwoorden delen” (sharing passwords)."),
)
DONT_ASKS = warning(
    "SP366",
    N_("Among the things not to do stands what asks for something (“{found}”): {items}."),
    N_("Put it among the things to do."),
)
AGREEMENT_OF_OTHERS = warning(
    "SP367",
    N_("“{found}” is the collective agreement of another kind of education than this school gives."),
    N_("Take it out, or mend “education” in school.yaml."),
)
AGREEMENT_WITHOUT_YEAR = warning(
    "SP368",
    N_("An article of “{found}” is cited, and not of which year: the numbers shift with each agreement."),
    N_("Give the year of the agreement, or cite it without an article."),
)
WRONG_READER = warning(
    "SP369",
    N_("“{heading}” speaks to {people}: {count} of its clauses, the first of them {label}."),
    N_("Give it a heading that says for whom it is, or rewrite the text for whom the heading names."),
)
WRONG_PART = warning(
    "SP370",
    N_("{label} stands under “{heading}”, and belongs under “{better}” by what it says."),
    N_("Move it there, or say in the text for whom else and when it holds."),
)
AUDIENCE_AGAINST_TEXT = warning(
    "SP371",
    N_("The text is about {people}, and the audience is {audience}."),
    N_("Mend “audience”, or the text: who chooses a page for one group would miss this clause or get it for nothing."),
)
PART_WITHOUT_LETTER = warning(
    "SP372",
    N_("“{heading}” has no letter or number, and the parts before it do (the last: {number})."),
    N_("Number it too, or make it a chapter of its own."),
)
DEFINED_LATE = warning(
    "SP373",
    N_("{label} explains “{term}”, and {count} clauses before it use that word (the first: {other_label})."),
    N_("Put the explanation first."),
)
DEFINED_TWICE = warning(
    "SP374",
    N_("{label} explains “{term}” in other words than {other_label}."),
    N_("Keep one explanation, and refer to it."),
)
TERMS_BY_TURNS = warning(
    "SP375",
    N_("Now “{first}” ({first_count} times), now “{second}” ({second_count} times, here first)."),
    N_("Choose one name for one thing. Does each mean something else? Then say so."),
)
OTHER_KIND = warning(
    "SP376",
    N_("“{found}”: by its title this document is called “{own}” ({title})."),
    N_("Call the document by one name throughout."),
)
OTHER_VERSION_NAMED = warning(
    "SP377",
    N_("The text gives this document another version (“{found}”) than it has ({version})."),
    N_("Write {{{{ document.version }}}} in the clause."),
)
MISSPELT = warning("SP378", N_("“{found}” is written “{name}”."), N_("Mend the name."))
HALF_REPLACED = warning(
    "SP379",
    N_("“{found}”: half of a model text seems to have been left standing."),
    N_("Take the general word out, or say who else is meant."),
)
CERTAIN_FINE = warning(
    "SP380",
    N_("The text promises a fine: “{found}”. Whether there is one is up to others."),
    N_("Write that there can be a fine, and leave out the amount."),
)
COUNCIL_WITHOUT_DATE = warning(
    "SP381",
    N_("The text says that the council consented (“{found}”), and no date goes with it."),
    N_("Put the day under decisions (kind: instemming), and write {{{{ besluit.instemming }}}} in the clause."),
)
NOT_TOLD = warning(
    "SP382",
    N_("The text relies on “{found}”, and nowhere says what it is or where it stands."),
    N_("Say it here, or name the document in which it stands."),
)
HALF_SENTENCE = warning(
    "SP383",
    N_("This is half a sentence: “{found}”."),
    N_("Write it as a part of the sentence before it, or give it a verb and say who does what."),
)
ONE_WORD_FOR_TWO = warning(
    "SP384",
    N_("“{found}”: the same word (“{word}”) stands for those who do it, so who must consent is open."),
    N_("Say who consents: those who are shown, and up to which age a parent."),
)

# -- what people type ----------------------------------------------------------------------------------------------

PERSON_NAMED = warning(
    "SP340",
    N_("A person seems to be named here: “{found}”."),
    N_("Name the function or the department: the text is public, and people leave."),
)
ADDRESS_IN_TEXT = warning(
    "SP341",
    N_("The mail address {found} stands in the text."),
    N_(
        "Write {{{{ school.email }}}} and put the address of a department in school.yaml; one of an organisation "
        "elsewhere belongs in references.yaml."
    ),
)
PERSONAL_ADDRESS = warning(
    "SP342",
    N_("The mail address {found} looks like a person's."),
    N_("Give the address of a department, such as info@school.nl: people leave."),
)
MOBILE_NUMBER = warning(
    "SP343",
    N_("A mobile number stands here: {found}."),
    N_("Give the number of the school or a department. A number of a help line belongs in references.yaml."),
)
BULLET_PASTED = warning(
    "SP344",
    N_("The sign “{found}” was pasted as a bullet (before “{after}”): no output makes a list of it."),
    N_("Write each item on a line of its own that begins with a hyphen and a space, below an empty line."),
)
BRACES = error(
    "SP345",
    N_("“{found}” is not a placeholder: it would be printed as it stands."),
    N_("A placeholder has two braces on either side: {meant}. Write that, or take these signs out."),
)
MARK_OPEN = warning(
    "SP346",
    N_("The mark “{found}” has no partner, and is printed as it stands: “{after}”."),
    N_("Emphasis begins and ends right against its words: **words** or *words*. Close it, or take the mark out."),
)
MARK_IN_LINE = warning(
    "SP347",
    N_("“{found}” is printed as it stands: this text has no emphasis and no links."),
    N_("Take the marks out. Only texts of clauses, notes and change notes have them."),
)
SCHOOL_AS_BOARD = warning(
    "SP339",
    N_("“{name}” is a board here (kind: bestuur), and its text builds on that of another board: {board}."),
    N_("If it is a school, write kind: school. Reports and papers then ask its own council, and not the joint one."),
)
REASON_LEFT = warning(
    "SP337",
    N_("“{found}” is no reason: who decides on the text reads it, and learns nothing."),
    N_("Write in one sentence why it is so."),
)
TABLE_PASTED = warning(
    "SP338",
    N_("A table was pasted here (“{found}”): it would be printed as running text."),
    N_("Make a list of it, a line for each row. A table with headings is a group with `columns` in the outline."),
)
INVISIBLE = error(
    "SP348",
    N_("The text holds a character that nobody sees: {code} ({name}), at the bar in “{around}”."),
    N_("Take it out: delete and type again what stands around it. It often comes along with what is pasted."),
)
LOOKALIKE = warning(
    "SP349",
    N_("“{word}” holds a character that only looks like an ordinary letter: “{character}” ({code} {name})."),
    N_("Type the word again: as it is, it cannot be found, and it is read aloud wrongly."),
)

# -- short sentences and the text for the schoolgids ------------------------------------------------------------------

FIRST_NOT_FOR = warning(
    "SP385",
    N_("“{id}” comes first for “{readers}”, and is not for them: it is passed over."),
    N_("Take it out of the list, or put a clause there that is for them."),
)
FIRST_ABSENT = warning(
    "SP386",
    N_("“{id}” comes first for “{readers}”, and this school's document does not have it: it is passed over."),
    N_("Take it out of the list, or give the clause a place in the document."),
)
FIRST_MANY = warning(
    "SP387",
    N_("{count} rules come first for “{readers}”: nobody remembers so many, and a card has room for {most}."),
    N_("Keep five to seven in `first`."),
)
FIRST_FEW = warning(
    "SP388",
    N_("Only {count} of the clauses that come first for “{readers}” are in this school's document, and for them."),
    N_("Give the school a list of its own: `first` in its variant."),
)
FIRST_ONLY_TITLE = warning(
    "SP389",
    N_("“{id}” comes first for “{readers}” with its title only: no sentence of its text says the rule by itself."),
    N_("Write the rule in one sentence behind `kort`, of the clause, alternative or school whose text it is."),
)
KORT_NOT_ONE_SENTENCE = warning(
    "SP390",
    N_("The short sentence of “{id}” is not one sentence."),
    N_("Write one sentence behind `kort`, with a sign at its end; it stands as one item in a list."),
)
KORT_LONGER = warning(
    "SP391",
    N_("The short sentence of “{id}” has {words} words, more than its text ({text})."),
    N_("State only the rule behind `kort`, or leave it out where the text is short itself."),
)
KORT_STRENGTH = warning(
    "SP393",
    N_("The short sentence of “{id}” is of another strength than its text: “{second}”, not “{first}”."),
    N_("Write in `kort` what the text says: what must, may or can be, and what may not."),
)
EXCERPT_LACKS = warning(
    "SP392",
    N_("The text for the schoolgids has “{id}”, which the document does not have: nobody laid it down."),
    N_("Take a clause that the document has; a text of the schoolgids' own goes in `intro` or `closing`."),
)
CUT_PERHAPS = warning(
    "SP394",
    N_("The text ends at “{kept}”: behind it stands “{lost}”, and for YAML that is a remark, which no reader sees."),
    N_("Put the text between quotes. If it is a remark, type two spaces before #, or give it a line of its own."),
)
