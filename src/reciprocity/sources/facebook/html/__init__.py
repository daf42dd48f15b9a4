"""Facebook downloads in HTML since 2018, page by page, as what JSON would have held."""
