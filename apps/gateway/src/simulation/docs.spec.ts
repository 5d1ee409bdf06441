import { readFileSync } from 'node:fs';
import { FaultSchema, SIMULATED, newAssetId, type OutputConfig } from '@throughline/contracts';
import { AllowList } from '@throughline/outgoing';
import { readSource } from '../recordings/register/read-source.js';
import { SourceRules } from '../recordings/register/source-rules.js';
import { RunOverrides } from '../runs/run-overrides.dto.js';
import { RunRequests } from '../runs/run-requests.js';
import { bodyPipe } from '../problems/validation.js';
import { outputs as outputsSetting } from '../settings/outputs.js';
import { runDefaults } from '../settings/run-defaults.js';
import { simulationProblems } from './simulation-problems.js';

const page = readFileSync(new URL('../../../../docs/simulation.md', import.meta.url), 'utf8');
interface Example {
  readonly is: string;
  readonly text: string;
}
const examples: readonly Example[] = [...page.matchAll(/^```json ?([a-z-]*)\n(.*?)^```$/gmsu)].map(([, is = '', text = '']) => ({
  is,
  text,
}));
const of = (is: string): readonly Example[] => examples.filter((example) => example.is === is);

/** The outputs that `npm start -- --simulate` makes. */
const outputs: readonly OutputConfig[] = ['keyed', 'session', 'blind'].map((kind) => ({
  name: `sim-${kind}`,
  type: SIMULATED,
  settings: { class: kind },
}));

const requests = new RunRequests({ outputs, defaults: {}, simulation: true });

describe('the page on simulation', () => {
  it('says of every example what it is', () => {
    expect([...new Set(examples.map(({ is }) => is))].sort()).toEqual([
      'outputs',
      'register',
      'run',
      'run-defaults',
      'simulation',
    ]);
  });

  it.each(of('simulation'))('has scripts that are taken: $text', ({ text }) => {
    expect(simulationProblems(JSON.parse(text), { outputs, at: '' })).toEqual([]);
  });

  it('has an example of every fault', () => {
    const shown = of('simulation').flatMap(({ text }) => [...text.matchAll(/"do": "([a-z]+)"/gu)].map(([, fault]) => fault));
    const { enum: faults } = FaultSchema.properties.do as unknown as { enum: readonly string[] };
    expect([...new Set(shown)].sort()).toEqual([...faults].sort());
  });

  it.each(of('register'))('has a registration that is taken', async ({ text }) => {
    const { source, registration } = await readSource(JSON.parse(text), new SourceRules(true, AllowList.nothing));
    expect(source.kind).toBe(SIMULATED);
    const { config } = requests.request({
      assetId: newAssetId(),
      commandId: 'docs',
      overrides: registration.run ?? new RunOverrides(),
    });
    expect(Object.keys(config.simulation ?? {})).not.toEqual([]);
  });

  it.each(of('run'))('has a run that is taken', async ({ text }) => {
    const body = JSON.parse(text) as { processing_config: object };
    const overrides: unknown = await bodyPipe.transform(structuredClone(body), { type: 'body', metatype: RunOverrides });
    if (!(overrides instanceof RunOverrides)) throw new Error('not a body of /run');
    expect(requests.request({ assetId: newAssetId(), commandId: 'docs', overrides }).config).toMatchObject(
      body.processing_config,
    );
  });

  it.each(of('outputs'))('has outputs that are taken', ({ text }) => {
    expect(outputsSetting('TL_OUTPUTS_FILE', () => text).read('file')).toEqual({ value: JSON.parse(text) as unknown });
  });

  it.each(of('run-defaults'))('has defaults that are taken', ({ text }) => {
    expect(runDefaults('TL_RUN_DEFAULTS', () => '').read(text)).toEqual({ value: JSON.parse(text) as unknown });
  });
});
