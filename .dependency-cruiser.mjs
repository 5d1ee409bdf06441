import { BOUNDARIES } from './tools/lint/boundaries.mjs';

/** Finds import cycles between files. Nx finds only those between projects. */
export default {
  forbidden: [
    ...BOUNDARIES,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'kinds-of-items-stand-alone',
      severity: 'error',
      comment: 'Recordings, documents and sessions share code in items.',
      from: { path: '^apps/gateway/src/kinds/(recordings|documents|sessions)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^apps/gateway/src/kinds/(?:recordings|documents|sessions)/', pathNot: '^apps/gateway/src/kinds/$1/' },
    },
    {
      name: 'items-know-no-kind',
      severity: 'error',
      from: { path: '^apps/gateway/src/items/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^apps/gateway/src/kinds/' },
    },
    {
      name: 'modules-by-their-surface',
      severity: 'error',
      comment:
        'A room of the gateway offers what its index.ts and those of its parts name, its *.module.ts, and its entities, which tables refer to. All of the kit is for every room.',
      from: { path: '^apps/gateway/src/([^/]+)/', pathNot: '(\\.spec\\.ts$|/testing/)' },
      to: {
        path: '^apps/gateway/src/[^/]+/',
        pathNot: '^apps/gateway/src/(?:$1/|kit/|[^/]+/index\\.ts$|[^/]+/[^/]+/index\\.ts$|.*\\.(?:module|entity)\\.ts$)',
      },
    },
    {
      name: 'kit-knows-no-room',
      severity: 'error',
      from: { path: '^apps/gateway/src/kit/', pathNot: '(\\.spec\\.ts$|/testing/)' },
      to: { path: '^apps/gateway/src/[^/]+/', pathNot: '^apps/gateway/src/kit/' },
    },
    {
      name: 'no-spec-imports',
      severity: 'error',
      comment: 'Product code never imports specs, test kits or the fakes of other services. Benches use test kits.',
      from: { pathNot: '(\\.spec\\.tsx?$|/testing/|/e2e/|^tools/bench/)' },
      to: { path: '(\\.spec\\.tsx?$|/testing/)', pathNot: '^tools/testing/' },
    },
    {
      name: 'api-client-is-for-clients',
      severity: 'error',
      comment: 'The gateway defines the answers; its own types come from there.',
      from: { pathNot: '^(?:apps/web|tools|libs/api-client)/' },
      to: { path: '^libs/api-client/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-[a-z0-9]+|bundle|bundle\\.next-[0-9]+)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['@throughline/source', 'import', 'node', 'default'] },
  },
};
