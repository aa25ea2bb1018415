 #

BBBB BBBB BBBBBBBBBBBB
XXX XXXXXXXXXXXXXXXBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BB BBBBBBBB BBBB BB BBBBBXXXXXXXXXXXXXXXXXXBBBBBBXXXXX
XXX gettext(u'These thresholds are starting points, not statistically validated, and frozen with this rating. With two to six parties, look at the dots before the figures.') XXXX
