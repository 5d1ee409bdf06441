import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import jest from 'eslint-plugin-jest';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { plainEnglish } from './tools/lint/plain-english.mjs';

/** The imports that each part may make. There is no wildcard row: a project without a row is refused. */
const boundaries = [
  { sourceTag: 'scope:contracts', onlyDependOnLibsWithTags: ['scope:contracts'] },
  { sourceTag: 'scope:api-types', onlyDependOnLibsWithTags: ['scope:api-types'] },
  { sourceTag: 'scope:domain', onlyDependOnLibsWithTags: ['scope:domain', 'scope:contracts'] },
  { sourceTag: 'scope:telemetry', onlyDependOnLibsWithTags: ['scope:telemetry', 'scope:contracts'] },
  {
    sourceTag: 'scope:event-store',
    onlyDependOnLibsWithTags: ['scope:event-store', 'scope:contracts', 'scope:telemetry', 'scope:stack'],
  },
  {
    sourceTag: 'scope:messaging',
    onlyDependOnLibsWithTags: ['scope:messaging', 'scope:contracts', 'scope:telemetry', 'scope:stack'],
  },
  { sourceTag: 'scope:strict-fakes', onlyDependOnLibsWithTags: ['scope:strict-fakes', 'scope:contracts'] },
  {
    sourceTag: 'scope:bucket',
    onlyDependOnLibsWithTags: ['scope:bucket', 'scope:contracts', 'scope:outgoing', 'scope:strict-fakes', 'scope:stack'],
  },
  {
    sourceTag: 'scope:webdav',
    onlyDependOnLibsWithTags: ['scope:webdav', 'scope:contracts', 'scope:outgoing', 'scope:strict-fakes', 'scope:stack'],
  },
  { sourceTag: 'scope:sftp', onlyDependOnLibsWithTags: ['scope:sftp', 'scope:contracts', 'scope:outgoing', 'scope:stack'] },
  { sourceTag: 'scope:mail', onlyDependOnLibsWithTags: ['scope:mail', 'scope:contracts', 'scope:outgoing', 'scope:stack'] },
  {
    sourceTag: 'scope:artifact-store',
    onlyDependOnLibsWithTags: [
      'scope:artifact-store',
      'scope:contracts',
      'scope:bucket',
      'scope:outgoing',
      'scope:strict-fakes',
      'scope:stack',
    ],
  },
  {
    sourceTag: 'scope:media',
    onlyDependOnLibsWithTags: ['scope:media', 'scope:contracts', 'scope:outgoing', 'scope:strict-fakes', 'scope:stack'],
  },
  {
    sourceTag: 'scope:documents',
    onlyDependOnLibsWithTags: ['scope:documents', 'scope:contracts', 'scope:media', 'scope:strict-fakes', 'scope:stack'],
  },
  { sourceTag: 'scope:outgoing', onlyDependOnLibsWithTags: ['scope:outgoing', 'scope:contracts', 'scope:stack'] },
  {
    sourceTag: 'scope:credentials',
    onlyDependOnLibsWithTags: [
      'scope:credentials',
      'scope:contracts',
      'scope:messaging',
      'scope:outgoing',
      'scope:strict-fakes',
      'scope:stack',
    ],
  },
  { sourceTag: 'scope:simulation', onlyDependOnLibsWithTags: ['scope:simulation', 'scope:contracts', 'scope:stack'] },
  {
    sourceTag: 'scope:engine',
    onlyDependOnLibsWithTags: [
      'scope:engine',
      'scope:contracts',
      'scope:domain',
      'scope:event-store',
      'scope:messaging',
      'scope:artifact-store',
      'scope:telemetry',
      'scope:stack',
    ],
  },
  {
    sourceTag: 'scope:service-kit',
    onlyDependOnLibsWithTags: [
      'scope:service-kit',
      'scope:contracts',
      'scope:event-store',
      'scope:messaging',
      'scope:artifact-store',
      'scope:telemetry',
      'scope:stack',
    ],
  },
  {
    sourceTag: 'scope:worker-host',
    onlyDependOnLibsWithTags: [
      'scope:worker-host',
      'scope:service-kit',
      'scope:engine',
      'scope:contracts',
      'scope:event-store',
      'scope:messaging',
      'scope:artifact-store',
      'scope:bucket',
      'scope:telemetry',
      'scope:stack',
    ],
  },
  {
    sourceTag: 'scope:mirror',
    onlyDependOnLibsWithTags: [
      'scope:mirror',
      'scope:contracts',
      'scope:domain',
      'scope:event-store',
      'scope:messaging',
      'scope:credentials',
      'scope:outgoing',
      'scope:engine',
      'scope:service-kit',
      'scope:worker-host',
      'scope:strict-fakes',
      'scope:stack',
    ],
  },
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:lib', 'scope:stack', 'scope:tl'] },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:lib', 'type:tool'] },
];

const otherDraws = {
  selector: "MemberExpression[object.name='Math'][property.name='random']",
  message: 'Tests draw the same in each run: use testSeed. For a unique name use randomUUID from node:crypto.',
};

/** Methods of Playwright that read the page once, and helpers of the browser tests that do. */
const SINGLE_READS =
  'count|textContent|innerText|innerHTML|inputValue|is[A-Z]\\w+|getAttribute|allTextContents|allInnerTexts|boundingBox|evaluate|evaluateAll';
const awaitedRead = `AwaitExpression > CallExpression:matches([callee.property.name=/^(${SINGLE_READS})$/], [callee.name='getFocusName'])`;

const specs = ['**/*.spec.ts', '**/*.spec.tsx', '**/testing/**/*.ts', '**/e2e/**/*.ts'];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/dist.*/**',
      '**/dist-*/**',
      '**/bundle/**',
      '**/bundle.*/**',
      '**/node_modules/**',
      '.throughline/**',
      '.nx/**',
      'coverage/**',
      'libs/api-types/src/openapi.d.ts',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    plugins: { english: plainEnglish },
    rules: { 'english/comments': 'error', 'english/type-names': 'error' },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    // Oxlint has the strict rules that need types: see .oxlintrc.json.
    extends: [...tseslint.configs.strict],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: ['#src/**', '#testing/**'],
          depConstraints: boundaries,
          enforceBuildableLibDependency: false,
          // The specs of libraries that tools/stack starts use its servers, and the gateway's specs run tl, whose end-to-end
          // tests start the gateway. dependency-cruiser finds cycles between files.
          ignoredCircularDependencies: ['stack', 'tl'].map((name) => [`@throughline/${name}`, `!@throughline/${name}`]),
          // Services load some libraries late to start faster. Their specs import the same libraries directly.
          checkDynamicDependenciesExceptions: ['@throughline/**'],
        },
      ],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      '@typescript-eslint/no-invalid-void-type': ['error', { allowInGenericTypeArguments: true }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read once, in a config.ts.' },
      ],
      'max-lines': ['error', { max: 300 }],
      complexity: ['error', 10],
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 4 }],
    },
  },
  { files: ['**/config.ts', 'tools/stack/testing/**/*.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    // Nest modules are empty classes, and their constructors list injected dependencies.
    files: ['apps/**/*.ts', 'libs/service-kit/**/*.ts'],
    rules: { '@typescript-eslint/max-params': ['error', { max: 6 }] },
  },
  {
    // Accessibility of the markup is checked by axe in a browser (apps/web/e2e), not by lint rules.
    files: ['apps/web/src/**/*.ts', 'apps/web/src/**/*.tsx'],
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs['recommended-latest'].rules,
      // It names libraries that the React Compiler cannot memoize. The page is built without that compiler.
      'react-hooks/incompatible-library': 'off',
      // The types of query options follow from their keys and answers, so return types may be inferred.
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  {
    files: ['libs/domain/src/**/*.ts'],
    ignores: specs,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*', '@nestjs/*', 'rxjs'], message: 'The domain is pure.' }] },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes in with the command.' },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Time comes in with the command.',
        },
        { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'The domain is pure.' },
        { selector: "MemberExpression[object.name='crypto']", message: 'Ids come in with the command.' },
      ],
    },
  },
  {
    files: specs,
    plugins: { jest },
    languageOptions: {
      globals: {
        describe: 'readonly',
        it: 'readonly',
        expect: 'readonly',
        beforeAll: 'readonly',
        beforeEach: 'readonly',
        afterAll: 'readonly',
        afterEach: 'readonly',
      },
    },
    rules: {
      ...jest.configs['flat/recommended'].rules,
      'jest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect', 'expect*', 'eventually', '**.then*', 'fc.assert', '*Contract', 'assert*'] },
      ],
      'jest/no-conditional-expect': 'off',
      'jest/no-standalone-expect': 'off',
      'jest/no-export': 'off',
      'jest/valid-title': 'off',
      'no-restricted-syntax': ['error', otherDraws],
      'max-lines': ['error', { max: 400 }],
    },
  },
  {
    // A single read races with the page. Checks of the present view, such as those of axe and of secrets, stay immediate.
    files: ['apps/web/e2e/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        otherDraws,
        {
          selector: `CallExpression:matches([callee.name='expect'], [callee.object.callee.name='expect']) ${awaitedRead}`,
          message: 'Repeat the read until the expectation holds: `await eventually(() => …)`.',
        },
      ],
    },
  },
  { files: ['apps/web/public/**/*.js'], languageOptions: { globals: { document: 'readonly', localStorage: 'readonly' } } },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setImmediate: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        AbortController: 'readonly',
        AbortSignal: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        performance: 'readonly',
      },
    },
  },
);
