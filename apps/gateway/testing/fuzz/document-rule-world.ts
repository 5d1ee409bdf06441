import { until } from '@throughline/stack/testing';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import { createNumbered, type Numbered } from './create-numbered.js';
import { ItemDriver, createItem } from './item-driver.js';

function ruleFactory({ app }: MemoryGateway, token: string, name: string): () => Promise<string> {
  let made = 0;
  return async () => {
    made += 1;
    const payload = { name: `${name}-${String(made)}`, sender: name, tags: [name], type: 'invoice' };
    const headers = { authorization: `Bearer ${token}` };
    const response = await app.inject({ method: 'POST', url: '/api/v1/document-rules', headers, payload });
    return String(response.json<{ id: number }>().id);
  };
}

export const createDocumentRules = (gateway: MemoryGateway, foreign: readonly [string, string]): Promise<Numbered> =>
  createNumbered(gateway, foreign, ruleFactory);

/** Corrects three documents of a new sender alike. Returns the id of the suggestion that follows. */
async function createSuggestion(gateway: MemoryGateway, owner: string, sender: string): Promise<string> {
  for (let document = 0; document < 3; document += 1) {
    const life = new ItemDriver(gateway, owner, sender, 'document');
    await createItem(life, async (one) => {
      await one.register();
      await one.sendAsUser({ type: 'CorrectFields', fields: ['sender', 'type'], values: { sender, type: 'bill' } });
    });
    const head = await gateway.store.head(life.id);
    await until(async () => (await gateway.ports.documentRows.byIds([life.id])).get(life.id)?.revision === head);
  }
  const headers = { authorization: `Bearer ${await gateway.tokenFor(['read'], owner)}` };
  const answer = await gateway.app.inject({ url: '/api/v1/document-rules/suggestions', headers });
  const { items } = answer.json<{ items: readonly { readonly id: string; readonly sender: string }[] }>();
  return items.find((one) => one.sender === sender)?.id ?? '';
}

/** Makes a suggestion that its library has dismissed. */
async function createDismissed(gateway: MemoryGateway, owner: string, sender: string): Promise<void> {
  const id = await createSuggestion(gateway, owner, sender);
  const headers = { authorization: `Bearer ${await gateway.tokenFor(['write'], owner)}` };
  await gateway.app.inject({ method: 'DELETE', url: `/api/v1/document-rules/suggestions/${id}`, headers });
}

interface Suggestions extends Pick<Numbered, 'kept' | 'foreign'> {
  readonly make: () => Promise<string>;
}

export async function createRuleSuggestions(
  gateway: MemoryGateway,
  [stranger, secret]: readonly [stranger: string, secret: string],
): Promise<Suggestions> {
  let made = 0;
  const make = (owner: string, sender: string): Promise<string> => {
    made += 1;
    return createSuggestion(gateway, owner, `${sender}-${String(made)}`);
  };
  await createDismissed(gateway, stranger, `${secret}-dismissed`);
  return {
    make: () => make(gateway.owner, 'sender'),
    kept: [await make(gateway.owner, 'sender'), await make(gateway.owner, 'sender')],
    foreign: [await make(stranger, secret), await make(stranger, secret)],
  };
}
