import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep, workThrough } from '../../testing/work-through.js';

const OUTPUTS = [
  { name: 'tube', type: 'youtube', settings: { credential: 1 } },
  { name: 'library', type: 'folder', settings: { folder: 'library' } },
];
const TEXTS = 'deliver:tube/texts';

interface Recording {
  readonly status: string;
  readonly outputs: readonly { readonly id: string; readonly status: string; readonly old_texts: boolean }[];
  readonly allowed_actions: readonly { readonly action: string; readonly target: string | null; readonly allowed: boolean }[];
}

describe('the texts of a delivered video that were changed since', () => {
  let gateway: MemoryGateway;
  let id: string;
  beforeAll(async () => {
    gateway = await openMemoryGateway({ settings: { outputs: OUTPUTS } });
  });
  afterAll(() => gateway.close());
  beforeEach(async () => {
    ({ id } = await upload(gateway, { fields: { title: 'A talk', run: 'true', allow_duplicate: 'true' } }));
    await workThrough(gateway, id);
    await ask(gateway, `/${id}`, { method: 'PATCH', body: { title: 'Another talk' }, headers: { 'if-match': '*' } });
    await waitUntilProjected(gateway, id);
  });
  const getRecording = async (): Promise<Recording> => (await ask(gateway, `/${id}`, { method: 'GET' })).json<Recording>();
  const tube = async () => (await getRecording()).outputs.find((output) => output.id === 'tube');
  const send = async (output = 'tube', query = '', body: object = { metadata_only: true }) => {
    const response = await ask(gateway, `/${id}/outputs/${output}/redeliver${query}`, { body });
    await waitUntilProjected(gateway, id);
    return response;
  };

  it('RUN-08: are named by a run, which does nothing, and by the output', async () => {
    const run = await ask(gateway, `/${id}/run`, { body: {} });
    expect([run.statusCode, run.json()]).toMatchObject([
      200,
      {
        outcome: {
          code: 'already-complete',
          detail: expect.stringContaining('These outputs have the earlier texts: tube.') as string,
        },
      },
    ]);
    expect(await getRecording()).toMatchObject({
      status: 'READY',
      outputs: [
        { id: 'tube', old_texts: true },
        { id: 'library', old_texts: false },
      ],
    });
  });

  it('are sent by a step of their own, which leaves the delivery as it is', async () => {
    const response = await send();
    expect([response.statusCode, response.json()]).toMatchObject([202, { outcome: { code: 'sending-texts' } }]);
    await startStep(gateway, id, TEXTS);
    await waitUntilProjected(gateway, id);
    expect(await getRecording()).toMatchObject({ status: 'READY' });
    expect(await tube()).toMatchObject({ status: 'UPLOADED', old_texts: true, follow_ups: [{ name: 'texts' }] });
    await completeStep(gateway, id, TEXTS);
    await waitUntilProjected(gateway, id);
    expect(await tube()).toMatchObject({ status: 'UPLOADED', old_texts: false });
    expect((await send()).json()).toMatchObject({ status: 409, code: 'nothing-newer' });
  });

  it('are sent again if they change while they are sent', async () => {
    await send();
    await startStep(gateway, id, TEXTS);
    await ask(gateway, `/${id}`, { method: 'PATCH', body: { title: 'A third talk' }, headers: { 'if-match': '*' } });
    const response = await send();
    expect([response.statusCode, response.json()]).toMatchObject([
      200,
      {
        outcome: {
          code: 'texts-to-be-sent',
          detail: 'The present title and description are sent after the attempt in progress.',
        },
      },
    ]);
  });

  it('are sent after the repeated stages of a new run, or when it resumes', async () => {
    const ifMatch = { 'if-match': '*' };
    await ask(gateway, `/${id}`, { method: 'PATCH', body: { language: 'de', run: true }, headers: ifMatch });
    const later = 'The present title and description would be sent when the earlier steps of the run have ended.';
    expect((await send('tube', '?dry_run=true')).json()).toMatchObject({ outcome: { code: 'texts-to-be-sent', detail: later } });
    await ask(gateway, `/${id}/pause`, { body: {} });
    const resumed = 'The present title and description are sent when the run resumes.';
    expect((await send()).json()).toMatchObject({ outcome: { code: 'texts-to-be-sent', detail: resumed } });
  });

  it('change nothing in a preview', async () => {
    const response = await send('tube', '?dry_run=true');
    expect(response.json()).toMatchObject({ dry_run: true, would_change: true, outcome: { code: 'sending-texts' } });
    expect(await tube()).toMatchObject({ old_texts: true, follow_ups: [] });
  });

  it('are refused for an output whose texts cannot be changed, and by a request for the newest version', async () => {
    expect((await send('library')).json()).toMatchObject({ status: 409, code: 'texts-not-changeable' });
    for (const body of [{}, { metadata_only: false }])
      expect((await send('tube', '', body)).json()).toMatchObject({ status: 409, code: 'nothing-newer' });
    for (const body of [{ metadata_only: 'yes' }, { metadata: true }])
      expect((await send('tube', '', body)).json()).toMatchObject({ status: 400, code: 'invalid' });
  });

  it('are offered as an action of that output alone', async () => {
    const actions = (await getRecording()).allowed_actions.filter(({ action }) => action === 'update_texts');
    expect(actions).toMatchObject([{ target: 'tube', allowed: true }]);
  });
});
