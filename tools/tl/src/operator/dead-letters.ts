import { JetStreamDeadLetters, type StoredDeadLetter } from '@throughline/messaging';
import { WORKER_SERVICES, type WorkerService } from '@throughline/contracts';
import { printJson, type CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import { bytes, table } from '../output/table.js';
import type { OperatorOptions } from './rebuild.js';
import { requireRunningStack } from './running-stack.js';
import { withNats } from './servers.js';

export interface DeadLetterOptions extends OperatorOptions {
  readonly service?: string;
  readonly after?: string;
  readonly limit: number;
}

const serviceOf = (name: string): WorkerService => {
  const service = WORKER_SERVICES.find((one) => one === name);
  if (service !== undefined) return service;
  throw new CliError('usage', `There is no service '${name}'. Services: ${WORKER_SERVICES.join(', ')}`);
};

const selection = ({ service, after, limit }: DeadLetterOptions): Parameters<JetStreamDeadLetters['list']>[0] => {
  if (after !== undefined && !/^\d+$/.test(after)) throw new CliError('usage', '--after must be the id of a dead letter');
  return { limit, ...(after === undefined ? {} : { after }), ...(service === undefined ? {} : { service: serviceOf(service) }) };
};

/** Returns a dead letter with its raw bytes, which could not be decoded. */
const letterData = (letter: StoredDeadLetter): object => ({
  id: letter.id,
  stored_at: letter.storedAt,
  service: letter.service,
  asset_id: letter.assetId ?? null,
  subject: letter.subject,
  reason: letter.reason,
  headers: letter.headers,
  body_base64: Buffer.from(letter.bytes).toString('base64'),
});

const cells = (letter: StoredDeadLetter): string[] => [
  letter.id,
  letter.storedAt,
  letter.service,
  letter.assetId ?? '–',
  bytes(letter.bytes.byteLength),
  letter.reason,
];

export async function deadLetters(context: CliContext, options: DeadLetterOptions): Promise<void> {
  const wanted = selection(options);
  const { access } = await requireRunningStack();
  const letters = await withNats(access, (nc) => new JetStreamDeadLetters(nc).list(wanted));
  if (options.json === true) {
    await printJson(context, letters.map(letterData));
    return;
  }
  if (letters.length === 0) context.terminal.say('there are no dead letters');
  else await context.terminal.data(table(letters.map(cells)));
  const last = letters.at(-1);
  if (last !== undefined && letters.length === options.limit) context.terminal.say(`there may be more: --after ${last.id}`);
}
