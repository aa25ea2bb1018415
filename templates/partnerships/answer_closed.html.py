BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXXBB BBBBBBB gettext(u"This link doesn't work") BBBB gettext(u'This rating takes no sheet now') BBBBBXXXXX
    XX XXXXXXXXXXXXXBB BBBBBBB gettext(u'It was replaced by a new one, or a part of the address is missing. Ask the organisation that gave it to you for the link again.') BBBB gettext(u'%(name)s: the link is closed, or the last day is over. Ask the organisation that gave you the link.') SSSSSSSSS SSS SSSS SS SSSSSSS SS SSS SSSS SSS SS SSSSS SSS SSS SSSSSSSSSSSS SSSS SSSS SSS SSS SSSSSBBBBBXXXX
  XXXXXXXXX
BBBBBBBB BBBBBBB
