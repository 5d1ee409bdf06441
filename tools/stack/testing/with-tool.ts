import { requiresTools } from './config.js';

/**
 * Defines tests that need a program which a plain machine may lack. Without the program, they are skipped under a name that the
 * summary of `npm test` counts. With `TL_TEST_REQUIRE_TOOLS=1`, as in `.ci/run`, a missing program is a failure.
 * @param program the name of its package
 * @param options mayBeMissing: the program is not required here, whatever the environment says
 */
export function withTool(program: string, tool: unknown, tests: () => void, { mayBeMissing = false } = {}): void {
  if (tool !== undefined) {
    tests();
    return;
  }
  if (requiresTools() && !mayBeMissing)
    it(`finds ${program}`, () => {
      expect(`${program} is neither installed nor could it be fetched`).toBe(`${program} is there`);
    });
  // oxlint-disable-next-line shared-tests/no-left-out-tests -- skipped here alone, and counted
  describe.skip(`[needs ${program}]`, () => {
    tests();
  });
}
