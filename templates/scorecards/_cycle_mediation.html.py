 #

BBBB BBBB
 gettext(u'Finish the mediation') 
BB BBBBBBBBBBBBBBBBBB
   gettext(u'Meet each side, write what was done, then how it ended. The cycle goes on from where it stands.')  gettext(u'Follow the incidents') BBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBB BB BBBBBBBB
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBB
   gettext(u'The facilitation team meets each side. The cycle goes on from where it stands.') 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BBBB
BBBBB
