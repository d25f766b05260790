"""The columns that a template of each kind may have, in both languages at once.

A heading is understood whatever language is spoken on the screen, so these words are data of the
file format and not texts of the catalogue.
"""

from collections.abc import Mapping
from typing import NamedTuple

from db.rules.template import TemplateKind

A, C, S = TemplateKind.ACTIVITIES, TemplateKind.COMMUNICATION, TemplateKind.STAKEHOLDERS


class Field(NamedTuple):
    """A column: what it is about, its heading in an export, and what else it is called.

    ``name`` is that of the plan's field; "number", "due", "recipient", "whom" and "points" are
    not quite as the plan has them. ``width`` is in characters of a spreadsheet.
    """

    name: str
    danish: str
    english: str
    width: int
    also: str = ""

    def heading(self, language: str) -> str:
        """What an export in a language calls the column."""
        return self.danish if language == "da" else self.english

    @property
    def words(self) -> tuple[str, ...]:
        """Every heading by which the column is known."""
        return (self.name, self.danish, self.english, *self.also.split("|"))


_NUMBER = Field(
    "number", "Nr.", "No.", 6, "nr|nummer|no|number|id|#|løbenr|løbenummer|aktivitetsnr|pkt|punkt"
)
_DUE = (
    "slut|slutdato|frist|fristdato|deadline|tidsfrist|forfald|forfaldsdato|tid|tidspunkt|timing"
    "|hvornår|dato|uge|ugenr|uge nr|færdig senest|senest|due|due date|end|end date|date|when|week"
    "|offset|offset weeks|offset in weeks|forskydning|forskydning i uger|planlagt tidspunkt"
)
_RESPONSIBLE = Field(
    "responsible",
    "Ansvarlig",
    "Responsible",
    24,
    "ansv|ansvarlige|ansvar|hvem er ansvarlig|tovholder|ejer|owner|responsible person",
)

FIELDS: Mapping[TemplateKind, tuple[Field, ...]] = {
    A: (
        _NUMBER,
        Field(
            "title",
            "Aktivitet",
            "Activity",
            44,
            "titel|aktiviteter|aktivitetsnavn|opgave|opgaver|task|tasks|activities",
        ),
        Field(
            "description", "Beskrivelse", "Description", 60, "detaljer|uddybning|indhold|details"
        ),
        _RESPONSIBLE,
        Field("assignee", "Udfører", "Assignee", 24, "udføres af|hvem|medarbejder|assigned to|who"),
        Field("due", "Frist", "Due", 12, _DUE),
        Field(
            "column",
            "Status",
            "Status",
            14,
            "tilstand|afsluttet|færdig|udført|gennemført|kolonne|state|done|completed",
        ),
        Field("department", "Afdeling", "Department", 20, "afdelinger|enhed|forvaltning|team"),
        Field("waiting_reason", "Afventer hvad", "Waiting for", 30, "afventer|venter på"),
        Field("waiting_on", "Hvem kan hjælpe", "Who can help", 24, "afventer hvem|who can end it"),
        Field("kind", "Del", "Part", 16, "del af opgaven|forberedelse/implementering"),
        Field("condition", "Betingelse", "Condition", 24, "forudsætning|kun hvis|only if"),
        Field("card_part", "Del af kortet", "Part of the card", 12, "kortdel|del af a08"),
        Field("points", "Tjekliste", "Checklist", 40, "checkliste|huskeliste|delopgaver|checklist"),
    ),
    C: (
        _NUMBER,
        Field(
            "recipient",
            "Interessent",
            "Stakeholder",
            26,
            "interessenter|målgruppe|målgrupper|modtager|modtagere|til hvem|audience|recipient"
            "|target group|to whom",
        ),
        Field("whom", "Hvem præcist", "Who exactly", 26, "nærmere målgruppe"),
        Field(
            "message",
            "Budskab",
            "Message",
            60,
            "budskaber|centrale budskaber|centralt budskab|hovedbudskab|hovedbudskaber|indhold"
            "|delbudskab|delbudskaber|messages|content",
        ),
        Field(
            "purpose",
            "Formål",
            "Purpose",
            14,
            "mål|effekt|hvad vi vil opnå|ønsket effekt|hvorfor|goal|aim|effect|why",
        ),
        Field("channel", "Kanal", "Channel", 24, "kanaler|medie|medier|hvordan|form|medium|how"),
        Field("sender", "Afsender", "Sender", 24, "afsendere|fra hvem|from"),
        _RESPONSIBLE,
        Field("due", "Tidspunkt", "When", 12, _DUE),
        Field("occasion", "Anledning", "Occasion", 34, "milepæl|milepæle|begivenhed|milestone"),
        Field(
            "state",
            "Status",
            "Status",
            14,
            "tilstand|gennemført|afsluttet|udført|sendt|færdig|done|completed|sent",
        ),
        Field("trigger", "Udløses af", "Triggered by", 16),
    ),
    S: (
        _NUMBER,
        Field(
            "name",
            "Interessent",
            "Stakeholder",
            32,
            "interessenter|navn|målgruppe|name|stakeholder group|stakeholders",
        ),
        Field("influence", "Indflydelse", "Influence", 14, "magt|power"),
        Field(
            "impact",
            "Påvirkning",
            "Impact",
            14,
            "påvirkes|berøres|berørt|påvirket|påvirkningsgrad|affected",
        ),
        Field("attitude", "Holdning", "Attitude", 14, "holdning til projektet|indstilling"),
        Field(
            "expectation",
            "Forventning",
            "Expectation",
            50,
            "forventninger|forventet bidrag|bekymring|bekymringer|bidrag|forventet bidrag/bekymring"
            "|expectations|concern|concerns",
        ),
        Field(
            "handling",
            "Håndtering",
            "Handling",
            50,
            "hvordan inddrages|inddragelse|indsats|strategi|hvordan og hvornår inddrages|how",
        ),
        _RESPONSIBLE,
        Field("relevant", "Relevant", "Relevant", 10),
        Field(
            "not_relevant_reason",
            "Hvorfor ikke relevant",
            "Why not relevant",
            34,
            "begrundelse|begrundelse for ikke at være relevant|reason",
        ),
    ),
}
NO_PLACE: Mapping[TemplateKind, str] = {
    A: "start|startdato|begynd|begyndelse|afhænger af|afhængighed|afhængigheder|forgænger|milepæl"
    "|timer|antal timer|antal interne arbejdstimer|interne arbejdstimer|arbejdstimer|varighed"
    "|hovedaktivitet|type|fase|tema|prioritet|bemærkning|bemærkninger|kommentar|kommentarer|noter"
    "|start date|depends on|hours|duration|phase|priority|remark|remarks|comment|comments|notes",
    C: "emne|frekvens|hyppighed|materiale|materialer|bilag|bemærkning|bemærkninger|kommentar"
    "|kommentarer|noter|budget|handlinger|initiativer|handlinger/initiativer|feedback|frequency"
    "|material|materials|remark|remarks|comment|comments|notes|actions",
    S: "type|gruppe|type/gruppe|interesse|interesse i projektet|kvadrant|placering|rolle"
    "|bemærkning|bemærkninger|kommentar|kommentarer|noter|involvering|vigtighed|group"
    "|interest|quadrant|remark|remarks|comment|comments|notes|importance",
}
"""Headings of real templates for which the plan has no field."""
WEEK_HEADINGS = "uge|ugenr|uge nr|week"
"""Headings under which a bare number is a week of the year."""
OFFSET_HEADINGS = "offset|offset weeks|offset in weeks|forskydning|forskydning i uger"
"""Headings under which a bare number counts weeks from go-live."""
TICK_HEADINGS = "afsluttet|færdig|udført|gennemført|sendt|done|completed|sent"
"""Headings under which a tick means that it is done, and none that it is not."""
TITLES: Mapping[TemplateKind, tuple[str, str]] = {
    A: ("Aktivitetsplan", "Activity plan"),
    C: ("Kommunikationsplan", "Communication plan"),
    S: ("Interessentanalyse", "Stakeholder analysis"),
}
"""What municipalities call each kind of template: the name of the sheet."""
TOML_TABLES: Mapping[str, TemplateKind] = {"activity": A, "communication": C, "stakeholder": S}
"""What the rows of each register are called in a TOML file."""
