"""Who may look at the dashboard: roles, the file that says how users are known, the accounts."""
