import fc from 'fast-check';
import { v5 } from 'uuid';
import {
  assetIdForKey,
  assetIdOf,
  attemptIdFor,
  commitIdFor,
  importedFileUploadIdFor,
  isUuid,
  migratedAssetIdOf,
  migratedRunIdOf,
  newAssetId,
  newId,
  patternIdOf,
} from './ids.js';

const assetId = '0198f5d2-8e0a-7b3c-9d4e-5f60718293a4';
const runId = '0198f5d3-0000-7000-8000-000000000001';

describe('ids made from names', () => {
  // Another namespace or another separator would register synced items twice, and would not find commits stored before an
  // upgrade.
  it('never change', () => {
    expect(assetIdOf({ owner: 'owner-1', source: 'zoom', externalId: 'ext-1' })).toBe('518b29a7-f139-5689-bfdb-34fee551194b');
    expect(assetIdForKey('owner-1', 'key-1')).toBe('6271c56e-f3c3-5446-90ab-af07f130638c');
    expect(commitIdFor(assetId, 'command-1')).toBe('59c4ba21-7e1b-5209-9cb7-c950261edc5f');
    expect(attemptIdFor({ assetId, runId, step: 'TRIM', attempt: 1 })).toBe('e282842f-6996-58f3-84ac-1520b6d4af57');
    expect(migratedAssetIdOf({ library: 'owner-1', system: 'default', externalId: '7' })).toBe(
      '1f5cc2b9-cd6a-5d6e-a516-9a927d3e142f',
    );
    expect(importedFileUploadIdFor({ by: 'user-1', library: 'owner-1', assetId, key: `uploads/${assetId}/source` })).toBe(
      '6d4b4b6f-aa46-5728-a9b7-e42985c255ba',
    );
    expect(migratedRunIdOf(assetId)).toBe('6c71ff8f-98c6-57c5-8a11-b2aff1067bd1');
  });

  it('are UUIDs of version 5, whatever characters a name has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 8 }), (text) => {
        const name = `7:pattern|${String(text.length)}:${text}`;
        expect(patternIdOf(text)).toBe(v5(name, '6f1c1f0e-6b0b-5d53-9a51-2f2a4c1d9b77'));
      }),
    );
    expect(() => patternIdOf('\ud800')).toThrow(URIError);
  });

  it('differ if any part differs, however the parts are split', () => {
    const part = fc.string({ unit: fc.constantFrom('a', '|', ':', '1', 'é'), maxLength: 5 });
    const origin = fc.record({ owner: part, source: part, externalId: part });
    fc.assert(
      fc.property(origin, origin, (one, two) => {
        const same = one.owner === two.owner && one.source === two.source && one.externalId === two.externalId;
        expect(assetIdOf(one) === assetIdOf(two)).toBe(same);
      }),
      { numRuns: 1_000 },
    );
  });

  it('differ between kinds of ids', () => {
    const all = [assetIdForKey('a', 'b'), commitIdFor('a', 'b'), assetIdOf({ owner: 'a', source: 'b', externalId: '' })];
    expect(new Set(all).size).toBe(all.length);
  });

  it('differ between the attempts of a step, and between runs', () => {
    const attempt = { assetId, runId, step: 'TRIM', attempt: 1 };
    const ids = [attempt, { ...attempt, attempt: 2 }, { ...attempt, runId: newId() }, { ...attempt, step: 'TRANSCRIBE' }].map(
      attemptIdFor,
    );
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(isUuid(id)).toBe(true);
  });
});

describe('new ids', () => {
  it('are UUIDs that sort by time', () => {
    const ids = Array.from({ length: 50 }, () => newAssetId());
    expect(ids.every(isUuid)).toBe(true);
    expect([...ids].sort()).toEqual(ids);
    expect(isUuid(newId())).toBe(true);
  });

  it.each(['', 'x', `${assetId}0`, assetId.replaceAll('-', ''), `{${assetId}}`, `${assetId}\n`])('do not include %j', (text) => {
    expect(isUuid(text)).toBe(false);
  });
});
