import type { CommandConfig } from '../config.js';
import { exitCodeOf, runCommand, type CommandParts } from './command.js';
import { UnknownLibraryError } from './compare.js';
import { AlreadyUndoneError, OldTablesInTheWayError } from './rebuild.js';
import { UndoRefusedError } from './shadow-projection.js';

describe('the commands of the projector', () => {
  it.each([
    ['rebuild --repair'],
    ['rebuild --again'],
    ['rebuild --undo --library=a'],
    ['rebuild --library'],
    ['rebuild a'],
    ['verify --undo'],
    ['verify a b'],
    ['verify --library=a'],
    ['erase'],
    ['--nothing'],
  ])('answer `%s` with their usage before they connect to anything', async (line) => {
    let printed = '';
    const write = { write: (text: string) => (printed += text) };
    // A connection would fail: there is no configuration.
    const parts = { config: {} as CommandConfig, logger: undefined, out: write, err: write } as unknown as CommandParts;
    expect(await runCommand(line.split(' '), parts)).toBe(2);
    expect(printed).toMatch(/^Usage: rebuild \[--library ID \| --undo \[--again\]\] \[--dry-run\]/);
  });

  it('end with 3 if they refuse before a change, and with 1 if they fail', () => {
    for (const refusal of [
      new UndoRefusedError('no rebuild has left any'),
      new AlreadyUndoneError(),
      new UnknownLibraryError('a'),
    ])
      expect(exitCodeOf(refusal)).toBe(3);
    for (const failure of [new OldTablesInTheWayError(), new Error('aborted'), 'odd']) expect(exitCodeOf(failure)).toBe(1);
  });
});
