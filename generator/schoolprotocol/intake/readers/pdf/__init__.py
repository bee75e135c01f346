"""pdf: the bytes of a PDF → `Reading`, in a process of its own with bounds (`reading` is the whole of it).

drawn (pdfium: characters with place, size and tag) → tags (pikepdf: the structure tree) → tagged, where the tree holds
the text; else lines → furniture → tables → columns → aligned → paragraphs → laid_out: what stands where, as people
see it. joining makes runs of both.
"""
