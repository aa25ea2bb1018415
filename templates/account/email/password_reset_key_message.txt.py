BBBB BBBBBBBBBBBBBB BBB gettext(u'Hello,') 

 gettext(u'Somebody, you no doubt, asked for a new password. To choose it, open this link:') 



 gettext(u'If it was not you, do nothing: your password stays as it is.') 


BBBBBBBBBBBBB
