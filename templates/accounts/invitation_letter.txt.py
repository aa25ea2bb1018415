BBBB BBBB BBBBBBBBBBBB BBB gettext(u'Hello,') 

 gettext(u'%(inviter)s invites you to join %(organization)s as %(role)s.') SSSSSSSSSSS SSSSSSS SSS SS SSSS SSSSSSSSSSSSSSSS SS SSSSSSSSS

 gettext(u'To accept, open this link:') 



 gettext(u'It is valid until %(date)s, serves once, and only for %(email)s.') SS SS SSSSS SSSSS SSSSSSSSS SSSSSS SSSSS SSS SSSS SSS SSSSSSSSSS
 gettext(u'If you did not expect this message, do nothing: no account is opened without you.') 


BBBBBBBBBBBBB
