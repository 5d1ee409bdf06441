import { request } from '@throughline/api-client';
import { listWorkers } from '@throughline/api-client/operations';
import { read } from '../client/views.js';
import { table } from '../output/table.js';
import { openClient, printJson, type CliContext, type CommonOptions } from './context.js';

const HEADER = ['SERVICE', 'LANE', 'PLACES', 'WORKER', 'LAST HEARD'];

/** `tl workers`: lists the workers whose presence the server has received. */
export async function workers(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const answer = await client.json(request(listWorkers));
  if (options.json === true) {
    await printJson(context, answer);
    return;
  }
  const { items, services, complete } = read.workers(answer);
  if (!complete) context.terminal.say('the server has not listened long enough: there may be more workers');
  else if (items.length === 0) context.terminal.say('no workers are running: items wait until one starts');
  for (const { service, workers: count, heard_at: heardAt } of complete ? services : [])
    if (count === 0)
      context.terminal.say(
        `no worker of ${service} is running${heardAt === null ? '' : `; the last message came at ${heardAt}`}`,
      );
  const rows = items.flatMap(({ worker, service, lanes, heard_at }) =>
    lanes.map(({ lane, busy, concurrency }) => [service, lane, `${String(busy)}/${String(concurrency)} busy`, worker, heard_at]),
  );
  await context.terminal.data(rows.length === 0 ? '' : table([HEADER, ...rows]));
}
