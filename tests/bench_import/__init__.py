"""How well documents are taken in, beside other programs that read them."""
