import { join } from 'node:path';
import { provisionContext, readStackConfig, type StackConfig } from '#src/config.js';
import type { ProvisionContext } from '#src/provision/context.js';

/** Set by tools/test.mjs: the database server that all specs of a run share. */
export const SHARED_POSTGRES = 'TL_TEST_POSTGRES_URL';

export const sharedPostgresUrl = (): string | undefined => process.env[SHARED_POSTGRES] || undefined;

/** Set by tools/test.mjs: the media tools that all specs of a run share, so that not each of them starts them for their version. */
export const SHARED_MEDIA = 'TL_TEST_MEDIA_TOOLS';

export const sharedMediaTools = (): string | undefined => process.env[SHARED_MEDIA] || undefined;

/** Names one run of Jest; with `--watch`, each run after a change has another name. Set by tools/testing/compile-specs.mjs. */
export const testRun = (): string | undefined => process.env['TL_TEST_RUN'] || undefined;

/** Set by tools/coverage.mjs: the folder in which browser tests leave the coverage of the page. */
export const pageCoverageFolder = (): string | undefined => process.env['TL_PAGE_COVERAGE'] || undefined;

/** Makes tests fail if their program is missing, instead of skipping them. */
export const requiresTools = (): boolean => process.env['TL_TEST_REQUIRE_TOOLS'] === '1';

export const testConfig = (): StackConfig => readStackConfig();

/** Returns the checkout: services run from its `dist` folders. */
export const testProjectRoot = (): string => testConfig().projectRoot;

/**
 * Settings with which nothing is downloaded, and a speech model of this machine is not used. The small engine transcribes
 * everything as English.
 */
export const withoutModels = (folder: string): Readonly<Record<string, string>> => ({
  TL_MODEL_DOWNLOADS: 'off',
  TL_MODELS_DIR: join(folder, 'models'),
  TL_ASSUMED_LANGUAGE: 'en',
});

export const testContext = (): ProvisionContext => provisionContext(testConfig(), () => undefined);
