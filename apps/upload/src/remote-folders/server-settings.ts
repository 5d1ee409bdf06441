import { createHash } from 'node:crypto';
import type { OutputConfig } from '@throughline/contracts';
import type { SettingsForm } from '@throughline/service-kit/forms';
import { OutputSettings } from '../kit/output-settings.js';
import type { RemotePath } from './remote-output.js';

const MAX_PATH_BYTES = 500;

/** Settings of outputs in a folder of a server. */
export const serverForm = {
  connection: {
    label: 'Server',
    kind: 'choice',
    required: true,
    hint: 'A connection that the operator of this server has set up.',
  },
  path: { label: 'Path below its folder', kind: 'text', hint: 'Names joined by slashes. It is created if it is missing.' },
} satisfies SettingsForm;

interface ServerSettings<C> {
  readonly settings: OutputConfig['settings'];
  /** For messages, such as `an FTP`. */
  readonly kind: string;
  readonly connections: Readonly<Record<string, C>>;
}

export interface ServerFolder<C> {
  /** The name of the connection. */
  readonly name: string;
  readonly connection: C;
  /** In Unicode NFC. Empty for the folder of the connection itself. */
  readonly path: string;
  readonly below: RemotePath;
}

export function readServerFolder<C>({ settings: values, kind, connections }: ServerSettings<C>): ServerFolder<C> {
  const settings = new OutputSettings(values, kind, serverForm);
  settings.rejectUnknown();
  const path = settings.relativePath('path', MAX_PATH_BYTES).normalize('NFC');
  return { ...settings.connection(connections), path, below: path === '' ? [] : path.split('/') };
}

interface Account {
  readonly host: string;
  readonly port?: number | undefined;
  readonly user: string;
  readonly folder?: string | undefined;
}

/** Returns the place of a folder. It changes when the connection leads elsewhere, and does not reveal the operator's network. */
export function placeOf(scheme: string, { name, connection, path }: ServerFolder<Account>): string {
  const { host, port, user, folder } = connection;
  const mark = createHash('sha256')
    .update(JSON.stringify([host, port, user, folder]))
    .digest('hex')
    .slice(0, 8);
  return `${scheme}:${name}/${path}#${mark}`;
}
