import { previewDrafts, repeatDrafts } from './repeat-drafts.js';

describe('the requests that transcribe drafts again', () => {
  let sent: unknown[];
  beforeEach(() => {
    sent = [];
    jest.spyOn(globalThis, 'fetch').mockImplementation((_, { body } = {}) => {
      sent.push(JSON.parse(body as string));
      return Promise.resolve(Response.json({ results: [] }));
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('leave out paused drafts, and select the same drafts as the preview', async () => {
    await previewDrafts('talk');
    await repeatDrafts('talk', 'key');
    const filters = { draft: true, on_pause: false, q: 'talk' };
    expect(sent).toMatchObject([{ filters }, { filters }]);
  });
});
