import { provisionMedia } from '../provision/provision.js';
import { provisionContext, readStackConfig } from '../config.js';
import { SHARED_POSTGRES } from './config.js';
import { messageOf } from '../problem.js';
import { apache } from './apache.js';
import { chromium } from './browser.js';
import { DEBIAN_TOOLS, debianTool } from './debian-tools.js';
import { natsServers } from './nats.js';
import { startOwnPostgres } from './postgres.js';

export interface PreparedTests {
  /** For the test runner. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Once for a whole run: every tool is there before the first spec asks, and there is one database server for all. */
export async function prepareTests(say: (message: string) => void): Promise<PreparedTests> {
  const { ffmpeg, ffprobe, pocketsphinx } = await provisionMedia(provisionContext(readStackConfig(), say));
  const servers = await natsServers();
  const found = [ffmpeg, ffprobe, ...(pocketsphinx ? [pocketsphinx] : [])].map(({ id, version }) => `${id} ${version}`);
  await chromium().catch((error: unknown) => {
    // The specs that need it fail, each with these words; all others can be run.
    say(`*** ${messageOf(error)}`);
  });
  await Promise.all([apache(), ...DEBIAN_TOOLS.map(debianTool)]);
  say(`testing with ${[...servers.map(({ version }) => `nats-server ${version}`), ...found].join(', ')}`);
  const postgres = await startOwnPostgres();
  return { env: { [SHARED_POSTGRES]: postgres.url }, stop: () => postgres.stop() };
}
