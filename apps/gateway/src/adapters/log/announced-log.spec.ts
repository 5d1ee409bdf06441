import { newAssetId, newId } from '@throughline/contracts';
import type { Command } from '@throughline/domain';
import { AssetCommands, type AssetLog, type CommandMeta } from '@throughline/engine';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { announceArrivals } from './announced-log.js';

const ERROR = 'a spec broke it';
const now = '2026-01-01T00:00:00.000Z';

describe('items on their way into a library', () => {
  let store: MemoryEventStore;
  let calls: string[];
  let problems: unknown[];
  let assetId: string;
  beforeEach(() => {
    store = new MemoryEventStore();
    calls = [];
    problems = [];
    assetId = newAssetId();
  });

  const commandsOn = (log: AssetLog, { isGone = false, land = (): Promise<void> => Promise.resolve() } = {}): AssetCommands =>
    new AssetCommands(
      announceArrivals(
        log,
        {
          begin: (_, library) => {
            calls.push(`begin ${library}`);
            return Promise.resolve(isGone ? undefined : 'arrival');
          },
          land: (_, position) => {
            calls.push(`land ${position}`);
            return land();
          },
          cancel: () => {
            calls.push('cancel');
            return Promise.resolve();
          },
        },
        (error) => problems.push(error),
      ),
    );
  const send = (commands: AssetCommands, command: Partial<Command> & Pick<Command, 'type'>) => {
    const meta: CommandMeta = { commandId: newId(), actor: { kind: 'user', id: 'spec' }, correlationId: 'spec' };
    const source = { kind: 'upload', key: 'uploads/1/source', size: 5, sha256: 'a'.repeat(64), mediaType: 'video/mp4' };
    const full = {
      source,
      now,
      assetId,
      owner: 'home',
      title: 'A talk',
      language: 'auto',
      isMapped: true,
      by: 'spec',
      outputs: [],
    };
    return commands.execute(assetId, { ...full, ...command } as Command, meta);
  };
  const failing = (kind: string): AssetLog => ({
    load: (id, options) => store.load(id, options),
    head: (id) => store.head(id),
    append: () => Promise.reject(Object.assign(new Error(ERROR), { kind })),
  });

  it('are announced by registrations and transfers before the log has them, and by nothing else', async () => {
    const commands = commandsOn(store);
    const registered = await send(commands, { type: 'RegisterAsset' });
    const position = registered.kind === 'accepted' ? registered.position : '';
    expect(calls).toEqual(['begin home', `land ${position}`]);
    await send(commands, { type: 'ChangeLanguage', language: 'de' });
    expect(calls).toHaveLength(2);
    await send(commands, { type: 'TransferAsset', library: 'elsewhere' });
    expect(calls.slice(2)).toEqual(['begin elsewhere', expect.stringMatching(/^land \d+$/)]);
  });

  it('are refused if their library is gone, and nothing is stored', async () => {
    const registering = send(commandsOn(store, { isGone: true }), { type: 'RegisterAsset' });
    await expect(registering).rejects.toMatchObject({ kind: 'library-gone' });
    expect((await store.load(assetId)).commits).toEqual([]);
  });

  it.each([
    ['append-refused', ['begin home', 'cancel']],
    ['outcome-unknown', ['begin home']],
  ])('keep their library after %s only if they may still arrive', async (kind, expected) => {
    await expect(send(commandsOn(failing(kind)), { type: 'RegisterAsset' })).rejects.toThrow(ERROR);
    expect(calls).toEqual(expected);
  });

  it('are registered even if the database fails afterwards', async () => {
    const commands = commandsOn(store, { land: () => Promise.reject(new Error(ERROR)) });
    expect(await send(commands, { type: 'RegisterAsset' })).toMatchObject({ kind: 'accepted' });
    expect(problems).toEqual([expect.objectContaining({ message: ERROR })]);
  });
});
