"""Freedom of information: what is asked, until when, what is answered, by whom it is approved."""
