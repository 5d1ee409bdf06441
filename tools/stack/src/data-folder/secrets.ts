import { randomBytes } from 'node:crypto';
import { StackProblem } from '../problem.js';
import type { NatsPasswords } from '../nats/nats-config.js';
import { newNatsPasswords, newSecret } from '../nats/nats-passwords.js';
import { NATS_USERS } from '../nats/nats-users.js';
import type { DataFolder } from './data-folder.js';

export interface Secrets {
  readonly nats: NatsPasswords;
  readonly postgres: { readonly superuser: string; readonly gateway: string; readonly projector: string };
  /** 32 bytes, hexadecimal. Wraps the data keys of the assets: if it is lost, all personal data is lost. */
  readonly masterKey: string;
  readonly bootstrapToken: string;
}

const FILE = 'secrets.json';

export async function readSecrets(folder: DataFolder): Promise<Secrets | undefined> {
  const stored = await folder.readJson(FILE);
  if (stored !== undefined && !isSecrets(stored)) {
    throw new StackProblem(
      'data-folder-unusable',
      `${folder.file(FILE)} is incomplete: restore it from a copy of this data folder`,
    );
  }
  return stored;
}

/** Reads the secrets, or creates them at the first start with mode 0600. */
export async function loadSecrets(folder: DataFolder): Promise<Secrets> {
  const stored = await readSecrets(folder);
  if (stored) return stored;
  const secrets = newSecrets();
  await folder.writeJson(FILE, secrets);
  return secrets;
}

const newSecrets = (): Secrets => ({
  nats: newNatsPasswords(),
  postgres: { superuser: newSecret(), gateway: newSecret(), projector: newSecret() },
  masterKey: randomBytes(32).toString('hex'),
  bootstrapToken: `tl_${randomBytes(32).toString('base64url')}`,
});

function isSecrets(value: unknown): value is Secrets {
  const secrets = value as Partial<Secrets> | null;
  if (typeof secrets !== 'object' || secrets === null) return false;
  const { nats, postgres, masterKey, bootstrapToken } = secrets;
  return (
    hasTexts(nats, NATS_USERS) &&
    hasTexts(postgres, ['superuser', 'gateway', 'projector']) &&
    typeof masterKey === 'string' &&
    typeof bootstrapToken === 'string'
  );
}

const hasTexts = (value: unknown, names: readonly string[]): boolean =>
  typeof value === 'object' &&
  value !== null &&
  names.every((name) => typeof (value as Record<string, unknown>)[name] === 'string');
