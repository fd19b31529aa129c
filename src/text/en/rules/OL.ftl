# What holds the settings.
settings = { $settings ->
    [policy] The policy
   *[profile] The profile
  } `{ $profile }`
clients = Users of this profile over Outlook Anywhere, not MAPI over HTTP
