import { DOCUMENT_STEPS, newId, type JsonObject } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import { until } from '@throughline/stack/testing';
import type { BulkItemListAnswer, BulkPreviewAnswer } from '../batches/bulk/bulk-answers.js';
import { executeBulk } from '../testing/bulk-commands.js';
import { formOf } from '../testing/forms.js';
import type { MemoryGateway } from '../testing/memory-gateway.js';
import { sendRequest, type Method, type RequestParts } from '../testing/send-request.js';
import { shareMemoryGateway } from '../testing/shared-memory-gateway.js';
import { completeStep, startStep } from '../testing/work-through.js';

const STEP = 'extract_metadata_with_gpt';
const RULE = { name: 'Bills', sender: 'Northlight Studio', tags: ['bill'], type: 'invoice' };

interface Rule {
  readonly id: number;
  readonly key: string;
  readonly documents: number;
  readonly revision: number;
}

describe('applying a rule to documents that are there already', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const ask = <Answer>(method: Method, path: string, parts?: RequestParts) => sendRequest<Answer>(gateway, method, path, parts);
  const untilProjected = async (id: string): Promise<void> => {
    const head = await gateway.store.head(id);
    await until(async () => (await gateway.ports.itemRows.byIds([id])).get(id)?.revision === head);
  };
  const register = async (details?: JsonObject): Promise<string> => {
    const form = formOf({}, { bytes: newId(), name: 'scan.pdf' });
    const headers = { authorization: `Bearer ${gateway.token}`, ...form.headers };
    const made = await gateway.app.inject({ method: 'POST', url: '/api/v1/documents', headers, payload: form.payload });
    const { id } = made.json<{ id: string }>();
    if (details !== undefined) await findFields(id, details);
    await untilProjected(id);
    return id;
  };
  const findFields = async (id: string, details: JsonObject): Promise<void> => {
    for (const step of DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf(STEP) + 1)) {
      await startStep(gateway, id, step);
      await completeStep(gateway, id, step, [], {}, step === STEP ? details : undefined);
    }
  };
  const readAgain = async (id: string): Promise<void> => {
    const run = { runId: newId(), config: defaultRunConfig, configSources: {}, repeat: [STEP] };
    await gateway.ports.commands.execute(
      id,
      { type: 'StartRun', by: gateway.owner, now: new Date().toISOString(), ...run },
      { commandId: newId(), actor: { kind: 'user', id: gateway.owner }, correlationId: 'spec' },
    );
    await startStep(gateway, id, STEP);
  };
  const correct = async (id: string, payload: object): Promise<void> => {
    expect((await ask('PATCH', `/documents/${id}/fields`, { payload, ifMatch: '*' })).status).toBe(200);
    await untilProjected(id);
  };
  const make = async (payload: object = RULE): Promise<Rule> => (await ask<Rule>('POST', '/document-rules', { payload })).body;
  const preview = async ({ id, revision }: Rule): Promise<BulkPreviewAnswer> => {
    const ifMatch = `"${String(revision)}"`;
    const answer = await ask<BulkPreviewAnswer>('POST', `/document-rules/${String(id)}/preview`, { ifMatch });
    expect(answer).toMatchObject({ status: 201, headers: { location: `/api/v1/bulk/${answer.body.id}` } });
    return answer.body;
  };
  const resultsOf = async (id: string) => (await ask<BulkItemListAnswer>('GET', `/bulk/${id}/items`)).body.items;

  it('is previewed for the documents of the sender, and says of each what it would change', async () => {
    const rule = await make();
    const fits = await register({ sender: ' northlight  STUDIO', tags: [] });
    await register({ sender: 'Bolt', tags: [] });
    const early = await register({ sender: 'Northlight Studio', tags: [] });
    await ask('POST', `/documents/${early}/cancel`);
    const own = await register({ sender: 'Northlight Studio', tags: [] });
    await correct(own, { tags: ['mine'], type: 'letter' });
    const byHand = await register({ sender: 'Bolt', tags: [] });
    await correct(byHand, { sender: 'Northlight Studio', type: 'letter' });
    const bulk = await preview(rule);
    expect(bulk).toMatchObject({ action: 'apply_rule', noun: 'document', state: 'previewed', total: 4 });
    const found = new Map(bulk.items.map(({ item_id, preview: one }) => [item_id, [one?.verdict, one?.detail]]));
    expect(found).toEqual(
      new Map([
        [fits, ['change', 'The rule would add 1 tag and set the type.']],
        [early, ['change', 'The rule would add 1 tag and set the type.']],
        [own, ['skip', 'A person has set what the rule would set, and that stays.']],
        [byHand, ['change', 'The rule would add 1 tag.']],
      ]),
    );
    expect((await ask('GET', `/documents/${fits}`)).body).toMatchObject({ tags: [], rules_applied: [] });
  });

  it('changes each document by a command, whose history says so, and counts for the rule', async () => {
    const rule = await make();
    const id = await register({ sender: 'Northlight Studio', tags: [] });
    const deleted = await register({ sender: 'Northlight Studio', tags: [] });
    const bulk = await preview(rule);
    await ask('DELETE', `/documents/${deleted}`);
    expect(await executeBulk(gateway, bulk.id)).toMatchObject({ state: 'done' });
    await untilProjected(id);
    const results = await resultsOf(bulk.id);
    expect(new Map(results.map(({ item_id, result }) => [item_id, result?.code]))).toEqual(
      new Map([
        [id, 'rule-applied'],
        [deleted, 'deleted'],
      ]),
    );
    expect((await ask('GET', `/documents/${id}`)).body).toMatchObject({
      tags: ['bill'],
      metadata: { type: 'invoice', findings: { type: { rules: ['Bills'] }, tags: { rules: ['Bills'] } } },
      rules_applied: [{ key: rule.key, name: 'Bills', tags: ['bill'], type: 'invoice', overruled: [] }],
    });
    expect((await ask('GET', `/documents/${id}/events?limit=200`)).text).toContain('it has set the type and tags');
    expect((await ask('GET', `/document-rules/${String(rule.id)}`)).body).toMatchObject({ documents: 1 });
    expect(await preview(rule)).toMatchObject({ total: 1, verdict_totals: { skip: 1 } });
  });

  it('refuses every document if the rule was changed after the preview', async () => {
    const rule = await make();
    await register({ sender: 'Northlight Studio', tags: [] });
    const bulk = await preview(rule);
    const payload = { ...RULE, tags: ['other'] };
    expect((await ask('PUT', `/document-rules/${String(rule.id)}`, { payload, ifMatch: '*' })).status).toBe(200);
    await executeBulk(gateway, bulk.id);
    expect(await resultsOf(bulk.id)).toMatchObject([{ result: { outcome: 'refused', code: 'document-rule-changed' } }]);
  });

  it('is previewed only at the revision that the request names', async () => {
    const { id, revision } = await make();
    const path = `/document-rules/${String(id)}`;
    const ifMatch = `"${String(revision)}"`;
    await ask('PUT', path, { payload: { ...RULE, tags: ['other'] }, ifMatch });
    expect(await ask('POST', `${path}/preview`, { ifMatch })).toMatchObject({
      status: 412,
      body: { code: 'document-rule-changed' },
    });
    expect(await ask('POST', `${path}/preview`)).toMatchObject({ status: 428, body: { code: 'precondition-required' } });
  });

  it('is previewed for documents that are being read again, and says that they refuse it', async () => {
    const rule = await make();
    const id = await register({ sender: 'Northlight Studio', tags: [] });
    await ask('POST', `/documents/${id}/cancel`);
    await readAgain(id);
    await untilProjected(id);
    expect(await preview(rule)).toMatchObject({ total: 1, verdict_totals: { refuse: 1 } });
  });

  it('needs a rule of the library that is on, and finds nothing without documents', async () => {
    const off = await make({ ...RULE, enabled: false });
    expect(await ask('POST', `/document-rules/${String(off.id)}/preview`, { ifMatch: '*' })).toMatchObject({
      status: 409,
      body: { code: 'document-rule-off' },
    });
    expect(await ask('POST', '/document-rules/999999/preview')).toMatchObject({ status: 404 });
    expect(await preview(await make({ ...RULE, name: 'On' }))).toMatchObject({ state: 'previewed', total: 0, items: [] });
  });
});
