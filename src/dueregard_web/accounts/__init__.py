"""People and how they prove who they are: passwords, second factors, sessions."""
