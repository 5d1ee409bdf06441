import type { AllowedAction, EventReference, ExplainedStep } from '@throughline/api-client';
import type { Fixture } from '#testing/a-recording.js';
import { explanationText } from './explanation-text.js';
import type { ExplanationView } from '../client/explanation-views.js';

const ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const SINCE = '2026-02-05T10:00:00.000Z';
const STARTED: Fixture<EventReference> = {
  at: SINCE,
  type: 'StepStarted',
  step: 'TRANSCRIBE',
  message: 'Transcription started on p-1',
};

const aStep = (overrides: Fixture<ExplainedStep>): Fixture<ExplainedStep> => ({
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
const anAction = (overrides: Partial<AllowedAction>): AllowedAction => ({
  action: 'pause',
  target: null,
  allowed: true,
  code: null,
  reason: null,
  try_instead: null,
  ...overrides,
});
const NOT_FAILED: Fixture<ExplanationView['failure']> = {
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
const anExplanation = (overrides: Fixture<ExplanationView>): ExplanationView => {
  const explanation: Fixture<ExplanationView> = {
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
        {
          id: 'AGG-03',
          says: 'Deleted and past its retention date.',
          looked_at: [{ says: 'deleted', value: false, since: null }],
        },
      ],
      follows_from: [STARTED],
    },
    failure: NOT_FAILED,
    run: { code: 'active', says: 'A run is active.', since: SINCE },
    steps: [],
    allowed_actions: [],
    projection: { state: 'current', says: 'Lists show it.' },
    ...overrides,
  };
  return explanation as ExplanationView;
};

describe('tl why', () => {
  it('shows the status, its rule with the facts, the rules that did not apply, and the events', () => {
    expect(explanationText(anExplanation({}))).toBe(
      [
        ID,
        `PROCESSING, since ${SINCE}  Transcription started on p-1`,
        '',
        'State',
        '  A run is active.',
        '',
        'Status: the first rule that applies',
        '  A stage is in progress. (AGG-05)',
        `    a stage is in progress: yes, since ${SINCE}`,
        '',
        'Rules before it, which do not apply',
        '  Deleted and past its retention date. (AGG-03)',
        '    deleted: no, from the beginning',
        '',
        'Events behind it',
        `  ${SINCE}  Transcription started on p-1`,
        '',
      ].join('\n'),
    );
  });

  it('claims no time for a fact if the log did not answer', () => {
    const { status } = anExplanation({});
    const alone: ExplanationView['status'] = {
      ...status,
      since: null,
      rule: { ...status.rule, looked_at: [] },
      follows_from: [],
    };
    const shown = explanationText({ ...anExplanation({}), status: alone });
    expect(shown).toContain('    deleted: no\n');
    expect(shown).not.toContain('beginning');
  });

  it.each<[string, Fixture<ExplainedStep>, string]>([
    [
      'a stalled step that another worker takes over',
      { lease: { state: 'stalled', says: 'p-1 has died.' }, lane_service: { state: 'served', says: '1 other worker.' } },
      `Another worker takes it over automatically; to do that now: tl unstick ${ID} --step TRANSCRIBE`,
    ],
    [
      'a stalled step while the other workers are unknown',
      { lease: { state: 'stalled', says: 'p-1 has died.' } },
      `Another worker takes it over, if there is one; to do that now: tl unstick ${ID} --step TRANSCRIBE`,
    ],
    [
      'a stalled step without another worker',
      { lease: { state: 'stalled', says: 'p-1 has died.' }, lane_service: { state: 'unserved', says: 'No other worker.' } },
      'No worker can take it over. Start or restart the processing service .*tl doctor',
    ],
    [
      'a lane without workers',
      { code: 'queued', lane_service: { state: 'unserved', says: 'No worker.' } },
      'Start or restart the processing service .*tl doctor',
    ],
    ['a failed follow-up', { step: 'deliver:mail/thumbnail', kind: 'followUp', code: 'failed' }, `tl retry ${ID} mail/thumbnail`],
    ['an unconfirmed delivery', { step: 'deliver:mail', code: 'unconfirmed' }, `tl settle ${ID} mail --delivered yes, or no`],
  ])('names the command for %s', (_, step, advice) => {
    expect(explanationText(anExplanation({ steps: [aStep(step)] }))).toMatch(new RegExp(`^    > .*${advice}`, 'm'));
  });

  it('names the layer of each setting of the run, those of the product last, and preferences that beat the template', () => {
    const config_sources = {
      'transcription.granularity': 'default',
      outputs: 'template',
      'trimming.enable_trimming': 'default',
      auto_upload: 'request',
    };
    const settings = [
      { path: 'outputs', layer: 'preferences', beats: 'template', says: 'A preference of the item decides outputs.' },
    ] as const;
    const run = { code: 'active', says: 'A run is active.', since: SINCE, config_sources } as const;
    expect(explanationText(anExplanation({ run, settings }))).toContain(
      [
        'Settings of the run, by layer',
        '  template: outputs',
        '  request: auto_upload',
        '  default: transcription.granularity, trimming.enable_trimming',
        '  A preference of the item decides outputs.',
        '',
      ].join('\n'),
    );
    expect(explanationText(anExplanation({}))).not.toContain('Settings');
  });

  it('names no command that sessions do not support', () => {
    const lane_service = { state: 'served', says: '1 other worker.' } as const;
    const steps = [aStep({ lease: { state: 'stalled', says: 'p-1 has died.' }, lane_service }), aStep({ code: 'due' })];
    const { recording_id: session_id, ...session } = anExplanation({ steps });
    const text = explanationText({ ...session, ...(session_id === undefined ? {} : { session_id }) });
    expect(text.split('\n')[0]).toBe(ID);
    expect(text.match(/^ *> .*/gm)).toEqual([
      '    > Another worker takes it over automatically.',
      '    > A sweep finds it within two minutes.',
    ]);
  });

  it.each(['none', 'paused', 'rolled-back', 'cancelled'] as const)('names the command only once for a run that is %s', (code) => {
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

  it('names the command for failed outputs once the run has ended', () => {
    const failed = aStep({ step: 'deliver:library', code: 'failed' });
    const text = (code: ExplanationView['run']['code']): string =>
      explanationText(
        anExplanation({ run: { code, says: '', since: SINCE }, steps: [failed], allowed_actions: [anAction({ action: 'run' })] }),
      );
    expect(text('ended')).toContain(`> To retry the failed steps: tl run ${ID}`);
    expect(text('active')).not.toContain('>');
  });

  it.each<[string, Fixture<ExplainedStep>]>([
    ['runs on a worker that is alive', { lease: { state: 'alive', says: 'p-1 is alive.' } }],
    [
      'runs on a late worker beside another one',
      {
        lease: { state: 'late', says: 'p-1 was last heard 12 s ago.' },
        lane_service: { state: 'served', says: '1 other worker.' },
      },
    ],
    ['runs on a worker in an unknown state', { lease: { state: 'unknown', says: 'The broker did not answer.' } }],
    ['is queued in a served lane', { code: 'queued', lane_service: { state: 'served', says: '1 worker.' } }],
    ['is queued in a lane whose workers are unknown', { code: 'queued', lane_service: { state: 'unknown', says: 'Not known.' } }],
    ['waits', { code: 'waiting', message: 'The disk is full.' }],
  ])('gives no advice on a step that %s, and shows the known facts', (_, step) => {
    const text = explanationText(anExplanation({ steps: [aStep(step)] }));
    expect(text).not.toMatch(/^ *>/m);
    for (const known of [step.message, step.lease?.says, step.lane_service?.says])
      if (known != null) expect(text).toContain(known);
  });

  it('advises how English speech gets a draft while the step waits for the speech model', () => {
    const text = (step: Fixture<ExplainedStep>): string =>
      explanationText(anExplanation({ steps: [aStep({ code: 'waiting', for: 'speech-model', ...step })] }));
    expect(text({})).toContain(`for a draft now: tl set-language ${ID} en\n`);
    expect(text({ for: 'disk-full' })).not.toContain('set-language');
    expect(text({ lane_service: { state: 'unserved', says: 'No worker.' } })).toContain(
      'Start or restart the processing service',
    );
  });

  it('lists a dependent step after the step that it waits for', () => {
    const steps = [aStep({ step: 'LATER', code: 'depends', says: 'Starts after NOW.' }), aStep({ step: 'NOW', code: 'queued' })];
    const text = explanationText(anExplanation({ steps }));
    expect(text.indexOf('NOW  queued')).toBeGreaterThan(0);
    expect(text.indexOf('NOW  queued')).toBeLessThan(text.indexOf('LATER  Starts'));
  });

  it('does not mention other workers while a worker is alive', () => {
    const lease = { state: 'alive', says: 'p-1 is alive.' } as const;
    const steps = [aStep({ lease, lane_service: { state: 'unserved', says: 'No other worker.' } })];
    expect(explanationText(anExplanation({ steps }))).not.toContain('No other worker.');
  });

  it('lists skipped steps separately, with the error', () => {
    const steps = [
      aStep({ step: 'TRANSCRIBE', code: 'skipped', says: 'Skipped: it failed permanently.', message: 'The model is gone.' }),
      aStep({ step: 'deliver:mail', code: 'unconfirmed', says: 'Sent.' }),
    ];
    const text = explanationText(anExplanation({ steps }));
    expect(text).toContain('\nSkipped steps\n  TRANSCRIBE  Skipped: it failed permanently. The model is gone.\n');
    expect(text.indexOf('deliver:mail  unconfirmed')).toBeLessThan(text.indexOf('Skipped steps'));
  });

  it("shows a user's reason, and the deletion or erasure", () => {
    const run = { code: 'paused', says: 'The run is paused by its owner.', since: SINCE, reason: 'The line is needed.' } as const;
    expect(explanationText(anExplanation({ run }))).toContain('  The run is paused by its owner. The line is needed.\n');
    const deleted = explanationText(anExplanation({ deleted_at: SINCE, expires_at: '2026-03-07T10:00:00.000Z' }));
    expect(deleted.split('\n')[2]).toBe(`Deleted at ${SINCE}; it can be restored until 2026-03-07T10:00:00.000Z.`);
    const erased = explanationText(anExplanation({ deleted_at: SINCE, expires_at: SINCE, erased_at: SINCE }));
    expect(erased.split('\n')[2]).toBe(`Erased at ${SINCE}: its files and personal data are gone permanently.`);
    expect(erased).not.toContain('restored until');
  });

  it('shows the command for each allowed action and the reason for each refused one', () => {
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

  it('shows the commands of documents, and plain names where there is no command', () => {
    const { recording_id: document_id = '', ...rest } = anExplanation({
      steps: [aStep({ code: 'due' })],
      allowed_actions: [
        anAction({}),
        anAction({ action: 'replace_file' }),
        anAction({ action: 'redeliver', target: 'library' }),
        anAction({ action: 'retry', target: 'library/thumbnail' }),
      ],
    });
    const text = explanationText({ ...rest, document_id });
    for (const command of ['pause ID', 'replace ID FILE', 'redeliver ID library'])
      expect(text).toContain(`  tl documents ${command.replace('ID', ID)}\n`);
    expect(text).toContain('  retry library/thumbnail\n');
    expect(text).toContain(`if not: tl documents unstick ${ID}`);
  });

  it('shows why retention deletes an item, or waits, unless no setting concerns it', () => {
    const withRetention = (code: 'none' | 'planned' | 'active'): string =>
      explanationText(anExplanation({ retention: { code, says: 'Some days.', since: null, plan: null } }));
    expect(withRetention('planned')).toContain('\nRetention\n  Some days.\n');
    expect(withRetention('active')).toContain('Retention');
    expect(withRetention('none')).not.toContain('Retention');
  });

  it('shows a failure first and outdated lists last', () => {
    const text = explanationText(
      anExplanation({
        failure: { ...NOT_FAILED, failed: true, step: 'TRIM', code: 'no-disk', at: SINCE, reason: 'No room' },
        projection: { state: 'behind', says: 'Lists show an earlier state.' },
      }),
    );
    expect(text.split('\n')[2]).toBe(`TRIM failed at ${SINCE}: No room [no-disk]`);
    expect(text.trimEnd().endsWith('Lists show an earlier state.')).toBe(true);
  });

  it("removes control characters from a worker's message", () => {
    expect(explanationText(anExplanation({ steps: [aStep({ message: '\u001b[2J\u202e' })] }))).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });
});
