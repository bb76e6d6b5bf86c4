"""Documents the office signs or meets from: plain values first, then .docx and HTML made of them."""
