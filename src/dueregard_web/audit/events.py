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
    REFUSED = "refused"

    ORGANISATION_ADDED = "organisation_added"
    ORGANISATION_CHANGED = "organisation_changed"
    PERSON_INVITED = "person_invited"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    INVITATION_ACCEPTED = "invitation_accepted"
    ROLE_GIVEN = "role_given"
    ROLE_ENDED = "role_ended"
    TRAIL_READ = "trail_read"
    HEAD_EXPORTED = "head_exported"

    YEAR_STARTED = "year_started"
    YEAR_CHANGED = "year_changed"
    YEAR_READ = "year_read"
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
    Event.REFUSED: "Was refused",
    Event.ORGANISATION_ADDED: "Added an organisation",
    Event.ORGANISATION_CHANGED: "Changed an organisation",
    Event.PERSON_INVITED: "Invited a person",
    Event.INVITATION_WITHDRAWN: "Took back an invitation",
    Event.INVITATION_ACCEPTED: "Accepted an invitation",
    Event.ROLE_GIVEN: "Gave a role",
    Event.ROLE_ENDED: "Ended a role",
    Event.TRAIL_READ: "Read the audit trail",
    Event.HEAD_EXPORTED: "Exported the head of the audit trail",
    Event.YEAR_STARTED: "Started a year",
    Event.YEAR_CHANGED: "Changed what a year says about itself",
    Event.YEAR_READ: "Opened a year",
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
}
