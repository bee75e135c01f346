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
KORT_NOT_ONE_SENTENCE = warning(
    "SP350",
    N_("The short sentence of “{id}” is not one sentence."),
    N_("Write one sentence behind `kort`, with a sign at its end; it stands as one item in a list."),
)
KORT_LONGER = warning(
    "SP351",
    N_("The short sentence of “{id}” has {words} words, more than its text ({text})."),
    N_("State only the rule behind `kort`, or leave it out where the text is short itself."),
)
EXCERPT_LACKS = warning(
    "SP352",
    N_("The text for the schoolgids has “{id}”, which the document does not have: nobody laid it down."),
    N_("Take a clause that the document has; a text of the schoolgids' own goes in `intro` or `closing`."),
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
