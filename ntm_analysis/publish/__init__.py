"""Sets what is said as HTML, Word, Excel or terminal text; decides nothing but form."""
