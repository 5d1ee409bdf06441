import { EARLIER_CORRECTION_ROLE, type Artifact } from '@throughline/contracts';
import { allowedActions } from '../../kinds/allowed-actions.js';
import { auditLine } from '../../explain/audit/audit-line.js';
import { isPresent, type Asset } from '../state.js';
import type { Decision } from '../../decide/decision.js';
import { currentArtifacts, currentWork } from '../steps/current-work.js';
import { aConfig, aRun, anArtifact, anOutput, type Journey, type UntimedCommand } from '../../testing/journey.js';
import { correctionOf, currentTranscript, hasOldTranscript } from './current-transcript.js';

const HEARD = 'a'.repeat(64);
const words = (sha256: string, at = 'run/TRANSCRIBE'): Artifact[] => [
  anArtifact({ role: 'transcript', name: 'transcript.json', key: `${at}/transcript.json`, sha256 }),
  anArtifact({ role: 'transcript_text', name: 'transcript.txt', key: `${at}/transcript.txt`, sha256 }),
];
const subtitles = (at = 'run/GENERATE_SUBTITLES'): Artifact =>
  anArtifact({ role: 'subtitles_vtt', name: 'subtitles.vtt', key: `${at}/subtitles.vtt` });

const DELIVERY = 'deliver:library';
const FOLLOW_UP = 'deliver:library/captions';
const config = aConfig([], { outputs: [anOutput('library', { follow_ups: ['captions'] })] });

const transcribed = (by = config): Journey => {
  const journey = aRun(by).through('DOWNLOAD', 'TRIM');
  journey.start('TRANSCRIBE');
  journey.complete('TRANSCRIBE', { artifacts: words(HEARD) });
  return journey;
};
const processed = (by = config): Journey => {
  const journey = transcribed(by).through('EXTRACT_TOPICS');
  journey.start('GENERATE_SUBTITLES');
  journey.complete('GENERATE_SUBTITLES', { artifacts: [subtitles()] });
  return journey;
};
const delivered = (journey = processed(), key = 'first', more: object = {}): Journey => {
  journey.start(DELIVERY);
  journey.complete(DELIVERY, { result: { delivery_key: key, ...more } });
  return journey.through(FOLLOW_UP);
};

const version = (sign: string): string => sign.repeat(16);
let made = 0;
let last: UntimedCommand = { type: 'ResetAsset', by: 'nobody' };
const correct = (journey: Journey, sign: string, basis = currentVersion(journey)): Decision => {
  made += 1;
  const correctionId = `00000000-0000-5000-8000-${String(made).padStart(12, '0')}`;
  const at = `asset/corrections/${correctionId}`;
  const artifacts = [...words(sign.repeat(64), at), subtitles(at)];
  last = {
    type: 'CorrectTranscript',
    by: 'owner-1',
    correctionId,
    version: version(sign),
    basis,
    artifacts,
    segments: 3,
    corrected: 1,
  };
  return journey.send(last);
};
const asset = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('The journey has not begun');
  return state;
};
const currentVersion = (journey: Journey): string => currentTranscript(asset(journey))?.version ?? '';
const redeliver = (journey: Journey): Decision => journey.send({ type: 'Redeliver', by: 'owner-1', step: DELIVERY });
const keys = (journey: Journey): readonly string[] => currentArtifacts(journey.state).map(({ key }) => key);
const isOld = (journey: Journey): boolean => hasOldTranscript(asset(journey), journey.step(DELIVERY));
const code = (decision: Decision): string | undefined =>
  'rejected' in decision ? decision.rejected.code : decision.satisfied?.code;
const allowed = (journey: Journey, action: string) => allowedActions(journey.state).find((one) => one.action === action);

describe('a correction of the transcript', () => {
  it('replaces the transcript under the same file names', () => {
    const journey = processed();
    correct(journey, 'b');
    expect(currentVersion(journey)).toBe(version('b'));
    expect(keys(journey).every((key) => key.startsWith('asset/corrections/'))).toBe(true);
    expect(currentArtifacts(journey.state).map(({ name }) => name)).toEqual([
      'transcript.json',
      'transcript.txt',
      'subtitles.vtt',
    ]);
  });

  it('is the input of later steps, and of queued ones', () => {
    const journey = transcribed();
    expect(currentWork(journey.state, 'GENERATE_SUBTITLES')?.inputs.map(({ key }) => key)).toContain(
      'run/TRANSCRIBE/transcript.json',
    );
    correct(journey, 'b');
    for (const step of ['GENERATE_SUBTITLES', 'EXTRACT_TOPICS'])
      expect(currentWork(journey.state, step)?.inputs.every(({ key }) => key.startsWith('asset/corrections/'))).toBe(true);
    // No file is added that no step has made: the corrected subtitles appear only after their stage.
    expect(keys(journey)).toHaveLength(2);
    journey.start('GENERATE_SUBTITLES');
    journey.complete('GENERATE_SUBTITLES', { artifacts: [subtitles()] });
    expect(keys(journey).at(-1)).toMatch(/^asset\/corrections\/.*subtitles\.vtt$/);
  });

  it('is refused if it is based on another version, and adds nothing twice', () => {
    const journey = processed();
    const basis = currentVersion(journey);
    correct(journey, 'b', basis);
    expect(code(correct(journey, 'c', basis))).toBe('transcript-changed');
    expect(code(correct(journey, 'b'))).toBe('already-so');
    correct(journey, 'c');
    expect(journey.send(last)).toEqual({ events: [] });
  });

  it('is refused during the transcription', () => {
    const journey = aRun(config).through('DOWNLOAD', 'TRIM');
    expect(allowed(journey, 'correct')).toMatchObject({ allowed: false, code: 'transcribing' });
    journey.start('TRANSCRIBE');
    expect(code(correct(journey, 'b'))).toBe('transcribing');
    journey.complete('TRANSCRIBE', { artifacts: words(HEARD) });
    expect(allowed(journey, 'correct')).toMatchObject({ allowed: true });
  });

  it('is refused without a transcript, and for a deleted, erased or expired item', () => {
    const unheard = aRun(aConfig([], { transcription: { ...config.transcription, enable_transcription: false } }));
    unheard.through('DOWNLOAD', 'TRIM');
    expect(code(correct(unheard, 'b'))).toBe('no-transcript');
    const deleted = processed();
    const basis = currentVersion(deleted);
    deleted.delete();
    expect(code(correct(deleted, 'b', basis))).toBe('deleted');
    deleted.erase();
    expect(code(correct(deleted, 'b', basis))).toBe('erased');
  });

  it('is replaced by a later transcription, and remembered', () => {
    const journey = delivered();
    correct(journey, 'b');
    journey.reset();
    expect(correctionOf(asset(journey))).toBeUndefined();
    expect(asset(journey).correction?.version).toBe(version('b'));
    journey.run(config);
    journey.through('DOWNLOAD', 'TRIM').start('TRANSCRIBE');
    journey.complete('TRANSCRIBE', { artifacts: words('d'.repeat(64)) });
    expect(currentVersion(journey)).toBe(version('d'));
    expect(isOld(journey)).toBe(false);
    correct(journey, 'e');
    expect(asset(journey).correction).toMatchObject({ number: 2, version: version('e') });
  });

  it('is an input of a later transcription, and of no other step', () => {
    const journey = delivered();
    const earlier = (step: string) =>
      currentWork(journey.state, step)?.inputs.filter(({ role }) => role === EARLIER_CORRECTION_ROLE) ?? [];
    correct(journey, 'b');
    const [corrected] = asset(journey).correction?.artifacts ?? [];
    journey.reset();
    journey.run(config);
    journey.through('DOWNLOAD');
    expect(earlier('TRIM')).toEqual([]);
    journey.through('TRIM');
    expect(earlier('TRANSCRIBE')).toEqual([{ ...corrected, role: EARLIER_CORRECTION_ROLE, name: 'earlier-correction.json' }]);
    journey.start('TRANSCRIBE');
    journey.complete('TRANSCRIBE', { artifacts: words('d'.repeat(64)) });
    expect(earlier('EXTRACT_TOPICS')).toEqual([]);
    expect(currentArtifacts(journey.state).some(({ role }) => role === EARLIER_CORRECTION_ROLE)).toBe(false);
  });

  it('stays through a run without a new transcription', () => {
    const journey = processed();
    correct(journey, 'b');
    journey.start(DELIVERY);
    journey.fail(DELIVERY);
    journey.run(config);
    expect(currentVersion(journey)).toBe(version('b'));
  });

  it('is described in the audit log without its text', () => {
    const journey = processed();
    const before = journey.state;
    correct(journey, 'b');
    const [event] = journey.events.slice(-1);
    expect(event && auditLine(before, event, journey.state)).toEqual({
      message: 'Transcript corrected by owner-1: 1 of 3 passages by hand',
    });
  });
});

describe('an output with an outdated transcript', () => {
  it('is recognised by the transcript at the start of its delivery, independent of clocks', () => {
    const before = processed();
    before.start(DELIVERY);
    correct(before, 'b');
    expect(isOld(before)).toBe(true);
    before.complete(DELIVERY, { result: { delivery_key: 'first' } });
    expect(isOld(before)).toBe(true);
    const after = processed();
    correct(after, 'b');
    expect(isOld(delivered(after))).toBe(false);
  });

  it('is sent again in its own run, with its follow-ups', () => {
    const journey = delivered();
    correct(journey, 'b');
    const { run } = asset(journey);
    redeliver(journey);
    expect(journey.step(DELIVERY)).toMatchObject({ phase: 'scheduled', delivered: { delivery_key: 'first' } });
    expect(journey.step(FOLLOW_UP).phase).toBe('pending');
    expect(currentWork(journey.state, DELIVERY)).toMatchObject({ runId: run?.runId, attempt: 2 });
    delivered(journey, 'second');
    expect([isOld(journey), journey.step(FOLLOW_UP).phase]).toEqual([false, 'completed']);
    expect(journey.trail.slice(-2)).toEqual(['UPLOADING', 'READY']);
  });

  it('keeps its text at a destination that cannot replace files, and reports that', () => {
    const journey = delivered();
    correct(journey, 'b');
    redeliver(journey);
    delivered(journey, 'first', { outdated: true });
    expect(isOld(journey)).toBe(true);
    expect(code(redeliver(journey))).toBe('not-replaceable');
  });

  it.each<[string, string, () => Journey]>([
    ['there is no newer version', 'nothing-newer', () => delivered()],
    ['the delivery is unconfirmed', 'unconfirmed', () => unconfirmed()],
    ['the delivery has failed', 'not-delivered', () => failed()],
    ['the delivery is in progress', 'already-to-come', () => processed()],
    ['its run was given up before the delivery', 'not-delivered', () => givenUp()],
    ['another step of the output is in progress', 'output-busy', () => busy()],
    ['the last run leaves out the output', 'not-in-run', () => without()],
  ])('is not sent again while %s', (_why, reason, journey) => {
    expect(code(redeliver(journey()))).toBe(reason);
  });

  it.each<[string, () => Journey]>([
    ['at another output', () => processed(aConfig([], { outputs: [...config.outputs, anOutput('other')] }))],
    ['in a follow-up of the delivery', () => processed()],
  ])('is not sent again by a run that was cancelled during work %s, but by the next one', (_what, begun) => {
    const journey = begun();
    journey.start(DELIVERY);
    journey.complete(DELIVERY, { result: { delivery_key: 'first' } });
    correct(journey, 'b');
    journey.cancel();
    expect(redeliver(journey)).toMatchObject({
      rejected: { code: 'not-in-run', tryInstead: 'Run the item again, then deliver again.' },
    });
    expect(allowed(journey, 'redeliver')).toMatchObject({ allowed: false, code: 'not-in-run' });
    expect(journey.step(DELIVERY).phase).toBe('completed');
    expect(allowed(journey, 'run')).toMatchObject({ allowed: true });
    journey.run(config);
    journey.through(FOLLOW_UP);
    redeliver(journey);
    expect(journey.step(DELIVERY).phase).toBe('scheduled');
    expect(isOld(delivered(journey, 'second'))).toBe(false);
    // Nothing is left for another run.
    expect(code(journey.run(config))).toBe('already-complete');
  });

  it('is up to date if the corrected transcript leads to the same content', () => {
    const journey = delivered();
    correct(journey, 'b');
    const { deliveredAt } = journey.step(DELIVERY);
    redeliver(journey);
    expect(isOld(delivered(journey, 'first'))).toBe(false);
    expect(journey.step(DELIVERY).deliveredAt).toBe(deliveredAt);
  });

  it('never gets an earlier attempt’s results of another transcript', () => {
    const journey = processed();
    const adopted = (): readonly string[] | undefined => currentWork(journey.state, DELIVERY)?.adoptFrom;
    const die = (): string => {
      const attemptId = journey.attemptId(DELIVERY);
      journey.start(DELIVERY);
      journey.interrupt(DELIVERY, { progress: 0.5 });
      return attemptId;
    };
    const first = die();
    expect(adopted()).toEqual([first]);
    correct(journey, 'b');
    expect(adopted()).toEqual([]);
    const second = die();
    expect(adopted()).toEqual([second]);
    const third = die();
    correct(journey, 'c');
    expect(adopted()).toEqual([]);
    const fourth = die();
    expect([adopted(), new Set([first, second, third, fourth]).size]).toEqual([[fourth], 4]);
  });

  const corrected = (journey: Journey): Journey => {
    correct(journey, 'b');
    return journey;
  };
  const unconfirmed = (): Journey => {
    const journey = processed();
    journey.start(DELIVERY);
    journey.complete(DELIVERY, { result: { unconfirmed: true } });
    return corrected(journey);
  };
  const failed = (): Journey => {
    const journey = processed();
    journey.start(DELIVERY);
    journey.fail(DELIVERY);
    return corrected(journey);
  };
  const givenUp = (): Journey => {
    const journey = processed();
    journey.cancel();
    return corrected(journey);
  };
  const busy = (): Journey => {
    const journey = processed();
    journey.start(DELIVERY);
    journey.complete(DELIVERY, { result: { delivery_key: 'first' } });
    journey.start(FOLLOW_UP);
    return corrected(journey);
  };
  const without = (): Journey => {
    const journey = delivered(processed());
    journey.reset();
    journey.run(aConfig(['library', 'other']));
    journey.through('DOWNLOAD', 'TRIM').start('TRANSCRIBE');
    journey.complete('TRANSCRIBE', { artifacts: words(HEARD) });
    journey.through('EXTRACT_TOPICS', 'GENERATE_SUBTITLES', DELIVERY);
    journey.start('deliver:other');
    journey.fail('deliver:other');
    journey.run(aConfig(['third']));
    return corrected(journey);
  };
});
