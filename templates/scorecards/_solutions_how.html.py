 #

BBBB BBBB BB
BB BBBBBBBBBBBBBBBBBBBBXX XXXXXXXXXXXXX gettext(u"Beyond the provider's capacity: <strong>%(share)s %%</strong> (%(no)s of %(n)s).") SSSSSS SSS SSSSSSSSSS SSSSSSSSS SSSSSSSSSSSSSSSSS SSSSSSSSSSS SSSSSSS SS SSSSSSSXXXXBBBBB
 gettext(u"Demand against capacity: solutions that the provider can't carry out ÷ solutions proposed. A high share is no fault: it says that the demand must go higher, or change. Solutions without an answer count among those proposed.") 
BB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBB BBBBBBBBB
