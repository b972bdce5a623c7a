"""Words that can give somebody away in free text: groups, posts, populations, numbers, months.

The lists are wider than any release: a word that names a group is watched whether the release
holds a figure of that group or not, because a group that is not shown is a hidden one.
"""

from __future__ import annotations

import re

COMPARED = (
    r"BME|BAME|BEM|B\.?A?\.?M\.?E|non[- ]whites?|(?:black\W+(?:and|&|"
    r"or)\W+)?(?:asian\W+(?:and|&|or)"
    r"\W+)?(?:minority[- ]ethnic\w*|ethnic(?:ally)?[- ]minorit\w+|ethnic minority)|"
    r"minorit(?:y|ies)|"
    r"global majority|(?:people|person|persons|staff|colleagues?|members?|man|woman|men|women)?\W?"
    r"of colou?r|coloured|racialised|visible minorit\w+"
)
"""The group that the standard compares, under its many names."""
REFERENCE = r"whites?|caucasians?"
CATEGORIES = (
    r"blacks?|asians?|irish|gyps(?:y|ies)|roma|travellers?|mixed(?:[- ](?:race|heritage))?|"
    r"dual[- ]heritage|bi-?racial|indians?|pakistanis?|bangladeshis?|chinese|caribbeans?|"
    r"afro-?caribbeans?|west indians?|africans?|arabs?|filipin[oa]s?|polish|poles|romanians?|"
    r"east(?:ern)? europeans?|somalis?|nigerians?|ghanaians?|zimbabweans?|sri lankans?|tamils?|"
    r"nepal(?:ese|is?)|japanese|koreans?|vietnamese|malaysians?|turkish|kurdish|iranians?|afghans?|"
    r"iraqis?|syrians?|brown|other ethnic|(?:south|east|south[- ]east)[- ]asians?|"
    r"welsh|scottish|kashmiris?|sikhs?|jew(?:s|ish)?|jamaicans?|ugandans?|kenyans?|mauritians?"
)
OTHERS = (
    r"disabled|disabilit(?:y|ies)|wheelchair|deaf|blind|autistic|neurodiver\w+|dyslexi\w+|"
    r"wom[ae]n|females?|m[ae]n|males?|trans(?:gender)?|transsexual|non-?binary|intersex|"
    r"gays?|lesbians?|bisexuals?|LGBT\w*\+?|homosexuals?|heterosexuals?|straight|queer|"
    r"muslims?|islamic|christians?|catholics?|hindus?|buddhists?|jains?|atheists?|humanists?|"
    r"pregnan\w+|maternity|overseas|migrants?|immigrants?|refugees?|foreign(?:[- ]born|ers?)?|"
    r"(?:aged?|under|over)\W+\d\d|(?:youngest|oldest)"
)
PEOPLE = (
    r"staff|employees?|colleagues?|people|persons?|members?|applicants?|candidates?|starters?|"
    r"joiners?|leavers?|workers?|nurses?|midwi(?:fe|ves)|doctors?|clinicians?|managers?|recruits?|"
    r"appointees?|individuals?|respondents?|trainees?|men|man|women|woman|post-?holders?|"
    r"directors?|leads?|consultants?|governors?|executives?|chairs?|officers?|partners?|seats?|"
    r"posts?|appointments?|hires?|cases?|complaints?|grievances?|promotions?|dismissals?"
)
POPULATION = (
    r"employees?|new starters?|starters?|joiners?|leavers?|applicants?|candidates?|directors?|"
    r"board members?|members? of (?:the|our) (?:board|governing body)|members? of staff|"
    r"staff members?|consultants?|clinical leads?|recruits?|appointees?|(?:very )?senior managers?"
)
POSTS = (
    r"directors?|chair(?:man|woman|person|s)?|chiefs?|(?:head|heads) of|(?:clinical|"
    r"medical|nursing|"
    r"finance|gp|nurse|practice|lay|team|locality) (?:leads?|members?|directors?|managers?)|"
    r"consultants?|executives?|non-executives?|governors?|secretar(?:y|ies)|matrons?|registrars?|"
    r"accountable officer|finance officer|operating officer|chief officer|vsms?|deputy|"
    r"lay members?|board members?|governing body members?|members? of (?:the|our) "
    r"(?:board|governing body)|senior managers?|psychologists?|pharmacists?|physiotherapists?|"
    r"radiographers?|midwi(?:fe|ves)|health visitors?|receptionists?|porters?|accountants?|"
    r"commissioning managers?|line managers?|GPs?"
)
"""Posts that so few hold that a group's name beside one points to somebody."""
MONTHS = (
    r"january|february|march|april|may(?=\W+(?:\d|the\W|our\W|a\W))|(?<=in )may|june|july|august|"
    r"september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|spring|"
    r"summer|autumn|winter|christmas|easter|last (?:week|month|quarter)|this (?:week|"
    r"month|quarter)|"
    r"(?:first|second|third|fourth|last) quarter|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d\d(?:-\d\d)?"
)
_UNITS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
NUMBER_WORDS = (
    rf"(?:(?:{_TENS})(?:[- ](?:{_UNITS}))?|{_UNITS}|zero|nought|(?:a |one )?(?:hundred|thousand)|"
    r"(?:a |half a )?dozen|(?:a )?couple|(?:a )?pair|both|(?:a )?handful|(?:a )?trio|"
    r"single[- ](?:figures?|digits?)|double[- ](?:figures?|digits?))"
)
FRACTIONS = (
    r"(?:(?:(?:a|one|two|three) )?(?:thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|"
    r"tenths?|hal(?:f|ves))|[½¼¾⅓⅔⅕⅛])"
)
HARMLESS = re.compile(
    r"white papers?|black history month|(?:may|might|can|could|must|"
    r"should) (?:not )?(?:be|have|also)\b"
    r"|(?:(?:BME|BAME|ethnic minority|minority ethnic|black and minority ethnic|"
    r"LGBT\w*\+?|women'?s|"
    r"disab(?:led|ility)|race(?: equality)?|staff)\W+)+(?:networks?|forums?|communit(?:y|ies)|"
    r"organisations?|charit(?:y|ies)|patients?|residents?|populations?|voices?|service users)\b|"
    r"(?:public sector |race |workforce race |gender )*equality dut(?:y|ies)|"
    r"(?:all|every|each|any|other|different|various|between|both) (?:ethnic |racial )?"
    r"(?:groups?|backgrounds?)\b|"
    r"\bno one'?s? (?:should|must|may|can)\b|(?:in|on) (?:the )?black\b|mixed[- ]methods?|"
    r"mixed (?:panels?|results?|picture|views?)|disability confident\W*\w*|"
    r"maternity (?:leave|policy|"
    r"services?|pay|units?)|brown principles?|straight (?:away|forward)|"
    r"overseas recruitment policy|"
    r"(?:positive about )?disabled people(?=\W+(?:mark|symbol|standard))|(?:employers?|"
    r"mark|marks) of "
    r"disabled people|disabilit(?:y|ies)(?=\W+(?:status|equality|monitoring|standard|leave|,|and "
    r"(?:religion|sexual)|or (?:religion|sexual)))|,\W+disability\b|and disability\b|"
    r"\bmen(?:tor\w*|u\w*)\b|man(?:age|kind)\w*|blind (?:shortlisting|recruitment|applications?)",
    re.IGNORECASE,
)
"""Phrases in which a watched word counts nobody."""
