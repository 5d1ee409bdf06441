import type { BulkCommand, DocumentRule, DocumentRuleSuggestion } from '@throughline/api-client';
import { EXIT } from '../exit.js';
import { StubServer } from '#testing/stub-server.js';

const PATH = '/api/v1/document-rules';
const TIME = '2026-02-05T17:00:00.000Z';
const bills: DocumentRule = {
  id: 3,
  key: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11',
  name: 'Bills',
  sender: 'Northlight',
  tags: ['office costs'],
  type: 'invoice',
  enabled: true,
  documents: 12,
  revision: 2,
  created_at: TIME,
  updated_at: TIME,
};
const content = { name: 'Bills', sender: 'Northlight', tags: ['office costs'], type: 'invoice', enabled: true };
const suggestion: DocumentRuleSuggestion = {
  id: '0199f5a0-4f0c-5c3e-9d0a-6f5d8f0f2b12',
  sender: 'Northlight',
  tags: ['office costs'],
  type: null,
  count: 4,
  otherwise: 1,
  documents: [{ id: 'd1', title: 'Invoice 318', date: '2026-02-03', created_at: '2026-02-05T10:00:00.000Z' }],
};
const listed = { [`GET ${PATH}`]: { body: { items: [bills] } } };
const totals = { change: 1, skip: 1, refuse: 0, error: 0 };
const previewed = {
  id: 'b1',
  action: 'apply_rule',
  state: 'previewed',
  total: 2,
  verdict_totals: totals,
  verdicts: [{ verdict: 'change', code: 'rule-applied', count: 1, detail: 'The rule would add 1 tag.' }],
  outcomes: [],
  plan_changes: [],
  expires_at: TIME,
} as unknown as BulkCommand;

describe('tl documents rules', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());
  const tl = (...args: readonly string[]) => server.tl('documents', 'rules', ...args);
  const lines = (out: string): readonly string[] => out.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '));

  it('lists and shows rules with what they give, and how many documents they have changed', async () => {
    server.prepare(listed);
    expect(lines((await tl('list')).out)[0]).toBe(
      '3 | Bills | on | from Northlight | tag “office costs” and type “invoice” | 12 documents',
    );
    const { out } = await tl('show', 'Bills');
    expect(out).toMatch(/^has changed +12 documents$/m);
    server.prepare({ [`GET ${PATH}`]: { body: { items: [] } } });
    expect(await tl('list')).toMatchObject({ out: '', err: expect.stringContaining('tl documents rules create') as string });
    expect(await tl('show', 'Bills')).toMatchObject({
      code: EXIT.refused,
      err: expect.stringContaining('`tl documents rules list`') as string,
    });
  });

  it('makes, edits, switches and deletes a rule at the revision that it has read', async () => {
    server.prepare({
      ...listed,
      [`POST ${PATH}`]: { status: 201, body: bills },
      [`PUT ${PATH}/3`]: { body: bills },
      [`DELETE ${PATH}/3`]: { status: 204 },
    });
    await tl('create', 'Bills', '--sender', 'Northlight', '--tag', 'office costs', '--tag', 'b', '--off');
    await tl('edit', 'Bills', '--sender', 'Bolt', '--remove-type');
    await tl('off', '3');
    await tl('delete', 'Bills');
    expect(server.changes.map(({ body }) => body)).toEqual([
      { ...content, tags: ['office costs', 'b'], type: null, enabled: false },
      { ...content, sender: 'Bolt', type: null },
      { ...content, enabled: false },
      undefined,
    ]);
    expect(server.changes.slice(1).map(({ headers }) => headers['if-match'])).toEqual(['"2"', '"2"', '"2"']);
    expect((await tl('edit', 'Bills')).code).toBe(EXIT.usage);
  });

  it('lists suggestions with their documents, accepts and dismisses one, and undoes that', async () => {
    const answers = {
      ...listed,
      [`GET ${PATH}/suggestions`]: { body: { items: [suggestion] } },
      [`GET ${PATH}/suggestions/dismissed`]: { body: { items: [] } },
      [`POST ${PATH}`]: { status: 201, body: bills },
      [`DELETE ${PATH}/suggestions/${suggestion.id}`]: { status: 204 },
      [`PUT ${PATH}/suggestions/${suggestion.id}`]: { status: 204 },
    };
    server.prepare(answers);
    const { out } = await tl('suggestions');
    expect(lines(out)).toEqual(
      expect.arrayContaining([
        'would give | from Northlight: tag “office costs”',
        'follows from | 4 documents; decided otherwise for 1',
        ' | and 3 more',
      ]),
    );
    expect((await tl('suggestions', '--dismissed')).err).toContain('no dismissed suggestions');
    await tl('accept', suggestion.id);
    expect(server.changes.map(({ body }) => body)).toEqual([{ ...content, name: 'tag “office costs”', type: null }]);
    // Another sender has a rule with the same effect.
    server.prepare({ ...answers, [`GET ${PATH}`]: { body: { items: [{ ...bills, name: 'Tag “office costs”' }] } } });
    await tl('accept', suggestion.id);
    expect((await tl('dismiss', suggestion.id)).err).toContain(`bring-back ${suggestion.id}`);
    await tl('bring-back', suggestion.id);
    expect(server.changes.map(({ line, body }) => [line, body])).toEqual([
      [`POST ${PATH}`, { ...content, name: 'tag “office costs” 2', type: null }],
      [`DELETE ${PATH}/suggestions/${suggestion.id}`, undefined],
      [`PUT ${PATH}/suggestions/${suggestion.id}`, undefined],
    ]);
    expect(await tl('accept', 'none')).toMatchObject({ code: EXIT.refused });
  });

  it('previews a rule on the documents that are there, and applies it only with consent', async () => {
    const done = {
      ...previewed,
      state: 'done',
      done: 2,
      rate: null,
      eta: null,
      waiting_since: null,
      outcome_totals: { error: 0 },
    };
    server.prepare({
      ...listed,
      [`POST ${PATH}/3/preview`]: { status: 201, body: previewed },
      'POST /api/v1/bulk/b1/execute': { status: 202, body: previewed },
      'GET /api/v1/bulk/b1': {
        body: { ...done, outcomes: [{ outcome: 'changed', code: 'rule-applied', count: 1, detail: 'Done.' }] },
      },
    });
    const shown = await tl('apply', 'Bills', '--dry-run');
    expect([shown.code, shown.out]).toEqual([EXIT.done, expect.stringContaining('The rule would add 1 tag.')]);
    expect(shown.err).toContain('Bills: from Northlight: tag “office costs” and type “invoice”; 2 of this sender');
    expect(server.changes[0]).toMatchObject({ line: `POST ${PATH}/3/preview`, headers: { 'if-match': '"2"' } });
    expect((await tl('apply', 'Bills')).code).toBe(EXIT.usage);
    expect(await tl('apply', 'Bills', '--yes')).toMatchObject({
      code: EXIT.done,
      out: expect.stringContaining('Done.') as string,
    });
  });
});
