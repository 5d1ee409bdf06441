import { provisionContext, readStackConfig, type StackConfig } from '../config.js';
import type { ProvisionContext } from '../provision/context.js';

/** Set by tools/test.mjs: a database server for the whole run, so that no spec has to make its own. */
export const SHARED_POSTGRES = 'TL_TEST_POSTGRES_URL';

export const sharedPostgresUrl = (): string | undefined => process.env[SHARED_POSTGRES] || undefined;

/** Whether a missing program fails its tests instead of skipping them. */
export const requiresTools = (): boolean => process.env['TL_TEST_REQUIRE_TOOLS'] === '1';

export const testConfig = (): StackConfig => readStackConfig();

/** The checkout: services run from its `dist` folders. */
export const testProjectRoot = (): string => testConfig().projectRoot;

export const testContext = (): ProvisionContext => provisionContext(testConfig(), () => undefined);
