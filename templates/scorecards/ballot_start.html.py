BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBBBB
  XXXX XXXXXXXXXXXXXXX
    XX XXXXXXXXXXXX XXXXXXXXXX
    XXXX gettext(u'What do you think of this service?') XXXXX
    XXX ngettext(u'%(n)s question. You may skip it.', u'%(n)s questions. You may skip those you like.', count) SSSSS SSSSSSSSS SSS SSS SSSS SSSPPPPP PPPPPPPPPP PPP PPP PPPP PPPPP PPP PPPPPXXXX
    XXX gettext(u'Nobody knows who voted what: no name, no telephone number, nothing of this phone is kept. The results are read when the vote is closed.') XXXX
    XXXX XXXXXXXXXX XXXXXXX gettext(u'This phone has voted already in this vote. If it is lent to somebody else, go on; each person votes once.') BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB BBBBBBBBBBBBBBBB BBBBXXXXXX
    XXXXX XXXXXXXXXXXXXX
      XXXXXX XXXXXXXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXX XXXXXXXXXX
      XXXX XXXXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXX XXXXX XXXXXXXXXXXXX XXXXXXXXX XXXXXXXXXXXXXX pgettext(u'vote', u'Start')  BBBB BBBBBBXXXXXXXXXXXXXXX
    XXXXXXX
  XXXXXX
BBBBBBBB BBBBBBB
