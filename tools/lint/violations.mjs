/** Files that break a boundary. dependency-cruiser must refuse each of them with the named rule. */
export const IMPORT_VIOLATIONS = [
  {
    says: 'an import against the arrows',
    file: 'libs/domain/src/negative-check-import.ts',
    text: "import * as telemetry from '@throughline/telemetry';\n\nexport const x: unknown = telemetry;\n",
    rule: 'imports-of-domain',
  },
  {
    says: 'a library that imports one that imports it',
    file: 'libs/domain/src/negative-check-cycle.ts',
    text: "import { AssetCommands } from '@throughline/engine';\n\nexport const x: unknown = AssetCommands;\n",
    rule: 'imports-of-domain',
  },
  {
    says: 'an app that imports an app by its name',
    file: 'apps/ingest/src/negative-check-name.ts',
    text: "import * as processing from '@throughline/processing';\n\nexport const x: unknown = processing;\n",
    rule: 'imports-are-found',
  },
  {
    says: 'an app that imports an app by its path',
    file: 'apps/ingest/src/negative-check-path.ts',
    text: "export { loadProcessingConfig } from '../../processing/src/config.js';\n",
    rule: 'apps-import-no-app',
  },
  {
    says: 'a tool that imports an app',
    file: 'tools/bench/src/negative-check.ts',
    text: "export { loadProcessingConfig } from '../../../apps/processing/src/config.js';\n",
    rule: 'tools-import-no-app',
  },
  {
    says: 'a workspace that is imported by the path of its file',
    file: 'libs/engine/src/negative-check-path.ts',
    text: "export { newId } from '../../contracts/src/index.js';\n",
    rule: 'workspaces-by-their-names',
  },
  {
    says: 'a workspace that imports itself by its name',
    file: 'libs/engine/src/negative-check-self.spec.ts',
    text: "export { AssetCommands } from '@throughline/engine';\n",
    rule: 'own-files-by-their-paths',
  },
];

/** Files that break a rule of the code. Oxlint must refuse each of them with the named rule. */
export const VIOLATIONS = [
  {
    says: 'a clock in the domain',
    file: 'libs/domain/src/negative-check-clock.ts',
    text: 'export const x = (): number => Date.now();\n',
    rule: 'determinism(pure-domain)',
  },
  {
    says: 'the environment outside of a config.ts',
    file: 'libs/engine/src/negative-check.ts',
    text: "export const x = (): string | undefined => process.env['X'];\n",
    rule: 'eslint(no-restricted-properties)',
  },
  {
    says: 'a random number in a test helper',
    file: 'libs/engine/src/testing/negative-check-random.ts',
    text: 'export const x = (): number => Math.random();\n',
    rule: 'determinism(one-seed)',
  },
  {
    says: 'a comment that starts with a headless clause',
    file: 'libs/engine/src/negative-check-comment.ts',
    text: '/** How many bytes are left. */\nexport const left = 1;\n',
    rule: 'english(comments)',
  },
  {
    says: 'a type that is named by a participle',
    file: 'libs/engine/src/negative-check-name.ts',
    text: 'export interface Told {\n  readonly at: number;\n}\n',
    rule: 'english(type-names)',
  },
  {
    says: 'a browser test that reads the page only once',
    file: 'apps/web/e2e/negative-check.ts',
    text: "import type { Page } from 'playwright-core';\n\nexport const x = async (page: Page): Promise<void> => {\n  expect(await page.getByRole('alert').count()).toBe(0);\n};\n",
    rule: 'determinism(waiting-reads)',
  },
  {
    says: 'a path of the API that is written by hand',
    file: 'tools/tl/src/negative-check-path.ts',
    text: "export const jobs = '/api/v1/jobs';\n",
    rule: 'api-paths(no-written-paths)',
  },
  {
    says: 'a path of the API in a template',
    file: 'tools/tl/src/negative-check-template.ts',
    text: 'export const about = (url: string): string => `${url}/api/v1/about`;\n',
    rule: 'api-paths(no-written-paths)',
  },
  {
    says: 'a query that is written by hand',
    file: 'tools/tl/src/negative-check-query.ts',
    text: 'export const query = (q: string): string => new URLSearchParams({ q }).toString();\n',
    rule: 'api-paths(no-written-paths)',
  },
  {
    says: 'Node in the domain',
    file: 'libs/domain/src/negative-check-node.ts',
    text: "export { join } from 'node:path';\n",
    rule: 'eslint(no-restricted-imports)',
  },
  {
    says: 'a test that is focused',
    file: 'libs/engine/src/negative-check.spec.ts',
    text: "it.only('adds', () => {\n  expect(1 + 1).toBe(2);\n});\n",
    rule: 'jest(no-focused-tests)',
  },
  {
    says: 'a test that expects nothing',
    file: 'libs/engine/src/negative-check-empty.spec.ts',
    text: "it('adds', () => {\n  Math.max(1, 2);\n});\n",
    rule: 'jest(expect-expect)',
  },
  {
    says: 'a test of a contract that is focused',
    file: 'libs/engine/src/testing/negative-check.contract.ts',
    text: "export const x = (): void => {\n  it.only('adds', () => {\n    expect(1 + 1).toBe(2);\n  });\n};\n",
    rule: 'shared-tests(no-left-out-tests)',
  },
  {
    says: 'a test of a contract that expects nothing',
    file: 'libs/engine/src/testing/negative-check-empty.contract.ts',
    text: "export const x = (): void => {\n  it.each([1])('adds %i', () => {\n    Math.max(1, 2);\n  });\n};\n",
    rule: 'shared-tests(expectations)',
  },
  {
    says: 'a hook in a condition',
    file: 'apps/web/src/negative-check-hook.tsx',
    text: "import { useState } from 'react';\n\nexport function useX(is: boolean): number {\n  if (is) return 1;\n  return useState(1)[0];\n}\n",
    rule: 'react-hooks(rules-of-hooks)',
  },
  {
    says: 'a function with too many paths',
    file: 'libs/engine/src/negative-check-paths.ts',
    text: `export const x = (a: number): number => {\n${'  if (a > 1) a += 1;\n'.repeat(10)}  return a;\n};\n`,
    rule: 'eslint(complexity)',
  },
  {
    says: 'a function with too many parameters',
    file: 'libs/engine/src/negative-check-parameters.ts',
    text: 'export const x = (a: number, b: number, c: number, d: number, e: number): number => a + b + c + d + e;\n',
    rule: 'eslint(max-params)',
  },
  {
    says: 'a long file',
    file: 'libs/engine/src/negative-check-lines.ts',
    text: `${'// A line.\n'.repeat(300)}export const x = 1;\n`,
    rule: 'eslint(max-lines)',
  },
  {
    says: 'a variable that is never used',
    file: 'libs/engine/src/negative-check-unused.ts',
    text: 'export const x = (): number => {\n  const y = 1;\n  return 2;\n};\n',
    rule: 'eslint(no-unused-vars)',
  },
];

/** Code that breaks a rule that `.oxlintrc.json` names, as TypeScript with or without JSX. Oxlint must refuse it with that rule. */
export const TYPESCRIPT_VIOLATIONS = {
  'ban-ts-comment': '// @ts-ignore\nexport const x: number = "a";\n',
  'explicit-module-boundary-types': 'export const x = () => 1;\n',
  'no-dynamic-delete': 'export const x = (map: Record<string, number>, key: string): void => {\n  delete map[key];\n};\n',
  'no-empty-object-type': 'export type X = {};\n',
  'no-explicit-any': 'export type X = any;\n',
  'no-extraneous-class': 'export class X {\n  static a = 1;\n}\n',
  'no-invalid-void-type': 'export type X = string | void;\n',
  'no-namespace': 'export namespace X {\n  export const a = 1;\n}\n',
  'no-non-null-asserted-nullish-coalescing': 'export const x = (one: { a?: number }): number => one.a! ?? 1;\n',
  'no-non-null-assertion': 'export const x = (a?: number): number => a!;\n',
  'no-require-imports': "export const x: unknown = require('node:path');\n",
  'no-unnecessary-type-constraint': 'export type X<T extends unknown> = T[];\n',
  'no-unsafe-function-type': 'export type X = Function;\n',
  'prefer-literal-enum-member': 'const a = 1;\nexport enum X {\n  A = a,\n}\n',
  'unified-signatures':
    'export function x(a: number): void;\nexport function x(a: string): void;\nexport function x(a: number | string): void {\n  process.exitCode = a;\n}\n',
  'await-thenable': 'export const x = async (): Promise<void> => {\n  await 1;\n};\n',
  'no-array-delete': 'export const x = (list: number[]): void => {\n  delete list[0];\n};\n',
  'no-base-to-string': 'export const x = (value: { a: number }): string => String(value);\n',
  'no-confusing-void-expression':
    'export const x = (run: () => void): void => {\n  const y = run();\n  process.exitCode = y as never;\n};\n',
  'no-deprecated': "export const x = (): string => escape('a');\n",
  'no-duplicate-type-constituents': 'export type X = string | number | string;\n',
  'no-floating-promises': 'export const x = (run: () => Promise<void>): void => {\n  run();\n};\n',
  'no-for-in-array': 'export const x = (list: string[]): void => {\n  for (const key in list) process.exitCode = key;\n};\n',
  'no-generated-empty-object-type': 'export type X = Omit<{ a: number }, "a">;\n',
  'no-implied-eval': "export const x = (): unknown => setTimeout('1' as never, 1);\nexport const y = new Function('return 1');\n",
  'no-meaningless-void-operator': 'export const x = (run: () => void): void => {\n  void run();\n};\n',
  'no-misused-promises': 'export const x = (run: () => Promise<boolean>): number => (run() ? 1 : 2);\n',
  'no-misused-spread': 'export const x = (map: Map<string, number>): unknown => ({ ...map });\n',
  'no-mixed-enums': "export enum X {\n  A = 1,\n  B = 'b',\n}\n",
  'no-redundant-type-constituents': 'export type X = unknown | string;\n',
  'no-unnecessary-boolean-literal-compare': 'export const x = (is: boolean): number => (is === true ? 1 : 2);\n',
  'no-unnecessary-condition': 'export const x = (value: { a: number }): number => value?.a ?? 1;\n',
  'no-unnecessary-template-expression': 'export const x = (name: string): string => `${name}`;\n',
  'no-unnecessary-type-arguments':
    'function y<T = string>(value?: T): T | undefined {\n  return value;\n}\nexport const x = y<string>();\n',
  'no-unnecessary-type-assertion': 'export const x = (value: string): string => value as string;\n',
  'no-unnecessary-type-conversion': 'export const x = (value: string): string => String(value);\n',
  'no-unnecessary-type-parameters': 'export function x<T>(value: T): string {\n  return value === undefined ? "a" : "b";\n}\n',
  'no-unsafe-argument': 'export const x = (value: any): number => Number.parseInt(value, 10);\n',
  'no-unsafe-assignment':
    'export const x = (value: any): void => {\n  const y = value;\n  process.exitCode = y === 1 ? 1 : 0;\n};\n',
  'no-unsafe-call': 'export const x = (value: any): void => {\n  value();\n};\n',
  'no-unsafe-enum-assignment': 'enum Y {\n  A = 1,\n}\nexport const x: Y = 1;\n',
  'no-unsafe-enum-comparison': 'enum Y {\n  A = 1,\n}\nexport const x = (value: Y): boolean => value === 1;\n',
  'no-unsafe-member-access': 'export const x = (value: any): void => {\n  void value.a;\n};\n',
  'no-unsafe-return': 'export const x = (value: any): string => value;\n',
  'no-unsafe-unary-minus': "export const x = (value: any): number => -('1' as unknown as string | typeof value[]);\n",
  'no-useless-default-assignment': 'export const x = ({ a = 1 }: { a: number }): number => a;\n',
  'only-throw-error': "export const x = (): never => {\n  throw 'text';\n};\n",
  'prefer-promise-reject-errors': "export const x = (): Promise<never> => Promise.reject('text');\n",
  'prefer-reduce-type-parameter':
    'export const x = (list: string[]): string[] => list.reduce((all, one) => [...all, one], [] as string[]);\n',
  'prefer-return-this-type': 'export class X {\n  a = 1;\n  set(): X {\n    return this;\n  }\n}\n',
  'related-getter-setter-pairs':
    'export class X {\n  get a(): string {\n    return "";\n  }\n  set a(value: number) {\n    process.exitCode = value;\n  }\n}\n',
  'require-await': 'export const x = async (): Promise<number> => {\n  return 1;\n};\n',
  'restrict-plus-operands': 'export const x = (a: string, b: number): string => a + b;\n',
  'restrict-template-expressions': 'export const x = (value: { a: number }): string => `is ${value}`;\n',
  'return-await':
    'export const x = async (run: () => Promise<number>): Promise<number> => {\n  try {\n    return run();\n  } catch {\n    return 1;\n  }\n};\n',
  'switch-exhaustiveness-check':
    "export const x = (value: 'a' | 'b'): void => {\n  switch (value) {\n    case 'a':\n      process.exitCode = 1;\n  }\n};\n",
  'unbound-method': 'class Y {\n  a = 1;\n  get(): number {\n    return this.a;\n  }\n}\nexport const x = new Y().get;\n',
  'use-unknown-in-catch-callback-variable':
    'export const x = (run: Promise<void>): Promise<void> => run.catch((error: any) => void error);\n',
};
