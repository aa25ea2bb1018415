BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXXBB BBBBBB gettext(u'This survey is closed') BBBB gettext(u"This link doesn't lead to a survey") BBBBBXXXXX
    XX XXXXXXXXXXXXXBB BBBBBB gettext(u'%(name)s: the last day is over. Ask those who organise it what became of the answers.') SSSSSSSSS SSS SSSS SSS SS SSSSS SSS SSSSS SSS SSSSSSSS SS SSSS SSSSSS SS SSS SSSSSSSSBBBB gettext(u'A part of the address may be missing. Ask those who gave it to you for the link again.') BBBBBXXXX
  XXXXXXXXX
BBBBBBBB BBBBBBB
