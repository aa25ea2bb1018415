BBBBBBB BBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBB gettext(u'Follow-up committee') BBBBBBBB BBBBB
BBBBB BBBBBBBBBB gettext(u'Follow-up committee') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'Follow-up committee') XXXXX
    XX XXXXXXXXXXXXX gettext(u"They see this cycle's card once it is released, and write down what becomes of the promises.") XXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBB
  BBB BBBBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBB
  BB BBBBBB
     gettext(u'Save the committee') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
    XX XXXXXXXXXXXXXXX XXXXXXXX gettext(u'Somebody is missing: invite them with the committee role') XXXXXXXX
  BBBB
     gettext(u'Nobody has the committee role yet.') 
     gettext(u'Invite the people whom the users and the provider chose, with the role “follow-up committee member”. Then come back to name them.') 
     gettext(u'Invite somebody') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBB
  BBBBB
BBBBBBBB BBBBBBB
