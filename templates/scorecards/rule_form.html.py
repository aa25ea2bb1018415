BBBBBBB BBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBB gettext(u'Rule of the mean') BBBBBBBB BBBBB
BBBBB BBBBBBBBBB gettext(u'Rule of the mean') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'Rule of the mean') XXXXX
    XX XXXXXXXXXXXXX gettext(u"How the groups' scores make the users' figure. The choice is written on the card and in its history.") XXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBB
  BBB BBBBBBBBBBBBBBBBBBBBBBB BBBBBBBB BB BBBB gettext(u'Keep this rule') 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBB BBBBBBBBBBBBBBB
   gettext(u"With weights, a group whose people weren't counted makes the weight unknown: the simple mean is taken for that indicator.") 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBB
   gettext(u"By village, groups whose village isn't written count together as one. With a single village, the figures are those of the first choice.") 
   gettext(u'By village') BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBBBB BBBBBBB
