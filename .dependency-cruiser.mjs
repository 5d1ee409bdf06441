/** Nx sees cycles between projects; this sees them between files. */
export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-spec-imports',
      severity: 'error',
      comment: 'Product code never leans on tests.',
      from: { pathNot: '(\\.spec\\.tsx?$|/testing/|/e2e/)' },
      to: { path: '(\\.spec\\.tsx?$|/testing/)', pathNot: '^tools/testing/' },
    },
    {
      name: 'no-fakes-in-products',
      severity: 'error',
      comment: 'Fakes stand in for others in tests and in the test kit, nowhere else.',
      from: { pathNot: '(\\.spec\\.tsx?$|/testing/|/e2e/|^tools/|^libs/strict-fakes/)' },
      to: { path: '^libs/strict-fakes/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-[a-z0-9]+|bundle)/|^tools/stack/src/testing' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['@throughline/source', 'import', 'node', 'default'] },
  },
};
