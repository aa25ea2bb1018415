BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BBBBBB BB
BBBBB BBBBXXXXX XXXXXXXXXXXXXXXX XXXXXXBBBBBB BBBBBBBBBBBBBBBBXXBBBBBBBB BBBB
BBBBB BBBB pgettext(u'edition', u'Voices') BBBBBBBB BBBB
BBBBB BBBBBBB gettext(u'What people say of it') BBBBBBBB BBBBBBB
BBBBB BBBB gettext(u'Three minutes on a phone or on paper, without a name. Five answers are needed before anything shows.') BBBBBBBB BBBB
BBBBB BBBB
  XXXX XXXXXXXXXX XXXX XXXXXXXXX
    XXXX XXXXXXXXXXXXXXXXX
      XXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX
        XXXXXXXXXXX XXXXXXXXXXX gettext(u'Surveys') XXXXXXXXXXXXXX
        BB BBBBBBBBBB
          XXX XXXXXXXXXXXXX XXXXXXX
            BBB BBBB BB BBBBBBBBBB
              XXXX
                XXXXXXXXX XXXXXXXXXXXXXFFFFFFFFBB BBBBBBBBBBBBBBBBBBBB BB BBBBBBBBX BBBBBXXXXXX
                  XXXX XXXXXXXXXXXXX ngettext(u'%(n)s sheet received', u'%(n)s sheets received', count) SSSSS SSSSS SSSSSSSSPPPPP PPPPPP PPPPPPPP X BB BBBBBBBBBBBB gettext(u'the link is open') BB BBBBBBBBBBBBBBBBBBBBB  gettext(u'until %(day)s') SSSSS SSSSSSSBBBBBBBBB gettext(u'the link is closed') BBBBBXXXXXXXXXXXX
                XX XXXXXXXXXX XXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBXX gettext(u'Share, read') XXXX
              XXXXX
            BBBBBB
          XXXXX
        BBBB
           gettext(u'No survey yet')  gettext(u'Begin with those who took part: open the survey, then share its link, its QR code or the paper sheet.') 
          BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBB
        BBBBB
      XXXXXXXXXX
    XXXXXX
    XXXX XXXXXXXXXXXXXXXXX
      XXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXX gettext(u'Open a survey') XXXXXXXXXXXXXX
         gettext(u'Open the survey') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBB
      XXXXXXXXXX
       gettext(u'Those who organise answer the same statements: what they see better than participants by a quarter or more is shown as a blind spot. Those who did not come have three questions of their own. No name, no address, no time of day is kept.') 
       gettext(u'Who is asked what') 
      BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBB
    XXXXXX
  XXXXXX
BBBBBBBB BBBB
