"""Paper and workbooks, made from sheets: PDF/A by typst, xlsx by openpyxl."""
