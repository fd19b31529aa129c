message = `{ $certificate }`, issued to `{ $issued_to }`, was revoked on { $date }{ $reason ->
    [unspecified] {""}
   *[other] {" "}({ $reason })
  }: `{ $list }` of { $this_update } says so
message-hold = `{ $certificate }`, issued to `{ $issued_to }`, has been on hold since { $date }: `{ $list }` of { $this_update } says so
message-unbound = `{ $certificate }`, issued to `{ $issued_to }`, was revoked on { $date }, and is bound to no service any more
label-here = revoked by this issuer
label-list = this revocation list has its serial number
effect = Clients that check revocation refuse it. An entry stays until the certificate has expired: it can't be made valid again.
help = Request a new certificate, with a new key, bind it, and remove this one.
help-ca = What it issued falls with it: have those certificates issued again by another authority.
help-hold = Ask the authority why. A hold may be lifted; until then bind another certificate.
help-unbound = Remove it, so that nobody binds it again.
