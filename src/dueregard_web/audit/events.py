"""What can happen, in words: the trail names each kind of event from this one table."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """A kind of thing that was done; the value is stored for ever and never renamed."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    LOCKED_OUT = "locked_out"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    SECOND_FACTOR_ADDED = "second_factor_added"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an event
    SERVICE_CONNECTED = "service_connected"
    TASK_LETTERS_CHOSEN = "task_letters_chosen"
    REFUSED = "refused"

    ORGANISATION_ADDED = "organisation_added"
    ORGANISATION_CHANGED = "organisation_changed"
    PERSON_INVITED = "person_invited"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    INVITATION_ACCEPTED = "invitation_accepted"
    ROLE_GIVEN = "role_given"
    ROLE_ENDED = "role_ended"
    HANDED_OVER = "handed_over"
    EMERGENCY_ASKED = "emergency_asked"
    EMERGENCY_OPENED = "emergency_opened"
    EMERGENCY_ENDED = "emergency_ended"
    TRAIL_READ = "trail_read"
    HEAD_EXPORTED = "head_exported"

    ACCESS_GRANTED = "access_granted"
    ACCESS_REVOKED = "access_revoked"
    BOARD_READ = "board_read"
    POOL_MADE = "pool_made"
    POOL_READ = "pool_read"
    POOL_DECIDED = "pool_decided"
    POOL_DOWNLOADED = "pool_downloaded"
    FORM_READ = "form_read"
    PEER_ADDED = "peer_added"
    PEER_REMOVED = "peer_removed"
    COMPARISON_READ = "comparison_read"
    PROFILE_DOWNLOADED = "profile_downloaded"
    YEAR_STARTED = "year_started"
    YEAR_CHANGED = "year_changed"
    YEAR_READ = "year_read"
    COUNTS_TYPED = "counts_typed"
    TYPED_COUNTS_READ = "typed_counts_read"
    EXTRACT_RECEIVED = "extract_received"
    EXTRACT_DISCARDED = "extract_discarded"
    COUNT_STARTED = "count_started"
    COUNT_FINISHED = "count_finished"
    COUNT_STOPPED = "count_stopped"
    COUNT_FAILED = "count_failed"
    COUNT_CANCELLED = "count_cancelled"
    FINDINGS_READ = "findings_read"
    FINDINGS_DOWNLOADED = "findings_downloaded"
    FIGURES_READ = "figures_read"
    RETURN_DOWNLOADED = "return_downloaded"

    RECORDS_READ = "records_read"
    RECORD_ADDED = "record_added"
    RECORD_CHANGED = "record_changed"
    RECORD_REMOVED = "record_removed"
    BRIEFING_ISSUED = "briefing_issued"
    BRIEFING_ACKNOWLEDGED = "briefing_acknowledged"
    EVIDENCE_CONSIDERED = "evidence_considered"
    EVIDENCE_ATTACHED = "evidence_attached"
    DECISION_SIGNED = "decision_signed"
    DECISION_REOPENED = "decision_reopened"
    DUE_REGARD_SIGNED = "due_regard_signed"
    REPORT_READ = "report_read"
    DOCUMENTS_ASKED = "documents_asked"
    DOCUMENTS_CANCELLED = "documents_cancelled"
    DOCUMENTS_MADE = "documents_made"
    DOCUMENT_DOWNLOADED = "document_downloaded"
    YEAR_EXPORTED = "year_exported"
    YEAR_IMPORTED = "year_imported"

    RELEASE_PROPOSED = "release_proposed"
    RELEASE_CHECK_CANCELLED = "release_check_cancelled"
    RELEASE_CHECKED = "release_checked"
    RELEASE_EDITED = "release_edited"
    RELEASE_SUBMITTED = "release_submitted"
    RELEASE_REVIEWED = "release_reviewed"
    EXCEPTION_AGREED = "exception_agreed"
    RISK_SIGNED = "risk_signed"
    DISCLOSURE_POLICY_SET = "disclosure_policy_set"
    RELEASE_RETURNED = "release_returned"
    RELEASE_DECIDED = "release_decided"
    RELEASE_CARRIED_OUT = "release_carried_out"
    RELEASE_TAKEN_BACK = "release_taken_back"
    RELEASE_WITHDRAWN = "release_withdrawn"
    RELEASE_TAKEN_DOWN = "release_taken_down"
    PROPOSAL_READ = "proposal_read"
    CANDIDATE_DOWNLOADED = "candidate_downloaded"
    BUNDLE_DOWNLOADED = "bundle_downloaded"
    INCIDENT_OPENED = "incident_opened"
    INCIDENT_TOLD = "incident_told"
    INCIDENT_CLOSED = "incident_closed"
    REQUEST_RECEIVED = "request_received"
    REQUEST_DRAFTED = "request_drafted"
    REQUEST_APPROVED = "request_approved"
    REQUEST_SENT_BACK = "request_sent_back"
    REQUEST_ANSWERED = "request_answered"
    REQUEST_READ = "request_read"

    PERSON_ERASED = "person_erased"
    RECORDS_ERASED_IN = "records_erased_in"
    RETENTION_ENDED = "retention_ended"

    ASSURANCE_READ = "assurance_read"
    PROVIDER_READ = "provider_read"
    REGISTER_IMPORTED = "register_imported"
    LEDGER_ADDED = "ledger_added"
    LEDGER_CHANGED = "ledger_changed"
    LEDGER_REMOVED = "ledger_removed"
    DECLARATION_DECIDED = "declaration_decided"
    EVIDENCE_KEPT = "evidence_kept"
    EVIDENCE_REVIEWED = "evidence_reviewed"
    EVIDENCE_QUESTIONED = "evidence_questioned"
    EVIDENCE_HOSTING = "evidence_hosting"
    EVIDENCE_DOWNLOADED = "evidence_downloaded"
    QUESTION_CLOSED = "question_closed"
    LETTERS_PREPARED = "letters_prepared"
    LETTER_SENT = "letter_sent"
    LETTER_WITHDRAWN = "letter_withdrawn"
    WORDING_CHANGED = "wording_changed"
    TICK_RUN = "tick_run"
    STEP_APPROVED = "step_approved"
    STEP_DONE = "step_done"
    PAPER_READ = "paper_read"
    PACK_DOWNLOADED = "pack_downloaded"
    SITE_READ = "site_read"
    SITE_PUBLISHED = "site_published"
    CONTACT_INVITED = "contact_invited"
    CONTACT_ENDED = "contact_ended"
    PROVIDER_SENT = "provider_sent"
    PROVIDER_ATTESTED = "provider_attested"
    PROVIDER_DECLARED = "provider_declared"
    PROVIDER_ANSWERED = "provider_answered"
    PROVIDER_LOOKED = "provider_looked"


WORDS: dict[Event, str] = {
    Event.SIGNED_IN: "Signed in",
    Event.SIGNED_OUT: "Signed out",
    Event.SIGN_IN_FAILED: "Tried to sign in and failed",
    Event.LOCKED_OUT: "Was locked out after too many tries",
    Event.SIGNED_OUT_EVERYWHERE: "Signed out everywhere",
    Event.SECOND_FACTOR_ADDED: "Set up a second step for signing in",
    Event.SECOND_FACTOR_REMOVED: "Took away the second step for signing in",
    Event.RECOVERY_CODES_MADE: "Made recovery codes",
    Event.PASSWORD_CHANGED: "Changed the password",
    Event.TASK_LETTERS_CHOSEN: "Chose whether to get e-mails about what waits",
    Event.SERVICE_CONNECTED: "Signed in by the organisation's own service for the first time",
    Event.REFUSED: "Was refused",
    Event.ORGANISATION_ADDED: "Added an organisation",
    Event.ORGANISATION_CHANGED: "Changed an organisation",
    Event.PERSON_INVITED: "Invited a person",
    Event.INVITATION_WITHDRAWN: "Took back an invitation",
    Event.INVITATION_ACCEPTED: "Accepted an invitation",
    Event.ROLE_GIVEN: "Gave a role",
    Event.ROLE_ENDED: "Ended a role",
    Event.HANDED_OVER: "Handed a leaver's work over to a colleague",
    Event.EMERGENCY_ASKED: "Asked to read in an emergency",
    Event.EMERGENCY_OPENED: "Let somebody read in an emergency",
    Event.EMERGENCY_ENDED: "Refused or ended emergency access",
    Event.TRAIL_READ: "Read the audit trail",
    Event.HEAD_EXPORTED: "Exported the head of the audit trail",
    Event.ACCESS_GRANTED: "Granted a support unit access",
    Event.ACCESS_REVOKED: "Took a support unit's access away",
    Event.BOARD_READ: "Opened the board of a support unit",
    Event.POOL_MADE: "Pooled the counts of several bodies",
    Event.POOL_READ: "Opened a pool",
    Event.POOL_DECIDED: "Decided on a pool's release",
    Event.POOL_DOWNLOADED: "Downloaded a pool",
    Event.FORM_READ: "Opened the support unit's form",
    Event.PEER_ADDED: "Added figures of a similar organisation",
    Event.PEER_REMOVED: "Took out figures of a similar organisation",
    Event.COMPARISON_READ: "Opened a comparison",
    Event.PROFILE_DOWNLOADED: "Downloaded figures to exchange",
    Event.YEAR_STARTED: "Started a year",
    Event.YEAR_CHANGED: "Changed what a year says about itself",
    Event.YEAR_READ: "Opened a year",
    Event.COUNTS_TYPED: "Saved counts typed by hand",
    Event.TYPED_COUNTS_READ: "Read counts typed by hand",
    Event.EXTRACT_RECEIVED: "Uploaded an extract",
    Event.EXTRACT_DISCARDED: "Discarded an extract",
    Event.COUNT_STARTED: "Started a count",
    Event.COUNT_FINISHED: "Finished a count",
    Event.COUNT_STOPPED: "A count was stopped by findings",
    Event.COUNT_FAILED: "A count failed",
    Event.COUNT_CANCELLED: "Cancelled a count",
    Event.FINDINGS_READ: "Read findings",
    Event.FINDINGS_DOWNLOADED: "Downloaded findings",
    Event.FIGURES_READ: "Read figures",
    Event.RETURN_DOWNLOADED: "Downloaded a return",
    Event.RECORDS_READ: "Read the records of a year",
    Event.RECORD_ADDED: "Added a record",
    Event.RECORD_CHANGED: "Changed a record",
    Event.RECORD_REMOVED: "Took a record out of the year",
    Event.BRIEFING_ISSUED: "Issued a briefing",
    Event.BRIEFING_ACKNOWLEDGED: "Acknowledged the briefing",
    Event.EVIDENCE_CONSIDERED: "Considered a piece of evidence",
    Event.EVIDENCE_ATTACHED: "Attached evidence to a signed decision",
    Event.DECISION_SIGNED: "Signed a decision",
    Event.DECISION_REOPENED: "Opened a signed decision again",
    Event.DUE_REGARD_SIGNED: "Signed that due regard was had",
    Event.REPORT_READ: "Read the internal report",
    Event.DOCUMENTS_ASKED: "Asked for documents",
    Event.DOCUMENTS_CANCELLED: "Cancelled the making of documents",
    Event.DOCUMENTS_MADE: "Kept documents that were made",
    Event.DOCUMENT_DOWNLOADED: "Downloaded a document",
    Event.YEAR_EXPORTED: "Exported a year",
    Event.YEAR_IMPORTED: "Imported a year",
    Event.RELEASE_PROPOSED: "Asked for the audit of a release",
    Event.RELEASE_CHECK_CANCELLED: "Cancelled the audit of a release",
    Event.RELEASE_CHECKED: "Kept the audit of a release",
    Event.RELEASE_EDITED: "Changed the words of a release",
    Event.RELEASE_SUBMITTED: "Sent a release to be reviewed",
    Event.RELEASE_REVIEWED: "Reviewed a release",
    Event.EXCEPTION_AGREED: "Agreed to a board exception",
    Event.RISK_SIGNED: "Signed that a phrase is safe",
    Event.DISCLOSURE_POLICY_SET: "Set the policy for disclosure control",
    Event.RELEASE_RETURNED: "Sent a release back",
    Event.RELEASE_DECIDED: "Decided on a release",
    Event.RELEASE_CARRIED_OUT: "Carried a decision out",
    Event.RELEASE_TAKEN_BACK: "Took a release back before it was out",
    Event.RELEASE_WITHDRAWN: "Withdrew a released version",
    Event.RELEASE_TAKEN_DOWN: "Took a released version down because of an incident",
    Event.PROPOSAL_READ: "Read what a release would show",
    Event.CANDIDATE_DOWNLOADED: "Downloaded a release candidate",
    Event.BUNDLE_DOWNLOADED: "Downloaded a released version",
    Event.INCIDENT_OPENED: "Opened a disclosure incident",
    Event.INCIDENT_TOLD: "Noted who was told of an incident",
    Event.INCIDENT_CLOSED: "Closed a disclosure incident",
    Event.REQUEST_RECEIVED: "Entered a freedom of information request",
    Event.REQUEST_DRAFTED: "Drafted the answer to a request",
    Event.REQUEST_APPROVED: "Approved the answer to a request",
    Event.REQUEST_SENT_BACK: "Sent the draft of an answer back",
    Event.REQUEST_ANSWERED: "Answered a request",
    Event.REQUEST_READ: "Read a request and its answer",
    Event.PERSON_ERASED: "Erased a person's name and address",
    Event.RECORDS_ERASED_IN: "Took an erased person's name out of records",
    Event.RETENTION_ENDED: "Deleted what had been kept long enough",
    Event.ASSURANCE_READ: "Read where providers stand",
    Event.PROVIDER_READ: "Read what is kept of a provider",
    Event.REGISTER_IMPORTED: "Brought records into the register",
    Event.LEDGER_ADDED: "Added a record about a provider",
    Event.LEDGER_CHANGED: "Changed a record about a provider",
    Event.LEDGER_REMOVED: "Took out a record about a provider",
    Event.DECLARATION_DECIDED: "Decided on a declaration of income",
    Event.EVIDENCE_KEPT: "Kept evidence of a provider",
    Event.EVIDENCE_REVIEWED: "Reviewed evidence of a provider",
    Event.EVIDENCE_QUESTIONED: "Read a report and noted questions",
    Event.EVIDENCE_HOSTING: "Decided whether a report is hosted",
    Event.EVIDENCE_DOWNLOADED: "Downloaded evidence of a provider",
    Event.QUESTION_CLOSED: "Closed a question",
    Event.LETTERS_PREPARED: "Prepared letters to providers",
    Event.LETTER_SENT: "Noted that a letter was sent",
    Event.LETTER_WITHDRAWN: "Took back a letter",
    Event.WORDING_CHANGED: "Changed the wording of a letter",
    Event.TICK_RUN: "Ran what falls due",
    Event.STEP_APPROVED: "Approved a step of escalation",
    Event.STEP_DONE: "Noted that a step was done",
    Event.PAPER_READ: "Read a paper of assurance",
    Event.PACK_DOWNLOADED: "Downloaded the evidence pack",
    Event.SITE_READ: "Looked at the publication site",
    Event.SITE_PUBLISHED: "Published the site",
    Event.CONTACT_INVITED: "Invited a contact of a provider",
    Event.CONTACT_ENDED: "Ended a contact's access",
    Event.PROVIDER_SENT: "Sent in evidence for a provider",
    Event.PROVIDER_ATTESTED: "Attested evidence of a provider",
    Event.PROVIDER_DECLARED: "Declared a provider's income",
    Event.PROVIDER_ANSWERED: "Answered a question for a provider",
    Event.PROVIDER_LOOKED: "Looked at what a provider has to do",
}
