import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page of another site. */
export interface HostPage {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves a page with this HTML, such as a frame. For browsers, localhost is another site than 127.0.0.1. */
export async function startHostPage(html: () => string): Promise<HostPage> {
  const server = createServer((_request, response) => {
    const body = `<!doctype html><html lang="en"><title>School</title><h1>Lectures</h1>${html()}`;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    origin: `http://localhost:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
