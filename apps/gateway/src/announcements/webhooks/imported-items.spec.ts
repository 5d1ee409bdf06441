import { STAGES, Journey, aConfig, aRun } from '@throughline/domain/testing';
import { START, parsePosition, parseRevision, type StoredCommit } from '@throughline/event-store';
import { deriveMessages } from './derive-messages.js';

const store = (journey: Journey): readonly StoredCommit[] =>
  journey.commits.map(
    (recorded, index) =>
      ({
        storedAt: recorded.commit.at,
        ...recorded,
        position: parsePosition(String(index + 1)),
        revision: parseRevision(String(index + 1)),
        expected: undefined,
      }) as StoredCommit,
  );
const messages = (journey: Journey, after = 0): readonly string[] =>
  deriveMessages(store(journey), {
    after: after === 0 ? START : parsePosition(String(after)),
    libraryId: 'owner-1',
  }).map(({ event }) => event);

const openElsewhere = (): Journey => {
  const journey = aRun().through('DOWNLOAD');
  journey.start('TRIM');
  return journey;
};
const failed = (): Journey => {
  const journey = aRun().through('DOWNLOAD');
  journey.start('TRIM');
  journey.fail('TRIM');
  return journey;
};
const imported = (journey: Journey): Journey => new Journey(journey.assetId, '2026-06-01T00:00:00.000Z').importFrom(journey);

describe('the webhooks of an imported item', () => {
  it.each([
    ['ready', () => aRun().through('DOWNLOAD', ...STAGES, 'deliver:library')],
    ['failed', failed],
    ['open', openElsewhere],
  ])('tell nothing of what has happened elsewhere, nor of the end of the import (%s)', (_how, make) => {
    expect(messages(make())).not.toEqual([]);
    const journey = imported(make());
    journey.endImport();
    expect(messages(journey)).toEqual([]);
  });

  it('tell of what a person starts here afterwards', () => {
    const journey = imported(openElsewhere());
    journey.endImport();
    const before = journey.commits.length;
    journey.run(aConfig(['library']));
    journey.through(...STAGES, 'deliver:library');
    expect(messages(journey)).toEqual(messages(journey, before));
    expect(messages(journey)).toEqual(expect.arrayContaining(['item.ready', 'delivery.completed']));
  });
});
