/** Explains the archive to a person who opens it without this product. */
export const README = `Your data from Throughline
==========================

Open index.html in a browser: it links to every item and file.

  account/                         your user, your accounts at the identity provider, your passkeys, tokens and
                                   sign-ins (without keys and secrets), your uploads in progress, and the administration log by and about you
  libraries/ID/settings/           the settings of each library that you own
  libraries/ID/recordings/ID/      one folder for each recording; also documents/ and sessions/
    item.json                      the item as the API shows it
    events.jsonl                   its history, one event in each line (CloudEvents 1.0)
    notes.json                     the notes of a session, if it has some
    transcript-so-far.json         the lines that a failed transcription has recognized, which nobody has checked
    files/                         its files
    files/earlier-run/             files of an earlier run, which the newest run has not made anew
  missing.jsonl                    what the archive could not contain, with the reason:
                                   erased       you or another member erased the item
                                   expired      the item was deleted, and its retention date has passed
                                   not-stored   the file was removed
                                   unreadable   an event cannot be read; the item is shown as it was before it
  manifest.json                    when and for whom the archive was made
  manifest.jsonl                   every other file with its size and SHA-256

Not in this archive: passwords, keys and tokens of your credentials, and the secrets that sign webhooks.
Of webhooks it names only the server that receives them.
Times are UTC. Texts are UTF-8. The archive holds personal data in the clear: keep it in a safe place.
`;
