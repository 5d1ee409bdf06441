import { previewDrafts, repeatDrafts } from './repeat-drafts.js';

interface Sent {
  readonly filters: unknown;
  readonly key: string | null;
}

describe('the requests that transcribe drafts again', () => {
  let sent: Sent[];
  beforeEach(() => {
    sent = [];
    jest.spyOn(globalThis, 'fetch').mockImplementation((_, { headers, body } = {}) => {
      const { filters } = JSON.parse(body as string) as Pick<Sent, 'filters'>;
      sent.push({ filters, key: new Headers(headers).get('Idempotency-Key') });
      return Promise.resolve(Response.json({ results: [] }));
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('leave out paused drafts, and select the same drafts as the preview', async () => {
    await previewDrafts({ q: 'talk', tag: 'exam' });
    await repeatDrafts({ q: 'talk', tag: 'exam' });
    const filters = { draft: true, on_pause: false, q: 'talk', tag: 'exam' };
    expect(sent).toMatchObject([{ filters }, { filters }]);
  });

  it('are carried out each, because the listed drafts change between them', async () => {
    await repeatDrafts({ q: '', tag: '' });
    await repeatDrafts({ q: '', tag: '' });
    expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
    expect(sent.map(({ key }) => key)).not.toContain(null);
  });
});
