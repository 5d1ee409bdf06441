import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/*
 * Answers a migration as an empty system does, and keeps nothing. The bench measures the memory of the command, and a real gateway
 * would need hours for as many commits.
 */
interface Batch {
  readonly items: readonly {
    readonly id: string;
    readonly complete: boolean;
    readonly events: readonly { readonly originref: string }[];
  }[];
}

const library = { id: '01J0000000000000000000000A', name: 'owner', role: 'owner' };

const answer = ({ items }: Batch): unknown => ({
  items: items.map(({ id, complete, events }) => ({
    id,
    outcome: complete ? 'imported' : 'in-progress',
    commits: new Set(events.map(({ originref }) => originref)).size,
  })),
});

const server = createServer((request, response) => {
  void (async () => {
    const body = request.method === 'POST' ? answer((await json(request)) as Batch) : { library, libraries: [library] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  })().catch((error: unknown) => response.destroy(error as Error));
});
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}\n`);
});
