"""A class's absences over a period, as the tutor and the deputy look at them."""
