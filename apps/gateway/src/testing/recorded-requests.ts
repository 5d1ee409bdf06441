import { hashOf } from '../people/tokens/token.js';
import { newSecret } from '../people/sign-in/session.js';
import type { MemoryGateway } from './memory-gateway.js';
import { upload } from './upload.js';

/** Texts that no entry may contain: secrets, and what people wrote. */
export const HIDDEN = {
  password: 'password-Xk29',
  clientSecret: 'client-secret-Zq81',
  address: 'https://hooks.invalid/key-Vb57',
  term: 'Vocabulary-term-Rm33',
  title: 'Title-pattern-Ty64',
  sender: 'Sender-of-rule-Uq77',
  email: 'person-Hw12@example.org',
} as const;

const TEMPLATE = { output_config: { outputs: ['library'] }, metadata_config: { title_pattern: HIDDEN.title } };
const SCHEDULE = { kind: 'time_of_day', time: '08:00', time_zone: 'UTC' };
const OUTPUT = { type: 'folder', settings: { folder: 'library' } };
const SOURCE = { name: 'Lectures', type: 'folder', settings: { folder: 'inbox' } };

const IMPORTED = {
  specversion: '1.0',
  id: '1.0',
  source: '/api/v1/recordings',
  type: 'throughline.AssetRegistered',
  subject: '0190a000-0000-7000-8000-000000000001',
  time: '2026-02-05T18:00:00.000Z',
  eventversion: 6,
  data: {
    owner: 'anna',
    pipeline: 'recording',
    sourceKind: 'upload',
    isMapped: true,
    language: 'en',
    personal: { title: HIDDEN.title },
  },
};

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Answer = Readonly<Record<string, unknown>>;

/** One accepted request of each operation that the administration log records, with the kind of its entry. */
export async function sendRecordedRequests(
  gateway: MemoryGateway,
  onAnswer: (operation: string, kind: string, answer: { readonly status: number; readonly body: Answer }) => Promise<void>,
): Promise<void> {
  const send = async (
    operation: string,
    kind: string,
    [method, path]: readonly [Method, string],
    payload?: object,
  ): Promise<Answer> => {
    const response = await gateway.app.inject({
      method,
      url: `/api/v1/${path}`,
      headers: { authorization: `Bearer ${gateway.token}`, 'if-match': '*' },
      ...(payload === undefined ? {} : { payload }),
    });
    const body = response.body === '' ? {} : response.json<Answer>();
    await onAnswer(operation, kind, { status: response.statusCode, body });
    return body;
  };
  const idOf = ({ id }: Answer): string => String(id);

  const nora = idOf(await send('createUser', 'user.created', ['POST', 'admin/users'], { name: 'Nora', role: 'viewer' }));
  await send('changeUser', 'user.role_changed', ['PATCH', `admin/users/${nora}`], { role: 'operator' });
  await send('changeUser', 'user.disabled', ['PATCH', `admin/users/${nora}`], { disabled: true });
  await send('changeUser', 'user.enabled', ['PATCH', `admin/users/${nora}`], { disabled: false });
  await send('replaceUserLimits', 'limits.changed', ['PUT', `admin/users/${nora}/quota`], { items: 3, bytes: null });
  await send('endSignInsOfUser', 'sign_in.all_ended', ['DELETE', `admin/users/${nora}/sessions`]);
  await send('createTokenForUser', 'token.created_for_user', ['POST', `admin/users/${nora}/tokens`], { name: 'laptop' });
  await send('revokeTokensOfUser', 'token.all_revoked', ['DELETE', `admin/users/${nora}/tokens`]);
  await send('removePasskeysOfUser', 'passkey.all_deleted', ['DELETE', `admin/users/${nora}/passkeys`]);

  const eva = idOf(await send('createUser', 'user.created', ['POST', 'admin/users'], { name: 'Eva', role: 'viewer' }));
  await send('deleteAccount', 'user.deletion_requested', ['POST', `admin/users/${eva}/deletion`], {
    confirm: 'Eva',
    libraries: [{ id: eva, action: 'erase' }],
  });

  await send('makeSignInLink', 'sign_in.link_created', ['POST', 'auth/links'], { user: 'Nora' });
  const code = newSecret();
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  await gateway.ports.sessions.addLink({
    hash: hashOf(code),
    userId: gateway.owner,
    scopes: ['read'],
    madeBy: gateway.owner,
    expiresAt,
  });
  await send('signIn', 'sign_in.created', ['POST', 'auth/session'], { code });
  const [session] = await gateway.ports.sessions.list(gateway.owner);
  await send('endSignIn', 'sign_in.ended', ['DELETE', `auth/sessions/${session?.id ?? ''}`]);
  await send('endOtherSignIns', 'sign_in.all_ended', ['DELETE', 'auth/sessions']);

  await send('startExport', 'user.data_exported', ['POST', 'me/exports']);

  await send('importItems', 'library.items_imported', ['POST', 'admin/imports'], {
    items: [{ id: IMPORTED.subject, events: [IMPORTED], complete: true }],
  });

  const token = idOf(await send('createToken', 'token.created', ['POST', 'me/tokens'], { name: 'laptop', scopes: ['read'] }));
  await send('revokeToken', 'token.revoked', ['DELETE', `me/tokens/${token}`]);
  await send('revokeOtherTokens', 'token.all_revoked', ['DELETE', 'me/tokens']);

  await send('changeMe', 'settings.language_changed', ['PATCH', 'me'], { default_language: 'de' });
  await send('setVocabulary', 'settings.vocabulary_changed', ['PUT', 'me/vocabulary'], { terms: [HIDDEN.term] });
  await send('replaceSettings', 'settings.changed', ['PUT', 'me/settings'], TEMPLATE);
  await send('changeNotices', 'settings.notices_changed', ['PUT', 'me/notices'], { email: HIDDEN.email });
  await send('removeNotices', 'settings.notices_changed', ['DELETE', 'me/notices']);

  const [talk, copy] = [await upload(gateway, {}), await upload(gateway, { fields: { allow_duplicate: 'true' } })];
  const kept = idOf(await send('keepDuplicates', 'duplicates.kept', ['POST', 'duplicates/kept'], { ids: [talk.id, copy.id] }));
  await send('showDuplicatesAgain', 'duplicates.shown_again', ['DELETE', `duplicates/kept/${kept}`]);

  const login = { type: 'password', name: 'Cloud', username: 'me', password: HIDDEN.password };
  const credential = idOf(await send('createCredential', 'credential.created', ['POST', 'credentials'], login));
  const change = { username: 'me', password: `${HIDDEN.password}-new` };
  await send('changeCredential', 'credential.changed', ['PATCH', `credentials/${credential}`], change);
  await send('removeCredential', 'credential.deleted', ['DELETE', `credentials/${credential}`]);

  const feed = idOf(await send('createPodcastFeed', 'podcast_feed.created', ['POST', 'podcast-feeds'], { title: HIDDEN.title }));
  await send('changePodcastFeed', 'podcast_feed.changed', ['PATCH', `podcast-feeds/${feed}`], { description: HIDDEN.term });
  await send('renewPodcastFeed', 'podcast_feed.address_renewed', ['POST', `podcast-feeds/${feed}/renew`]);
  await send('revokePodcastFeed', 'podcast_feed.revoked', ['DELETE', `podcast-feeds/${feed}`]);

  const shown = { title: HIDDEN.title, origins: ['https://school.example'] };
  const embed = idOf(await send('createEmbed', 'embed.created', ['POST', 'embeds'], shown));
  await send('changeEmbed', 'embed.changed', ['PATCH', `embeds/${embed}`], { title: HIDDEN.term });
  await send('renewEmbed', 'embed.address_renewed', ['POST', `embeds/${embed}/renew`]);
  await send('revokeEmbed', 'embed.revoked', ['DELETE', `embeds/${embed}`]);

  const output = idOf(await send('createOwnOutput', 'output.created', ['POST', 'own-outputs'], { name: 'archive', ...OUTPUT }));
  const moved = { type: 'folder', settings: { folder: 'nas' } };
  await send('replaceOwnOutput', 'output.changed', ['PUT', `own-outputs/${output}`], moved);
  await send('removeOwnOutput', 'output.deleted', ['DELETE', `own-outputs/${output}`]);

  const template = idOf(
    await send('createTemplate', 'template.created', ['POST', 'templates'], { name: 'Lecture', ...TEMPLATE }),
  );
  await send('replaceTemplate', 'template.changed', ['PUT', `templates/${template}`], { name: 'Seminar', ...TEMPLATE });
  const job = { name: 'Mornings', template_ids: [Number(template)], schedule: SCHEDULE };
  const jobId = idOf(await send('createJob', 'job.created', ['POST', 'jobs'], job));
  await send('replaceJob', 'job.changed', ['PUT', `jobs/${jobId}`], { ...job, is_enabled: false });
  await send('deleteJob', 'job.deleted', ['DELETE', `jobs/${jobId}`]);
  await send('removeTemplate', 'template.deleted', ['DELETE', `templates/${template}`]);

  const rule = { name: 'Bills', sender: HIDDEN.sender, tags: ['bill'] };
  const ruleId = idOf(await send('createDocumentRule', 'document_rule.created', ['POST', 'document-rules'], rule));
  const off = { ...rule, enabled: false };
  await send('replaceDocumentRule', 'document_rule.changed', ['PUT', `document-rules/${ruleId}`], off);
  await send('removeDocumentRule', 'document_rule.deleted', ['DELETE', `document-rules/${ruleId}`]);

  const source = idOf(await send('createSource', 'source.created', ['POST', 'sources'], SOURCE));
  await send('replaceSource', 'source.changed', ['PUT', `sources/${source}`], { ...SOURCE, name: 'Seminars' });
  await send('pauseSource', 'source.paused', ['POST', `sources/${source}/pause`]);
  await send('resumeSource', 'source.resumed', ['POST', `sources/${source}/resume`]);
  await send('removeSource', 'source.deleted', ['DELETE', `sources/${source}`]);

  const hook = { name: 'Chat', url: HIDDEN.address, events: ['item.ready'] };
  const webhook = idOf(await send('createWebhookEndpoint', 'webhook.created', ['POST', 'webhook-endpoints'], hook));
  const events = { events: ['item.failed'], url: `${HIDDEN.address}/new` };
  await send('changeWebhookEndpoint', 'webhook.changed', ['PATCH', `webhook-endpoints/${webhook}`], events);
  await send('rotateWebhookSecret', 'webhook.secret_changed', ['POST', `webhook-endpoints/${webhook}/secret`]);
  await send('deleteWebhookEndpoint', 'webhook.deleted', ['DELETE', `webhook-endpoints/${webhook}`]);

  const channel = idOf(
    await send('createChannel', 'channel.created', ['POST', 'channels'], { name: 'a-channel', outputs: ['library'] }),
  );
  await send('changeChannel', 'channel.changed', ['PATCH', `channels/${channel}`], { language: 'fr' });
  await send('renewChannelSecret', 'channel.secret_changed', ['POST', `channels/${channel}/secret`]);
  await send('removeChannel', 'channel.deleted', ['DELETE', `channels/${channel}`]);

  await send('chooseModel', 'engine.choice_requested', ['PUT', 'engines/choice'], { model: 'auto' });
  await send('fetchModel', 'engine.fetch_requested', ['POST', 'engines/models/small/fetch']);
}
