import { RECORDING_ID as ID, aRecording } from '#testing/a-recording.js';
import { StubServer } from '#testing/stub-server.js';

const AT = `/api/v1/recordings/${ID}`;
const config_sources = { outputs: 'preferences', 'transcription.enable_topics': 'user', 'trimming.enable_trimming': 'default' };
const step = { step: 'DOWNLOAD', kind: 'source', action: 'run', skip_reason: null, outdated: false, depends_on: [] };
const plan = { dry_run: true, outcome: 'start', reason: null, steps: [step], config_sources };
const LAYERS = /^outputs +preferences\ntranscription.enable_topics +user\ntrimming.enable_trimming +default\n$/m;

describe('the settings of a run', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('are listed with their layers by tl status --settings', async () => {
    const item = aRecording({
      run: { active: false, config_sources },
      template: { id: 3, name: 'Weekly lecture' },
      preferences: { output_config: { outputs: ['drive'], auto_upload: false } },
    });
    server.prepare({ [`GET ${AT}`]: { body: item }, [`GET ${AT}/artifacts`]: { body: { items: [] } } });
    expect((await server.tl('status', ID, '--settings')).out).toMatch(LAYERS);
    const { out } = await server.tl('status', ID);
    expect(out).not.toContain('enable_topics');
    expect(out).toMatch(/^template +Weekly lecture \(3\)\npreferences +2 settings$/m);
  });

  it('are listed with their layers by tl plan --settings', async () => {
    server.prepare({ [`POST ${AT}/run?dry_run=true`]: { body: plan } });
    const { out } = await server.tl('plan', ID, '--settings');
    expect(out).toMatch(/^DOWNLOAD +run/);
    expect(out).toMatch(LAYERS);
    expect((await server.tl('plan', ID)).out).not.toContain('enable_topics');
  });
});
