import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testProjectRoot } from '#testing/config.js';
import { deployedNatsConfigs, passwordVariable } from './deployed-config.js';
import { natsConfig } from './nats-config.js';
import { NATS_USERS } from './nats-users.js';

describe('the configuration of NATS in containers', () => {
  it.each(Object.entries(deployedNatsConfigs))('%s is generated from the list of users', async (file, text) => {
    expect(await readFile(join(testProjectRoot(), file), 'utf8')).toBe(text);
  });

  it.each(Object.entries(deployedNatsConfigs))('%s gives every user the permissions of the embedded server', (_, text) => {
    const passwords = Object.fromEntries(NATS_USERS.map((user) => [user, `of-${user}`])) as Record<
      (typeof NATS_USERS)[number],
      string
    >;
    const embedded = natsConfig({ port: 1, storeDir: '/x', passwords });
    const lines = (config: string): string[] => config.split('\n').filter((line) => line.includes('permissions:'));
    const named = NATS_USERS.reduce(
      (config, user) => config.replace(`password: $${passwordVariable(user)},`, `password: "of-${user}",`),
      text,
    );
    expect(lines(named)).toEqual(lines(embedded));
    expect(lines(named)).toHaveLength(NATS_USERS.length);
    expect(text).toContain('sync_interval: always');
  });
});
