message = { settings } `{ $profile }` requires `{ $principal }`, but Outlook is told `{ $given }` now
message-server = { settings } `{ $profile }` connects to `{ $server }`, but Outlook is told `{ $given_server }` now
message-both = { settings } `{ $profile }` connects to `{ $server }` and requires `{ $principal }`, but Outlook is told `{ $given_server }` and `{ $given }` now
settings = { $settings ->
    [policy] The policy
   *[profile] The profile
  }
label-here = what the profile holds
label-given = what Outlook is told now
effect = Outlook uses what the profile holds until Autodiscover answers it again; a profile that a policy or a profile file rolls out may go back to it. Where the old name is on no certificate any more, these users are asked for their password again and again.
help = Repair the profile, or let Outlook make a new one; change it where it is rolled out from: the policy, or the profile file (.prf) of the set-up.
