 #
BBBB BBBB BB
XXXX XXXXXXXXXXXXXX
  XXXXX
    XXXXBB BBB pgettext(u'after a name', u':')  BBBBBXXXXX
    XXX X BB BBBBBBBBBBB X  gettext(u'demonstration') BBBBBXXXX
  XXXXXX
  BB BBBBXXXX XXXXXXXXXXX gettext(u'To type this sheet up') XXXXXXBBBBB
XXXXXX
