"""Facebook downloads in old HTML, of 2014 to April 2018. Facts: facebook.md sections 1.2, 2, 7.

Each page is parsed into what a JSON member of the same content would hold, and read by the
readers of JSON. What these pages do not tell is not made up: seconds, ids of threads, the year of
some dates, the zone of the dates in lists.
"""
