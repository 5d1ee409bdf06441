import type { AllowedAction, Artifact, AuditEvent, Output, Recording } from '@throughline/api-client';
import type { AttentionKind } from '../../actions/rank-help.js';
import { findHelp, listAttempts, listKept, listKnown, listOutputsOf } from './attention.js';

const action = (name: string, target: string | null = null, allowed = true): AllowedAction =>
  ({ action: name, target, allowed }) as AllowedAction;

const ACTIONS = [
  action('run'),
  action('replace_address'),
  action('replace_file'),
  action('skip', 'TRIM'),
  action('skip', 'TRANSCRIBE'),
  action('set_language'),
  action('skip_output', 'vk'),
  action('skip_output', 'nextcloud'),
  action('settle', 'vk'),
  action('publish'),
  action('erase'),
];

type Row = readonly [
  what: string,
  kind: AttentionKind,
  stage: string | null,
  source: string,
  help: readonly [main: string, ...others: string[]],
];

const ROWS: readonly Row[] = [
  ['an uploaded file that cannot be read', 'failed', 'download', 'upload', ['replace_file', 'run', 'replace_address']],
  ['a document that cannot be read', 'failed', 'create_file_record', 'upload', ['replace_file', 'run', 'replace_address']],
  ['an address that does not answer', 'failed', 'download', 'url', ['run', 'replace_address', 'replace_file']],
  ['a transcription', 'failed', 'transcribe', 'upload', ['run', 'skip', 'set_language', 'replace_file']],
  ['all deliveries', 'failed', 'upload', 'upload', ['run', 'skip_output', 'set_language', 'replace_file']],
  ['one delivery', 'partial', null, 'upload', ['run', 'skip_output']],
  ['an unknown outcome', 'unconfirmed', null, 'upload', ['settle', 'skip_output']],
  ['a review', 'review', null, 'upload', ['publish']],
];

const OUTPUTS = [
  { id: 'vk', status: 'UPLOADED', failed: false, unconfirmed: true },
  { id: 'nextcloud', status: 'FAILED', failed: true, unconfirmed: false },
];

const recordingOf = (stage: string | null, kind: string, allowed_actions: readonly AllowedAction[] = ACTIONS): Recording =>
  ({ failed_at_stage: stage, source: { kind }, allowed_actions, outputs: OUTPUTS }) as unknown as Recording;

describe('the panel of a recording that needs attention', () => {
  it.each(ROWS)('offers the action that can help first: %s', (_, kind, stage, source, [main, ...others]) => {
    const help = findHelp(kind, recordingOf(stage, source));
    expect([help.main?.action, help.others.map((one) => one.action)]).toEqual([main, others]);
  });

  it('offers to skip only the failed step', () => {
    const { others } = findHelp('failed', recordingOf('transcribe', 'upload'));
    expect(others.filter((one) => one.action === 'skip').map(({ target }) => target)).toEqual(['TRANSCRIBE']);
  });

  it.each([
    ['partial', 'nextcloud'],
    ['unconfirmed', 'vk'],
  ] as const)('offers to skip only the output that it is about: %s', (kind, output) => {
    const { others } = findHelp(kind, recordingOf(null, 'upload'));
    expect(others.filter((one) => one.action === 'skip_output').map(({ target }) => target)).toEqual([output]);
  });

  it('offers no action that is refused now', () => {
    const refused = ACTIONS.map((one) => ({ ...one, allowed: one.action === 'set_language' }));
    const help = findHelp('failed', recordingOf('transcribe', 'upload', refused));
    expect([help.main?.action, help.others]).toEqual(['set_language', []]);
    expect(findHelp('partial', recordingOf(null, 'upload', refused))).toEqual({ main: undefined, others: [] });
  });

  it('lists what was kept before what is missing', () => {
    const artifacts = [
      { role: 'source', size: 5 },
      { role: 'video', size: 4 },
      { role: 'topics', size: 1 },
    ] as Artifact[];
    const outputs = [
      { id: 'vk', status: 'UPLOADED', unconfirmed: true },
      { id: 'tube', status: 'UPLOADED', unconfirmed: false },
    ] as Output[];
    expect(listKept('recordings', artifacts, outputs)).toEqual([
      { what: 'media', isThere: true, size: 4 },
      { what: 'topics', isThere: true, size: 1 },
      { what: 'sent', isThere: true, output: 'tube' },
      { what: 'transcript', isThere: false },
      { what: 'subtitles', isThere: false },
      { what: 'unsent', isThere: false, output: 'vk' },
    ]);
    expect(listOutputsOf('unconfirmed', outputs).map(({ id }) => id)).toEqual(['vk']);
  });

  it('lists the files of a document by what they are for people', () => {
    const artifacts = [
      { role: 'source', size: 5 },
      { role: 'text', size: 2 },
    ] as Artifact[];
    expect(listKept('documents', artifacts, [])).toEqual([
      { what: 'original', isThere: true, size: 5 },
      { what: 'text', isThere: true, size: 2 },
      { what: 'metadata', isThere: false },
      { what: 'finished', isThere: false },
    ]);
  });

  it('knows of an unconfirmed delivery how its last three attempts began and ended', () => {
    const event = (id: string, type: string, step = 'deliver:vk', message: string | null = id) => ({ id, type, step, message });
    const attempt = (id: string) => [event(`${id} starts`, 'StepStarted'), event(`${id} fails`, 'StepFailed')];
    const events = [
      ...['first', 'second', 'third'].flatMap(attempt),
      event('of another output', 'StepCompleted', 'deliver:nextcloud'),
      event('without words', 'StepFailed', 'deliver:vk', null),
      event('fourth starts', 'StepStarted'),
      event('fourth ends', 'StepCompleted'),
    ];
    expect(listKnown(events, OUTPUTS as Output[]).map(({ id }) => id)).toEqual([
      'second starts',
      'second fails',
      'third starts',
      'third fails',
      'fourth starts',
      'fourth ends',
    ]);
  });

  it('lists the failed attempts of one step', () => {
    const event = (id: string, step: string, detail: object, type = 'StepFailed'): AuditEvent =>
      ({ id, type, step, detail, recorded_at: '2026-11-19T17:52:00Z', actor: { kind: 'service', id: 'gpu-1' } }) as AuditEvent;
    const events = [
      event('1', 'TRIM', { progress: 0 }),
      event('2', 'TRANSCRIBE', { progress: 0.4 }),
      event('3', 'TRANSCRIBE', {}, 'StepStarted'),
      event('4', 'TRANSCRIBE', {}),
    ];
    expect(listAttempts(events, 'TRANSCRIBE')).toEqual([
      { id: '2', at: '2026-11-19T17:52:00Z', worker: 'gpu-1', progress: 0.4 },
      { id: '4', at: '2026-11-19T17:52:00Z', worker: 'gpu-1', progress: null },
    ]);
  });
});
