import { read } from '../client/views.js';
import { table } from '../output/table.js';
import { openClient, printJson, type CliContext, type CommonOptions } from './context.js';

const HEADER = ['SERVICE', 'LANE', 'PLACES', 'WORKER', 'LAST HEARD'];

/** `tl workers`: who is there to do the work, as far as the server has heard. */
export async function workers(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const answer = await client.json({ path: '/api/v1/workers' });
  if (options.json === true) {
    await printJson(context, answer);
    return;
  }
  const { items, services = [], complete } = read.workers(answer);
  if (!complete) context.terminal.say('the server has not listened for long enough: there may be more');
  else if (items.length === 0) context.terminal.say('no worker is there: nothing moves until one comes');
  for (const { service, workers: count, heard_at: heardAt } of complete ? services : [])
    if (count === 0)
      context.terminal.say(`no worker of ${service} is there${heardAt === null ? '' : `; one was last heard at ${heardAt}`}`);
  const rows = items.flatMap(({ worker, service, lanes, heard_at }) =>
    lanes.map(({ lane, busy, concurrency }) => [service, lane, `${String(busy)}/${String(concurrency)} busy`, worker, heard_at]),
  );
  await context.terminal.data(rows.length === 0 ? '' : table([HEADER, ...rows]));
}
