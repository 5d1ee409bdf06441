import { NO_OPTIONS, type UploadChange, type UploadKind, type UploadView } from './upload.js';
import { Uploads } from './uploads.js';

const fileOf = (name: string): File => new File(['12345'], name, { lastModified: 1 });
const stage = (path: string, kind: UploadKind = 'recordings') => ({
  ...{ key: path, path, kind },
  file: fileOf(path.split('/').at(-1) ?? ''),
});

describe('the uploads of a page', () => {
  let ended: (readonly [name: string, queued: number])[];
  let changes: ((change: UploadChange) => void)[];
  let stopped: string[];
  let uploads: Uploads;
  beforeEach(() => {
    [ended, changes, stopped] = [[], [], []];
    uploads = new Uploads(
      ({ name }, queued) => ended.push([name, queued]),
      (file, _, onChange) => {
        changes.push(onChange);
        return {
          resume: () => undefined,
          pause: () => {
            stopped.push(file.name);
            onChange({ state: 'paused' });
            return Promise.resolve();
          },
          cancel: () => Promise.resolve(),
        };
      },
    );
  });
  const states = (): readonly string[] => uploads.views().map(({ path, state }) => `${path} ${state}`);
  const find = (path: string): UploadView => {
    const view = uploads.views().find((one) => one.path === path);
    if (view === undefined) throw new Error(`No upload of ${path}`);
    return view;
  };
  const change = (nth: number, state: UploadView['state']): void => {
    changes[nth]?.({ state });
  };

  it('send a file once for each kind, and not twice for the same one', () => {
    for (const kind of ['recordings', 'documents', 'documents'] as const) uploads.add([stage('scan.bin', kind)], NO_OPTIONS);
    expect(uploads.views().map(({ kind }) => kind)).toEqual(['recordings', 'documents']);
  });

  it('send three files at once, and the next one when one has ended or was paused', () => {
    uploads.add(
      ['a', 'b', 'c', 'd', 'e'].map((name) => stage(name)),
      NO_OPTIONS,
    );
    expect(states()).toEqual(['a sending', 'b sending', 'c sending', 'd queued', 'e queued']);
    change(1, 'done');
    expect(states()).toEqual(['a sending', 'c sending', 'd sending', 'e queued', 'b done']);
    uploads.pause(find('a').key);
    expect(states()).toEqual(['a paused', 'c sending', 'd sending', 'e sending', 'b done']);
    // It waits for its turn again.
    uploads.resume(find('a').key);
    expect(find('a').state).toBe('queued');
    change(2, 'failed');
    expect(find('a').state).toBe('sending');
    expect(ended).toEqual([
      ['b', 2],
      ['c', 1],
    ]);
    uploads.removeAdded();
    // The reason of a rejection stays until a person has seen it.
    expect(states()).toEqual(['a sending', 'd sending', 'e sending', 'c failed']);
  });

  it('begin the next one when one is removed, and stay busy while files are queued', () => {
    uploads.add(
      ['a', 'b', 'c', 'd'].map((name) => stage(name)),
      NO_OPTIONS,
    );
    uploads.remove(find('b').key);
    expect(states()).toEqual(['a sending', 'c sending', 'd sending']);
    for (const nth of [0, 2]) change(nth, 'done');
    expect(uploads.isBusy).toBe(true);
    change(3, 'done');
    expect(uploads.isBusy).toBe(false);
  });

  it('send two files of one name and size one after the other, because the server would take them for one', () => {
    uploads.add([stage('May/a.mp3'), stage('June/a.mp3'), stage('June/b.mp3')], NO_OPTIONS);
    expect(states()).toEqual(['May/a.mp3 sending', 'June/a.mp3 queued', 'June/b.mp3 sending']);
    change(0, 'done');
    expect(find('June/a.mp3').state).toBe('sending');
  });

  it('keep their places while the connection is lost, and all stop at the end of the sign-in', () => {
    uploads.add(
      ['a', 'b', 'c', 'd'].map((name) => stage(name)),
      NO_OPTIONS,
    );
    for (const nth of [0, 1, 2]) change(nth, 'waiting');
    expect(find('d').state).toBe('queued');
    uploads.close();
    expect([uploads.views(), stopped]).toEqual([[], ['a', 'b', 'c', 'd']]);
  });
});
