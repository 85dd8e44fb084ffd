"""For those who translate: what there is to translate, the files to fill, and what is wrong with them."""
