import { DOCUMENT_STEPS, newId, type JsonObject } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { formOf } from '../testing/forms.js';
import type { MemoryGateway } from '../testing/memory-gateway.js';
import { sendRequest, type Method, type RequestParts } from '../testing/send-request.js';
import { shareMemoryGateway } from '../testing/shared-memory-gateway.js';
import { completeStep, startStep } from '../testing/work-through.js';
import { MAX_RULES } from './document-rule.js';
import { MAX_RULE_BYTES, countRuleBytes } from './run-rules.js';

const STEP = 'extract_metadata_with_gpt';
const RULE = { name: 'Bills', sender: ' Northlight  Studio ', tags: ['bill'], type: 'invoice' };

interface Answer {
  readonly id: string;
  readonly items: readonly { readonly id: string; readonly [member: string]: unknown }[];
  readonly [member: string]: unknown;
}

describe('the rules for documents of a library', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const ask = (method: Method, path: string, parts?: RequestParts) => sendRequest<Answer>(gateway, method, path, parts);
  const make = (payload: object = RULE) => ask('POST', '/document-rules', { payload });
  const suggestions = async () => (await ask('GET', '/document-rules/suggestions')).body.items;

  const register = async (): Promise<string> => {
    const form = formOf({}, { bytes: newId(), name: 'scan.pdf' });
    const headers = { authorization: `Bearer ${gateway.token}`, ...form.headers };
    const made = await gateway.app.inject({ method: 'POST', url: '/api/v1/documents', headers, payload: form.payload });
    return made.json<Answer>().id;
  };
  const untilProjected = async (id: string): Promise<void> => {
    const head = await gateway.store.head(id);
    await until(async () => (await gateway.ports.itemRows.byIds([id])).get(id)?.revision === head);
  };
  const rulesOfRun = async (id: string) => (await gateway.ports.commands.load(id))?.personal.rules;
  /** Ends the steps as workers would, with what the step for fields reports. */
  const findFields = async (id: string, result: JsonObject = {}, details: JsonObject = {}): Promise<void> => {
    for (const step of DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf(STEP) + 1)) {
      await startStep(gateway, id, step);
      const found = { sender: 'Northlight Studio', tags: [], ...details };
      await completeStep(gateway, id, step, [], step === STEP ? result : {}, step === STEP ? found : undefined);
    }
    await untilProjected(id);
  };
  const correct = async (fields: object): Promise<string> => {
    const id = await register();
    await findFields(id);
    expect((await ask('PATCH', `/documents/${id}/fields`, { payload: fields, ifMatch: '*' })).status).toBe(200);
    await untilProjected(id);
    return id;
  };

  it('are saved with their sender as it was written, and switched off by a replacement', async () => {
    const made = await make();
    expect(made.body).toMatchObject({ ...RULE, sender: 'Northlight  Studio', enabled: true, documents: 0 });
    const payload = { ...RULE, tags: null, enabled: false };
    const { body } = await ask('PUT', `/document-rules/${made.body.id}`, { payload, ifMatch: '"1"' });
    expect(body).toMatchObject({ tags: [], type: 'invoice', enabled: false, key: made.body['key'] });
  });

  it.each([
    [{ ...RULE, tags: [], type: null }, ''],
    [{ ...RULE, sender: ' ' }, '/sender'],
    [{ ...RULE, sender: 'x'.repeat(301) }, '/sender'],
    [{ ...RULE, sender: undefined }, '/sender'],
    [{ ...RULE, tags: ['a', 'A'] }, '/tags/1'],
    [{ ...RULE, tags: [' '] }, '/tags/0'],
    [{ ...RULE, type: ' ' }, '/type'],
    [{ ...RULE, tag: 'a' }, '/tag'],
  ])('are refused if they could do nothing: %j', async (payload, pointer) => {
    const { body } = await make(payload);
    expect(body).toMatchObject({ status: 400, errors: [expect.objectContaining({ pointer })] });
    expect((await ask('GET', '/document-rules')).body.items).toEqual([]);
  });

  it('are limited in number', async () => {
    const { documentRules } = gateway.ports;
    for (let rule = 0; rule < MAX_RULES; rule += 1)
      await documentRules.insert({
        libraryId: gateway.owner,
        name: String(rule),
        sender: 'a',
        tags: [],
        type: 'b',
        isEnabled: true,
      });
    expect(await make()).toMatchObject({ status: 409, body: { code: 'too-many-document-rules' } });
  });

  it('are limited in their size together, also if they are off, so that a run can keep a copy of them', async () => {
    const { documentRules } = gateway.ports;
    const tags = Array.from({ length: 10 }, (_, index) => `${String(index)}${'ß'.repeat(49)}`);
    const large = { libraryId: gateway.owner, sender: 'é'.repeat(300), tags, type: 'invoice', isEnabled: true };
    const count = Math.floor(MAX_RULE_BYTES / countRuleBytes([{ ...large, key: newId(), name: '10' }]));
    for (let rule = 10; rule < 10 + count; rule += 1) await documentRules.insert({ ...large, name: String(rule) });
    const payload = { name: 'One more', sender: large.sender, tags, type: 'invoice', enabled: false };
    expect(await make(payload)).toMatchObject({ status: 409, body: { code: 'document-rules-too-large' } });
    const made = await make();
    const path = `/document-rules/${made.body.id}`;
    expect(await ask('PUT', path, { payload, ifMatch: '*' })).toMatchObject({
      status: 409,
      body: { code: 'document-rules-too-large' },
    });
    expect((await ask('PUT', path, { payload: { ...RULE, enabled: false }, ifMatch: '*' })).status).toBe(200);
    const id = await register();
    expect((await ask('GET', `/documents/${id}`)).status).toBe(200);
  });

  it('are given to each run of a document that starts while they are on, and to no recording', async () => {
    const made = await make();
    await make({ ...RULE, name: 'Off', enabled: false });
    const id = await register();
    expect(await rulesOfRun(id)).toEqual([
      { key: made.body['key'], name: 'Bills', sender: 'Northlight  Studio', tags: ['bill'], type: 'invoice' },
    ]);
    await untilProjected(id);
    // The rules of a run are no words of the document.
    expect((await ask('GET', '/documents?q=Northlight')).body.items).toEqual([]);
  });

  it('are named by each document that they have changed, which counts for them', async () => {
    const { body } = await make();
    const key = body['key'] as string;
    const id = await register();
    const rules = [{ key, name: 'Bills', tags: ['bill'], type: 'invoice' }];
    await findFields(id, { unsure: [], rules: [{ rule: key, fields: ['type', 'tags'] }] }, { rules });
    expect((await ask('GET', `/documents/${id}`)).body).toMatchObject({
      tags: ['bill'],
      rules_applied: [{ ...rules[0], overruled: [] }],
      metadata: { type: 'invoice', findings: { type: { value: 'invoice', rules: ['Bills'] }, tags: { rules: ['Bills'] } } },
    });
    expect((await ask('GET', `/document-rules/${body.id}`)).body).toMatchObject({ documents: 1 });
    const history = (await ask('GET', `/documents/${id}/events?limit=200`)).text;
    expect(history).toContain('1 rule has set its type and tags');
    await ask('DELETE', `/documents/${id}`);
    await untilProjected(id);
    expect((await ask('GET', '/document-rules')).body.items).toMatchObject([{ documents: 0 }]);
  });

  it('are suggested from three equal corrections, with the documents, until there is such a rule', async () => {
    const ids = [await correct({ tags: ['Bill'] }), await correct({ tags: ['bill', 'paper'] })];
    expect(await suggestions()).toEqual([]);
    ids.push(await correct({ tags: ['bill'] }));
    const [suggested, ...others] = await suggestions();
    expect(others).toEqual([]);
    expect(suggested).toMatchObject({ sender: 'Northlight Studio', type: null, count: 3, otherwise: 0 });
    const evidence = suggested?.['documents'] as readonly Answer[] | undefined;
    expect(evidence?.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(evidence).toContainEqual(expect.objectContaining({ created_at: expect.any(String) as string }));
    await make({ name: 'Bills', sender: 'NORTHLIGHT STUDIO', tags: ['BILL'], enabled: false });
    expect(await suggestions()).toEqual([]);
  });

  it('are suggested from tags that people gave without correcting what was found', async () => {
    for (let document = 0; document < 3; document += 1) {
      const id = await register();
      await findFields(id);
      expect((await ask('PATCH', `/documents/${id}`, { payload: { tags: ['bill'] }, ifMatch: '*' })).status).toBe(200);
      await untilProjected(id);
    }
    expect(await suggestions()).toMatchObject([{ sender: 'Northlight Studio', tags: ['bill'], count: 3 }]);
  });

  it('are not suggested again after a dismissal, until somebody brings them back', async () => {
    for (let document = 0; document < 3; document += 1) await correct({ type: 'invoice' });
    const [suggested] = await suggestions();
    expect(suggested).toMatchObject({ tags: [], type: 'invoice', count: 3 });
    const path = `/document-rules/suggestions/${suggested?.id ?? ''}`;
    for (let time = 0; time < 2; time += 1) expect((await ask('DELETE', path)).status).toBe(204);
    expect(await suggestions()).toEqual([]);
    expect((await ask('GET', '/document-rules/suggestions/dismissed')).body.items).toEqual([suggested]);
    for (let time = 0; time < 2; time += 1) expect((await ask('PUT', path)).status).toBe(204);
    expect(await suggestions()).toEqual([suggested]);
    expect((await ask('GET', '/document-rules/suggestions/dismissed')).body.items).toEqual([]);
    for (const method of ['DELETE', 'PUT'] as const)
      for (const id of [newId(), 'none'])
        expect(await ask(method, `/document-rules/suggestions/${id}`)).toMatchObject({ status: 404 });
  });
});
