BBBBBBB BBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBB gettext(u'Two questions by show of hands') BBBBBBBB BBBBB
BBBBB BBBBBBBBBB gettext(u'Two questions by show of hands') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'Two questions by show of hands') XXXXX
    XX XXXXXXXXXXXXX gettext(u'Do the two sides talk to each other, do people know their rights and duties? The same two questions before and after say what the cycle changed.') XXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBB
  BB BBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBB
  BBBB
     gettext(u'Not asked yet.')  gettext(u'Ask both sides before the first score, eyes closed if people prefer, and count the hands.') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBB
  BBBBB
  BB BBBBBBBBBB
    XXXX XXXXXXXXXXXXXXXX
      XX XXXXXXXXXX BB BBBBBBBXXXXXXXXXBBBBXXXXXXXXXXXBBBBBX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBB BBBBBBBB BBBBBBBBXX gettext(u'Count before the cycle') XXXX
      BB BBBBBBBXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBB BBBBBBBB BBBBBBBXX gettext(u'Count after the meeting') XXXXBBBBB
    XXXXXX
    BB BBB BBBBBBBXX XXXXXXXXXXXX XXXXX XXXXXX gettext(u'The same questions come again after the interface meeting.') XXXXBBBBB
  BBBBB
BBBBBBBB BBBBBBB
