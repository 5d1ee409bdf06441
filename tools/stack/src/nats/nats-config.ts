import { NATS_USERS, permissionsOf, type NatsUser } from './nats-users.js';

export type NatsPasswords = Readonly<Record<NatsUser, string>>;

export interface NatsConfig {
  readonly port: number;
  readonly storeDir: string;
  readonly passwords: NatsPasswords;
}

const MEBIBYTE = 1024 * 1024;
// Ours keep everything in files; memory is for what the server itself does.
const MAX_MEMORY = 64 * MEBIBYTE;

// JSON strings are valid strings of the server's format, quotes and backslashes included.
const quote = (text: string): string => JSON.stringify(text);
const list = (subjects: readonly string[]): string => `[${subjects.map(quote).join(', ')}]`;

function userBlock(user: NatsUser, password: string): string {
  const { publish, subscribe } = permissionsOf(user);
  const permissions = `publish: { allow: ${list(publish)} }, subscribe: { allow: ${list(subscribe)} }`;
  return `    { user: ${user}, password: ${quote(password)}, permissions: { ${permissions} } }`;
}

/** The configuration of the embedded server. Holds passwords: to be written with mode 0600. */
export function natsConfig({ port, storeDir, passwords }: NatsConfig): string {
  return [
    'server_name: throughline',
    `listen: "127.0.0.1:${port}"`,
    'max_payload: 1MB',
    'jetstream {',
    `  store_dir: ${quote(storeDir)}`,
    `  max_memory_store: ${MAX_MEMORY}`,
    '  # An acknowledged commit is on the disk, not only in the page cache.',
    '  sync_interval: always',
    '}',
    'authorization {',
    '  users: [',
    NATS_USERS.map((user) => userBlock(user, passwords[user])).join('\n'),
    '  ]',
    '}',
    '',
  ].join('\n');
}

export interface PlainNatsConfig extends Omit<NatsConfig, 'passwords'> {
  /** When what was acknowledged is on the disk: `always`, or after a time, e.g. `2m`, the server's own default. */
  readonly syncInterval?: string;
}

/** For tests that bring no users: the same durability unless another is asked for, no passwords. */
export function plainNatsConfig({ port, storeDir, syncInterval = 'always' }: PlainNatsConfig): string {
  return [
    'server_name: throughline-test',
    `listen: "127.0.0.1:${port}"`,
    'jetstream {',
    `  store_dir: ${quote(storeDir)}`,
    `  max_memory_store: ${MAX_MEMORY}`,
    `  sync_interval: ${syncInterval}`,
    '}',
    '',
  ].join('\n');
}
