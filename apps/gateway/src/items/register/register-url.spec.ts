import { assetIdForKey } from '@throughline/contracts';
import { AllowList } from '@throughline/outgoing';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest, type Reply } from '../../testing/send-request.js';

interface Answer {
  readonly id: string;
  readonly title: string;
  readonly file_name: string | null;
  readonly source: { readonly kind: string; readonly url: string | null };
  readonly run: { readonly active: boolean } | null;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
}

const SECRET = 's3cr3t';
const ADDRESS = `https://me:${SECRET}@files.example:8443/talks/Weekly%20talk%20%E2%9C%93.mp4?key=${SECRET}#t=10`;

describe('registering a recording by its address', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway({ settings: { fetchAllowed: AllowList.parse('10.1.0.0/16 nas.local') as AllowList } });
  });
  afterAll(() => gateway.close());

  const post = (body: object, key?: string): Promise<Reply<Answer>> =>
    sendRequest<Answer>(gateway, 'POST', '/recordings', { payload: body, key });

  it('creates a recording, named by the file, with its run in the same commit', async () => {
    const { status, body } = await post({ url: ADDRESS, run: true });
    expect(status).toBe(202);
    expect(body).toMatchObject({
      title: 'Weekly talk ✓',
      file_name: 'Weekly talk ✓.mp4',
      source: { kind: 'url', url: 'https://files.example:8443/talks/Weekly%20talk%20%E2%9C%93.mp4' },
      run: { active: true },
    });
    expect((await gateway.store.load(body.id)).commits).toHaveLength(1);
  });

  it('keeps its user and query sealed, and shows them to nobody', async () => {
    const { body, text } = await post({ url: ADDRESS });
    expect(text).not.toContain(SECRET);
    const read = await gateway.app.inject({
      url: `/api/v1/recordings/${body.id}`,
      headers: { authorization: `Bearer ${gateway.token}` },
    });
    expect(read.body).not.toContain(SECRET);
    const [event] = (await gateway.store.load(body.id)).commits
      .flatMap(({ commit }) => commit.events)
      .filter(({ type }) => type === 'SourceBecameReady');
    expect(event?.data).toEqual({ source: { kind: 'url', settings: { origin: 'https://files.example:8443' } } });
    // The ingest service receives the address, but nobody receives the fragment.
    expect(event).toMatchObject({ personal: { url: ADDRESS.replace('#t=10', '') } });
  });

  it.each([
    ['https://files.example/', 'files.example', null],
    ['https://files.example/talk', 'talk', 'talk'],
    ['https://files.example/a/..%2f..%2fpasswd.mp4', 'passwd', 'passwd.mp4'],
    ['https://files.example/%ff%fe.mp4', '%ff%fe', '%ff%fe.mp4'],
    ['https://files.example/x%00%0a%E2%80%AEy.mp4', 'xy', 'xy.mp4'],
  ])('titles %s %j', async (url, title, fileName) => {
    expect((await post({ url })).body).toMatchObject({ title, file_name: fileName });
  });

  it('uses the given title', async () => {
    expect((await post({ url: ADDRESS, title: 'Mine', language: 'en' })).body).toMatchObject({ title: 'Mine', language: 'en' });
  });

  it('creates one recording for one Idempotency-Key', async () => {
    const first = await post({ url: ADDRESS }, 'url-1');
    expect(first.body.id).toBe(assetIdForKey(gateway.owner, 'url-1'));
    expect((await post({ url: ADDRESS }, 'url-1')).body).toEqual(first.body);
    expect((await post({ url: `${ADDRESS}&more` }, 'url-1')).status).toBe(422);
  });

  it.each(['http://10.1.2.3/talk.mp4', 'http://nas.local/talk.mp4'])('accepts %s if the operator allows it', async (url) => {
    expect((await post({ url })).status).toBe(202);
  });

  it.each<[string, object, string, string]>([
    ['nothing', {}, '/url', 'is missing'],
    ['an address beside a source', { url: ADDRESS, source: { kind: 'simulated' } }, '/url', 'together with source'],
    ['an unsupported protocol', { url: 'ftp://files.example/a.mp4' }, '/url', 'does not start with https'],
    ['a file on the server', { url: 'file:///etc/passwd' }, '/url', 'does not start with https'],
    ['no address', { url: 'talk.mp4' }, '/url', 'not a URL'],
    ['an option instead of an address', { url: '--exec=id' }, '/url', 'not a URL'],
    ['this machine', { url: `http://127.0.0.1/${SECRET}` }, '/url', 'this machine'],
    ['this machine in octal', { url: `http://0177.1/?${SECRET}` }, '/url', 'this machine'],
    ['this machine by name', { url: 'http://localhost:8080/' }, '/url', 'this machine'],
    ['a private network', { url: `http://u:${SECRET}@10.2.0.1/` }, '/url', 'private network'],
    ['the metadata service of a cloud', { url: 'http://169.254.169.254/latest/meta-data' }, '/url', 'link-local'],
    ['IPv4 in IPv6', { url: 'http://[::ffff:10.0.0.1]/' }, '/url', 'disguise'],
    ['an address that is too long', { url: `https://files.example/${'a'.repeat(4_100)}` }, '/url', 'shorter'],
    ['an address that is too long after encoding', { url: `https://files.example/${'é'.repeat(2_000)}` }, '/url', 'too long'],
    ['a number', { url: 7 }, '/url', 'string'],
    ['a line break', { url: 'https://files.example/\nHost: x' }, '/url', 'control'],
    ['an unknown field', { url: ADDRESS, password: SECRET }, '/password', ''],
  ])('refuses %s with the reason and the field, and without echoing it', async (_, body, pointer, words) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual({ pointer, message: expect.stringContaining(words) as string });
    expect(answer.text).not.toContain(SECRET);
  });
});
