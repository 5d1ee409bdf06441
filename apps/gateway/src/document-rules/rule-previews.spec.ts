import { newId } from '@throughline/contracts';
import { toDocumentSender, type DocumentSender } from '../adapters/projection/ruled-documents.js';
import type { BulkCommand } from '../batches/bulk/index.js';
import type { Principal } from '../kit/http/access.js';
import type { SavedDocumentRule } from './document-rule.js';
import { RulePreviews } from './rule-previews.js';

const MOST = 10_000;
const SENDER = 'Northlight';
const rule = { id: 1, key: newId(), name: 'Bills', sender: SENDER, tags: ['bill'], type: null, isEnabled: true, revision: 1 };

/** A row whose number is its place among the newest. */
const rowOf = (number: number, tags: readonly string[], isRead = true): DocumentSender =>
  toDocumentSender({
    ...{
      id: String(number),
      createdAt: '2026-01-01T00:00:00.000000Z',
      corrected: [],
      hasOwnTags: false,
      fields: null,
      tags,
      isRead,
    },
    ...{ finding: SENDER, found: undefined, rules: undefined },
  });

/** Returns the ids of the documents that are previewed. */
async function previewOf(rows: readonly DocumentSender[]): Promise<readonly string[]> {
  let previewed: readonly string[] = [];
  const previews = new RulePreviews({
    store: { find: () => Promise.resolve(rule as unknown as SavedDocumentRule) },
    documents: {
      listSenders: (_owner, { before, limit }) => {
        const start = before === undefined ? 0 : Number(before.id) + 1;
        return Promise.resolve(rows.slice(start, start + limit));
      },
    },
    bulk: {
      preview: (_by, { selection: { ids } }) => {
        previewed = ids ?? [];
        return Promise.resolve({} as BulkCommand);
      },
    },
  });
  await previews.preview({ ownerId: 'l' } as Principal, { libraryId: 'l', id: 1, ifMatch: '"1"' });
  return previewed;
}

describe('the documents that a rule is previewed for', () => {
  it('are those that it would change, then those that it would not', async () => {
    const rows = [rowOf(0, ['bill']), rowOf(1, []), rowOf(2, [], false), rowOf(3, ['other'])];
    expect(await previewOf(rows)).toEqual(['1', '3', '0', '2']);
  });

  it('are taken part by part if there are too many: those that have everything make room for the others', async () => {
    const before = Array.from({ length: MOST + 5 }, (_, number) => rowOf(number, []));
    const first = await previewOf(before);
    expect([first.length, first.at(-1)]).toEqual([MOST, String(MOST - 1)]);
    const after = before.map((row, number) => (number < MOST ? rowOf(number, ['bill']) : row));
    const second = await previewOf(after);
    expect([second.length, ...second.slice(0, 6)]).toEqual([MOST, ...[0, 1, 2, 3, 4].map((n) => String(MOST + n)), '0']);
  });
});
