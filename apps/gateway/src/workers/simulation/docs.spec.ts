import { readFileSync } from 'node:fs';
import { FaultSchema, SIMULATED, newAssetId, type OutputConfig } from '@throughline/contracts';
import { AllowList } from '@throughline/outgoing';
import { readSource, SourceRules } from '../../items/register/read-source.js';
import { RunOverrides } from '../../items/runs/run-overrides.dto.js';
import { RunRequests } from '../../items/runs/run-requests.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { outputsFileSetting as outputsSetting } from '../../outputs/outputs.js';
import { runDefaultsSetting } from '../../items/runs/run-defaults.js';
import { findSimulationProblems } from './simulation-problems.js';

const page = readFileSync(new URL('../../../../../docs/simulation.md', import.meta.url), 'utf8');
interface Example {
  readonly is: string;
  readonly text: string;
}
const examples: readonly Example[] = [...page.matchAll(/^```json ?([a-z-]*)\n(.*?)^```$/gmsu)].map(([, is = '', text = '']) => ({
  is,
  text,
}));
const of = (is: string): readonly Example[] => examples.filter((example) => example.is === is);

/** The outputs of `npm start -- --simulate`. */
const outputs: readonly OutputConfig[] = ['keyed', 'session', 'blind'].map((kind) => ({
  name: `sim-${kind}`,
  type: SIMULATED,
  settings: { class: kind },
}));

const server = { outputs, defaults: {}, simulation: true };
const requests = new RunRequests({ ...server, terms: () => Promise.resolve([]) });
const library = { terms: [], config: server };

describe('the page on simulation', () => {
  it('labels every example', () => {
    expect([...new Set(examples.map(({ is }) => is))].sort()).toEqual([
      'outputs',
      'register',
      'run',
      'run-defaults',
      'simulation',
    ]);
  });

  it.each(of('simulation'))('has valid scripts: $text', ({ text }) => {
    expect(findSimulationProblems(JSON.parse(text), { outputs, at: '' })).toEqual([]);
  });

  it('has an example of every fault', () => {
    const shown = of('simulation').flatMap(({ text }) => [...text.matchAll(/"do": "([a-z]+)"/gu)].map(([, fault]) => fault));
    const { enum: faults } = FaultSchema.properties.do as unknown as { enum: readonly string[] };
    expect([...new Set(shown)].sort()).toEqual([...faults].sort());
  });

  it.each(of('register'))('has a valid registration', async ({ text }) => {
    const { source, registration } = await readSource(JSON.parse(text), new SourceRules(true, AllowList.nothing));
    expect(source.kind).toBe(SIMULATED);
    const { config } = requests.request({
      assetId: newAssetId(),
      commandId: 'docs',
      by: 'docs',
      overrides: registration.run ?? new RunOverrides(),
      library,
    });
    expect(Object.keys(config.simulation ?? {})).not.toEqual([]);
  });

  it.each(of('run'))('has a valid run', async ({ text }) => {
    const body = JSON.parse(text) as { processing_config: object };
    const overrides: unknown = await bodyPipe.transform(structuredClone(body), { type: 'body', metatype: RunOverrides });
    if (!(overrides instanceof RunOverrides)) throw new Error('not a body of /run');
    expect(requests.request({ assetId: newAssetId(), commandId: 'docs', by: 'docs', overrides, library }).config).toMatchObject(
      body.processing_config,
    );
  });

  it.each(of('outputs'))('has valid outputs', ({ text }) => {
    expect(outputsSetting('TL_OUTPUTS_FILE', () => text).read('file')).toEqual({
      value: { outputs: JSON.parse(text) as unknown, patterns: {} },
    });
  });

  it.each(of('run-defaults'))('has valid defaults', ({ text }) => {
    expect(runDefaultsSetting('TL_RUN_DEFAULTS', () => '').read(text)).toEqual({ value: JSON.parse(text) as unknown });
  });
});
