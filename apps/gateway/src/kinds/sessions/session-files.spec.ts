import { makePreviews } from '../../testing/make-previews.js';
import { SessionHarness } from '../../testing/session-harness.js';
import type { SessionItem } from './session-view.js';

type Answer = SessionItem & { readonly code?: string; readonly outcome: { readonly code: string } };

describe('the files of a session', () => {
  let room: SessionHarness;
  let id: string;
  const renew = SessionHarness.renewed();
  beforeEach(async () => {
    room = await renew();
    ({ session_id: id } = await room.create());
  });

  const names = async (): Promise<readonly string[]> =>
    (await room.send('GET', `/${id}/artifacts`)).json<{ items: readonly { name: string }[] }>().items.map(({ name }) => name);

  it('are listed and opened below its path', async () => {
    await room.begin(id);
    await room.finish(id);
    await room.projected(id);
    expect(await names()).toContain('transcript.json');
    const file = await room.send('GET', `/${id}/artifacts/transcript.json`);
    expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'application/json']);
    expect((await room.send('GET', `/${id}/artifacts/none.json`)).statusCode).toBe(404);
  });

  it('have previews, which a request makes, and which open below the same path', async () => {
    expect((await room.status(id)).previews).toMatchObject({ state: 'none', peaks_url: null });
    const asked = await room.send('POST', `/${id}/previews`);
    expect([asked.statusCode, asked.json<Answer>().outcome.code]).toEqual([202, 'previews-requested']);
    await makePreviews(room.gateway, id);
    await room.projected(id);
    const { peaks_url: url } = (await room.status(id)).previews;
    expect(url).toBe(`/api/v1/sessions/${id}/artifacts/peaks.json`);
    expect((await room.send('GET', `/${id}/artifacts/peaks.json`)).statusCode).toBe(200);
    expect((await room.send('POST', `/${id}/previews`)).json<Answer>().outcome.code).toBe('previews-ready');
  });

  it('are gone with an erasure', async () => {
    await room.send('POST', `/${id}/previews`);
    await makePreviews(room.gateway, id);
    await room.send('POST', `/${id}/erase`, { body: { confirm: true } });
    await room.projected(id);
    const answer = await room.send('GET', `/${id}/artifacts`);
    expect([answer.statusCode, answer.json<Answer>().code]).toEqual([410, 'erased']);
    expect((await room.status(id)).previews).toMatchObject({ peaks_url: null, web_url: null });
  });
});
