message = `{ $certificate }`, issued to `{ $issued_to }`, was revoked on { $date }{ $reason ->
    [unspecified] {""}
   *[other] {" "}({ $reason })
  }, says `{ $list }` of { $this_update }
message-hold = `{ $certificate }`, issued to `{ $issued_to }`, has been on hold since { $date }, says `{ $list }` of { $this_update }
message-unbound = `{ $certificate }`, issued to `{ $issued_to }`, was revoked on { $date }, and is not bound to a service
label-here = revoked by this issuer
label-list = this revocation list contains its serial number
effect = Clients that check revocation refuse it. A revoked certificate can't be made valid again.
help = Request a new certificate with a new key, bind it, and remove this one.
help-ca = Have the certificates that it issued reissued by another authority.
help-hold = Until the authority lifts the hold, bind another certificate. Ask the authority for the reason.
help-unbound = Remove it, so that nobody binds it again.
