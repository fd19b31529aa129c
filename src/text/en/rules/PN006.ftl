message = `{ $principal }` contains a stray character ({ $code_point }); the name is `{ $clean }`
message-without-prefix = `{ $principal }` contains a stray character ({ $code_point }) and lacks `msstd:`; the name is `{ $clean }`
stray = { $stray ->
    [space] space
    [no-break-space] no-break space
    [tab] tab
    [line-break] line break
    [quote] quotation mark
    [other-space] white space
   *[invisible] invisible character
  }
label-required = { stray }; required here ({ $protocol }, { side })
label-required-by-provider = { stray }; required here ({ $protocol } provider)
label-required-by-option = { stray } in the name to test
effect = Repeated password prompts; no certificate contains the name with this character.
help = Type `msstd:{ $clean }` by hand: text copied from a web page contains such characters.
