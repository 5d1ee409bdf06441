import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from '@nats-io/transport-node';
import { environment } from '../config.js';

/* A minimal event server: it writes every NATS message to all open responses. */
const nc = await connect({ servers: environment['BENCH_NATS'] ?? '' });
const open = new Set<ServerResponse>();
nc.subscribe('bench.push', {
  callback: (_, message) => {
    const text = message.string();
    for (const response of open) response.write(text);
  },
});
const server = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('event: snapshot\ndata: {}\n\n');
  open.add(response);
  response.once('close', () => open.delete(response));
});
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
  void nc.close();
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}\n`);
});
