import { explanationText } from './explanation-text.js';
import type { ActionView, ExplanationView, StepView, ToldView } from './views.js';

const ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const SINCE = '2026-02-05T10:00:00.000Z';
const STARTED: ToldView = { at: SINCE, type: 'StepStarted', step: 'TRANSCRIBE', message: 'attempt 1 started by p-1' };

const aStep = (overrides: Partial<StepView>): StepView => ({
  step: 'TRANSCRIBE',
  service: 'processing',
  lane: 'speech',
  code: 'running',
  says: 'Attempt 1 is running on p-1.',
  since: SINCE,
  message: null,
  lease: null,
  lane_service: null,
  ...overrides,
});
const anAction = (overrides: Partial<ActionView>): ActionView => ({
  action: 'pause',
  target: null,
  allowed: true,
  code: null,
  reason: null,
  try_instead: null,
  ...overrides,
});
const NOT_FAILED: ExplanationView['failure'] = {
  failed: false,
  step: null,
  code: null,
  at: null,
  reason: null,
  rule: { id: 'FLR-15', says: 'Nothing has failed.', looked_at: [] },
  lost: [],
  follows_from: [],
  since: null,
};
const anExplanation = (overrides: Partial<ExplanationView>): ExplanationView => ({
  recording_id: ID,
  revision: '7',
  status: {
    status: 'PROCESSING',
    since: STARTED,
    rule: {
      id: 'AGG-05',
      says: 'A stage is in progress.',
      looked_at: [{ says: 'a stage is in progress', value: true, since: STARTED }],
    },
    lost: [
      { id: 'AGG-03', says: 'Deleted and past its retention date.', looked_at: [{ says: 'deleted', value: false, since: null }] },
    ],
    follows_from: [STARTED],
  },
  failure: NOT_FAILED,
  run: { code: 'active', says: 'A run is active.', since: SINCE },
  steps: [],
  allowed_actions: [],
  projection: { state: 'current', says: 'Lists show it.' },
  ...overrides,
});

describe('tl why', () => {
  it('tells the status, the rule and what it looked at, what lost, and the events', () => {
    expect(explanationText(anExplanation({}))).toBe(
      [
        ID,
        `PROCESSING, since ${SINCE}  TRANSCRIBE attempt 1 started by p-1`,
        '',
        'Where it stands',
        '  A run is active.',
        '',
        'Why this status: the first rule that applies',
        '  A stage is in progress. (AGG-05)',
        `    a stage is in progress: yes, since ${SINCE}`,
        '',
        'Asked before it, and did not apply',
        '  Deleted and past its retention date. (AGG-03)',
        '    deleted: no, from the beginning',
        '',
        'It follows from',
        `  ${SINCE}  TRANSCRIBE attempt 1 started by p-1`,
        '',
      ].join('\n'),
    );
  });

  it.each<[string, Partial<StepView>, string]>([
    [
      'a stall that somebody takes over',
      { lease: { state: 'stalled', says: 'p-1 has died.' }, lane_service: { state: 'served', says: '1 other worker.' } },
      `Another worker takes it over by itself; to have that at once: tl unstick ${ID} --step TRANSCRIBE`,
    ],
    [
      'a stall of which nobody knows who takes it over',
      { lease: { state: 'stalled', says: 'p-1 has died.' } },
      `Another worker takes it over, if there is one; to have that at once: tl unstick ${ID} --step TRANSCRIBE`,
    ],
    [
      'a stall that nobody is there to take over',
      { lease: { state: 'stalled', says: 'p-1 has died.' }, lane_service: { state: 'unserved', says: 'No other worker.' } },
      'Nobody is there to take it over. Start or restart the processing service .*tl doctor',
    ],
    [
      'a lane without workers',
      { code: 'queued', lane_service: { state: 'unserved', says: 'No worker.' } },
      'Start or restart the processing service .*tl doctor',
    ],
    ['an unconfirmed delivery', { step: 'deliver:mail', code: 'unconfirmed' }, `tl settle ${ID} mail --delivered yes, or no`],
  ])('says what to type about %s', (_, step, advice) => {
    expect(explanationText(anExplanation({ steps: [aStep(step)] }))).toMatch(new RegExp(`^    > .*${advice}`, 'm'));
  });

  it.each(['none', 'paused', 'rolled-back', 'cancelled'])('says once what to type about a run that is %s', (code) => {
    const steps = ['ONE', 'TWO'].map((step) => aStep({ step, code: 'cancelled', says: 'Its run is over.' }));
    const of = (allowed: boolean): string =>
      explanationText(
        anExplanation({
          run: { code, says: 'So it is.', since: SINCE },
          steps,
          allowed_actions: [anAction({ action: 'run', allowed })],
        }),
      );
    expect(of(false)).not.toContain('>');
    const text = of(true);
    expect(text).toMatch(new RegExp(`^  > .*: tl run ${ID}$`, 'm'));
    expect(text.match(/>/g)).toHaveLength(1);
  });

  it('says what to type about outputs that have failed, once nothing of the run is at work any more', () => {
    const failed = aStep({ step: 'deliver:library', code: 'failed' });
    const text = (code: string): string =>
      explanationText(
        anExplanation({ run: { code, says: '', since: SINCE }, steps: [failed], allowed_actions: [anAction({ action: 'run' })] }),
      );
    expect(text('ended')).toContain(`> To try again what has failed: tl run ${ID}`);
    expect(text('active')).not.toContain('>');
  });

  it.each<[string, Partial<StepView>]>([
    ['runs on a worker that is alive', { lease: { state: 'alive', says: 'p-1 is alive.' } }],
    [
      'runs on a worker that is late, beside another',
      {
        lease: { state: 'late', says: 'p-1 was last heard 12 s ago.' },
        lane_service: { state: 'served', says: '1 other worker.' },
      },
    ],
    ['runs on a worker of which nothing is known', { lease: { state: 'unknown', says: 'The broker did not answer.' } }],
    ['is queued where somebody serves the lane', { code: 'queued', lane_service: { state: 'served', says: '1 worker.' } }],
    ['is queued where nobody knows', { code: 'queued', lane_service: { state: 'unknown', says: 'Not known.' } }],
    ['waits', { code: 'waiting', message: 'The disk is full.' }],
  ])('gives no advice about what %s, and tells what is known', (_, step) => {
    const text = explanationText(anExplanation({ steps: [aStep(step)] }));
    expect(text).not.toMatch(/^ *>/m);
    for (const known of [step.message, step.lease?.says, step.lane_service?.says])
      if (known != null) expect(text).toContain(known);
  });

  it('tells what only waits its turn after what holds it up', () => {
    const steps = [
      aStep({ step: 'LATER', code: 'depends', says: 'Waits for its turn, after NOW.' }),
      aStep({ step: 'NOW', code: 'queued' }),
    ];
    const text = explanationText(anExplanation({ steps }));
    expect(text.indexOf('NOW  queued')).toBeGreaterThan(0);
    expect(text.indexOf('NOW  queued')).toBeLessThan(text.indexOf('LATER  Waits'));
  });

  it('does not trouble whoever has a worker that is alive with who else there might be', () => {
    const lease = { state: 'alive', says: 'p-1 is alive.' };
    const steps = [aStep({ lease, lane_service: { state: 'unserved', says: 'No other worker.' } })];
    expect(explanationText(anExplanation({ steps }))).not.toContain('No other worker.');
  });

  it('tells apart what was left out, with what went wrong there', () => {
    const steps = [
      aStep({ step: 'TRANSCRIBE', code: 'skipped', says: 'Left out: it failed for good.', message: 'The model is gone.' }),
      aStep({ step: 'deliver:mail', code: 'unconfirmed', says: 'Sent.' }),
    ];
    const text = explanationText(anExplanation({ steps }));
    expect(text).toContain('\nWhat was left out\n  TRANSCRIBE  Left out: it failed for good. The model is gone.\n');
    expect(text.indexOf('deliver:mail  unconfirmed')).toBeLessThan(text.indexOf('What was left out'));
  });

  it('tells what a person gave as a reason, and that it is deleted', () => {
    const run = { code: 'paused', says: 'The run is paused by its owner.', since: SINCE, reason: 'The line is needed.' };
    expect(explanationText(anExplanation({ run }))).toContain('  The run is paused by its owner. The line is needed.\n');
    const deleted = explanationText(anExplanation({ deleted_at: SINCE, expires_at: '2026-03-07T10:00:00.000Z' }));
    expect(deleted.split('\n')[2]).toBe(`Deleted at ${SINCE}; it can be restored until 2026-03-07T10:00:00.000Z.`);
    const erased = explanationText(anExplanation({ deleted_at: SINCE, expires_at: SINCE, erased_at: SINCE }));
    expect(erased.split('\n')[2]).toBe(`Erased at ${SINCE}: its files and every word about it are gone for good.`);
    expect(erased).not.toContain('restored until');
  });

  it('gives the command of each action that is allowed, and the reason of each that is not', () => {
    const text = explanationText(
      anExplanation({
        allowed_actions: [
          anAction({}),
          anAction({ action: 'skip', target: 'TRIM' }),
          anAction({ action: 'settle', target: 'library' }),
          anAction({ action: 'run', allowed: false, code: 'already-running', reason: 'A run is active.', try_instead: 'Wait.' }),
        ],
      }),
    );
    for (const command of [`tl pause ${ID}`, `tl skip ${ID} TRIM`, `tl settle ${ID} library --delivered yes|no`])
      expect(text).toContain(`  ${command}\n`);
    expect(text).toContain('  run  A run is active. Wait.\n');
  });

  it('tells of a failure first, and of lists that are behind last', () => {
    const text = explanationText(
      anExplanation({
        failure: { ...NOT_FAILED, failed: true, step: 'TRIM', code: 'no-disk', at: SINCE, reason: 'No room' },
        projection: { state: 'behind', says: 'Lists show an earlier state.' },
      }),
    );
    expect(text.split('\n')[2]).toBe(`TRIM failed at ${SINCE}: No room [no-disk]`);
    expect(text.trimEnd().endsWith('Lists show an earlier state.')).toBe(true);
  });

  it('commands no terminal, whatever a worker has said', () => {
    expect(explanationText(anExplanation({ steps: [aStep({ message: '\u001b[2J\u202e' })] }))).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });
});
