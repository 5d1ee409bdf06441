import { takeChosen, type Chosen } from './chosen-files.js';
import { NOTHING_STAGED, stageFiles } from './staged-files.js';

const file = (name: string, type = ''): File => new File(['12345'], name, { type, lastModified: 1 });

/** A chosen folder: each path with the media type of its file. */
const folder = (paths: Readonly<Record<string, string>>, rest: Partial<Chosen> = {}): Chosen => ({
  files: Object.entries(paths).map(([path, type]) => ({ path, file: file(path.split('/').at(-1) ?? '', type) })),
  unread: [],
  isCut: false,
  ...rest,
});

describe('files that wait for their upload', () => {
  it('become items of the kind that their type suggests, otherwise recordings', () => {
    const { staged } = stageFiles(
      NOTHING_STAGED,
      takeChosen([file('talk.mp4', 'video/mp4'), file('letter.pdf'), file('unknown.bin')]),
    );
    expect(staged.map(({ kind }) => kind)).toEqual(['recordings', 'documents', 'recordings']);
  });

  it('are staged once, also if they are chosen twice', () => {
    const first = stageFiles(NOTHING_STAGED, takeChosen([file('talk.mp4')]));
    const { staged } = stageFiles(first, takeChosen([file('talk.mp4'), file('other.mp4')]));
    expect(staged.map((one) => one.file.name)).toEqual(['talk.mp4', 'other.mp4']);
  });

  it('of a folder leave out what is neither a recording nor a document, by name, and hidden files without a word', () => {
    const staged = stageFiles(
      NOTHING_STAGED,
      folder({
        'May/talk.mkv': '',
        'May/notes/letter.pdf': 'application/pdf',
        'May/backup.zip': 'application/zip',
        'May/.DS_Store': '',
        'May/.cache/frame.png': 'image/png',
        'May/Thumbs.db': '',
      }),
    );
    expect(staged.staged.map(({ path, kind }) => [path, kind])).toEqual([
      ['May/talk.mkv', 'recordings'],
      ['May/notes/letter.pdf', 'documents'],
    ]);
    expect(staged.leftOut).toEqual(['May/backup.zip']);
  });

  it('are two if two folders have files of one name', () => {
    const { staged } = stageFiles(NOTHING_STAGED, folder({ 'May/audio.mp3': '', 'June/audio.mp3': '' }));
    expect(staged.map(({ path }) => path)).toEqual(['May/audio.mp3', 'June/audio.mp3']);
  });

  it('name what could not be read, and say that a folder was too large or empty', () => {
    const large = stageFiles(NOTHING_STAGED, folder({ 'May/a.mp3': '' }, { unread: ['May/locked'], isCut: true }));
    expect(large).toMatchObject({ unread: ['May/locked'], isCut: true, isEmpty: false });
    const empty = stageFiles(large, folder({}));
    expect(empty).toEqual({ ...large, isEmpty: true });
    expect(stageFiles(empty, folder({ 'June/b.mp3': '' })).isEmpty).toBe(false);
  });
});
