"""Senses: what words mean, whatever their form, looked up word by word.

Synonyms share a sense (``mandatory`` and ``needed`` are REQUIRE); words of the senses FILL and MANNER say nothing of
their own beside what a sentence asks for (``properly``, ``the client receives``). A word that stands in no list here,
is no noun and no column of the blueprint and no plain word keeps a sentence from being read so.
"""

from functools import cache

_SENSES = """
TOKEN: authorization token tokens jwt jwts bearer authentication auth bearerauth jwtauth
TOKEN: bearer-token bearer-tokens jwt-token jwt-tokens access-token access-tokens auth-token auth-tokens
TOKEN: authorization-header bearer-jwt jwt-bearer-token json-web-token json-web-tokens authentication-token
TOKEN: authentication-tokens jwt-authentication jwt-auth token-authentication bearer-authentication api-token security
REQUIRE: require requires required requiring need needs needed mandatory demand demands necessary must-have
REQUIRE: must-include must-be-present must-carry compulsory
VERIFY: verify verifies verified verifying verification validate validates validated validating validation check
VERIFY: checks checked checking enforce enforces enforced enforcing enforcement decode decodes
PROTECT: protect protects protected protecting secure secures secured guard guards guarded private
SIGNATURE: signature signatures signed sign signing
EXPIRE: expire expires expired expiry expiration exp
INVALID: invalid wrong incorrect malformed bad forged tampered corrupt corrupted unparseable ill-formed erroneous
INVALID: unverifiable revoked mismatched
ABSENT: missing absent omitted lacking nonexistent non-existent non-existing unknown gone not-found
ABSENT: does-not-exist doesn't-exist do-not-exist not-exist not-present not-provided not-supplied not-there
ABSENT: cannot-be-found could-not-be-found not-sent
WITHOUT: without lacks
NOT: not no never none neither nor cannot can't don't doesn't nothing nobody mustn't isn't aren't
ONLY: only solely exclusively merely just
EXCEPT: except unless excluding other-than apart-from besides save-for
REFUSE: reject rejects rejected rejecting rejection refuse refuses refused deny denies denied block blocks blocked
REFUSE: forbid forbids disallowed disallow disallows prevented prevent prevents unaccepted
FAIL: fail fails failed failing failure failures error-response
ACCEPT: accept accepts accepted accepting allowed permitted valid-and-accepted possible
UNAUTHORIZED: unauthorized unauthorised unauthenticated
FORBIDDEN: forbidden
NOTFOUND: 404-not-found not-found-error
SUCCESS: success successful successfully succeed succeeds ok
PUBLIC: public publicly open-to-everyone anonymous anonymously
ENDPOINT: operation operations route routes call calls handler handlers resource resources access apis
STATE: state states stated declare declares declared mark marks marked
OWNSECURITY: own-security its-own-security
CREATE: create creates created creating creation add adds added adding insert inserts inserted inserting
CREATE: insertion record-creation upon-creation on-creation post-request
UPDATE: update updates updated updating modify modifies modified modifying modification modifications change
UPDATE: changes changed changing edit edits edited editing patch patches
DELETE: delete deletes deleted deleting deletion deletions remove removes removed removing removal
READ: read reads reading view views viewing see sees seeing get gets retrieve retrieves retrieved retrieving
READ: retrieval fetch fetches fetched fetching lookup look-up show shows shown
LIST: list lists listing array arrays collection
EMPTY: empty
MANAGE: manage manages managing manipulate crud perform-crud
LOGIN: login log-in logs-in sign-in signs-in signin logged-in-with log-in-with logging-in signing-in logins authenticate
LOGIN: authenticates
REGISTER: register registers registering registration sign-up signs-up signup signing-up
REGISTER: create-an-account creates-an-account user-registration account-creation registered-user-account
LOGGEDIN: logged-in signed-in
CREDENTIALS: credentials credential email-and-password password-and-email username-and-password email-or-password
OTHERS: other other's others another another's others' different someone-else's somebody-else's someone-else
OTHERS: somebody-else else's other-users' another-user another-user's other-users other-user's different-user
OTHERS: different-users others-users a-different-user other-people's other-people
OWN: own owns owned their-own his-own owner owners owner's belong belongs belonging owned-by ownership
OWN: own-data owning
SCOPE: scope scopes scoped isolate isolates isolated isolation segregated separated restricted-to
FILTER: filter filters filtered filtering filterable query-parameter query-parameters narrow narrowed
FULLTEXT: full-text free-text keyword keywords full-text-search
CASELESS: case-insensitive case-insensitively caseless
RANGE: range date-range date-ranges between
PART: partial
PART: substring substrings partial-match partial-matches partially-matching part-of
SEARCH: search-over searches-over searching-over search-on
SEARCH: search searches searched searching searchable
EXPORT: export exports exported exporting download downloads downloaded downloading
CSV: csv csv-file csv-files csv-format comma-separated-values
CURSOR: cursor cursors cursor-based cursor-pagination keyset next_cursor next-cursor
PAGED: pagination paginated paginate paging
COMBINE: combine combines combined combining combinable combination combinations together conjunction
COMBINE: simultaneously at-once joined-by-and
AND: and-logic logical-and and-semantics
BOTH: both all-criteria both-criteria every-criterion
MATCH: match matches matched matching satisfy satisfies satisfying equal equals
DEFAULT: default defaults by-default
OPTIONAL: optional optionally nullable
AUTO: auto automatic automatically auto-generated auto-set auto-updated auto-managed server-generated
AUTO: system-generated server-set server-side-generated autogenerated auto-populated
SET: set sets setting assign assigns assigned populated populate populates store stores stored storing
SET: record-keeping recorded stamp stamped keeps kept keep generate generates generated maintained maintain
SET: tracked track tracks refreshed refresh refreshes
TIMESTAMP: timestamped timestamp timestamps time-stamps time-stamp datetime datetimes date-times dates times time
UTC: utc in-utc
CONVERT: convert converts converted
TIMEZONE: timezone timezones time-zone time-zones client-timezone timezone-aware time-zone-aware with-time-zone
ISO: iso-8601 iso8601 iso
TRANSACTION: transaction transactions transactional database-transaction
ATOMIC: atomic atomically atomicity all-or-nothing all-or-none
ROLLBACK: rollback rollbacks roll-back rolled-back rolls-back
PARTIAL: partial partially partial-update partial-updates subset
PROVIDED: provided supplied given-fields included specified sent submitted passed
REST: others-remain other-fields remaining rest omitted-fields
UNCHANGED: unchanged untouched unmodified remain-unchanged stay-unchanged not-changed unaffected remain-the-same
EXIST: exist exists existing existence present
REFERENCE: reference references referenced referencing refer refers linked linking link links associated
REFERENCE: foreign-key foreign-keys
CASCADE: cascade cascades cascading cascaded on-delete-cascade cascade-delete cascade-deletes delete-cascade
CASCADE: cascade-deletion deleted-together
FOREIGN: foreign-key-constraint foreign-key-constraints fk
UNIQUE: unique uniqueness distinct
DUPLICATE: duplicate duplicates duplicated already-exists already-exist already-taken already-registered
DUPLICATE: already-used already-in-use taken in-use
PAGES: pages number-of-pages page-count
CEIL: ceil ceil(total ceiling rounded-up
TOTAL: total total-number total-count number overall count
LIMITS: limit page-size
HEALTH: health health-check health-checks healthcheck health-endpoint health-check-endpoint health-check-endpoints
CASCADED: related dependent
EXTRACT: extract extracts extracted extracting derive derives derived obtained obtain taken-from read-from
EXTRACT: identify identifies identified determine determines determined
USERID: user_id user-id user-ids user-identity user-identifier user's-id userid user-context identity
SUBJECT: sub sub-claim subject subject-claim
CLAIMS: claim claims payload
SECRET: better_auth_secret shared-secret same-secret
FROM: path-parameter url-path
PLAINTEXT: plaintext plain-text plain in-plain-text in-plaintext as-plain-text
HASH: hash hashes hashed hashing argon2 argon2id
PASSWORD: password passwords
DECIMAL: decimal fractional
DECIMALS: decimals
ZERO: zero
POSITIVE: positive
CALCULATE: calculate calculates calculated compute computes computed calculation
SUM: sum sums total-of sum-of
PRECISION: precision scale
SAMPLE: matching-items
IMMUTABLE: immutable read-only readonly not-modifiable unmodifiable not-editable
EMPTYVALUE: blank whitespace whitespace-only
NULL: null
TOGGLE: toggle toggles toggled toggling flip flips
WHEN: before after
REFERENCE: before-linking before-saving before-creation before-linking-to
REGISTER: after-registration after-successful-registration
INTEGERDIGITS: integer-digits whole-digits digits-before-the-decimal-point
DECIMALS: decimal-places decimal-place fraction-digits fractional-digits decimals-after-the-point
PRECISION: decimal-precision numeric-precision
NUMERIC: postgresql-column-constraints column-constraints
NUMERIC: numeric numeric-types numeric-type numeric-inputs numeric-values numeric-fields postgresql-column
INVALIDKEY: non-numeric non-numeric-id non-integer non-integer-id malformed-id invalid-id invalid-uuid malformed-uuid
PROVIDED: some-fields
UPDATE: put-request patch-request
UNCHANGED: others-remain-unchanged
SAMEBODY: same-as-post same-as-create
TIMESTAMP: yyyy-mm-ddthh
MANNER: proper properly correct correctly appropriate appropriately gracefully securely consistently always strictly
MANNER: explicitly immediately behaviour behavior functionality handling attempts attempt attempted attempting works
MANNER: working process processes processed ability able accordingly exactly against particular throughout across
MANNER: response responses full format formatted
FILL: form forms information details context metadata message messages if otherwise so logic feature features code
FILL: codes entity entities item items one single individual user-specific personal header headers does do did
FILL: hh mm ss ssz etc
REQUESTS: request requests api-requests http-requests api-calls every-request each-request
CORS: cors cross-origin cross-origin-requests allow-origin allow-origins allowed-origins allow-methods allow-headers
CORS: allow-credentials allowed-methods allowed-headers allowed-credentials cross-origin-resource-sharing
ANYORIGIN: all-origins any-origin every-origin
ORIGIN: origin origins frontend-origin frontend-origins frontend-url frontend-urls frontend domain domains
METHODS: method methods options content-type http-methods post put
TRUE: true
FALSE: false
EQUALS: = ==
SOFT: soft-delete soft-deletes soft-deleted soft-deleting soft-deletion soft-deletions logical-deletion
SOFT: logically-deleted logically-delete logical-delete deactivate deactivates deactivated deactivating deactivation
INACTIVE: inactive
ACTIVE: active
HIDE: hide hides hidden exclude excludes excluded leave-out leaves-out left-out omit omits invisible
RETAIN: retain retains retained preserve preserves preserved preserving historical history losing lost loses
INSTEAD: instead
FILL: treat treats treated
CONFIGURE: configure configured configures configuration configurable enable enabled enables
LOG: log logs logged
EXPOSE: expose exposes exposed exposing leak leaks leaked leaking reveal reveals revealed disclose disclosed discloses
INTERNAL: internal internals stack-trace stack-traces stacktrace stacktraces traceback tracebacks internal-details
INTERNAL: implementation-details internal-information internal-error-details system-internals database-errors
INTERNAL: system-details database-details sensitive-error-details
EXPECTED: unexpected unhandled
ENVIRONMENT: environment environment-variable environment-variables env-var env-vars env env-variables
HARDCODED: hardcoded hard-coded hardcode committed
SECRET: secret secrets secret-key secret-keys jwt-secret api-keys api-key connection-strings
BODYSIZE: body-size request-body-size request-size payload-size request-payload-size maximum-body-size request-bodies
MAXIMUM: maximum max at-most up-to no-more-than
UNIT: kb mb kib mib
DURATION: duration durations response-time elapsed-time
VALID: valid validly
FILL: receive receives received receiving return returns returned returning respond responds responded
FILL: answer answers yield yields get-back result results contain contains contained containing
FILL: carry carries include includes including included-in reach reaches reaching hit hits make makes making made
FILL: send sends sending submit submits submitting issue issues perform performs performing
FILL: try tries trying occur occurs happen happens processing
FILL: use uses using used utilize utilizes through upon whenever
FILL: whose http status associated-with corresponding entire
FILL: backend backends client clients middleware layer fastapi function
FILL: functions level levels based incoming format formatted rule rules
FILL: action actions related-to per unsuccessful purpose accurate current currently server-side
FILL: within between into onto time-based but both-the as-well there it's
FILL: implement implements implemented handle handles handled ensure ensures
FILL: ensured same-as simply any-of
FILL: work correctly-and database-level
FILL: as-needed see-also either +
SNAPSHOT: snapshot snapshots
SET: capture captures captured capturing
FILL: gives give giving answered
UPDATE: touch
ROLEWORD: role roles
BELOW: below under beneath
SET: saved save saves persisted persist persists
OTHERS: user-b user-2 second-user
OWN: of-user-a by-user-a owned-by-user-a belongs-to-user-a
USER: user-a
WHEN: before-storing before-storage before-saving before-they-are-stored before-being-stored before-storing-them
KEYS: identifiers identifier ids primary-keys primary-key
UUID: uuid uuids uuidv4 uuid-v4 uuid4 v4-uuids
INTEGERKEY: auto-incrementing-integers auto-increment-integers auto-incremented-integers autoincrementing-integers
INTEGERKEY: sequential-integers serial-integers auto-increment auto-incrementing auto-incremented
STATELESS: stateless statelessly no-session-state no-server-side-sessions no-server-side-session-state no-sessions
STATELESS: no-sessions-on-the-server no-session no-server-sessions sessionless no-session-data
SAMEANSWER: same-answer same-response same-error same-error-message same-message same-status same-status-code
SAMEANSWER: identical-answer identical-response identical-error identical-message generic-error indistinguishable
SAMEANSWER: same-generic-error same-generic-message generic-error-message generic-message as-if answered-alike
NOT: no-longer not-any-longer not-any-more any-more anymore
READ: show-up shows-up showing-up appear appears appearing come-up turn-up turns-up findable readable
AGAIN: twice second-time the-second-time again already-deleted already-gone already-removed
ALONG: with-it with-them along-with as-well together-with in-turn
ABSENT: did-not-exist didn't-exist were-not-there had-never-existed
IGNORE: ignore ignores ignored ignoring
EXTRACT: taken takes come comes coming inferred
OWN: themselves himself herself they-created they-added he-created she-created he-registered she-registered
OWN: they-registered he-added she-added they-entered created-by-them registered-by-them added-by-them themself
HIDE: leaves-out leaves-a-field-out leave-a-field-out leaves-it-out leave-fields-out leaves-fields-out missing-fields
HIDE: field-left-out fields-left-out fields-omitted field-omitted unmentioned
UPDATE: touched touches
RETAIN: keep-their-value keeps-its-value keep-their-values keeps-its-old-value previous-value old-value
PLAINTEXT: readable-form in-readable-form clear-text cleartext in-clear-text in-the-clear in-clear
DUPLICATE: second-account
DOCUMENT: document documents documented documentation docs
OPENAPI: openapi swagger openapi-specification openapi-document swagger-ui openapi-schema
WHEN: at-time-of-sale at-the-time-of-sale at-time-of-purchase at-the-time-of-purchase at-creation-time
"""

_WEAK = """
CREDENTIALS: address addresses
REPEAT: recurring repeating recurrence recurrent repeat repeats repeated recur recurs recurring-instance
ONCE: non-recurring nonrecurring non-repeating one-off one-time
NEXT: next following subsequent successor sibling
INSTANCE: occurrence occurrences instance instances copy
END: completing completion complete completes completed done finishing finish finishes finished closing mark-complete
STEP: interval pattern step period frequency cadence rhythm
LATER: later ahead forward moved shifted advanced advance advances moves shifts
STEPWORD: daily weekly biweekly fortnightly monthly quarterly yearly annually every-day every-week every-month
STEPWORD: every-year
CALENDAR: day days week weeks month months year years
CLAMP: clamp clamps clamped clamping last-day last-day-of-the-month last-day-of-month month-end end-of-month
SAME: same copied copies inherits inherited cloned
CREATE: auto-create auto-creates auto-created auto-creating auto-creation auto-generate auto-generates auto-generated
CREATE: spawn spawns spawned generate generates generated schedule schedules scheduled
"""
"""What words mean where no column is called so and nothing else is meant by them."""


@cache
def weak() -> dict[str, str]:
    """Give the senses of the words that only mean something where nothing else does."""
    return _by_word(_WEAK)


@cache
def openers() -> frozenset[str]:
    """Give the words that phrases of several words begin with."""
    return frozenset(phrase.split()[0] for words in (lexicon(), weak()) for phrase in words if " " in phrase)


def is_filler(word: str) -> bool:
    """Tell whether a word says nothing of its own wherever it stands: in which manner something is done."""
    return lexicon().get(word.lower()) == "MANNER"


@cache
def lexicon() -> dict[str, str]:
    """Give the senses by word, and by the words of a phrase joined with blanks."""
    return _by_word(_SENSES)


def _by_word(senses: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in senses.strip().splitlines():
        sense, _, words = line.partition(": ")
        for word in words.split():
            found.setdefault(word, sense)
            if "-" in word:
                found.setdefault(word.replace("-", " "), sense)
    return found
