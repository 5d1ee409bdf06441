import { isPresent } from '@throughline/domain';
import { ask, type AskOptions } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep } from '../../testing/work-through.js';

interface Item {
  readonly status: string;
  readonly needs_review: boolean;
  readonly code?: string;
  readonly outcome?: { readonly code: string; readonly detail: string; readonly try_instead: string | null };
  readonly config_sources?: Readonly<Record<string, string>>;
  readonly steps?: readonly { readonly step: string; readonly action: string }[];
}

const STEPS = ['DOWNLOAD', 'TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES'];
const outputs = ['library', 'archive'].map((name) => ({ name, type: 'folder', settings: { folder: name } }));

describe('reviewing before publishing', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway({ settings: { outputs } });
  });
  afterAll(() => gateway.close());

  const send = async (id: string, path: string, asking: AskOptions = {}): Promise<{ status: number; body: Item }> => {
    const response = await ask(gateway, `/${id}${path}`, asking);
    return { status: response.statusCode, body: response.json<Item>() };
  };
  const startItem = async (): Promise<string> => {
    const { id } = await upload(gateway, { fields: { run: 'true', output_config: JSON.stringify({ auto_upload: false }) } });
    return id;
  };
  const createHeld = async (): Promise<string> => {
    const id = await startItem();
    for (const step of STEPS) {
      await startStep(gateway, id, step);
      await completeStep(gateway, id, step);
    }
    return id;
  };
  const scheduledSteps = async (id: string): Promise<readonly string[]> => {
    const loaded = await gateway.ports.commands.load(id);
    return loaded !== undefined && isPresent(loaded.state)
      ? loaded.state.steps.filter(({ phase }) => phase === 'scheduled').map(({ step }) => step)
      : [];
  };

  it('holds a processed item, which a run does not publish', async () => {
    const id = await createHeld();
    const run = await send(id, '/run');
    expect(run).toMatchObject({
      status: 200,
      body: { status: 'PROCESSED', needs_review: true, can_run: false, outcome: { code: 'waits-for-review' } },
    });
    expect(await scheduledSteps(id)).toEqual([]);
  });

  it('publishes one output, then all others, and says when nothing is left', async () => {
    const id = await createHeld();
    expect(await send(id, '/publish', { body: { outputs: ['archive'] } })).toMatchObject({
      status: 202,
      body: { needs_review: true, outcome: { code: 'publishing', detail: expect.stringContaining('archive') as string } },
    });
    expect(await scheduledSteps(id)).toEqual(['deliver:archive']);
    expect(await send(id, '/publish')).toMatchObject({ status: 202, body: { needs_review: false } });
    expect(await send(id, '/publish')).toMatchObject({ status: 200, body: { outcome: { code: 'already-published' } } });
  });

  it('accepts an early approval, and says that the delivery follows', async () => {
    const id = await startItem();
    expect(await send(id, '/publish')).toMatchObject({
      status: 200,
      body: { outcome: { code: 'publishing', detail: expect.stringContaining('as soon as it is ready') as string } },
    });
  });

  it.each<[string, object, number, string]>([
    ['an output that the run does not have', { outputs: ['nas'] }, 409, 'unknown-output'],
    ['no outputs', { outputs: [] }, 400, 'invalid'],
    ['an output twice', { outputs: ['archive', 'archive'] }, 400, 'invalid'],
    ['another field', { all: true }, 400, 'invalid'],
  ])('refuses %s', async (_, body, status, code) => {
    expect(await send(await startItem(), '/publish', { body })).toMatchObject({ status, body: { code } });
  });

  it('refuses an item without a run', async () => {
    const { id } = await upload(gateway);
    expect(await send(id, '/publish')).toMatchObject({ status: 409, body: { code: 'not-in-run' } });
  });

  it('shows in a preview that the deliveries would wait, with the layer of the setting', async () => {
    const { id } = await upload(gateway);
    const { body } = await send(id, '/run?dry_run=true', { body: { output_config: { auto_upload: false } } });
    expect(body.config_sources).toMatchObject({ auto_upload: 'request' });
    expect(body.steps?.filter(({ action }) => action === 'hold').map(({ step }) => step)).toEqual([
      'deliver:library',
      'deliver:archive',
    ]);
  });

  it('adds an output to a held run as held, and says so', async () => {
    const { id } = await upload(gateway, {
      fields: { run: 'true', output_config: JSON.stringify({ auto_upload: false, outputs: ['library'] }) },
    });
    expect(await send(id, '/outputs', { body: { outputs: ['archive'] } })).toMatchObject({
      status: 200,
      body: { outcome: { code: 'outputs-added', try_instead: 'Publish the item.' } },
    });
  });
});
