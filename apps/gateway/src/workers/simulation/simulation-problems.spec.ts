import type { OutputConfig } from '@throughline/contracts';
import { findSimulationProblems } from './simulation-problems.js';

const outputs: readonly OutputConfig[] = [
  { name: 'library', type: 'folder', settings: { folder: 'library' } },
  { name: 'sim', type: 'simulated', settings: { class: 'session' }, follow_ups: ['thumbnail'] },
];
const problems = (scripts: unknown): readonly string[] =>
  findSimulationProblems(scripts, { outputs, at: '/simulation' }).map(({ pointer, message }) => `${pointer}: ${message}`);

describe('the scripts of a run', () => {
  it('may be for the download, every stage, simulated outputs and their follow-ups', () => {
    const script = { takes_ms: 10, progress: [0.5], faults: [{ attempt: 2, do: 'fail', retryable: true }] };
    const steps = [
      'DOWNLOAD',
      'TRIM',
      'TRANSCRIBE',
      'EXTRACT_TOPICS',
      'GENERATE_SUBTITLES',
      'deliver:sim',
      'deliver:sim/thumbnail',
    ];
    expect(problems(Object.fromEntries(steps.map((step) => [step, script])))).toEqual([]);
    expect(problems({})).toEqual([]);
  });

  it.each<[string, unknown, RegExp]>([
    ['a step that does not exist', { TRIMM: {} }, /^\/simulation\/TRIMM: is not a step of a recording$/],
    ['a key that every object inherits', JSON.parse('{"__proto__":{}}'), /^\/simulation\/__proto__: is not a step/],
    ['an output that does not exist', { 'deliver:nas': {} }, /^\/simulation\/deliver:nas: .*available: library, sim$/],
    ['a real output', { 'deliver:library': {} }, /^\/simulation\/deliver:library: names an output of the type 'folder'/],
    [
      'a follow-up that the output does not have',
      { 'deliver:sim/playlist': {} },
      /^\/simulation\/deliver:sim~1playlist: names a follow-up/,
    ],
    [
      'an answer that a stage cannot lose',
      { TRIM: { faults: [{ do: 'hang' }, { do: 'drop' }] } },
      /^\/simulation\/TRIM\/faults\/1\/do: /,
    ],
    [
      'a follow-up that is cut short',
      { 'deliver:sim/thumbnail': { faults: [{ do: 'truncate' }] } },
      /~1thumbnail\/faults\/0\/do: /,
    ],
    ['a download that does not apply', { DOWNLOAD: { faults: [{ do: 'skip' }] } }, /^\/simulation\/DOWNLOAD\/faults\/0\/do: /],
    ['a member that does not exist', { TRIM: { takes: 3 } }, /^\/simulation\/TRIM\/takes: is not a setting$/],
    ['a fault that does not exist', { TRIM: { faults: [{ do: 'explode' }] } }, /^\/simulation\/TRIM\/faults\/0\/do: /],
    ['a fraction above one', { TRIM: { progress: [1.5] } }, /^\/simulation\/TRIM\/progress\/0: /],
    ['an invalid script', { TRIM: null }, /^\/simulation\/TRIM: must be object$/],
    ['a list', [], /^\/simulation: must be object$/],
  ])('may not be %s', (_, scripts, problem) => {
    expect(problems(scripts)).toEqual([expect.stringMatching(problem) as string]);
  });
});
