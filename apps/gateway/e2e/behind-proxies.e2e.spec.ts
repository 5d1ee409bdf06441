import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { debianTool, nginx, until, withTool } from '@throughline/stack/testing';
import { ProxyClient } from '#testing/proxies/proxy-client.js';
import { startCaddy, startNginx, type RunningProxy } from '#testing/proxies/proxies.js';
import { openMemoryGateway, type MemoryGateway } from '#src/testing/memory-gateway.js';
import { completeStep, startStep } from '#src/testing/work-through.js';

interface Item {
  readonly id: string;
}

const MEGABYTE = 2 ** 20;
const TUS = { 'tus-resumable': '1.0.0' };
const BYTES = { ...TUS, 'content-type': 'application/offset+octet-stream' };
const ROOT = { heading: '%s', host: 'recordings.example', basePath: '' };
const BELOW = { heading: 'A base path', host: 'example.org', basePath: '/recordings' };
const PROGRAMS = [
  { name: 'Caddy', tool: await debianTool('caddy'), start: startCaddy },
  { name: 'nginx', tool: await nginx(), start: startNginx },
];
const SITUATIONS = PROGRAMS.flatMap((program) =>
  [ROOT, BELOW].map((place) => ({ ...program, ...place, heading: place.heading.replace('%s', program.name) })),
);

describe.each(SITUATIONS)(
  'the configuration of $name in docs/https.md, for $host$basePath',
  ({ name, tool, start, ...place }) => {
    withTool(name.toLowerCase(), tool, () => {
      const { heading, host, basePath } = place;
      let gateway: MemoryGateway;
      let proxy: RunningProxy;
      let client: ProxyClient;
      beforeAll(async () => {
        if (tool === undefined) return;
        gateway = await openMemoryGateway({
          settings: { publicUrl: `https://${host}${basePath}`, trustProxy: ['127.0.0.1'] },
          limits: { maxUploadBytes: 8 * MEGABYTE, perStranger: { burst: 3, perSecond: 0.001 } },
        });
        await gateway.app.listen(0, '127.0.0.1');
        const { port } = gateway.app.getHttpServer().address() as AddressInfo;
        proxy = await start(tool, { heading, host, gateway: port });
        client = new ProxyClient(proxy);
      }, 60_000);
      afterAll(async () => {
        await proxy.close();
        await gateway.close();
      });

      const at = (path: string): string => `${basePath}${path}`;
      const authorization = () => ({ authorization: `Bearer ${gateway.token}` });
      const startUpload = async (bytes: number): Promise<string> => {
        const { headers } = await client.send(at('/api/v1/uploads'), {
          method: 'POST',
          headers: { ...authorization(), ...TUS, 'upload-length': bytes, 'upload-metadata': 'filename YS5tcDQ=' },
        });
        expect(headers.location).toMatch(new RegExp(`^${basePath}/api/v1/uploads/`));
        return String(headers.location);
      };

      it('redirects http to https, and lets browsers remember that', async () => {
        const { status, headers } = await client.sendPlain(at('/api/v1/me?a=b'));
        expect([301, 308]).toContain(status);
        expect(headers.location).toMatch(new RegExp(`^https://${host}(:\\d+)?${basePath}/api/v1/me\\?a=b$`));
        const answer = await client.send(at('/api/v1/about'));
        expect([answer.status, answer.headers['strict-transport-security']]).toEqual([200, 'max-age=31536000']);
      });

      it('signs in with secure cookies', async () => {
        const { url } = await client.sendJson<{ url: string }>(at('/api/v1/auth/links'), {
          method: 'POST',
          headers: authorization(),
        });
        expect(url).toMatch(`https://${host}${basePath}/sign-in#`);
        const opened = await client.send(at('/api/v1/auth/session'), {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: `https://${host}` },
          body: JSON.stringify({ code: new URL(url).hash.slice(1) }),
        });
        const [cookie = ''] = opened.headers['set-cookie'] ?? [];
        expect([opened.status, cookie]).toEqual([
          200,
          expect.stringMatching(basePath === '' ? /^__Host-/ : /^__Secure-/) as string,
        ]);
        expect(cookie).toMatch(new RegExp(`; Path=${basePath === '' ? '/' : basePath}; .*; Secure$`));
        const { csrf_token } = JSON.parse(opened.body) as { csrf_token: string };
        const change = { cookie: cookie.split(';')[0] ?? '', 'x-csrf-token': csrf_token };
        const end = (origin: string) =>
          client.send(at('/api/v1/auth/session'), { method: 'DELETE', headers: { ...change, origin } });
        expect((await end('https://other.example')).status).toBe(403);
        expect((await end(`https://${host}`)).status).toBe(204);
      });

      it('passes on the events of a stream at once', async () => {
        const request = client
          .open(at('/api/v1/me/stream'), { headers: { ...authorization(), accept: 'text/event-stream' } })
          .end();
        const [response] = (await once(request, 'response')) as [IncomingMessage];
        let heard = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (heard += chunk));
        await until(() => heard.includes('event: snapshot'), { what: 'the snapshot' });
        const { id } = await client.sendJson<Item>(at('/api/v1/recordings'), {
          method: 'POST',
          headers: authorization(),
          body: { url: 'https://files.example/talk.mp4' },
        });
        expect(await until(() => heard.includes(id), { what: 'the event of the new recording' })).toBe(true);
        request.destroy();
      });

      it('passes on an upload that is larger than the usual limits of proxies', async () => {
        const path = await startUpload(3 * MEGABYTE);
        const headers = { ...authorization(), ...BYTES, 'upload-offset': 0, 'content-length': 3 * MEGABYTE };
        const answer = await client.send(path, { method: 'PATCH', headers, body: Buffer.alloc(3 * MEGABYTE, name) });
        expect([answer.status, answer.headers['upload-offset']]).toEqual([204, String(3 * MEGABYTE)]);
      });

      it('keeps the bytes of an upload that is interrupted', async () => {
        const path = await startUpload(6 * MEGABYTE);
        const headers = { ...authorization(), ...BYTES, 'upload-offset': 0, 'content-length': 6 * MEGABYTE };
        const request = client.open(path, { method: 'PATCH', headers });
        request.on('error', () => undefined);
        await new Promise((resolve) => request.write(Buffer.alloc(2 * MEGABYTE, 'x'), resolve));
        const readOffset = async (): Promise<number> => {
          const answer = await client.send(path, { method: 'HEAD', headers: { ...authorization(), ...TUS } });
          return Number(answer.headers['upload-offset']);
        };
        // Asking for the offset ends the request that sends.
        expect(await until(async () => (await readOffset()) > 0, { what: 'bytes of the interrupted upload' })).toBe(true);
        request.destroy();
      });

      it('passes on ranges of a media file, by a signed link', async () => {
        const { id } = await client.sendJson<Item>(at('/api/v1/recordings'), {
          method: 'POST',
          headers: authorization(),
          body: { url: 'https://files.example/media.mp4', run: true },
        });
        await startStep(gateway, id, 'DOWNLOAD');
        const key = `${id}/video`;
        const stored = await gateway.artifacts.put(key, Buffer.from('0123456789'));
        await completeStep(gateway, id, 'DOWNLOAD', [{ role: 'video', name: 'v.mp4', key, mediaType: 'video/mp4', ...stored }]);
        const { items } = await client.sendJson<{ items: { url: string }[] }>(at(`/api/v1/recordings/${id}/artifacts`), {
          headers: authorization(),
        });
        const { url } = await client.sendJson<{ url: string }>(`${items[0]?.url ?? ''}/link`, {
          method: 'POST',
          headers: authorization(),
        });
        const link = new URL(url);
        expect(link.origin).toBe(`https://${host}`);
        const part = await client.send(`${link.pathname}${link.search}`, { headers: { range: 'bytes=2-5' } });
        expect([part.status, part.headers['content-range'], part.body]).toEqual([206, 'bytes 2-5/10', '2345']);
      });

      it('limits guesses by the address of the client, which cannot write another one', async () => {
        const guess = async (forwarded: string): Promise<number> => {
          const headers = { authorization: `Bearer tl_${'x'.repeat(43)}`, 'x-forwarded-for': forwarded };
          return (await client.send(at('/api/v1/me'), { headers })).status;
        };
        const statuses: number[] = [];
        for (let nth = 1; nth <= 4; nth += 1) statuses.push(await guess(`203.0.113.${String(nth)}`));
        expect(statuses).toEqual([401, 401, 401, 429]);
      });
    });
  },
);
