import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The workspaces that each library may import, besides itself. `stack` and `tl` are tools; specs of libraries start servers by
 * `stack`. There is no row for all: a library without a row is refused.
 */
const IMPORTS = {
  contracts: [],
  'api-client': [],
  domain: ['contracts'],
  telemetry: ['contracts'],
  'event-store': ['contracts', 'telemetry', 'stack'],
  messaging: ['contracts', 'telemetry', 'stack'],
  'strict-fakes': ['contracts'],
  outgoing: ['contracts', 'stack'],
  simulation: ['contracts', 'stack'],
  bucket: ['contracts', 'outgoing', 'strict-fakes', 'stack'],
  webdav: ['contracts', 'outgoing', 'strict-fakes', 'stack'],
  sftp: ['contracts', 'outgoing', 'stack'],
  mail: ['contracts', 'outgoing', 'stack'],
  'artifact-store': ['contracts', 'bucket', 'outgoing', 'strict-fakes', 'stack'],
  media: ['contracts', 'outgoing', 'strict-fakes', 'stack'],
  documents: ['contracts', 'media', 'strict-fakes', 'stack'],
  credentials: ['contracts', 'messaging', 'outgoing', 'strict-fakes', 'stack'],
  engine: ['contracts', 'domain', 'event-store', 'messaging', 'artifact-store', 'telemetry', 'stack'],
  'service-kit': ['contracts', 'event-store', 'messaging', 'artifact-store', 'telemetry', 'stack'],
  'worker-host': [
    'service-kit',
    'engine',
    'contracts',
    'event-store',
    'messaging',
    'artifact-store',
    'bucket',
    'telemetry',
    'stack',
  ],
  mirror: [
    'contracts',
    'domain',
    'event-store',
    'messaging',
    'credentials',
    'outgoing',
    'engine',
    'service-kit',
    'worker-host',
    'strict-fakes',
    'stack',
  ],
};

const TOOLS = ['stack', 'tl', 'bench'];
const folderOf = (name) => `${TOOLS.includes(name) ? 'tools' : 'libs'}/${name}`;

function refuseLibrariesWithoutRow() {
  const libraries = readdirSync(fileURLToPath(new URL('../../libs', import.meta.url)));
  const missing = libraries.filter((name) => !Object.hasOwn(IMPORTS, name));
  if (missing.length > 0) throw new Error(`tools/lint/boundaries.mjs has no row for ${missing.join(', ')}`);
}

refuseLibrariesWithoutRow();

const ofLibraries = Object.entries(IMPORTS).map(([name, allowed]) => ({
  name: `imports-of-${name}`,
  severity: 'error',
  comment: `tools/lint/boundaries.mjs lists what libs/${name} may import.`,
  from: { path: `^libs/${name}/` },
  to: { path: '^(?:apps|libs|tools)/', pathNot: `^(?:${[name, ...allowed].map(folderOf).join('|')})/` },
}));

const WORKSPACES = '(?:apps|libs)/[^/]+|tools/(?:stack|tl|bench)';

/** Rules of dependency-cruiser about imports between workspaces. */
export const BOUNDARIES = [
  ...ofLibraries,
  {
    name: 'apps-import-no-app',
    severity: 'error',
    comment: 'Apps import libraries. Their specs also use stack and tl.',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^(?:apps|tools)/', pathNot: '^(?:apps/$1|tools/stack|tools/tl)/' },
  },
  { name: 'tools-import-no-app', severity: 'error', from: { path: '^tools/' }, to: { path: '^apps/' } },
  {
    name: 'imports-are-found',
    severity: 'error',
    comment: 'An app offers nothing to others, so its name leads nowhere.',
    from: {},
    to: { path: '^@throughline/', couldNotResolve: true },
  },
  {
    name: 'workspaces-by-their-names',
    severity: 'error',
    comment: 'A workspace offers what the exports of its package.json name.',
    from: { path: `^(${WORKSPACES})/` },
    to: { path: `^(?:${WORKSPACES})/`, pathNot: '^$1/', dependencyTypes: ['local'] },
  },
  {
    name: 'own-files-by-their-paths',
    severity: 'error',
    comment: 'A workspace names its own files by relative paths, or by #src and #testing: its name leads through its index.ts.',
    from: { path: `^(${WORKSPACES})/` },
    to: { path: '^$1/', dependencyTypesNot: ['local'] },
  },
];
