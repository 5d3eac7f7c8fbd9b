"""Letters: what authorities are told: context, setting, and the letter set."""
