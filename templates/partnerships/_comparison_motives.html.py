 #

BBBB BBBB BB
XXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXX
  XXXXXXXXXXX XXXXXXXXXXXXX gettext(u'Motives: declared, and expected by the others') XXXXXXXXXXXXXX
  XXXXXX XXXXXXXXXXXX XXXXXXXXXXXXX
    XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Motives that each party declared and that the others expected') XXXXXXXXXX
    XXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Party') XXXXXXXX XXXXXXXXXXXX gettext(u'Declared') XXXXXXXX XXXXXXXXXXXX gettext(u'Expected by the others') XXXXXXXX XXXXXXXXXXXX gettext(u'Readable?') XXXXXXXXXXXXXXXXXX
    XXXXXXX
      BBB BBB BB BBBBBBBBBBBB
        XXXX
          XXX XXXXXXXXXXXXXXXXX
          XXX XXXXXXXX gettext(u'Declared') XXXXXXXXXX XXXXXXXXXXXXXXXXXBBB BBBB BB BBBBBBBBBBBBXXXXXXXXXBBBBBXXX XXXXXXXXXXXXXX gettext(u'no answer') XXXXXBBBBBBXXXXXBB BBBBBBBBBBBBBXX XXXXXXXXXXX XXXXX XXXXXXXXXXBBBBBBB BBBBBBBBBBBBBBBBXX XXXXXXXXXXXX XXXXXXBBBB BBBBBB  gettext(u'Declares a possible conflict of interest.')  XXXXBBBBBXXXXXXXXXXX
          XXX XXXXXXXX gettext(u'Expected by the others') XXXXXXXBBB BBB BBBBB BB BBBBBBBBBBBBXX XXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXX pgettext(u'after a name', u':')  FFFFFFF FXXXXBBBBBXXXXX XXXXXXXXXXXXXX gettext(u'nobody wrote it') XXXXXXXBBBBBBXXXXXXXXXXX
          XXX XXXXXXXX gettext(u'Readable?') XXXXXXXBB BBBBBBBBBBBBBBBB BB BBB BBBBXXXFFFFFFFFFFFFFXXXX BBBBBXXXXX XXXXXXXXXXXXBB BBBBBBBBBBBBBBBBB XXXBBBBBXXXXXXXXXXXXXXXXXXXX
        XXXXX
      BBBBBB
    XXXXXXXX
  XXXXXXXX
   gettext(u'For each other party: motives that it expected and that were declared ÷ all motives expected or declared (Jaccard). The figure is the mean over the other parties that wrote something: 1 when they foresaw everything, 0 when nothing. Under 0.25 motives are said to be hard to read; it says nothing of their worth.') 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBB BBBB
XXXXXXXXXX
