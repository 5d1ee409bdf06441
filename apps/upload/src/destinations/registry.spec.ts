import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createDestinationTypesFrom } from '../testing/destination-types.js';

async function folders(): Promise<readonly string[]> {
  const entries = await readdir(fileURLToPath(new URL('.', import.meta.url)), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name.replaceAll('-', '_'));
}

describe('the registry of destinations', () => {
  it('has one line for each folder', async () => {
    expect(Object.keys(createDestinationTypesFrom({ TL_SIMULATION: 'on' })).sort()).toEqual([...(await folders())].sort());
  });

  it('has no simulated destination if simulation is off', async () => {
    const others = (await folders()).filter((name) => name !== 'simulated');
    expect(Object.keys(createDestinationTypesFrom({})).sort()).toEqual(others.sort());
  });

  it.each([
    ['{"library":"relative"}', /TL_OUTPUT_FOLDERS is wrong: the path of 'library' must be absolute/],
    ['{"../x":"/srv"}', /TL_OUTPUT_FOLDERS is wrong: '..\/x' is not a name/],
    ['[1]', /TL_OUTPUT_FOLDERS must be a JSON object/],
    ['{', /TL_OUTPUT_FOLDERS must be a JSON object/],
  ])('rejects folders from %s', (setting, words) => {
    expect(() => createDestinationTypesFrom({ TL_OUTPUT_FOLDERS: setting })).toThrow(words);
  });
});
