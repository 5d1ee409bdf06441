import { createMemoryStorage } from '../drafts/testing/memory-storage.js';
import { KeptSounds, nameSound } from './kept-sounds.js';
import { elapsedOf, Microphone, type MicrophonePorts } from './microphone.js';
import { findObstacle, problemOf } from './microphone-problem.js';
import type { SoundFiles } from './sound-files.js';
import type { RecorderEvents } from './sound-recorder.js';

const START = Date.parse('2026-11-28T14:03:00.000Z');

/** Files as the browser keeps them, which survive a page. */
class MemoryFiles implements SoundFiles {
  readonly parts = new Map<string, Blob>();
  isFull = false;

  readonly write = (sound: string, part: number, bytes: Blob): Promise<void> => {
    if (this.isFull) return Promise.reject(new DOMException('No room', 'QuotaExceededError'));
    this.parts.set(`${sound} ${String(part)}`, bytes);
    return Promise.resolve();
  };
  readonly read = (sound: string, part: number): Promise<Blob | undefined> =>
    Promise.resolve(this.parts.get(`${sound} ${String(part)}`));
  remove = (sound: string): Promise<void> => {
    for (const key of this.parts.keys()) if (key.startsWith(sound)) this.parts.delete(key);
    return Promise.resolve();
  };
}

/** One browser: its storage, its files, and the sounds that any page records. */
const openDesk = () => {
  const [storage, files, held] = [createMemoryStorage(), new MemoryFiles(), new Set<string>()];
  let [now, events] = [START, undefined as RecorderEvents | undefined];
  const acts: string[] = [];
  const act = (name: string) => (): void => void acts.push(name);
  const ports: MicrophonePorts = {
    findObstacle: () => undefined,
    openRecorder: (given) => {
      events = given;
      return Promise.resolve({
        type: 'audio/webm;codecs=opus',
        start: act('start'),
        pause: act('pause'),
        resume: act('resume'),
        stop: () => {
          given.onPart(new Blob(['last']));
          return Promise.resolve(acts.push('stop')).then(() => undefined);
        },
        measure: () => 0.5,
      });
    },
    hold: (id) => {
      held.add(id);
      return () => Promise.resolve(held.delete(id)).then(() => undefined);
    },
    listHeld: () => Promise.resolve(held),
    now: () => now,
  };
  return {
    ...{ storage, files, acts, ports },
    openPage: (user = 'ada', change: Partial<MicrophonePorts> = {}) =>
      new Microphone(new KeptSounds(user, files, storage), { ...ports, ...change }),
    pass: (milliseconds: number): void => {
      now += milliseconds;
    },
    now: () => now,
    /** Gives the page the next part, as the browser does. */
    hear: (words: string): void => events?.onPart(new Blob([words])),
    lose: (): void => events?.onLost(),
    crash: (): void => {
      held.clear();
    },
  };
};

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the microphone of a page', () => {
  it('records until it is stopped, without the pauses', async () => {
    const desk = openDesk();
    const page = desk.openPage();
    await page.start();
    desk.pass(4_000);
    page.pause();
    desk.pass(60_000);
    expect(page.get().current).toMatchObject({ state: 'paused', before: 4_000, since: undefined });
    page.resume();
    desk.pass(2_000);
    expect(elapsedOf(page.get().current ?? { before: 0, since: undefined }, desk.now())).toBe(6_000);
    desk.hear('one ');
    await page.stop();
    expect(desk.acts).toEqual(['start', 'pause', 'resume', 'stop']);
    const { current, problem, sounds } = page.get();
    expect([current, problem, sounds.map(({ seconds, parts }) => [seconds, parts])]).toEqual([undefined, undefined, [[6, 2]]]);
    const [sound] = sounds;
    expect(sound === undefined ? '' : await (await page.kept.read(sound)).text()).toBe('one last');
    await page.remove(sound?.id ?? '');
    expect([page.get().sounds, desk.storage.length, desk.files.parts.size]).toEqual([[], 0, 0]);
  });

  it('keeps all parts of before a crash, for the same person only', async () => {
    const desk = openDesk();
    await desk.openPage().start();
    desk.hear('one ');
    desk.hear('two');
    await settle();
    const other = desk.openPage();
    await other.refresh();
    // The first page still records.
    expect(other.get().sounds).toEqual([]);
    desk.crash();
    await other.refresh();
    const [sound] = other.get().sounds;
    expect(sound === undefined ? '' : await (await other.kept.read(sound)).text()).toBe('one two');
    const stranger = desk.openPage('bob');
    await stranger.refresh();
    expect(stranger.get().sounds).toEqual([]);
  });

  it('says that the browser stores nothing, and has the sound as long as the page is open', async () => {
    const desk = openDesk();
    const page = desk.openPage();
    await page.start();
    desk.hear('one ');
    await settle();
    expect(page.get().current?.isLosable).toBe(false);
    desk.files.isFull = true;
    desk.hear('two ');
    await settle();
    expect([page.get().current?.isLosable, page.wouldLose()]).toEqual([true, true]);
    await page.stop();
    expect(page.wouldLose()).toBe(true);
    const [sound] = page.get().sounds;
    expect(sound === undefined ? '' : await (await page.kept.read(sound)).text()).toBe('one two last');
    const later = desk.openPage();
    await later.refresh();
    const [rest] = later.get().sounds;
    expect(rest === undefined ? '' : await (await later.kept.read(rest)).text()).toBe('one ');
  });

  it.each([
    [
      'is full',
      (storage: Storage): void =>
        void (storage.setItem = () => {
          throw new DOMException('Full', 'QuotaExceededError');
        }),
    ],
    ['is blocked', undefined],
  ])('has the whole sound, and says so, if the storage that lists it %s', async (_, breakStorage) => {
    const desk = openDesk();
    breakStorage?.(desk.storage);
    const page = new Microphone(new KeptSounds('ada', desk.files, breakStorage && desk.storage), desk.ports);
    await page.start();
    desk.hear('one ');
    desk.hear('two ');
    await settle();
    expect(page.get().current?.isLosable).toBe(true);
    await page.stop();
    const [sound] = page.get().sounds;
    expect(sound === undefined ? '' : await (await page.kept.read(sound)).text()).toBe('one two last');
    await page.remove(sound?.id ?? '');
    expect([page.get().sounds, desk.files.parts.size]).toEqual([[], 0]);
  });

  it('is deleted also in a browser that stores nothing, and says if the browser has lost all of it', async () => {
    const desk = openDesk();
    desk.files.isFull = true;
    const page = desk.openPage();
    await page.start();
    await page.stop();
    const [sound] = page.get().sounds;
    desk.files.remove = () => Promise.reject(new TypeError('no files'));
    await page.remove(sound?.id ?? '');
    expect([page.get().sounds, page.wouldLose()]).toEqual([[], false]);
    if (sound !== undefined) await expect(page.kept.read(sound)).rejects.toThrow('no part');
  });

  it('ends with the microphone, and says so', async () => {
    const desk = openDesk();
    const page = desk.openPage();
    await page.start();
    desk.hear('one ');
    desk.lose();
    await settle();
    expect([page.get().problem, page.get().sounds.length]).toEqual(['ended', 1]);
    await page.start();
    expect(page.get().problem).toBeUndefined();
  });

  it('stores nothing more of a sound that was deleted with the sign-out', async () => {
    const desk = openDesk();
    const page = desk.openPage();
    await page.start();
    desk.hear('one ');
    await settle();
    desk.storage.clear();
    desk.files.parts.clear();
    await page.stop();
    expect([desk.storage.length, desk.files.parts.size]).toEqual([0, 0]);
  });

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'busy'],
    ['TypeError', 'failed'],
  ])('says why it cannot begin: %s', async (name, problem) => {
    const desk = openDesk();
    const page = desk.openPage('ada', { openRecorder: () => Promise.reject(new DOMException('No', name)) });
    await page.start();
    expect(page.get()).toMatchObject({ current: undefined, problem });
  });

  it('does not ask on a page without an encrypted connection, or in a browser that cannot record', async () => {
    expect(findObstacle({ isSecureContext: false, MediaRecorder: {} })).toBe('insecure');
    expect(findObstacle({ isSecureContext: true })).toBe('unsupported');
    expect(findObstacle({ isSecureContext: true, MediaRecorder: {} })).toBeUndefined();
    const page = openDesk().openPage('ada', { findObstacle: () => 'insecure' });
    await page.start();
    expect(page.get().problem).toBe('insecure');
    expect(problemOf('text')).toBe('failed');
  });

  it.each([
    ['audio/webm;codecs=opus', 'webm'],
    ['audio/mp4', 'm4a'],
    ['audio/ogg;codecs=opus', 'ogg'],
  ])('names a file of %s by its beginning', (type, ending) => {
    expect(nameSound({ startedAt: new Date(2026, 10, 8, 9, 3).toISOString(), type })).toBe(`2026-11-08 09.03.${ending}`);
  });
});
