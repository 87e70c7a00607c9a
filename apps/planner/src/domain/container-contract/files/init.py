"""The knockem package as a competition sees it: files only, no network, no credentials."""
