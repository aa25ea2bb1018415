BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBB gettext(u'Invitation') BBBBBBBB BBBB
BBBBB BBBBBBB gettext(u'Your organisation is invited') BBBBBBBB BBBBBBB
BBBBB BBBB gettext(u'%(coordinator)s invites you as an equal party.') SSSSSSSSSSSSSSS SSSSSSS SSS SS SS SSSSS SSSSSSBBBBBBBB BBBB
BBBBB BBBB
  XXXXXXXX XXXXXXXXXXXX XXXXXX
    BB BBBBBBBBBBBBBBBB
      XXX gettext(u'Your organisation has joined already.')  XX XXXXXXXX gettext(u'Open the partnership') XXXXXXXX
    BBBB
      XXX gettext(u'By joining you take part in the framing: what, why, then how. You sign nothing, and you may leave at any time with a sentence that says why.') XXXX
      BBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BB BBBBBBBB gettext(u'Join') 
      BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBB
      XX XXXXXXXXXXX XXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBXX gettext(u'Decline, and say why') XXXXXXXX
    BBBBB
  XXXXXXXXXX
BBBBBBBB BBBB
