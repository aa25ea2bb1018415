 #

BBBB BBBB BB
XXXX XXXXXXXXXXXXX
  XXXX gettext(u'Signatures') XXXXX
  XXX gettext(u'What stands here was read aloud before the representatives of the groups, the staff and the authority. To sign means “I have heard and understood”, not “I agree with every score”.') XXXX
  XXXX XXXXXXXXXXX
    XXXXXXXXXXXBBB BBBBBBB  gettext(u'For the users') XXXXXXXXXXXXBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBXXXXXX
    XXXXXXXXXXXBBB BBBBBBBBBB  gettext(u'For the provider') XXXXXXXXXXXXBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBXXXXXX
    XXXXXXXXXXXBBB BBBBBBBBBBB  gettext(u'For the authority') XXXXXXXXXXXXBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBXXXXXX
  XXXXXX
XXXXXX
