import { isPresent } from '@throughline/domain';
import { ask } from '../../testing/ask.js';
import { formOf } from '../../testing/forms.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep } from '../../testing/work-through.js';

const outputs = ['library', 'archive', 'channel'].map((name) => ({ name, type: 'folder', settings: { folder: name } }));
const ARCHIVE = { output_config: JSON.stringify({ outputs: ['archive'] }) };

interface Preview {
  readonly steps: readonly { readonly step: string; readonly action: string; readonly skip_reason: string | null }[];
  readonly config_sources: Readonly<Record<string, string>>;
}

describe('a run without configuration in its request', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway({ settings: { outputs } });
  });
  afterAll(() => gateway.close());

  const going = async (id: string): Promise<readonly string[]> => {
    const loaded = await gateway.ports.commands.load(id);
    if (loaded === undefined || !isPresent(loaded.state)) throw new Error('not there');
    return (loaded.state.run?.plan.steps ?? []).filter(({ kind }) => kind === 'delivery').map(({ step }) => step);
  };
  /** Registers a recording for one output of three, downloads it, and cancels its run. */
  const cancelledRun = async (fields: Record<string, string> = {}): Promise<string> => {
    const { id } = await upload(gateway, { fields: { run: 'true', ...ARCHIVE, ...fields } });
    await startStep(gateway, id, 'DOWNLOAD');
    await completeStep(gateway, id, 'DOWNLOAD');
    await ask(gateway, `/${id}/cancel`);
    return id;
  };
  const preview = async (id: string, body?: object): Promise<Preview> =>
    (await ask(gateway, `/${id}/run?dry_run=true`, body === undefined ? {} : { body })).json<Preview>();

  it("delivers only to the outputs of the recording's last request, alone and in bulk", async () => {
    const [one, other] = [await cancelledRun(), await cancelledRun()];
    expect((await preview(one)).config_sources).toMatchObject({ outputs: 'previous run' });
    await ask(gateway, `/${one}/run`);
    await ask(gateway, '/bulk/run', { body: { recording_ids: [other] } });
    expect([await going(one), await going(other)]).toEqual([['deliver:archive'], ['deliver:archive']]);
  });

  it('does so after a reset as well, and shows it in the preview', async () => {
    const id = await cancelledRun({ processing_config: JSON.stringify({ transcription: { enable_topics: false } }) });
    await ask(gateway, `/${id}/reset`);
    const shown = await preview(id);
    expect(shown.steps.filter(({ step }) => step.startsWith('deliver:'))).toMatchObject([
      { step: 'deliver:archive', action: 'run' },
    ]);
    expect(shown.steps).toContainEqual(
      expect.objectContaining({ step: 'EXTRACT_TOPICS', action: 'skip', skip_reason: 'disabled' }),
    );
    await ask(gateway, `/${id}/run`);
    expect(await going(id)).toEqual(['deliver:archive']);
  });

  it('delivers elsewhere only on request, and shows the outputs that the recording then loses as dropped', async () => {
    const id = await cancelledRun();
    const body = { processing_config: { trimming: { enable_trimming: false } }, output_config: { outputs: ['library'] } };
    const { steps } = await preview(id, body);
    const dropped = steps.filter(({ action }) => action === 'drop');
    expect(dropped).toEqual([
      {
        step: 'deliver:archive',
        kind: 'delivery',
        action: 'drop',
        skip_reason: 'not_applicable',
        outdated: false,
        depends_on: [],
      },
    ]);
    await ask(gateway, `/${id}/run`, { body });
    expect(await going(id)).toEqual(['deliver:library']);
  });

  it('is decided on the newest state, with the configuration of a simultaneous request', async () => {
    const id = await cancelledRun();
    const requests = [{ body: { output_config: { outputs: ['channel'] } } }, {}];
    await Promise.all(requests.map((asking) => ask(gateway, `/${id}/run`, asking)));
    const first = await going(id);
    expect([['deliver:channel'], ['deliver:archive']]).toContainEqual(first);
    await ask(gateway, `/${id}/cancel`);
    await ask(gateway, `/${id}/run`);
    expect(await going(id)).toEqual(first);
  });

  it.each<[string, Record<string, string>, string]>([
    ['outputs', ARCHIVE, '/output_config'],
    ['settings', { processing_config: JSON.stringify({ retry: { max_attempts: 2 } }) }, '/processing_config'],
  ])('cannot be configured by a registration without a run: %s are refused', async (_, fields, pointer) => {
    const form = formOf({ run: 'false', ...fields }, { bytes: 'no run' });
    const response = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/recordings',
      headers: { authorization: `Bearer ${gateway.token}`, ...form.headers },
      payload: form.payload,
    });
    expect(response.json()).toMatchObject({ status: 400, code: 'invalid', errors: [{ pointer }] });
  });
});
