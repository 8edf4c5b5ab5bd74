"""Features that software of this kind has or leaves out, each with the words that name it."""

FEATURES: dict[str, str] = {
    "authentication": r"\bauthenticat\w*|\b(?:user )?(?:log|sign)[- ]?in\b|\bcredentials\b|\bjwt\b",
    "authorization": r"\brole[- ]based access(?: control)?\b|\bauthori[sz]ation\b|\broles?\b|\brbac\b|\bpermissions?\b",
    "priorities": r"\bpriorit(?:y|ies)(?: levels?)?\b",
    "tags": r"\btags?\b|\blabels?\b",
    "categories": r"\bcategor(?:y|ies)\b",
    "due dates": r"\bdue[- _]?dates?\b|\bdeadlines?\b",
    "reminders": r"\breminders?\b",
    "notifications": r"\bnotifications?\b",
    "recurrence": r"\brecurr\w+\b|\brepeating\b",
    "subtasks": r"\bsub-?tasks?\b|\bchecklists?\b",
    "search": r"\bsearch(?:ing|es)?\b",
    "filtering": r"\bfilter(?:s|ing)\b",
    "sorting": r"\bsorting\b|\bsort(?:able)?\b",
    "pagination": r"\bpaginat\w+\b",
    "sharing": r"\bshar(?:e|ed|ing)\b|\bcollaborat\w+",
    "comments": r"\bcomments?\b|\bcommenting\b",
    "attachments": r"\battachments?\b|\bfile uploads?\b|\bupload(?:s|ing)? (?:of )?files?\b",
    "images": r"\bimages?\b|\bphotos?\b|\bavatars?\b",
    "export": r"\bexport(?:s|ing)?\b",
    "import": r"\bimport(?:ing)?\b.{0,20}\b(?:csv|data|file|excel|json)\b|\b(?:csv|data|bulk) import\b",
    "bulk operations": r"\bbulk\b|\bbatch (?:operations?|updates?|delet\w+)\b",
    "rate limiting": r"\brate[- ]limit\w*|\bthrottl\w+",
    "password reset": r"\bpassword (?:reset|recovery)\b|\b(?:reset|forgot(?:ten)?) (?:the )?passwords?\b",
    "email verification": r"\be-?mail (?:verification|confirmation)\b|\bverif\w+ (?:the |their )?e-?mails?\b",
    "refresh tokens": r"\brefresh[- _]?tokens?\b|\btoken refresh\b",
    "social sign-in": r"\boauth\b|\bsocial (?:log|sign)[- ]?in\b|\bsso\b|\bsingle sign[- ]on\b",
    "two factors": r"\b(?:2fa|mfa)\b|\b(?:two|multi)[- ]factor\b",
    "account lockout": r"\block(?:ed|s)?[- ]?out\b|\baccount lock\w*",
    "soft deletion": r"\bsoft[- ]?delet\w+|\brecycle bin\b|\btrash\b|\bundo\b",
    "history": r"\baudit\w*\b|\bhistory\b|\bactivity logs?\b|\bversion(?:ing| history)\b",
    "concurrency control": r"\boptimistic lock\w*|\bconcurren\w+(?: [a-z]+){0,2}|\bversion conflicts?\b",
    "real-time updates": r"\breal[- ]time\b|\bweb ?sockets?\b|\bserver[- ]sent\b",
    "payments": r"\bpayments?\b|\bcheckout\b|\bbilling\b|\brefunds?\b",
    "webhooks": r"\bwebhooks?\b",
    "several currencies": r"\b(?:multi(?:ple)?|several)[- ]currenc\w+|\bcurrency conversion\b|\bexchange rates?\b",
    "several tenants": r"\bmulti[- ]?tenan\w+|\borganizations?\b|\bworkspaces?\b",
    "offline use": r"\boffline\b",
    "statistics": r"\banalytics\b|\bstatistics\b|\breport(?:s|ing)\b|\bdashboards?\b",
    "stock reservation": r"\breserv\w+\b",
    "waiting lists": r"\bwait(?:ing)?[- ]?lists?\b",
    "reviews": r"\breviews?\b|\bratings?\b",
    "discounts": r"\bdiscounts?\b|\bcoupons?\b|\bpromo(?:tion|tional)? codes?\b|\bvouchers?\b",
    "multilingual contents": r"\bi18n\b|\bmulti[- ]?lingual\b|\blocali[sz]ation\b|\btranslations?\b",
    "caching": r"\bcach(?:e|es|ed|ing)\b",
}
"""Name and pattern; a further feature is a further line."""

DEMANDS: dict[str, str] = {
    "concurrency control": r"\bfirst (?:\w+ ){0,4}wins\b|\bmust\b.{0,60}\b(?:concurren\w+|optimistic lock\w*)",
    "authentication": r"\b(?:requires?|needs?)\b.{0,30}\b(?:authenticat\w+|credentials|jwt|tokens?|(?:sign"
    r"|log)(?:ged|ed)?[- ]?in)\b"
    r"|\bmust (?:be authenticated|authenticate|(?:log|sign) in)\b|\b(?:register|(?:sign|log) in) with\b",
    "authorization": r"\broles?\b.{0,30}\b(?:must|shall)\b|\b(?:support|enforce|check)\w*\b.{0,30}\b(?:roles?"
    r"|permissions?|rbac)\b",
    "search": r"\b(?:allow|support|provide|offer|enable|able to)\w*\b.{0,30}\bsearch\w*",
    "history": r"\b(?:record|keep|store|log|write)s?\b.{0,40}\b(?:history|audit\b|activity)",
    "caching": r"\bmust\b.{0,30}\bcach\w+",
    "images": r"\b(?:upload|attach|store)\w*\b.{0,30}\b(?:images?|photos?|avatars?)\b",
    "export": r"\bexport\w*\b.{0,40}\b(?:csv|pdf|json|excel|data|as|to)\b",
    "statistics": r"\b(?:provide|show|offer|compute|calculate)s?\b.{0,40}\b(?:analytics|statistics|reports?"
    r"|dashboards?)\b",
}
"""What a demand says where the mere word says too little."""
