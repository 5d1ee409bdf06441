import { aConfig, anOutput, aRun } from '@throughline/domain/testing';
import { isPresent, type Asset } from '@throughline/domain';
import { RECONNECT, type LostCredential } from '../../credentials/index.js';
import { AccountWaits } from './lost-accounts.js';

const lost = (change: Partial<LostCredential> = {}): LostCredential => ({
  id: 7,
  grantId: 'grant',
  type: 'youtube',
  name: 'Our channel',
  reason: 'refused',
  usedBy: ['one', 'two'],
  ...change,
});

/** An item that waits for the accounts of its outputs. */
function waiting(...credentials: readonly (number | undefined)[]): Asset {
  const outputs = credentials.map((credential, at) =>
    anOutput(`output-${String(at)}`, credential === undefined ? {} : { settings: { credential } }),
  );
  const stages = ['DOWNLOAD', 'TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES'];
  const journey = aRun({ ...aConfig(), outputs }).through(...stages);
  for (const { name } of outputs) journey.wait(`deliver:${name}`, { for: RECONNECT });
  if (!isPresent(journey.state)) throw new Error('it is registered');
  return journey.state;
}

const describeAll = (items: readonly Asset[], credentials: readonly LostCredential[] = []): readonly string[] => {
  const waits = new AccountWaits([]);
  for (const item of items) waits.add(item);
  return waits.findCauses(credentials, new Set([7])).map(({ text }) => text);
};

describe('causes of notices about accounts', () => {
  it('are one for each credential, however many items and outputs wait for it', () => {
    expect(describeAll([waiting(7, 7), waiting(7)], [lost()])).toEqual([
      'The account of the credential “Our channel” must be connected again. It is used by one, two. 2 items wait for it and will continue by themselves.',
    ]);
  });

  it.each([
    [{ reason: 'missing-permissions' }, 'lacks permissions. Connect it again, and agree to everything. It is used by one, two.'],
    [{ reason: 'not-connected' }, 'The credential “Our channel” has no connected account. Connect one.'],
    [{ type: 'token' }, 'The service refuses the credential “Our channel”. Replace its secret.'],
    [{ usedBy: ['1', '2', '3', '4', '5', '6', '7'] }, 'It is used by 1, 2, 3, 4, 5 and 2 more.'],
  ] as const)('say what to do: %j', (change, text) => {
    expect(describeAll([], [lost(change)])).toEqual([expect.stringContaining(text)]);
  });

  it('are one for each output whose credential belongs to another library', () => {
    expect(describeAll([waiting(8), waiting(undefined, 7)], [lost()])).toEqual([
      expect.stringContaining('“Our channel”'),
      'The account of the output output-0 must be connected again. 2 items wait for it and will continue by themselves.',
    ]);
  });

  it('are none for a credential that was connected again, although its items have not checked it yet', () => {
    expect(describeAll([waiting(7)])).toEqual([]);
  });

  it('know the credential of an item from its source', () => {
    const journey = aRun(aConfig(), { sourceId: 3 });
    journey.start('DOWNLOAD');
    journey.wait('DOWNLOAD', { for: RECONNECT });
    const waits = new AccountWaits([{ id: 3, credentialId: 7 }]);
    if (isPresent(journey.state)) waits.add(journey.state);
    expect([...waits.checks]).toEqual([[7, journey.now]]);
    expect(waits.findCauses([lost()], new Set([7]))).toMatchObject([
      { key: 'credential:grant', text: expect.stringContaining('1 item waits for it') as string },
    ]);
  });
});
