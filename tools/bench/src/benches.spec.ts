import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { benches, isBenchName, usage } from './benches.js';
import { projectRoot } from './config.js';

describe('the list of the benches', () => {
  it.each(Object.keys(benches))('names a bench that exists: %s', (name) => {
    expect(existsSync(join(projectRoot, 'tools/bench/src', `${name}.ts`))).toBe(true);
    expect(usage()).toContain(`\n  ${name} `);
  });

  it('does not know other names', () => {
    expect(isBenchName('toString')).toBe(false);
  });
});
