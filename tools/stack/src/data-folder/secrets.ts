import { randomBytes } from 'node:crypto';
import { StackProblem } from '../problem.js';
import type { NatsPasswords } from '../nats/nats-config.js';
import { newNatsPasswords, newSecret } from '../nats/nats-passwords.js';
import { NATS_USERS } from '../nats/nats-users.js';
import type { DataFolder } from './data-folder.js';

export interface Secrets {
  readonly nats: NatsPasswords;
  readonly postgres: {
    readonly superuser: string;
    readonly gateway: string;
    readonly projector: string;
    readonly projectionOwner: string;
    readonly search: string;
  };
  /** 32 bytes, hexadecimal. Wraps the data keys of the assets: if it is lost, all personal data is lost. */
  readonly masterKey: string;
  readonly bootstrapToken: string;
}

const FILE = 'secrets.json';

/** Secrets that earlier releases did not have. */
const LATER = { nats: ['search'], postgres: ['projectionOwner', 'search'] } as const;

/** The file of an earlier release. */
type StoredSecrets = Omit<Secrets, 'nats' | 'postgres'> & {
  readonly nats: Omit<Secrets['nats'], (typeof LATER.nats)[number]> & Partial<Secrets['nats']>;
  readonly postgres: Omit<Secrets['postgres'], (typeof LATER.postgres)[number]> & Partial<Secrets['postgres']>;
};

/** Returns undefined before the first start of this release. */
export async function readSecrets(folder: DataFolder): Promise<Secrets | undefined> {
  const stored = await readStored(folder);
  return stored !== undefined && isComplete(stored) ? stored : undefined;
}

/** Reads the secrets. Creates missing ones, or all of them at the first start, with mode 0600. */
export async function loadSecrets(folder: DataFolder): Promise<Secrets> {
  const stored = await readStored(folder);
  if (stored !== undefined && isComplete(stored)) return stored;
  const secrets = stored === undefined ? newSecrets() : complete(stored);
  await folder.writeJson(FILE, secrets);
  return secrets;
}

async function readStored(folder: DataFolder): Promise<StoredSecrets | undefined> {
  const stored = await folder.readJson(FILE);
  if (stored !== undefined && !isStored(stored)) {
    throw new StackProblem(
      'data-folder-unusable',
      `${folder.file(FILE)} is incomplete: restore it from a copy of this data folder`,
    );
  }
  return stored;
}

const newSecrets = (): Secrets => ({
  nats: newNatsPasswords(),
  postgres: {
    superuser: newSecret(),
    gateway: newSecret(),
    projector: newSecret(),
    projectionOwner: newSecret(),
    search: newSecret(),
  },
  masterKey: randomBytes(32).toString('hex'),
  bootstrapToken: `tl_${randomBytes(32).toString('base64url')}`,
});

const complete = (stored: StoredSecrets): Secrets => ({
  ...stored,
  nats: { ...newNatsPasswords(), ...stored.nats },
  postgres: { projectionOwner: newSecret(), search: newSecret(), ...stored.postgres },
});

const isComplete = (stored: StoredSecrets): stored is Secrets =>
  hasTexts(stored.nats, LATER.nats) && hasTexts(stored.postgres, LATER.postgres);

const EARLY_USERS = NATS_USERS.filter((user) => !LATER.nats.some((later) => later === user));

function isStored(value: unknown): value is StoredSecrets {
  const secrets = value as Partial<Secrets> | null;
  if (typeof secrets !== 'object' || secrets === null) return false;
  const { nats, postgres, masterKey, bootstrapToken } = secrets;
  return (
    hasTexts(nats, EARLY_USERS) &&
    hasTexts(postgres, ['superuser', 'gateway', 'projector']) &&
    typeof masterKey === 'string' &&
    typeof bootstrapToken === 'string'
  );
}

const hasTexts = (value: unknown, names: readonly string[]): boolean =>
  typeof value === 'object' &&
  value !== null &&
  names.every((name) => typeof (value as Record<string, unknown>)[name] === 'string');
