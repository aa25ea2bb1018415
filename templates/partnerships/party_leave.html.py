BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBB gettext(u'Leave this partnership') BBBBBBBB BBBB
BBBBB BBBBBBB gettext(u'Leave this partnership') BBBBBBBB BBBBBBB
BBBBB BBBB gettext(u'Leaving is the right of every party. Your sheet is never shown if it wasn’t revealed; the others read your reason.') BBBBBBBB BBBB
BBBBB BBBB
  BBB BBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BB BBBBBBBBB gettext(u'You no longer see this partnership afterwards. When fewer than two parties remain, it stops.')  gettext(u'Leave') 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBB
BBBBBBBB BBBB
