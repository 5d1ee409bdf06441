import { RUN_LIMITS } from '@throughline/contracts';
import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep } from '../../testing/work-through.js';

const ofRun = (vocabulary: readonly string[]) => ({ processing_config: { transcription: { vocabulary } } });

describe('the vocabulary', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const library = (method: 'GET' | 'PUT', terms?: unknown, token = gateway.token, tags: object = { 'if-match': '*' }) =>
    gateway.app.inject({
      method,
      url: '/api/v1/me/vocabulary',
      headers: { authorization: `Bearer ${token}`, ...tags },
      ...(terms === undefined ? {} : { payload: { terms } }),
    });
  const vocabularyOf = async (id: string) => (await gateway.ports.commands.load(id))?.personal.vocabulary;
  /** Returns the events of the item as readers without its key see them. */
  const unsealedText = async (id: string): Promise<string> => {
    const { commits } = await gateway.store.load(id);
    return JSON.stringify(commits.map(({ commit }) => commit.events.map(({ type, data }) => [type, data])));
  };

  it('of a library can be read and replaced by the users who may change recordings', async () => {
    expect((await library('GET')).json()).toEqual({ terms: [] });
    expect((await library('PUT', ['Grace Hopper', 'JetStream'])).json()).toEqual({ terms: ['Grace Hopper', 'JetStream'] });
    expect((await library('GET')).json()).toEqual({ terms: ['Grace Hopper', 'JetStream'] });
    const reader = await gateway.tokenFor(['read'], gateway.owner);
    expect((await library('PUT', ['mine'], reader)).statusCode).toBe(403);
    expect((await library('GET', undefined, reader)).json()).toEqual({ terms: ['Grace Hopper', 'JetStream'] });
  });

  it('of a library is not replaced by a client that has not read the present one', async () => {
    const etag = (await library('GET')).headers.etag ?? '';
    const put = (terms: readonly string[], tags: object) => library('PUT', terms, gateway.token, tags);
    expect((await put(['lost'], {})).json()).toMatchObject({ status: 428, code: 'precondition-required' });
    const saved = await put(['Ada'], { 'if-match': etag });
    expect(saved.json()).toEqual({ terms: ['Ada'] });
    expect((await put(['lost'], { 'if-match': etag })).json()).toMatchObject({ status: 412, code: 'vocabulary-changed' });
    expect((await put(['Ada', 'Nora'], { 'if-match': saved.headers.etag })).statusCode).toBe(200);
    expect((await library('GET')).json()).toEqual({ terms: ['Ada', 'Nora'] });
  });

  it.each<[string, unknown]>([
    ['blank ends', [' Grace']],
    ['an empty term', ['']],
    ['a control character', ['Grace\nHopper']],
    ['a long term', ['x'.repeat(RUN_LIMITS.term.max + 1)]],
    ['too many terms', Array.from({ length: RUN_LIMITS.vocabulary.max + 1 }, (_, at) => `term ${String(at)}`)],
    ['a repeated term', ['Grace', 'Grace']],
    ['no list', 'Grace'],
  ])('is refused with %s, by its place and never its words', async (_, terms) => {
    const answer = await library('PUT', terms);
    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid' });
    const { errors } = answer.json<{ errors: { pointer: string }[] }>();
    expect(errors.every(({ pointer }) => pointer.startsWith('/terms'))).toBe(true);
    expect(answer.body).not.toContain('Grace');
    const { id } = await upload(gateway);
    expect((await ask(gateway, `/${id}/run`, { body: ofRun(terms as string[]) })).statusCode).toBe(400);
  });

  it('of the library and of the request are taken over by a run, sealed', async () => {
    await library('PUT', ['JetStream']);
    const { id } = await upload(gateway, {
      fields: { run: 'true', processing_config: JSON.stringify(ofRun(['Nora']).processing_config) },
    });
    expect(await vocabularyOf(id)).toEqual({ own: ['Nora'], library: ['JetStream'] });
    await library('PUT', ['PostgreSQL']);
    expect(await vocabularyOf(id)).toEqual({ own: ['Nora'], library: ['JetStream'] });
    await ask(gateway, `/${id}/cancel`);
    await ask(gateway, `/${id}/run`);
    expect(await vocabularyOf(id)).toEqual({ own: ['Nora'], library: ['PostgreSQL'] });
    expect(await unsealedText(id)).not.toMatch(/Nora|JetStream|PostgreSQL/u);
  });

  it('is empty again on request, and kept by a bulk run without terms', async () => {
    await library('PUT', []);
    const { id } = await upload(gateway);
    await ask(gateway, `/${id}/run`, { body: ofRun(['Nora']) });
    await ask(gateway, `/${id}/cancel`);
    await ask(gateway, '/bulk/run', { body: { recording_ids: [id] } });
    expect(await vocabularyOf(id)).toEqual({ own: ['Nora'], library: [] });
    await ask(gateway, `/${id}/cancel`);
    await ask(gateway, `/${id}/run`, { body: ofRun([]) });
    expect(await vocabularyOf(id)).toBeUndefined();
  });

  it('of a later request repeats the transcription only if it differs', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    for (const step of ['DOWNLOAD', 'TRIM', 'TRANSCRIBE']) {
      await startStep(gateway, id, step);
      await completeStep(gateway, id, step);
    }
    await ask(gateway, `/${id}/cancel`);
    const fate = async (body?: object): Promise<string | undefined> => {
      const answer = await ask(gateway, `/${id}/run?dry_run=true`, body === undefined ? {} : { body });
      const { steps, config_sources } = answer.json<{ steps: { step: string; action: string }[]; config_sources: object }>();
      if (body !== undefined && 'transcription.vocabulary' in config_sources) expect(answer.body).not.toContain('Nora');
      return steps.find(({ step }) => step === 'TRANSCRIBE')?.action;
    };
    expect([await fate(), await fate(ofRun([])), await fate(ofRun(['Nora']))]).toEqual(['keep', 'keep', 'run']);
    await ask(gateway, `/${id}/run`, { body: ofRun(['Nora']) });
    await startStep(gateway, id, 'TRANSCRIBE');
    await completeStep(gateway, id, 'TRANSCRIBE');
    await ask(gateway, `/${id}/cancel`);
    expect([await fate(), await fate(ofRun(['Nora'])), await fate(ofRun(['Otto']))]).toEqual(['keep', 'keep', 'run']);
  });
});
