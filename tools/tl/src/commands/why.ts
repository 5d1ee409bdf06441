import { request } from '@throughline/api-client';
import { explanationText } from '../explain/explanation-text.js';
import { readExplanation } from '../client/explanation-views.js';
import { openClient, printJson, type CliContext, type CommonOptions } from './context.js';
import { tryLocations, findLocations } from './item-locations.js';

export async function why(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const answer = await tryLocations(await findLocations(context, client, id), ({ operations, path }) =>
    client.json(request(operations.explain, { path })),
  );
  if (options.json === true) await printJson(context, answer);
  else await context.terminal.data(explanationText(readExplanation(answer)));
}
