import { startMailServer, type MailServer } from '@throughline/mail/testing';
import { AllowList } from '@throughline/outgoing';
import PostalMime from 'postal-mime';
import { Browser, createSignInCode } from '../../testing/browser.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { HIDDEN, sendRecordedRequests } from '../../testing/recorded-requests.js';
import { ENTRY_KINDS } from './kinds.js';
import type { Entry } from './entry.js';

/** Changing operations of items: their history is the log of events. The paths of items, and of what starts their runs. */
const EVENTS_OF_ITEMS =
  /^\/api\/v1\/(recordings|documents|sessions|uploads|bulk)\b|^\/api\/v1\/admin\/(quarantine\/|events$|imports\/originals$)|^\/api\/v1\/jobs\/\{id\}\/run$|^\/api\/v1\/sources\/\{id\}\/sync$|^\/api\/v1\/channels\/\{id\}\/resync$|^\/api\/v1\/webhooks\//;

/** Operations that change neither rights nor settings. */
const WITHOUT_CHANGE: Readonly<Record<string, string>> = {
  checkChannel: 'tests a channel',
  testCredential: 'tests an account',
  importFile: 'takes bytes that a recorded import has named',
  testEngine: 'tests an engine',
  testOwnOutput: 'tests an output',
  testOwnOutputSettings: 'tests an output',
  testSource: 'tests a source',
  testSourceSettings: 'tests a source',
  testWebhookEndpoint: 'sends an example',
  dismissDocumentRuleSuggestion: 'hides a suggestion that has changed nothing',
  bringBackDocumentRuleSuggestion: 'shows a suggestion that has changed nothing',
  refillSearchIndex: 'makes an index again that holds nothing else',
  redeliverWebhooks: 'sends messages again',
  previewDocumentRule: 'shows what a rule would change',
  previewTexts: 'shows texts',
  selectItemsArchive: 'stores ids for an hour, for a download',
  previewInvitation: 'shows an invitation',
  openShared: 'opens a link; counts it',
  preparePasskeySignIn: 'stores a challenge',
  preparePasskey: 'stores a challenge',
  renamePasskey: 'changes a name that only its user sees',
  deleteExport: 'deletes an own archive before its time',
  startProviderSignIn: 'sends a browser to the identity provider; the return is recorded',
  connectCredential: 'sends a user to a consent page; the return is recorded',
};

/** Operations that need more than one request, and the place of their records or tests. */
const CHECKED_ELSEWHERE: Readonly<Record<string, string>> = {
  signOut: 'this spec, with a browser',
  followNoticeLink: 'this spec, with the link of a mail',
  createLibrary: 'recorded in people/libraries, which needs more members',
  renameLibrary: 'recorded in people/libraries, which needs more members',
  deleteLibrary: 'recorded in people/libraries, which needs more members',
  transferLibrary: 'recorded in people/libraries, which needs more members',
  leaveLibrary: 'recorded in people/libraries, which needs more members',
  addMember: 'recorded in people/libraries, which needs more members',
  changeMember: 'recorded in people/libraries, which needs more members',
  removeMember: 'recorded in people/libraries, which needs more members',
  createInvitation: 'recorded in people/invitations, which needs more people',
  revokeInvitation: 'recorded in people/invitations, which needs more people',
  acceptInvitation: 'recorded in people/invitations, which needs more people',
  joinByInvitation: 'recorded in people/invitations, which needs more people',
  revokeShareLink: 'recorded in sharing, which needs a link',
  decideEmbedItems: 'recorded in sharing/embeds, which needs a finished recording',
  decidePodcastItems: 'recorded in sharing/feeds, which needs a finished recording',
  connectIdentity: 'recorded in people/identities, which needs an identity provider',
  addPasskey: 'recorded in people/passkeys, which needs an authenticator',
  removePasskey: 'recorded in people/passkeys, which needs an authenticator',
  signInWithPasskey: 'recorded in people/passkeys, which needs an authenticator',
  deleteMyAccount: 'recorded in my-data/deletion, which needs another user',
  cancelAccountDeletion: 'recorded in my-data/deletion, which needs another user',
  disconnectIdentity: 'recorded in people/identities, which needs an identity provider',
};

interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
}

describe('the operations that change something', () => {
  let server: MailServer;
  let gateway: MemoryGateway;
  const recorded = new Map<string, string[]>();
  const failures: unknown[] = [];
  const answered: string[] = [];
  let entries: readonly Entry[];

  beforeAll(async () => {
    server = await startMailServer();
    gateway = await openMemoryGateway({
      settings: {
        fetchAllowed: AllowList.parse('localhost 127.0.0.1') as AllowList,
        publicUrl: 'https://recordings.example',
        smtp: { office: server.connection },
      },
    });
    let known = 0;
    await sendRecordedRequests(gateway, async (operation, kind, { status, body }) => {
      entries = await gateway.ports.administrationLog.list({ limit: 1_000 });
      const added = entries.slice(0, entries.length - known).map((entry) => entry.kind as string);
      known = entries.length;
      if (status >= 300 || !added.includes(kind))
        failures.push({ operation, status, detail: body['detail'], expected: kind, added });
      recorded.set(operation, [...(recorded.get(operation) ?? []), kind]);
      answered.push(JSON.stringify(body));
    });
  });
  afterAll(async () => {
    await gateway.close();
    await server.close();
  });

  it('add an entry each, in the request that makes the change', () => {
    expect(failures).toEqual([]);
  });

  it('are events of items, recorded here, or without a change: a new one must be one of them', async () => {
    const { paths } = (await gateway.app.inject({ url: '/openapi.json' })).json<ApiDocument>();
    const unknown = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { operationId = '' }]) => {
        const isKnown =
          ['get', 'head', 'options', 'parameters'].includes(method) ||
          EVENTS_OF_ITEMS.test(path) ||
          Object.hasOwn(WITHOUT_CHANGE, operationId) ||
          Object.hasOwn(CHECKED_ELSEWHERE, operationId) ||
          recorded.has(operationId);
        return isKnown ? [] : [`${method.toUpperCase()} ${path} (${operationId})`];
      }),
    );
    expect(unknown).toEqual([]);
  });

  it('include the end of a sign-in by its browser', async () => {
    const browser = new Browser(gateway);
    await browser.open(await createSignInCode(gateway));
    await browser.send('/api/v1/auth/session', { method: 'DELETE' });
    const [ended] = await gateway.ports.administrationLog.list({ limit: 1 });
    expect(ended).toMatchObject({ kind: 'sign_in.ended', credential: { kind: 'session' }, subject: { id: gateway.owner } });
  });

  it('include links of mails, whose followers have not signed in', async () => {
    const headers = { authorization: `Bearer ${gateway.token}`, 'if-match': '*' };
    // Mails of one library come at most once a minute.
    gateway.ports.notices.startConfirmation = () => Promise.resolve(true);
    const email = 'another@example.org';
    await gateway.app.inject({ method: 'PUT', url: '/api/v1/me/notices', headers, payload: { email } });
    const { text = '' } = await PostalMime.parse(server.taken.at(-1)?.raw ?? '');
    const path = /https:\/\/recordings\.example(\/api\/v1\/notices\/\S+)/.exec(text)?.[1] ?? '';
    expect((await gateway.app.inject({ method: 'POST', url: path })).statusCode).toBe(200);
    const [confirmed] = await gateway.ports.administrationLog.list({ limit: 1 });
    expect(confirmed).toMatchObject({
      kind: 'settings.notices_changed',
      actor: { type: 'stranger', id: undefined },
      libraryId: gateway.owner,
      changes: { confirmed: { from: false, to: true } },
    });
  });

  it('name the user, the address and the token of the request', () => {
    for (const { kind, actor, address, credential } of entries) {
      expect({ kind, address }).toEqual({ kind, address: '127.0.0.1' });
      expect(actor).toEqual({ type: 'user', id: gateway.owner, name: `user-${gateway.owner}` });
      if (kind !== 'sign_in.created') expect(credential).toMatchObject({ kind: 'token', name: 'spec' });
    }
  });

  it('keep no secret and nothing that a person wrote', () => {
    const all = JSON.stringify(entries);
    for (const text of [...Object.values(HIDDEN), gateway.token]) expect(all).not.toContain(text);
    const secrets = answered.flatMap((body) =>
      [...body.matchAll(/"(?:secret|token|url|csrf_token)":"([^"]{20,})"/g)].map(([, one]) => one),
    );
    expect(secrets.length).toBeGreaterThan(4);
    for (const secret of secrets) expect(all).not.toContain(secret);
  });

  it('keep the values of roles, numbers and switches', () => {
    const changesOf = (kind: string): unknown => entries.find((entry) => entry.kind === kind)?.changes;
    expect(changesOf('user.role_changed')).toEqual({ role: { from: 'viewer', to: 'operator' } });
    expect(changesOf('limits.changed')).toEqual({ items: { from: null, to: 3 }, bytes: { from: null, to: 'unlimited' } });
    expect(changesOf('job.changed')).toEqual({ is_enabled: { from: true, to: false } });
    expect(changesOf('output.changed')).toEqual({ 'settings.folder': 'changed' });
    expect(changesOf('credential.changed')).toEqual({ username: 'changed', password: 'changed' });
  });

  it('have kinds with sentences', () => {
    expect(entries.filter(({ kind }) => !ENTRY_KINDS.includes(kind))).toEqual([]);
  });
});
