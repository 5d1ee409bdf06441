#!/usr/bin/env node
/**
 * Creates the secrets of a container installation. Needs only Node: no packages and no build. `secrets.json` is the source to
 * back up; every run writes the other files from it.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const USAGE = `usage: node tools/compose/secrets.mjs [--to FOLDER] [--from SECRETS_JSON] [--postgres HOST[:PORT][?PARAMETERS]]
       [--postgres-admin FILE] [--kubernetes]

  --to FOLDER        where secrets.json and the files are; compose/secrets where nothing is said
  --from FILE        takes over secrets.json of a stack that npm start ran; only into an empty folder
  --postgres SERVER  where the database is; postgres:5432 where nothing is said. E.g. db.internal:5432?sslmode=verify-full
  --postgres-admin FILE  has the address (postgres://…) of a user of a foreign database who may make roles and databases
  --kubernetes       prints Secrets for kubectl apply -f - instead of writing the files for compose

engines.json in FOLDER names engines of your own (docs/engines.md), key files beside it; it is yours, and is only made where it is missing.`;

/** NATS users. A spec compares them with tools/stack/src/nats/nats-users.ts. */
export const NATS_USERS = ['admin', 'gateway', 'ingest', 'processing', 'upload', 'projector', 'search'];
const SERVICES = {
  gateway: 'gateway',
  ingest: 'ingest',
  processing: 'processing',
  upload: 'upload',
  'status-projector': 'projector',
  search: 'search',
};

export class UsageError extends Error {}

const password = () => randomBytes(24).toString('base64url');

const newSecrets = () => ({
  nats: Object.fromEntries(NATS_USERS.map((user) => [user, password()])),
  postgres: {
    superuser: password(),
    gateway: password(),
    projector: password(),
    projectionOwner: password(),
    search: password(),
  },
  masterKey: randomBytes(32).toString('hex'),
  bootstrapToken: `tl_${randomBytes(32).toString('base64url')}`,
});

/** Adds secrets that a newer release needs and keeps the existing ones. */
const completed = (secrets) => ({
  ...secrets,
  nats: { ...Object.fromEntries(NATS_USERS.map((user) => [user, password()])), ...secrets.nats },
  postgres: { projectionOwner: password(), search: password(), ...secrets.postgres },
  natsRoute: secrets.natsRoute ?? password(),
  minio: secrets.minio ?? password(),
});

const isSecrets = (value) =>
  typeof value?.masterKey === 'string' && typeof value.nats === 'object' && typeof value.postgres?.superuser === 'string';

async function readSecrets(file) {
  const text = await readFile(file, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  let secrets;
  try {
    secrets = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file} is not JSON: restore it from a copy`, { cause });
  }
  if (!isSecrets(secrets)) throw new UsageError(`${file} is not complete: restore it from a copy`);
  return secrets;
}

/** Replaces the file atomically: personal data cannot be decrypted without a complete master key. */
async function writeWhole(file, text, mode) {
  await writeFile(`${file}.new`, text, { mode });
  // The umask may have removed rights that a container needs.
  await chmod(`${file}.new`, mode);
  await rename(`${file}.new`, file);
}

function postgresUrl(server, role, pass, database) {
  const [, host, parameters = ''] = /^([^?/@\s]+)(\?\S*)?$/.exec(server) ?? [];
  if (host === undefined) throw new UsageError(`--postgres takes HOST[:PORT][?PARAMETERS], not ${JSON.stringify(server)}`);
  return `postgres://${role}:${encodeURIComponent(pass)}@${/:\d+$/.test(host) ? host : `${host}:5432`}/${database}${parameters}`;
}

const DATABASE = 'throughline';

/**
 * Formats a variable of the NATS configuration. The server refuses unused variables, so each file has only what its
 * configuration uses.
 */
const natsVariable = (user, pass) => `TL_NATS_${user.toUpperCase()}: ${JSON.stringify(pass)}\n`;
const natsPasswords = ({ nats }) => NATS_USERS.map((user) => natsVariable(user, nats[user])).join('');

/** Addresses of the members in k8s/overlays/cluster: names of StatefulSet pods behind a headless service. */
const NATS_MEMBERS = [0, 1, 2].map((index) => `nats-${index}.nats-servers:6222`);

/** Members authenticate each other with a password: an unknown member could read every message without further checks. */
export const natsRoutes = ({ natsRoute }, members = NATS_MEMBERS) =>
  [
    `authorization { user: route, password: ${JSON.stringify(natsRoute)} }`,
    `routes: [${members.map((member) => JSON.stringify(`nats://route:${natsRoute}@${member}`)).join(', ')}]`,
    '',
  ].join('\n');

const urls = (secrets, { server, admin }) => ({
  admin: admin ?? postgresUrl(server, 'postgres', secrets.postgres.superuser, 'postgres'),
  gateway: postgresUrl(server, 'tl_gateway', secrets.postgres.gateway, DATABASE),
  projector: postgresUrl(server, 'tl_projector', secrets.postgres.projector, DATABASE),
  owner: postgresUrl(server, 'tl_projection_owner', secrets.postgres.projectionOwner, DATABASE),
  search: postgresUrl(server, 'tl_search', secrets.postgres.search, DATABASE),
});

/** Returns one file for each secret of docker-compose.yml. */
export function composeFiles(secrets, database) {
  const url = urls(secrets, database);
  return {
    master_key: secrets.masterKey,
    bootstrap_token: secrets.bootstrapToken,
    nats_passwords: natsPasswords(secrets),
    ...Object.fromEntries(NATS_USERS.map((user) => [`nats_${user}_password`, secrets.nats[user]])),
    postgres_superuser_password: secrets.postgres.superuser,
    postgres_admin_url: url.admin,
    postgres_gateway_url: url.gateway,
    postgres_projector_url: url.projector,
    postgres_owner_url: url.owner,
    postgres_search_url: url.search,
    minio_password: secrets.minio,
  };
}

const secret = (name, stringData) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, labels: { 'app.kubernetes.io/part-of': 'throughline' } },
  type: 'Opaque',
  stringData,
});

const NO_ENGINES = '{ "speech": [] }\n';

/** Reads the operator's engines.json and the key files that it names. The processing service finds both in one folder. */
async function readEngines(folder) {
  const file = join(folder, 'engines.json');
  const text = await readFile(file, 'utf8').catch(async (error) => {
    if (error.code !== 'ENOENT') throw error;
    await writeWhole(file, NO_ENGINES, 0o644);
    return NO_ENGINES;
  });
  const keys = {};
  for (const name of keyFilesIn(text, file)) {
    if (name !== basename(name) || !/^[\w.-]+$/.test(name) || name === 'engines.json')
      throw new UsageError(`${file}: a key_file must be the name of a file beside it, of letters, digits, dots and dashes`);
    keys[name] = await readFile(join(folder, name), 'utf8').catch((cause) => {
      throw new UsageError(`${join(folder, name)}, a key_file of engines.json, cannot be read`, { cause });
    });
  }
  return { 'engines.json': text, ...keys };
}

function keyFilesIn(text, file) {
  const names = new Set();
  try {
    JSON.parse(text, (member, value) => {
      if (member === 'key_file' && typeof value === 'string') names.add(value);
      return value;
    });
  } catch {
    // Without a cause: the parser's message quotes the file.
    throw new UsageError(`${file} is not JSON`);
  }
  return names;
}

/** Returns one Secret for each pod, with only what that pod needs. */
export function kubernetesSecrets(secrets, database, engines = { 'engines.json': NO_ENGINES }) {
  const url = urls(secrets, database);
  const own = {
    gateway: { 'postgres-url': url.gateway, 'bootstrap-token': secrets.bootstrapToken },
    'status-projector': { 'postgres-url': url.projector },
    search: { 'postgres-url': url.search },
    processing: engines,
  };
  const services = Object.entries(SERVICES).map(([service, user]) =>
    secret(service, { 'nats-password': secrets.nats[user], 'master-key': secrets.masterKey, ...own[service] }),
  );
  const items = [
    ...services,
    secret('setup', {
      'nats-password': secrets.nats.admin,
      'postgres-admin-url': url.admin,
      'postgres-gateway-url': url.gateway,
      'postgres-projector-url': url.projector,
      'postgres-owner-url': url.owner,
      'postgres-search-url': url.search,
    }),
    secret('rebuild', {
      'nats-password': secrets.nats.projector,
      'master-key': secrets.masterKey,
      'postgres-url': url.owner,
    }),
    secret('nats', {
      'nats-passwords.conf': natsPasswords(secrets),
      'nats-routes.conf': natsRoutes(secrets),
    }),
    secret('postgres', { 'superuser-password': secrets.postgres.superuser }),
  ];
  return { apiVersion: 'v1', kind: 'List', items };
}

async function loadSecrets(folder, from) {
  const file = join(folder, 'secrets.json');
  const stored = await readSecrets(file);
  if (from !== undefined && stored !== undefined)
    throw new UsageError(`${file} is there already: --from would replace what an installation uses`);
  const taken = from === undefined ? undefined : await readSecrets(resolve(from));
  if (from !== undefined && taken === undefined) throw new UsageError(`${from} does not exist`);
  const secrets = completed(stored ?? taken ?? newSecrets());
  // The folder's mode keeps other users of this machine out.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await writeWhole(file, `${JSON.stringify(secrets, undefined, 2)}\n`, 0o600);
  return secrets;
}

export async function main(argv, out = process.stdout) {
  const { values } = parseArgs({
    args: argv,
    options: {
      to: { type: 'string' },
      from: { type: 'string' },
      postgres: { type: 'string', default: 'postgres:5432' },
      'postgres-admin': { type: 'string' },
      kubernetes: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return void out.write(`${USAGE}\n`);
  const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const folder = resolve(values.to ?? join(root, 'compose/secrets'));
  const secrets = await loadSecrets(folder, values.from);
  const admin = values['postgres-admin'] && (await readFile(resolve(values['postgres-admin']), 'utf8')).trim();
  const database = { server: values.postgres, admin };
  const engines = await readEngines(folder);
  if (values.kubernetes) {
    out.write(`${JSON.stringify(kubernetesSecrets(secrets, database, engines), undefined, 2)}\n`);
    return;
  }
  const files = composeFiles(secrets, database);
  // Compose mounts the files with their modes, and containers run as their own users. So the files are world-readable in a
  // private folder.
  for (const [name, text] of Object.entries(files)) await writeWhole(join(folder, name), text, 0o444);
  for (const name of Object.keys(engines)) await chmod(join(folder, name), 0o644);
  out.write(
    `${Object.keys(files).length} secrets are in ${folder}. Keep a copy of secrets.json: without it, personal details are lost.\n`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(process.argv.slice(2)).catch((error) => {
    const usage = error instanceof UsageError || String(error?.code).startsWith('ERR_PARSE_ARGS');
    process.stderr.write(usage ? `${error.message}\n\n${USAGE}\n` : `${error.stack}\n`);
    process.exitCode = usage ? 2 : 1;
  });
}
