BBBBBBB BBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBB gettext(u'Texts to read again') BBBBBBBB BBBBB
BBBBB BBBBBBBBBB gettext(u'Texts to read again') 
  BB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BB BB gettext(u'Cycles') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBB BBBBB BBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'Texts to read again') XXXXX
    XX XXXXXXXXXXXXX gettext(u'These texts seem to name or to accuse a person, and were kept. Outside the team they are masked until you decide.') XXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBB
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB BBBBBBBB BBBB
  BBB BBB BB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
    BB BBBB BB BBBBBBBBB gettext(u'Nothing to read again.')  gettext(u'A text shows here when its author keeps it although it seems to speak of a person.') 
    BBBB gettext(u'No text here.')  gettext(u'Decisions show here once they are taken.') BBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBBBB BBBB
  BBBBBB
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBB
   gettext(u"What the detector looks at, and what it can't see")  gettext(u"It looks for titles followed by a name, known first names, telephone numbers, e-mail addresses, and words that accuse beside a function. It reads French, English and Arabic. It can't see a nickname, nor a person whom everybody recognises without being named: you can.") 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BBBB
BBBBBBBB BBBBBBB
