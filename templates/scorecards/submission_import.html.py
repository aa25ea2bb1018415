BBBBBBB BBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBB gettext(u'Bring in the file of a device') BBBBBBBB BBBBB
BBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BB BB gettext(u'Received from the field')  gettext(u'Bring in a file') 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBB BBBBBBBBBBB BBBBBBBBB BBBBBBBBBBBB BBBBBBBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXXXXXX gettext(u'Bring in the file of a device') XXXXXXX XXXXXXXXXXXXX gettext(u"When a phone can't send any more, it exports its queue to a file. All of its records are brought in, or none; one that was received already isn't entered twice.") XXXXXXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBB
  BB BBBXXXXXXXX XXXXXXXXXXX XXXXXXXXXX XXXXX XXXXXXXXXXXXXBBBB BBBBBBXXXXXXXXXXXXXXXX gettext(u'Records to look at') XXXXXXXXXXXXXXXXXBBB BBBB BB BBBXXXXXXXXXBBBBBBXXXXXXXXXXXXXXXXXXXXXBBBBB
   gettext(u'Bring in the file') BBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBB
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB
   gettext(u'In whose name')  gettext(u"Each record is entered in the name of the person who recorded it, with that person's rights: they must belong to your organisation, or to one that it registered. The page of the record says who brought the file in.") 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BBBB
BBBBBBBB BBBBBBB
