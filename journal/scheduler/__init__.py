"""What happens by itself when its time comes, once, in however many processes (R-SCHEDULER)."""
