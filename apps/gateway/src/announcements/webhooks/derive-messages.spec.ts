import { STAGES, aConfig, anOutput, aRun, type Journey } from '@throughline/domain/testing';
import { START, parsePosition, parseRevision, type StoredCommit } from '@throughline/event-store';
import { RECONNECT } from '../../credentials/index.js';
import { deriveMessages } from './derive-messages.js';

const RETRY = { max_attempts: 9, backoff_ms: [1_000], max_crashes: 9, wait_ms: [60_000], budget_ms: 86_400_000 };
const retrying = aConfig(['library'], { retry: RETRY });

const store = (journey: Journey): readonly StoredCommit[] =>
  journey.commits.map(
    (recorded, index) =>
      ({
        ...recorded,
        position: parsePosition(String(index + 1)),
        revision: parseRevision(String(index + 1)),
        expected: undefined,
        storedAt: recorded.commit.at,
      }) as StoredCommit,
  );
/** Counts the events that tell of a person who is needed. */
const count = (journey: Journey): number =>
  deriveMessages(store(journey), { after: START, libraryId: 'owner-1' }).filter(({ event }) => event === 'item.needs_attention')
    .length;

describe('item.needs_attention about a lost account', () => {
  const wait = (journey: Journey, step: string, overrides: Parameters<Journey['wait']>[1] = {}): void => {
    journey.later(60_000).start(step);
    journey.wait(step, { for: RECONNECT, ...overrides });
  };
  const begin = (): Journey => {
    const journey = aRun(retrying);
    wait(journey, 'DOWNLOAD');
    return journey;
  };

  it('is told once, however often the step checks the account', () => {
    const journey = begin();
    for (let checks = 0; checks < 5; checks += 1) wait(journey, 'DOWNLOAD');
    expect(count(journey)).toBe(1);
  });

  it('is told once if a check fails otherwise or loses its worker meanwhile', () => {
    const journey = begin();
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD', { retryable: true });
    wait(journey, 'DOWNLOAD');
    journey.start('DOWNLOAD');
    journey.interrupt('DOWNLOAD');
    wait(journey, 'DOWNLOAD');
    expect(count(journey)).toBe(1);
  });

  it.each([
    [
      'progress',
      (journey: Journey) => {
        wait(journey, 'DOWNLOAD', { progress: 0.5 });
      },
    ],
    [
      'a checkpoint',
      (journey: Journey) => {
        journey.start('DOWNLOAD');
        journey.checkpoint('DOWNLOAD', { part: 1 });
        journey.wait('DOWNLOAD', { for: RECONNECT });
      },
    ],
    [
      'a wait for something else',
      (journey: Journey) => {
        wait(journey, 'DOWNLOAD', { for: 'disk-full' });
        wait(journey, 'DOWNLOAD');
      },
    ],
    [
      'another run',
      (journey: Journey) => {
        journey.cancel();
        journey.run(retrying);
        wait(journey, 'DOWNLOAD');
      },
    ],
  ] as const)('is told again after %s', (_, lose) => {
    const journey = begin();
    lose(journey);
    expect(count(journey)).toBe(2);
  });

  it('is told once for each credential of the outputs', () => {
    const of = (name: string, credential: number) => anOutput(name, { settings: { credential } });
    const outputs = [of('one', 7), of('two', 7), of('three', 8)];
    const journey = aRun({ ...retrying, outputs }).through(
      'DOWNLOAD',
      'TRIM',
      'TRANSCRIBE',
      'EXTRACT_TOPICS',
      'GENERATE_SUBTITLES',
    );
    wait(journey, 'deliver:one');
    wait(journey, 'deliver:two');
    expect(count(journey)).toBe(1);
    wait(journey, 'deliver:three');
    expect(count(journey)).toBe(2);
    journey.through('deliver:one');
    wait(journey, 'deliver:two');
    wait(journey, 'deliver:three');
    expect(count(journey)).toBe(2);
  });
});

describe('the messages of an item that was moved to another library', () => {
  it('tell each library only of its own time', () => {
    const journey = aRun(aConfig(['nas'])).through('DOWNLOAD', ...STAGES, 'deliver:nas');
    journey.send({ type: 'TransferAsset', by: 'owner-1', library: 'team', outputs: [] });
    journey.run(aConfig(['nas', 'library']), ['outputs']);
    journey.through('deliver:library');
    const deliveries = (libraryId: string): readonly (string | undefined)[] =>
      deriveMessages(store(journey), { after: START, libraryId })
        .filter(({ event }) => event === 'delivery.completed')
        .map(({ output }) => output);
    expect([deliveries('owner-1'), deliveries('team'), deliveries('third')]).toEqual([['nas'], ['library'], []]);
  });
});
