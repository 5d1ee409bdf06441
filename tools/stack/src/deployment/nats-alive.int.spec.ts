import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { testProjectRoot } from '#testing/config.js';
import { debianTool } from '#testing/debian-tools.js';
import { withTool } from '#testing/with-tool.js';
import { tempDir, type TempDir } from '#testing/until.js';
import { tryCommand } from '../processes/run-command.js';

const root = testProjectRoot();
const busybox = await debianTool('busybox');
const SCRIPT = join(root, 'compose/nats-alive.sh');
const APPLETS = ['sh', 'nc', 'grep', 'df', 'awk'];
const WRITE_ERROR = JSON.stringify({
  status: 'unavailable',
  error: "JetStream stream '$G > TL_TIMERS' write error: write /data/1.blk: no space left on device",
});

it('is the same script for Compose and Kubernetes', async () => {
  expect(await readFile(join(root, 'k8s/base/nats-alive.sh'), 'utf8')).toBe(await readFile(SCRIPT, 'utf8'));
});

withTool('BusyBox', busybox, () => {
  describe('the check whether NATS needs a restart, in the shell of its image', () => {
    let folder: TempDir;
    let server: Server;
    let answer: { readonly status: number; readonly body: string };
    beforeAll(async () => {
      folder = await tempDir('tl-nats-alive-');
      const [bin, full] = [join(folder.path, 'bin'), join(folder.path, 'full')];
      await Promise.all([mkdir(bin), mkdir(full)]);
      for (const applet of APPLETS) await symlink(busybox?.path ?? '', join(bin, applet));
      await writeFile(join(full, 'df'), '#!/bin/sh\necho Filesystem\necho none 65536 65536 0 100% /data\n');
      await chmod(join(full, 'df'), 0o755);
      server = createServer((request, response) => {
        response.writeHead(request.url === '/healthz' ? answer.status : 404).end(answer.body);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterAll(async () => {
      await new Promise((resolve) => server.close(resolve));
      await folder.remove();
    });

    const check = async (port = (server.address() as AddressInfo).port, isFull = false): Promise<number | null> => {
      const path = join(folder.path, 'bin');
      const { code } = await tryCommand(join(path, 'sh'), [SCRIPT, folder.path, String(port)], {
        env: { PATH: isFull ? `${join(folder.path, 'full')}:${path}` : path },
      });
      return code;
    };
    const ownPort = (): number => (server.address() as AddressInfo).port;

    it('fails if a write has failed and there is space again', async () => {
      answer = { status: 503, body: WRITE_ERROR };
      expect(await check()).toBe(1);
    });

    it('passes while the disk is full, because a restart would not help', async () => {
      answer = { status: 503, body: WRITE_ERROR };
      expect(await check(ownPort(), true)).toBe(0);
    });

    it('passes for a healthy server, for one that starts, and for one that does not answer', async () => {
      answer = { status: 200, body: '{"status":"ok"}' };
      expect(await check()).toBe(0);
      answer = { status: 503, body: '{"status":"unavailable","error":"JetStream is not current"}' };
      expect(await check()).toBe(0);
      expect(await check(1)).toBe(0);
    });
  });
});
