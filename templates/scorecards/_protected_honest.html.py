 #

BBBB BBBB BB
XXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXX
  XXXXXXXXXXX XXXXXXXXXX gettext(u'What this page protects') XXXXXXXXXXXXXX
  XXXX
    XXXX gettext(u'Nothing asks who you are. The site keeps neither your address on the network, nor your device, nor the time: only the day.') XXXXX
    XXXX gettext(u"Your text is sealed as soon as it arrives. Only the referents of this organisation open it; its administrators don't, unless they are named referents.") XXXXX
    XXXX gettext(u'It never goes on a scorecard, in a report or in an export.') XXXXX
  XXXXX
XXXXXXXXXX
XXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXX
  XXXXXXXXXXX XXXXXXXXXXXX gettext(u"What it can't protect") XXXXXXXXXXXXXX
  XXXX
    XXXX gettext(u'Your telephone operator or the owner of the network can see that you came to this site, not what you write.') XXXXX
    XXXX gettext(u'On a shared or lent phone, on a work computer, somebody may see the page or find it in the history. Use your own device, or erase the history afterwards.') XXXXX
    XXXX gettext(u'What you tell can point to you if few people know it. A photograph, a date, a detail may be enough.') XXXXX
    XXXX gettext(u'Whoever runs the server holds the key: trust in them is needed too. A judge may order them to open a report.') XXXXX
    XXXX gettext(u'Nobody watches this page day and night: it is no emergency service.') XXXXX
  XXXXX
  BB BBBBBBBB
    XXXX XXXXXXXXXXX XXXXXXXXXXXXBBBB BBBBBBBXXXXXXXXXXXXXXXX gettext(u'If you or somebody else is in danger now') XXXXXXXXXXXXXXXXFFFFFFFFFFFFXXXXXXXXXXXXXXXX
  BBBBB
XXXXXXXXXX
