 #

BBBB BBBB BB
XXXX XXXXXXXXXX XXXX XXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXX
    XXXXXXXX XXXXXXXXXXXX XXXXX XXXXXXXXXXXXXXXXXXXXXXX
      XX XXXXXXXXXXXX XXXXXXBBBB BBBBBB  gettext(u'Only your organisation reads this sheet for now') XXXX
      XXX XXXXXXXXXX gettext(u'Our sheet') XXXXX
      XXX XXXXXXXXXXXXXXX
        BBB BBBBB BBBB BB BBBBBBBBBB
          XXXX
            XXXXX XXXXXXXXXXXXXXXXXXXX
            XXXXX
              XXXX XXXXXXXXXXXXXBB BBBB BB BBBBBB gettext(u'What') BBBB BBBB BB BBBBB pgettext(u'framing', u'Why') BBBB gettext(u'The others and us') BBBBBXXXXXX
              XXXX XXXXXXXXXXXXXBB BBBBBBBB BBBBBBB  gettext(u'answered') BBBB BBBB BB BBBBBBBB gettext(u'How committed we are, what we expect the others to declare') BBBB gettext(u'still to answer') BBBBBXXXXXX
            XXXXXX
            BB BBBBBBBBB BBB BBB BBBBBBBBBBBBBXX XXXXXXXXXX XXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BBBBXXBB BBBB gettext(u'Read again') BBBB gettext(u'Answer') BBBBBXXXXBBBBB
          XXXXX
        BBBBBB
        XXXXXXXXX XXXXXXXXXXXXXBBBB BBBBBBXXXXXXXXXXXXXXXX XXXXXXXXXXXXX pgettext(u'framing', u'How') XXXXXXXXXX XXXXXXXXXXXXX gettext(u'Opens when every party has sent what and why.') XXXXXXXXXXXXXXXXX
      XXXXX
      BB BBBBBBBBBBBBB
        XX XXXXXXXXXXXXXBBBB BBBBBBB XXXXXXXX gettext(u'Your sheet is sent.') XXXXXXXXX  gettext(u'You can take it back as long as the last party hasn’t sent its own.') XXXX
        BB BBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BB BBBBBBBB gettext(u'Take our sheet back') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBB
      BBBB BBBBBBBBBBBB
        XX XXXXXXXXXXX XXXXXX gettext(u'Before you send it:') XXXX
        XXXXBBB BBBBBBBB BB BBBBBBBBBBBBXXXXXXXXXBBBBBBXXXXX
      BBBB BBBBBBBBB
        XX XXXXXXXXXXXXX gettext(u'All is answered. Send your sheet: it is revealed with the others, all at once.') XXXX
        BBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BB BBBBBBBB gettext(u'Send our sheet') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBB
      BBBBB
    XXXXXXXXXX
  XXXXXX
  XXXX XXXXXXXXXXXXXXXXX
    XXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXX
      XXXXXXXXXXX XXXXXXXXX gettext(u'Who has answered') XXXXXXXXXXXXXX
      XXX XXXXXXXXXXXXX XXXXXXXXX
        BBB BBBB BB BBBBBBBBBBBBB
          XXXX
            XXXXX
              XX XXXXXXXXXXX XXXXXXXXX
              XX XXXXXXXXXXX XXXXXBB BBBBBBBBBBBBBBBBB BBBBBBB  gettext(u'has sent its sheet') BBBBBBBB BBBBBBB  gettext(u'hasn’t sent it yet') BBBBBXXXX
            XXXXXX
          XXXXX
        BBBBBB
      XXXXX
       gettext(u'Each party answers alone, so that nobody copies the first or the strongest. The platform shows that a sheet is sent, never what it says. When the last party sends its own, all are revealed to all at the same moment. Until then a party may take its sheet back.')  gettext(u'Why answer blind') 
      BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBB
    XXXXXXXXXX
  XXXXXX
XXXXXX
