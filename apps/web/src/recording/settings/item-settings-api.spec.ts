import { bindTemplate, savePreferences } from './item-settings-api.js';

interface Sent {
  readonly line: string;
  readonly match: string | null;
}

describe('saving the settings of an item', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });
  const answer = (status: number, body: object): Response =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
    });
  const stale = { status: 412, code: 'item-changed', title: 'changed', detail: 'changed', type: 'x' };
  const listen = (...answers: readonly Response[]): Sent[] => {
    const sent: Sent[] = [];
    const left = [...answers];
    jest.spyOn(globalThis, 'fetch').mockImplementation((url, { method = 'GET', headers = {} } = {}) => {
      sent.push({ line: `${method} ${url as string}`, match: new Headers(headers).get('if-match') });
      return Promise.resolve(left.shift() ?? answer(500, {}));
    });
    return sent;
  };
  const preferences = { output_config: { outputs: ['drive'] } };
  const save = (before: typeof preferences | null) =>
    savePreferences('recordings', { read: { id: 'r', revision: '7', preferences: before }, preferences });

  it('goes on at a newer revision if only a step has made it', async () => {
    const sent = listen(answer(412, stale), answer(200, { revision: '8', preferences: null }), answer(200, { revision: '9' }));
    expect(await save(null)).toEqual({ revision: '9' });
    expect(sent.filter(({ line }) => line.startsWith('PUT')).map(({ match }) => match)).toEqual(['"7"', '"8"']);
    expect(sent[0]?.line).toMatch(/recordings\/r\/preferences$/);
  });

  it('is refused if another person has changed the preferences', async () => {
    listen(answer(412, stale), answer(200, { revision: '8', preferences: { output_config: { outputs: [] } } }));
    await expect(save(null)).rejects.toMatchObject({ status: 412 });
  });

  it('binds with and without the removal of preferences, and unbinds', async () => {
    const sent = listen(answer(200, {}), answer(200, {}), answer(200, {}));
    await bindTemplate({ kind: 'documents', id: 'd' }, { template: 3, resetPreferences: false });
    await bindTemplate({ kind: 'documents', id: 'd' }, { template: 3, resetPreferences: true });
    await bindTemplate({ kind: 'documents', id: 'd' }, { template: undefined, resetPreferences: true });
    expect(sent.map(({ line }) => line.replace(/ .*\/documents/, ' documents'))).toEqual([
      'POST documents/d/template/3',
      'POST documents/d/template/3?reset_preferences=true',
      'DELETE documents/d/template',
    ]);
  });
});
