import { MemoryArtifactStore } from '@throughline/artifact-store/testing';
import { newAssetId, uploadPrefix } from '@throughline/contracts';
import { AssetCommands } from '@throughline/engine';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { encodeIntake, intakeKey, type Intake } from './intake.js';
import { Intakes, removeOrphans } from './intakes.js';

const HOUR = 3_600_000;
const never = new AbortController().signal;

const setUp = () => {
  const store = new MemoryEventStore();
  const artifacts = new MemoryArtifactStore();
  const commands = new AssetCommands(store);
  const ports = { artifacts, commands, history: store, now: () => new Date(), failpoint: () => Promise.resolve() };
  return { store, artifacts, commands, ports, intakes: new Intakes(ports) };
};
type World = ReturnType<typeof setUp>;

const sourceOf = (assetId: string): string => `${uploadPrefix(assetId)}/source`;

/** Stores bytes as an upload does, and returns the registration for them. */
const uploadIntake = async ({ artifacts }: World, owner = 'owner'): Promise<Intake> => {
  const assetId = newAssetId();
  const { size, sha256 } = await artifacts.put(sourceOf(assetId), Buffer.from(assetId));
  const source = { kind: 'upload', key: sourceOf(assetId), size, sha256, mediaType: 'video/mp4' } as const;
  const command = { type: 'RegisterAsset', assetId, owner, title: 'talk', language: 'auto', isMapped: true, source } as const;
  return { v: 1, assetId, commandId: `request:${assetId}`, actor: { kind: 'user', id: owner }, command };
};

const has = async ({ artifacts }: World, key: string): Promise<boolean> => (await artifacts.stat(key)) !== undefined;
const commitsOf = async ({ store }: World, assetId: string): Promise<number> => (await store.load(assetId)).commits.length;

describe('a pending registration', () => {
  it('is carried out and then removed', async () => {
    const world = setUp();
    const intake = await uploadIntake(world);
    expect(await world.intakes.register(intake)).toMatchObject({ kind: 'accepted', duplicate: false });
    expect(await has(world, intakeKey(intake.assetId))).toBe(false);
    expect(await has(world, sourceOf(intake.assetId))).toBe(true);
  });

  it('of a dead gateway is carried out once, however many gateways find it', async () => {
    const world = setUp();
    const intake = await uploadIntake(world);
    await world.artifacts.put(intakeKey(intake.assetId), encodeIntake(intake));
    const others = [1, 2, 3].map(() => new Intakes({ ...world.ports, commands: new AssetCommands(world.store) }));
    const counts = await Promise.all(others.map((one) => one.completeAll(never)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await commitsOf(world, intake.assetId)).toBe(1);
    expect(await has(world, intakeKey(intake.assetId))).toBe(false);
  });

  it('of an earlier attempt is done first, and the same request then finds its own commit', async () => {
    const world = setUp();
    const intake = await uploadIntake(world);
    const earlier = { ...intake, command: { ...intake.command, language: 'en' } };
    await world.artifacts.put(intakeKey(intake.assetId), encodeIntake(earlier));
    expect(await world.intakes.register(intake)).toMatchObject({ kind: 'accepted', duplicate: true });
    expect(await commitsOf(world, intake.assetId)).toBe(1);
  });

  it('leaves neither bytes nor its note after a final refusal', async () => {
    const world = setUp();
    const intake = await uploadIntake(world);
    const broken = new Intakes({ ...world.ports, commands: { ...failing(world, { kind: 'append-refused' }) } });
    await expect(broken.register(intake)).rejects.toMatchObject({ kind: 'append-refused' });
    expect([await has(world, intakeKey(intake.assetId)), await has(world, sourceOf(intake.assetId))]).toEqual([false, false]);
  });

  it('stays if its outcome is unknown, and is completed later', async () => {
    const world = setUp();
    const intake = await uploadIntake(world);
    const broken = new Intakes({ ...world.ports, commands: failing(world, { kind: 'outcome-unknown' }) });
    await expect(broken.register(intake)).rejects.toMatchObject({ kind: 'outcome-unknown' });
    expect(await world.intakes.completeAll(never)).toBe(1);
    expect(await commitsOf(world, intake.assetId)).toBe(1);
  });

  it('does not block others if it cannot be read', async () => {
    const world = setUp();
    const broken = newAssetId();
    await world.artifacts.put(intakeKey(broken), Buffer.from('{"v":1'));
    const intake = await uploadIntake(world);
    await world.artifacts.put(intakeKey(intake.assetId), encodeIntake(intake));
    expect(await world.intakes.completeAll(never)).toBe(1);
  });
});

describe('an orphaned upload', () => {
  const later = (world: World, ms: number) => ({ ...world.ports, now: () => new Date(Date.now() + ms) });

  it('is removed once it is old enough', async () => {
    const world = setUp();
    const { assetId } = await uploadIntake(world);
    expect(await removeOrphans(later(world, HOUR / 2), HOUR, never)).toBe(0);
    expect(await removeOrphans(later(world, HOUR * 2), HOUR, never)).toBe(1);
    expect(await has(world, sourceOf(assetId))).toBe(false);
  });

  it('is not confused with the source of a recording or a pending registration', async () => {
    const world = setUp();
    const [registered, pending] = [await uploadIntake(world), await uploadIntake(world)];
    await world.intakes.register(registered);
    await world.artifacts.put(intakeKey(pending.assetId), encodeIntake(pending));
    expect(await removeOrphans(later(world, HOUR * 2), HOUR, never)).toBe(0);
  });

  it('is found without reading the history of any recording', async () => {
    const world = setUp();
    for (let count = 0; count < 20; count += 1) await world.intakes.register(await uploadIntake(world));
    const { assetId } = await uploadIntake(world);
    const read = (id: string): Promise<never> => Promise.reject(new Error(`the history of ${id} was read`));
    const ports = {
      ...later(world, HOUR * 2),
      commands: { load: read },
      history: { head: (id: string) => world.store.head(id), load: read },
    };
    expect(await removeOrphans(ports, HOUR, never)).toBe(1);
    expect(await has(world, sourceOf(assetId))).toBe(false);
  });
});

describe('abandoning an upload', () => {
  it('removes bytes that nothing refers to', async () => {
    const world = setUp();
    const { assetId } = await uploadIntake(world);
    await world.intakes.abandon(assetId);
    expect(await has(world, sourceOf(assetId))).toBe(false);
  });

  it('keeps the bytes of a recording and of a pending registration', async () => {
    const world = setUp();
    const [registered, pending] = [await uploadIntake(world), await uploadIntake(world)];
    await world.intakes.register(registered);
    await world.artifacts.put(intakeKey(pending.assetId), encodeIntake(pending));
    await Promise.all([registered, pending].map(({ assetId }) => world.intakes.abandon(assetId)));
    expect(await Promise.all([registered, pending].map(({ assetId }) => has(world, sourceOf(assetId))))).toEqual([true, true]);
  });
});

function failing({ commands }: World, error: object): Pick<AssetCommands, 'execute' | 'load'> {
  return {
    execute: () => Promise.reject(Object.assign(new Error('spec'), error)),
    load: (assetId) => commands.load(assetId),
  };
}
