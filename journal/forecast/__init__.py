"""What the period mark becomes, and what would make it better (R-FORECAST)."""
