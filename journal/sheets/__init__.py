"""Official sheets as headings and rows: plain values in, plain values out."""
