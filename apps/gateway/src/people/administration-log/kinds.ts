/**
 * The kinds of entries, with their sentences. `{}` is the name of the subject. The part before the dot is the category that
 * readers filter by. The names are the storage format: never rename one.
 */
const SENTENCES = {
  'user.created': 'Created the user {}',
  'user.changed': 'Changed the user {}',
  'user.role_changed': 'Changed the role of {}',
  'user.disabled': 'Disabled the user {}',
  'user.enabled': 'Enabled the user {}',
  'user.deletion_requested': 'Requested the deletion of the account of {}',
  'user.deletion_cancelled': 'Cancelled the deletion of the account of {}',
  'user.deleted': 'Deleted the account of {}',
  'user.data_exported': 'Requested an export of the data of {}',
  'library.created': 'Created the library {}',
  'library.renamed': 'Renamed a library to {}',
  'library.transferred': 'Transferred the ownership of the library to {}',
  'library.deleted': 'Deleted the library {}',
  'library.items_imported': 'Began an import of items into the library {}',
  'member.added': 'Added the member {}',
  'member.invited': 'Invited a person to the library {}',
  'member.invitation_revoked': 'Revoked an invitation to the library {}',
  'member.joined': '{} accepted an invitation to the library',
  'member.role_changed': 'Changed the role of the member {}',
  'member.removed': 'Removed the member {}',
  'member.left': '{} left the library',
  'share_link.created': 'Shared the item {} by a link',
  'share_link.revoked': 'Revoked a link to the item {}',
  'podcast_feed.created': 'Made the podcast feed {}',
  'podcast_feed.changed': 'Changed the podcast feed {}',
  'podcast_feed.address_renewed': 'Renewed the address of the podcast feed {}',
  'podcast_feed.items_approved': 'Approved recordings for the podcast feed {}',
  'podcast_feed.items_left_out': 'Left recordings out of the podcast feed {}',
  'podcast_feed.revoked': 'Revoked the podcast feed {}',
  'duplicates.kept': 'Kept items that look the same',
  'duplicates.shown_again': 'Showed kept duplicates again',
  'sign_in.link_created': 'Created a sign-in link for {}',
  'sign_in.created': 'Signed {} in',
  'sign_in.ended': 'Ended a sign-in of {}',
  'sign_in.all_ended': 'Ended all sign-ins of {}',
  'sign_in.failed': 'Refused sign-ins',
  'identity.connected': 'Connected an account at the identity provider to {}',
  'identity.disconnected': 'Disconnected an account at the identity provider from {}',
  'passkey.created': 'Added the passkey {}',
  'passkey.deleted': 'Removed the passkey {}',
  'passkey.all_deleted': 'Removed all passkeys of {}',
  'token.created': 'Created the token {}',
  'token.created_for_user': 'Created a token for {}',
  'token.all_revoked': 'Revoked all tokens of {}',
  'token.revoked': 'Revoked the token {}',
  'credential.created': 'Added the credential {}',
  'credential.changed': 'Changed the credential {}',
  'credential.connected': 'Connected the account of the credential {}',
  'credential.disconnected': 'The account of the credential {} is no longer connected',
  'credential.deleted': 'Deleted the credential {}',
  'output.created': 'Added the output {}',
  'output.changed': 'Changed the output {}',
  'output.deleted': 'Deleted the output {}',
  'template.created': 'Added the template {}',
  'template.changed': 'Changed the template {}',
  'template.deleted': 'Deleted the template {}',
  'document_rule.created': 'Added the document rule {}',
  'document_rule.changed': 'Changed the document rule {}',
  'document_rule.deleted': 'Deleted the document rule {}',
  'settings.changed': 'Changed the settings of the library {}',
  'settings.language_changed': 'Changed the default language of the library {}',
  'settings.vocabulary_changed': 'Changed the vocabulary of the library {}',
  'settings.notices_changed': 'Changed the notices of the library {}',
  'source.created': 'Added the source {}',
  'source.changed': 'Changed the source {}',
  'source.paused': 'Paused the source {}',
  'source.resumed': 'Resumed the source {}',
  'source.deleted': 'Deleted the source {}',
  'job.created': 'Added the job {}',
  'job.changed': 'Changed the job {}',
  'job.deleted': 'Deleted the job {}',
  'webhook.created': 'Added the webhook {}',
  'webhook.changed': 'Changed the webhook {}',
  'webhook.secret_changed': 'Changed the signing secret of the webhook {}',
  'webhook.deleted': 'Deleted the webhook {}',
  'channel.created': 'Added the channel {}',
  'channel.changed': 'Changed the channel {}',
  'channel.secret_changed': 'Changed the secret of the channel {}',
  'channel.deleted': 'Deleted the channel {}',
  'engine.choice_requested': 'Asked to use the speech model {}',
  'engine.fetch_requested': 'Asked to fetch the speech model {}',
  'limits.changed': 'Changed the limits of {}',
} as const;

export type EntryKind = keyof typeof SENTENCES;

export const ENTRY_KINDS = Object.keys(SENTENCES) as readonly EntryKind[];
export const ENTRY_CATEGORIES: readonly string[] = [...new Set(ENTRY_KINDS.map((kind) => kind.split('.')[0] ?? kind))];

/** Returns the sentence of an entry. A newer gateway may have written a kind that this one does not know. */
export const describeEntry = ({
  kind,
  subject,
}: {
  kind: string;
  subject: { id?: string | undefined; name?: string | undefined };
}): string =>
  ((SENTENCES as Readonly<Record<string, string>>)[kind] ?? `${kind} {}`)
    .replace('{}', () => subject.name ?? subject.id ?? '')
    .trim();
