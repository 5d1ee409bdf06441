import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import { createNumbered, type Numbered } from './create-numbered.js';

/** Returns a function that makes one more template, and returns its number. */
export function templateFactory({ app }: MemoryGateway, token: string, name: string): () => Promise<string> {
  let made = 0;
  return async () => {
    made += 1;
    const payload = { name: `${name}-${String(made)}`, output_config: { outputs: ['library'] } };
    const headers = { authorization: `Bearer ${token}` };
    const response = await app.inject({ method: 'POST', url: '/api/v1/templates', headers, payload });
    return String(response.json<{ id: number }>().id);
  };
}

/** Number of the template that names an output which does not exist. Requests in regressions.json contain it. */
const UNDELIVERABLE = 5;

/** The API refuses to save such a template, but its output may be removed later. */
async function addUndeliverableTemplate({ ports, owner }: MemoryGateway): Promise<void> {
  const config = { output_config: { outputs: ['removed'] } };
  const added = await ports.templates.insert({ libraryId: owner, name: 'Undeliverable', isDraft: false, config });
  if (added === 'name-taken' || added.id !== UNDELIVERABLE)
    throw new Error('The number of the undeliverable template has changed');
}

export async function createTemplates(
  gateway: MemoryGateway,
  foreign: readonly [stranger: string, secret: string],
): Promise<Numbered> {
  const templates = await createNumbered(gateway, foreign, templateFactory);
  await addUndeliverableTemplate(gateway);
  return templates;
}
