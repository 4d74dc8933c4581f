"""The signs of permits, with or without an application of ours: their steps, and renewal by list at the inspection."""
