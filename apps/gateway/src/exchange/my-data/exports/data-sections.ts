import { ADMINISTRATION_LOG_STORE, type AdministrationLogStore, type Entry } from '../../../people/administration-log/index.js';
import { BULK_COMMAND_STORE, type BulkCommandStore } from '../../../batches/bulk/index.js';
import { CHANNEL_STORE, type ChannelStore } from '../../../channels/index.js';
import { CREDENTIAL_STORE, type CredentialStore } from '../../../credentials/index.js';
import { JOB_STORE, type JobStore } from '../../../batches/jobs/index.js';
import { NOTICE_STORE, type NoticeStore } from '../../../announcements/notices/index.js';
import { OWN_OUTPUT_STORE, type OwnOutputStore } from '../../../outputs/index.js';
import {
  IDENTITY_STORE,
  INVITATION_STORE,
  LIBRARY_STORE,
  PASSKEY_STORE,
  SESSION_STORE,
  TOKEN_STORE,
  USER_STORE,
  type IdentityStore,
  type InvitationStore,
  type LibraryStore,
  type PasskeyStore,
  type SessionStore,
  type TokenStore,
  type UserStore,
} from '../../../people/index.js';
import type { Token, TokenOf } from '../../../kit/provide.js';
import { Quotas } from '../../../people/quotas/index.js';
import { PUBLISHED_SET_STORE, SHARE_LINK_STORE, type PublishedSetStore, type ShareLinkStore } from '../../../sharing/index.js';
import { SOURCE_STORE, type SourceStore } from '../../../sources/index.js';
import { DOCUMENT_RULE_STORE, type DocumentRuleStore } from '../../../document-rules/index.js';
import { TEMPLATE_STORE, type TemplateStore } from '../../../templates/index.js';
import { UPLOAD_STORE, type UploadStore } from '../../uploads/index.js';
import { WEBHOOK_STORE, type WebhookStore } from '../../../announcements/webhooks/index.js';

export interface SectionPorts {
  readonly users: UserStore;
  readonly libraries: LibraryStore;
  readonly invitations: InvitationStore;
  readonly shareLinks: ShareLinkStore;
  readonly publishedSets: PublishedSetStore;
  readonly tokens: TokenStore;
  readonly sessions: SessionStore;
  readonly identities: IdentityStore;
  readonly passkeys: PasskeyStore;
  readonly templates: TemplateStore;
  readonly documentRules: DocumentRuleStore;
  readonly ownOutputs: OwnOutputStore;
  readonly sources: SourceStore;
  readonly jobs: JobStore;
  readonly bulkCommands: BulkCommandStore;
  readonly uploads: UploadStore;
  readonly channels: ChannelStore;
  readonly webhooks: WebhookStore;
  readonly notices: NoticeStore;
  readonly credentials: CredentialStore;
  readonly quotas: Quotas;
  readonly log: AdministrationLogStore;
}

export const SECTION_TOKENS: { readonly [Name in keyof SectionPorts]: TokenOf<SectionPorts[Name]> | Token<SectionPorts[Name]> } =
  {
    users: USER_STORE,
    libraries: LIBRARY_STORE,
    invitations: INVITATION_STORE,
    shareLinks: SHARE_LINK_STORE,
    publishedSets: PUBLISHED_SET_STORE,
    tokens: TOKEN_STORE,
    sessions: SESSION_STORE,
    identities: IDENTITY_STORE,
    passkeys: PASSKEY_STORE,
    templates: TEMPLATE_STORE,
    documentRules: DOCUMENT_RULE_STORE,
    ownOutputs: OWN_OUTPUT_STORE,
    sources: SOURCE_STORE,
    jobs: JOB_STORE,
    bulkCommands: BULK_COMMAND_STORE,
    uploads: UPLOAD_STORE,
    channels: CHANNEL_STORE,
    webhooks: WEBHOOK_STORE,
    notices: NOTICE_STORE,
    credentials: CREDENTIAL_STORE,
    quotas: Quotas,
    log: ADMINISTRATION_LOG_STORE,
  };

const toSnakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Names the fields to keep: a field that is added later may be a secret. */
const picker =
  <T extends object>(...names: readonly (keyof T & string)[]) =>
  (record: T): object =>
    Object.fromEntries(names.map((name) => [toSnakeCase(name), record[name] ?? null]));

const TIMES = ['createdAt', 'updatedAt'] as const;
type Of<List> = List extends readonly (infer One)[] ? One : never;
type Listed<Store extends { list(id: string): Promise<unknown> }> = Of<Awaited<ReturnType<Store['list']>>>;

const tokenOf = picker<Listed<TokenStore>>('id', 'name', 'scopes', 'createdAt', 'expiresAt', 'lastUsedAt', 'madeBy');
const signInOf = picker<Listed<SessionStore>>('id', 'scopes', 'client', 'createdAt', 'lastUsedAt', 'expiresAt');
const identityOf = picker<Listed<IdentityStore>>('id', 'issuer', 'subject', 'label', 'claimedRole', 'connectedAt', 'lastUsedAt');
const passkeyOf = picker<Listed<PasskeyStore>>('name', 'createdAt', 'lastUsedAt');
const invitationOf = picker<Of<Awaited<ReturnType<InvitationStore['list']>>>>(
  ...(['id', 'role', 'note', 'createdAt', 'expiresAt', 'usedAt', 'revokedAt'] as const),
);
const shareLinkOf = picker<Of<Awaited<ReturnType<ShareLinkStore['list']>>>>(
  ...(['id', 'itemId', 'kind', 'download', 'madeBy', 'createdAt', 'expiresAt', 'opens', 'lastOpenedAt', 'revokedAt'] as const),
  'revokedBy',
);
type Published = Of<Awaited<ReturnType<PublishedSetStore['list']>>>;
const feedOf = picker<Published>(
  ...(['id', 'title', 'description', 'language', 'tag', 'media', 'asksFirst', 'madeBy', 'createdAt', 'renewedAt'] as const),
  ...(['expiresAt', 'fetches', 'lastFetchedAt', 'revokedAt', 'revokedBy'] as const),
);
const embedOf = picker<Published>(
  ...([
    'id',
    'title',
    'tag',
    'media',
    'asksFirst',
    'origins',
    'madeBy',
    'createdAt',
    'renewedAt',
    'expiresAt',
    'fetches',
  ] as const),
  ...(['lastFetchedAt', 'revokedAt', 'revokedBy'] as const),
);
const outputOf = picker<Listed<OwnOutputStore>>('id', 'name', 'type', 'settings', 'credentialId', 'patterns', ...TIMES);
const sourceOf = picker<Listed<SourceStore>>(
  ...(['id', 'name', 'type', 'settings', 'credentialId', 'brings', 'templateId', 'isRun'] as const),
  ...(['intervalMinutes', 'isPaused', ...TIMES] as const),
);
const jobOf = picker<Listed<JobStore>>(
  ...(['id', 'name', 'isEnabled', 'schedule', 'templateIds', 'syncDays', 'filters', 'processingConfig', ...TIMES] as const),
);
const jobRunOf = picker<Of<Awaited<ReturnType<JobStore['newestRuns']>>>>('id', 'jobId', 'state', 'cause');
const bulkCommandOf = picker<Of<Awaited<ReturnType<BulkCommandStore['list']>>>>(
  ...(['id', 'noun', 'action', 'state', 'total', 'outcomes', 'requestedBy', 'executedBy', 'createdAt', 'startedAt'] as const),
  'endedAt',
);
const uploadOf = picker<Of<Awaited<ReturnType<UploadStore['openOf']>>>>(
  ...(['id', 'owner', 'recordingId', 'length', 'received', 'words', 'createdAt', 'expiresAt'] as const),
);
const channelOf = picker<Listed<ChannelStore>>(
  ...(['id', 'name', 'actionType', 'fieldMap', 'credentialId', 'dataSourceId', 'outputs', 'language', ...TIMES] as const),
);
const webhookOf = picker<Listed<WebhookStore>>('id', 'name', 'events', 'isPaused', 'disabledReason', 'lastSuccessAt', ...TIMES);
const credentialOf = picker<Listed<CredentialStore>>('id', 'name', 'type', 'createdAt');
const documentRuleOf = picker<Listed<DocumentRuleStore>>('id', 'name', 'sender', 'tags', 'type', 'isEnabled', ...TIMES);
const templateOf = picker<Of<Awaited<ReturnType<TemplateStore['load']>>['templates']>>(
  ...(['id', 'name', 'isDraft', 'config', 'matchingRules', ...TIMES] as const),
);
const noticesOf = picker<NonNullable<Awaited<ReturnType<NoticeStore['find']>>>>('email', 'kinds', 'confirmedAt', 'lastSentAt');

/** More than a library can have open at once. */
const INVITATIONS = 200;

/** The newest ones; open links come first. */
const SHARE_LINKS = 10_000;

/** Bulk commands are removed 30 days after their execution. */
const MAX_BULK_COMMANDS = 10_000;

type Sections = Readonly<Record<string, () => Promise<unknown>>>;

/** The parts about the user, by their file names. No secret and no hash of one is among them. */
export const accountSections = (
  { users, tokens, sessions, identities, passkeys, uploads }: SectionPorts,
  userId: string,
): Sections => ({
  user: async () => {
    const user = await users.find(userId);
    return { id: userId, name: user?.name, role: user?.role, created_at: user?.createdAt, libraries: user?.libraries };
  },
  tokens: async () => (await tokens.list(userId)).map(tokenOf),
  identities: async () => (await identities.list(userId)).map(identityOf),
  passkeys: async () => (await passkeys.list(userId)).map(passkeyOf),
  'sign-ins': async () => (await sessions.list(userId)).map(signInOf),
  uploads: async () => (await uploads.openOf(userId)).map(uploadOf),
});

/** The settings of a library, by their file names. */
export const librarySections = (ports: SectionPorts, library: string): Sections => ({
  settings: async () => {
    const { settings } = await ports.templates.load(library);
    const language = (await ports.libraries.find(library))?.defaultLanguage ?? 'auto';
    return { default_language: language, vocabulary: await ports.libraries.vocabularyOf(library), ...settings.config };
  },
  invitations: async () => (await ports.invitations.list(library, INVITATIONS)).map(invitationOf),
  'share-links': async () => (await ports.shareLinks.list({ libraryId: library }, SHARE_LINKS)).map(shareLinkOf),
  'podcast-feeds': async () => (await ports.publishedSets.list({ libraryId: library, kind: 'feed' }, SHARE_LINKS)).map(feedOf),
  embeds: async () => (await ports.publishedSets.list({ libraryId: library, kind: 'embed' }, SHARE_LINKS)).map(embedOf),
  templates: async () => (await ports.templates.load(library)).templates.map(templateOf),
  'document-rules': async () => (await ports.documentRules.list(library)).map(documentRuleOf),
  outputs: async () => (await ports.ownOutputs.list(library)).map(outputOf),
  sources: async () => (await ports.sources.list(library)).map(sourceOf),
  jobs: async () => (await ports.jobs.list(library)).map(jobOf),
  'bulk-commands': async () => (await ports.bulkCommands.list(library, MAX_BULK_COMMANDS)).map(bulkCommandOf),
  'job-runs': async () => (await ports.jobs.newestRuns(library)).map(jobRunOf),
  channels: async () => (await ports.channels.list(library)).map(channelOf),
  // The rest of an address may be a secret of its receiver.
  webhooks: async () =>
    (await ports.webhooks.list(library)).map((one) => ({ ...webhookOf(one), receiver: new URL(one.url).origin })),
  notices: async () => {
    const found = await ports.notices.find(library);
    return found === undefined ? null : noticesOf(found);
  },
  credentials: async () => (await ports.credentials.list(library)).map(credentialOf),
  quotas: async () => ({ own: (await ports.quotas.ownLimits(library)).own, month: await ports.quotas.uses(library) }),
});

const ENTRIES = 500;

/** The lines of the administration log by and about a user. Addresses of other people stay out. */
export async function* administrationLines({ log }: SectionPorts, userId: string): AsyncGenerator<object> {
  for (const side of ['actor', 'subject'] as const) {
    for (let before: string | undefined, isFirst = true; isFirst || before !== undefined; isFirst = false) {
      const page = await log.list({ [side]: userId, limit: ENTRIES, ...(before === undefined ? {} : { before }) });
      // An entry by the user about the user is among the first ones already.
      yield* page.filter(({ actor }) => side === 'actor' || actor.id !== userId).map((entry) => lineOf(entry, userId));
      before = page.length < ENTRIES ? undefined : page.at(-1)?.id;
    }
  }
}

const lineOf = ({ at, kind, actor, address, subject, changes }: Entry, userId: string): object => ({
  at,
  kind,
  actor,
  subject,
  changes,
  ...(actor.id === userId && address !== undefined ? { address } : {}),
});
