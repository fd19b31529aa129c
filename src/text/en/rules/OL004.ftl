message = { settings } requires `{ $principal }`, but Autodiscover gives `{ $given }`
message-server = { settings } connects to `{ $server }`, but Autodiscover gives `{ $given_server }`
message-both = { settings } has `{ $server }` and `{ $principal }`, but Autodiscover gives `{ $given_server }` and `{ $given }`
label-here = set in the profile
label-given = given by Autodiscover
clients = Users of this profile only{ $given_verdict ->
    [passes] : the principal that Autodiscover gives matches
   *[fails] {""}
  }
effect = Repeated password prompts if the certificate lacks the profile's name.
help = Correct the .prf file or policy that sets it (it may come back after Autodiscover), then repair the profile or let Outlook create a new one.
