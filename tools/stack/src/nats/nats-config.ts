import type { NatsSender } from './nats-senders.js';
import { NATS_USERS, permissionsOf, permissionsOfSender, senderUser, type NatsUser, type Permissions } from './nats-users.js';

export type NatsPasswords = Readonly<Record<NatsUser, string>>;

export interface NatsConfig {
  readonly port: number;
  readonly storeDir: string;
  readonly passwords: NatsPasswords;
  /** The port of health and metrics, for this machine only. */
  readonly monitorPort?: number;
  /** Other systems that send events. */
  readonly senders?: readonly NatsSender[];
}

const MEBIBYTE = 1024 * 1024;
// Our streams are stored in files. Only the server itself uses memory.
const MAX_MEMORY = 64 * MEBIBYTE;

// JSON strings are valid strings of the server's format, including quotes and backslashes.
const quote = (text: string): string => JSON.stringify(text);
const list = (subjects: readonly string[]): string => `[${subjects.map(quote).join(', ')}]`;

/** Longer than any client waits for an answer. */
const ANSWERS = 'allow_responses: { max: 1, expires: "1m" }';

/** `password` is a quoted text or a variable of the configuration. */
function userBlock(user: string, password: string, { publish, subscribe, answers }: Permissions): string {
  const permissions = [
    `publish: { allow: ${list(publish)} }`,
    `subscribe: { allow: ${list(subscribe)} }`,
    ...(answers === true ? [ANSWERS] : []),
  ];
  return `    { user: ${user}, password: ${password}, permissions: { ${permissions.join(', ')} } }`;
}

/** Returns all users with their permissions: the same for every kind of installation. */
export const authorizationBlock = (passwordOf: (user: NatsUser) => string, senders: readonly NatsSender[] = []): string[] => [
  'authorization {',
  '  users: [',
  ...NATS_USERS.map((user) => userBlock(user, passwordOf(user), permissionsOf(user))),
  ...senders.map((sender) => userBlock(senderUser(sender.name), quote(sender.password), permissionsOfSender(sender))),
  '  ]',
  '}',
];

export const jetStreamBlock = (storeDir: string): string[] => [
  'jetstream {',
  `  store_dir: ${quote(storeDir)}`,
  `  max_memory_store: ${MAX_MEMORY}`,
  '  # An acknowledged commit is on disk, not only in the page cache.',
  '  sync_interval: always',
  '}',
];

export const MAX_PAYLOAD = 'max_payload: 1MB';

/** Returns the configuration of the embedded server. It contains passwords: write it with mode 0600. */
export function natsConfig({ port, storeDir, passwords, monitorPort, senders }: NatsConfig): string {
  return [
    'server_name: throughline',
    `listen: "127.0.0.1:${port}"`,
    ...(monitorPort === undefined ? [] : [`http: "127.0.0.1:${monitorPort}"`]),
    MAX_PAYLOAD,
    ...jetStreamBlock(storeDir),
    ...authorizationBlock((user) => quote(passwords[user]), senders),
    '',
  ].join('\n');
}

export interface PlainNatsConfig extends Omit<NatsConfig, 'passwords' | 'monitorPort'> {
  /** Longest time until an acknowledged message is synced to disk: `always`, or a time such as `2m`, the server's default. */
  readonly syncInterval?: string;
}

/** Returns a configuration without users and passwords, for tests. Its durability is that of an installation by default. */
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
