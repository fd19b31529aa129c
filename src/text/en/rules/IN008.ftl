message = The certificate in `{ $certificate }`, issued to `{ $issued_to }`, is in { $count } files
label-here = this certificate
label-also = also here
help = If all files should contain it: nothing, it is checked once. If one should contain another certificate, such as its renewal: export that one again.
