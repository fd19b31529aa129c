message = `{ $principal }` has a stray character ({ $code_point }) in or around the name `{ $clean }`
message-without-prefix = `{ $principal }` has a stray character ({ $code_point }) in or around the name `{ $clean }`, and no `msstd:` before it
label-required = { $stray ->
    [space] a space
    [no-break-space] a no-break space
    [tab] a tab
    [line-break] a line break
    [quote] a quotation mark
    [other-space] white space
   *[invisible] a character that does not show
  }; required here by { $protocol }, for clients { $vantage }
label-required-by-provider = { $stray ->
    [space] a space
    [no-break-space] a no-break space
    [tab] a tab
    [line-break] a line break
    [quote] a quotation mark
    [other-space] white space
   *[invisible] a character that does not show
  }; required here by the { $protocol } provider
label-required-by-option = a stray character; compared with the principal given by --principal
effect = The name is compared as text: no certificate carries one with this character in it. Outlook asks for the password again and again, and new profiles fail.
help = Write `msstd:{ $clean }`, typed by hand: text copied from a web page brings such characters along.
