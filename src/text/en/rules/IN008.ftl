message = The certificate in `{ $certificate }`, issued to `{ $issued_to }`, stands in { $count } files
label-here = this certificate
label-also = also here
help = Nothing, if both files are meant to hold it: it is checked once. If one of them should hold another certificate, such as its renewal, export that one again.
