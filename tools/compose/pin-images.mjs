#!/usr/bin/env node
/**
 * Asks registries for the digests of the images in docker-compose.yml, k8s/ and the Dockerfile, and writes override files with
 * these digests. Needs only Node. If one image cannot be resolved, no file is changed.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const USAGE = `usage: node tools/compose/pin-images.mjs [--root FOLDER] [--throughline IMAGE] [--registry HOST=URL …]

  --root FOLDER         where docker-compose.yml and k8s/ are; this repository where nothing is said
  --throughline IMAGE   the image of the services in your registry, e.g. registry.example.com/throughline:1.2.0; left out: it is built, so only
                        its base is pinned
  --registry HOST=URL   asks URL for the images of HOST, e.g. docker.io=http://127.0.0.1:5000 for a mirror

It writes compose/pinned-images.yml and k8s/overlays/NAME-pinned/kustomization.yaml; docs/containers.md says how to use them.`;

const TIMEOUT_MS = 30_000;
/** Maximum size of a manifest or an index, in bytes. */
const MAX_BYTES = 4 * 2 ** 20;
const KINDS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** The name of the image that this repository builds. */
const OWN = 'throughline';

class PinError extends Error {}

/**
 * Splits `nats:2.14` into `docker.io`, `library/nats` and `2.14`.
 * @param {string} image
 */
function addressOf(image) {
  const found = /^(?:(?<host>[^/]*[.:][^/]*|localhost)\/)?(?<path>[a-z0-9._/-]+):(?<tag>[\w.-]+)$/.exec(image);
  if (found?.groups === undefined) throw new PinError(`${image}: it needs a name and a tag`);
  const { host = 'docker.io', path = '', tag = '' } = found.groups;
  return { host, path: host === 'docker.io' && !path.includes('/') ? `library/${path}` : path, tag };
}

/** @param {string} host @param {ReadonlyMap<string, string>} registries */
const originOf = (host, registries) =>
  registries.get(host) ?? (host === 'docker.io' ? 'https://registry-1.docker.io' : `https://${host}`);

/** @param {string} url @param {Record<string, string>} [headers] */
const ask = (url, headers = {}) => fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });

/**
 * Fetches the anonymous token that a registry demands in `WWW-Authenticate`.
 * @param {string | null} challenge
 */
async function tokenFor(challenge) {
  const fields = Object.fromEntries([...(challenge ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
  if (!/^bearer /i.test(challenge ?? '') || fields.realm === undefined) throw new PinError('it asks for a sign-in');
  const { realm, ...rest } = fields;
  const url = new URL(realm);
  for (const name of ['service', 'scope']) if (rest[name] !== undefined) url.searchParams.set(name, rest[name]);
  const answer = await ask(url.href);
  if (!answer.ok) throw new PinError(`its sign-in answers ${answer.status}`);
  const { token, access_token: accessToken } = await answer.json();
  return token ?? accessToken;
}

/**
 * Returns the digest of the received manifest. Throws if the registry's own header differs.
 * @param {string} image @param {ReadonlyMap<string, string>} registries
 */
async function digestOf(image, registries) {
  const { host, path, tag } = addressOf(image);
  const url = `${originOf(host, registries)}/v2/${path}/manifests/${tag}`;
  const accept = { accept: KINDS };
  let answer = await ask(url, accept);
  if (answer.status === 401) {
    const authorization = `Bearer ${await tokenFor(answer.headers.get('www-authenticate'))}`;
    answer = await ask(url, { ...accept, authorization });
  }
  if (!answer.ok) throw new PinError(`the registry answers ${answer.status}`);
  const body = Buffer.from(await answer.arrayBuffer());
  if (body.length > MAX_BYTES) throw new PinError('the answer is no manifest');
  const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const named = answer.headers.get('docker-content-digest');
  if (named !== null && named !== digest) throw new PinError(`the registry says ${named}, and its manifest is ${digest}`);
  if (!DIGEST.test(digest)) throw new PinError('the digest is no SHA-256');
  return digest;
}

/** @param {string} root */
async function filesOf(root) {
  const below = await readdir(join(root, 'k8s'), { recursive: true });
  const manifests = below.filter((path) => path.endsWith('.yaml') && !path.includes('-pinned'));
  const overlays = (await readdir(join(root, 'k8s/overlays'))).filter((name) => !name.endsWith('-pinned'));
  const read = (path) => readFile(join(root, path), 'utf8');
  return {
    compose: await read('docker-compose.yml'),
    dockerfile: await read('Dockerfile'),
    manifests: await Promise.all(manifests.map((path) => read(join('k8s', path)))),
    overlays,
  };
}

/**
 * Returns the services of a compose file, each with its lines.
 * @param {string} compose @returns {[string, string][]}
 */
function servicesIn(compose) {
  const text = /^services:\n((?:[ #\n].*\n?)*)/m.exec(compose)?.[1] ?? '';
  return [...text.matchAll(/^ {2}([\w-]+):\n((?: {3,}.*\n|\s*\n| *#.*\n)*)/gm)].map(([, name = '', lines = '']) => [name, lines]);
}

/** @param {string} text @returns {string[]} */
const imagesIn = (text) => [...text.matchAll(/^\s*(?:- )?image: ([^\s#]+)$/gm)].map(([, image = '']) => image);

const HEAD = '# Written by tools/compose/pin-images.mjs: write it anew instead of changing it.\n';

/** @param {{ compose: string }} files @param {(image: string) => string} pinned @param {{ base: string, own: string | undefined }} images */
function composeOverride({ compose }, pinned, { base, own }) {
  const lines = servicesIn(compose).flatMap(([name, text]) => {
    const [image] = imagesIn(text);
    if (image !== undefined) return [`  ${name}:`, `    image: ${pinned(image)}`];
    if (!/<<: \*(?:image|service)$/m.test(text)) return [];
    const built = `    build: { args: { NODE_IMAGE: '${pinned(base)}' } }`;
    return [`  ${name}:`, own === undefined ? built : `    image: ${pinned(own)}`];
  });
  return `${HEAD}services:\n${lines.join('\n')}\n`;
}

/** @param {string} overlay @param {ReadonlyMap<string, { image: string, digest: string }>} images keyed by the manifests' names */
function overlayOverride(overlay, images) {
  const lines = [...images].map(([name, { image, digest }]) => {
    const newName = image.slice(0, image.lastIndexOf(':'));
    return `  - { name: ${name}, ${newName === name ? '' : `newName: ${newName}, `}digest: '${digest}' }`;
  });
  const head = `${HEAD}apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n`;
  return `${head}resources:\n  - ../${overlay}\nimages:\n${lines.join('\n')}\n`;
}

/**
 * Writes a file atomically.
 * @param {string} path @param {string} text
 */
async function write(path, text) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

/** @param {readonly string[]} images @param {ReadonlyMap<string, string>} registries */
async function resolveAll(images, registries) {
  const results = await Promise.allSettled(images.map((image) => digestOf(image, registries)));
  const troubles = results.flatMap((result, index) => {
    if (result.status === 'fulfilled') return [];
    const { message, cause } = result.reason;
    return [`${images[index]}: ${cause?.code ?? cause?.message ?? message}`];
  });
  if (troubles.length > 0)
    throw new PinError(`No file was written: these images could not be resolved.\n  ${troubles.join('\n  ')}`);
  return new Map(images.map((image, index) => [image, results[index].value]));
}

const isNamed = (image) => !image.includes('$') && image !== OWN;

/** @param {{ root: string, own: string | undefined, registries: ReadonlyMap<string, string> }} options */
async function pin({ root, own, registries }) {
  const files = await filesOf(root);
  const base = /^ARG NODE_IMAGE=(\S+)$/m.exec(files.dockerfile)?.[1];
  if (base === undefined) throw new PinError('The Dockerfile names no NODE_IMAGE');
  const inCluster = [...new Set(files.manifests.flatMap(imagesIn))].filter(isNamed);
  const composed = servicesIn(files.compose)
    .flatMap(([, text]) => imagesIn(text))
    .filter(isNamed);
  const images = [...new Set([base, ...composed, ...inCluster, ...(own === undefined ? [] : [own])])];
  const digests = await resolveAll(images, registries);
  const pinned = (image) => `${image}@${digests.get(image)}`;
  const named = new Map(inCluster.map((image) => [image.slice(0, image.lastIndexOf(':')), image]));
  if (own !== undefined) named.set(OWN, own);
  const byName = new Map([...named].map(([name, image]) => [name, { image, digest: digests.get(image) }]));
  const outputs = [
    [join(root, 'compose/pinned-images.yml'), composeOverride(files, pinned, { base, own })],
    ...files.overlays.map((name) => [
      join(root, `k8s/overlays/${name}-pinned/kustomization.yaml`),
      overlayOverride(name, byName),
    ]),
  ];
  for (const [path, text] of outputs) await write(path, text);
  for (const image of images) process.stdout.write(`${pinned(image)}\n`);
  process.stderr.write(`written: ${outputs.map(([path]) => relative(root, path)).join(', ')}\n`);
}

function optionsOf(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      root: { type: 'string' },
      throughline: { type: 'string' },
      registry: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return undefined;
  const registries = (values.registry ?? []).map((each) => {
    const [, host, url] = /^([^=]+)=(https?:\/\/.+?)\/?$/.exec(each) ?? [];
    if (host === undefined) throw new PinError(`--registry ${each}: write HOST=URL`);
    return [host, url];
  });
  const root = resolve(values.root ?? join(dirname(fileURLToPath(import.meta.url)), '../..'));
  return { root, own: values.throughline, registries: new Map(registries) };
}

try {
  const options = optionsOf(process.argv.slice(2));
  if (options === undefined) process.stdout.write(`${USAGE}\n`);
  else await pin(options);
} catch (error) {
  const isUsage = String(error.code ?? '').startsWith('ERR_PARSE_ARGS');
  if (!(error instanceof PinError) && !isUsage) throw error;
  process.stderr.write(`${error.message}\n${isUsage ? `${USAGE}\n` : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}
