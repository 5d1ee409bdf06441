import { explanationText } from '../explain/explanation-text.js';
import { readExplanation } from '../explain/views.js';
import { openClient, printJson, type CliContext, type CommonOptions } from './context.js';
import { findItem } from './find-recording.js';

/** `tl why ID` */
export async function why(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const answer = await client.json({ path: `${await findItem(context, client, id)}/explain` });
  if (options.json === true) await printJson(context, answer);
  else await context.terminal.data(explanationText(readExplanation(answer)));
}
