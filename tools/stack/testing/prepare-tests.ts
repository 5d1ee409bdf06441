import { join } from 'node:path';
import { provisionMedia } from '#src/provision/provision.js';
import { provisionContext, readStackConfig } from '#src/config.js';
import { SHARED_MEDIA, SHARED_POSTGRES, withoutModels } from './config.js';
import { messageOf } from '#src/problem.js';
import { apache } from './apache.js';
import { chromium } from './browser.js';
import { nginx, vsftpd } from './debian-server.js';
import { DEBIAN_TOOLS, debianTool } from './debian-tools.js';
import { dovecot } from './dovecot.js';
import { toTestTools } from './media.js';
import { allNatsServers } from './nats.js';
import { startOwnPostgres } from './postgres.js';
import { sshd } from './sshd.js';

export interface PreparedTests {
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Provisions every tool before the first spec and starts one database server for the whole run. */
export async function prepareTests(say: (message: string) => void): Promise<PreparedTests> {
  const config = readStackConfig();
  // Most of them unpack packages, one thread each.
  const [media, servers] = await Promise.all([
    provisionMedia(provisionContext(config, say)),
    allNatsServers(),
    chromium().catch((error: unknown) => {
      // The specs that need a browser fail with this message; all others can run.
      say(`*** ${messageOf(error)}`);
    }),
    ...[apache(), dovecot(), nginx(), sshd(), vsftpd(), ...DEBIAN_TOOLS.map(debianTool)],
  ]);
  const { ffmpeg, ffprobe, pocketsphinx } = media;
  const found = [ffmpeg, ffprobe, ...(pocketsphinx ? [pocketsphinx] : [])].map(({ id, version }) => `${id} ${version}`);
  say(`testing with ${[...servers.map(({ version }) => `nats-server ${version}`), ...found].join(', ')}`);
  const postgres = await startOwnPostgres();
  return {
    env: {
      [SHARED_POSTGRES]: postgres.url,
      [SHARED_MEDIA]: JSON.stringify(toTestTools(media)),
      ...withoutModels(join(config.dataDir, 'test-models')),
    },
    stop: () => postgres.stop(),
  };
}
