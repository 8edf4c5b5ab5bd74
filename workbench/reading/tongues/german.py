"""German: the words of rules, with the English for each."""

FORMS = ("", "e", "en", "er", "es", "em")
_LAST = (
    r"sein|haben|enthalten|werden|bleiben|überschreiten|liegen|sehen|ansehen|lesen|bearbeiten|ändern|löschen|erstellen"
    r"|anlegen"
)
WORDS = """
require = erfordern | benötigen | verlangen
requires = erfordert | benötigt | verlangt
endpoints = endpunkte | endpunkten | schnittstellen
endpoint = endpunkt
belongs to = gehört | gehört zu
another user = einem anderen benutzer
return # = # zurückgeben
new = neu~
completed = erledigt | abgeschlossen
access = zugreifen auf
is stored = wird gespeichert
also = auch | ebenfalls
tag = schlagworts | schlagwort
user = benutzers | nutzers | benutzer | nutzer
the = der | die | das | den | dem
of the = des
a = ein | eine | einen | einem | einer
of = von
and = und
or = oder
with = mit
without = ohne
in = in | im
for = für
by = durch | vom
to = zu | zum | zur
that = dass
if = wenn | falls
when = bei
not = nicht
no = kein~
never = nie | niemals
only = nur | ausschließlich
each = jed~
all = all~
other = ander~
another = eines anderen
its = sein | seine | seinen | ihr | ihre | ihren
own = eigen~
is = ist | bleibt
are = sind
be = werden
have = haben
contain = enthalten
exceed = überschreiten
must = muss | müssen | soll | sollen
can = kann | können | darf | dürfen
must be empty = leer sein
empty = leer~
null = null
is required = ist ein pflichtfeld | ist pflicht | sind pflicht | ist erforderlich | sind erforderlich
is required = ist verpflichtend
required = pflichtfeld | pflicht | erforderlich | verpflichtend | notwendig
must be provided = muss angegeben werden | müssen angegeben werden
is optional = ist optional | sind optional | ist freiwillig | ist kein pflichtfeld
optional = optional~ | freiwillig
may be left empty = darf leer sein | darf leer bleiben | kann leer bleiben | darf fehlen
may be left empty = kann weggelassen werden
must not be empty = darf nicht leer sein | dürfen nicht leer sein | nicht leer | darf nicht leer bleiben
must not be missing = darf nicht fehlen | dürfen nicht fehlen
at most = höchstens | maximal | bis zu | nicht mehr als | max.
at least = mindestens | wenigstens | minimal | min.
between # and # = zwischen # und # | von # bis #
# to # = # bis #
characters = zeichen | buchstaben
long = lang
length = länge
greater than = größer als | mehr als
greater than or equal to = größer oder gleich
less than = kleiner als | weniger als
less than or equal to = kleiner oder gleich
positive = positiv~
negative = negativ~
number = zahl
integer = ganzzahl | ganze zahl
unique = eindeutig~ | einmalig
must be unique per user = muss pro benutzer eindeutig sein | ist pro benutzer eindeutig | eindeutig pro benutzer
already exists = existiert bereits
default = standard | standardwert | vorgabe | standardmäßig
must be one of = erlaubte werte | zulässige werte | mögliche werte
one of = eine von | eines von | einer von
valid = gültig~
invalid = ungültig~
format = format
allowed = erlaubt~ | zulässig~
a valid email = eine gültige e-mail-adresse | eine gültige e-mail
case-insensitive = unabhängig von groß- und kleinschreibung | ohne beachtung der groß- und kleinschreibung
in the future = in der zukunft
in the past = in der vergangenheit
after = nach
before = vor
owner = eigentümer | besitzer
admin = administrator
admins = administratoren
view = sehen | ansehen | lesen
create = erstellen | anlegen
edit = bearbeiten | ändern
delete = löschen
created = erstellt | angelegt
updated = aktualisiert | geändert
deleted = gelöscht
returns # = liefert # | gibt # zurück | antwortet mit # | fehler #
ordered by = sortiert nach
newest first = neueste zuerst | die neuesten zuerst
requires authentication = erfordert eine anmeldung | erfordert authentifizierung
authentication = authentifizierung | anmeldung
immutable = unveränderlich
true = wahr
false = falsch
field = feld
fields = felder
value = wert
values = werte
users = benutzern | nutzern
account = konto
title = titel
description = beschreibung
name = name | namen
email = e-mail | e-mail-adresse | mailadresse
password = passwort | kennwort
status = status | zustand
priority = priorität
due date = fälligkeitsdatum | frist
date = datum
start date = startdatum
end date = enddatum
category = kategorie
categories = kategorien
comment = kommentar
comments = kommentare
content = inhalt
text = text
price = preis
quantity = menge
stock = bestand | lagerbestand
amount = betrag
phone = telefonnummer
address = adresse | anschrift
code = code
note = notiz
notes = notizen
message = nachricht
messages = nachrichten
rating = bewertung
role = rolle
task = aufgabe
tasks = aufgaben
project = projekt
projects = projekte
order = bestellung
orders = bestellungen
product = produkt
products = produkte
item = artikel
customer = kunde
customers = kunden
book = buch
books = bücher
invoice = rechnung
invoices = rechnungen
list = liste
team = team
member = mitglied
members = mitglieder
event = veranstaltung
booking = buchung
bookings = buchungen
room = raum | zimmer
rooms = räume
file = datei
age = alter
year = jahr
author = autor
"""
ORDERS = (
    (r"\b(?:der|die|das) standard(?=\w{3})", "the default "),
    (r"^(\w+): pflichtfeld\b", r"\1 ist pflichtfeld"),
    (r"\b(?:von anderen benutzern?|anderer (?:be)?nutzer|eines anderen (?:be)?nutzers)\b", "of other users"),
    (r"\b(?:muss|müssen) ([^.,;]{1,60}?) lang sein\b", r"must be \1 long"),
    (r"\b(?:darf|dürfen) ([^.,;]{1,60}?) nicht überschreiten\b", r"must not exceed \1"),
    (
        r"\b(?:darf|dürfen|kann|können) nur von ([^.,;]{1,40}?) (bearbeitet|gelöscht|gesehen|geändert) werden\b",
        r"can only be \2 by \1",
    ),
    (rf"\b(?:darf|dürfen|kann|können) (?!nicht leer|leer)([^.,;]{{1,60}}?) nicht ({_LAST})\b", r"cannot \2 \1"),
    (rf"\b(?:darf|dürfen) nicht (?!leer)([^.,;]{{1,60}}?) ({_LAST})\b", r"must not \2 \1"),
    (rf"\b(?:darf|dürfen|kann|können) (?!nicht|leer)([^.,;]{{1,60}}?) ({_LAST})\b", r"can \2 \1"),
    (rf"\b(?:muss|müssen) (?!\w+ benutzer)([^.,;]{{1,60}}?) ({_LAST})\b", r"must \2 \1"),
)
