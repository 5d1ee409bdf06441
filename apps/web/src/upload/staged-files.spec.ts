import { stageFiles } from './staged-files.js';

const file = (name: string, type = ''): File => new File(['12345'], name, { type, lastModified: 1 });

describe('files that wait for their upload', () => {
  it('become items of the kind that their type suggests, otherwise recordings', () => {
    const staged = stageFiles([], [file('talk.mp4', 'video/mp4'), file('letter.pdf'), file('unknown.bin')]);
    expect(staged.map(({ kind }) => kind)).toEqual(['recordings', 'documents', 'recordings']);
  });

  it('are staged once, also if they are chosen twice', () => {
    const staged = stageFiles(stageFiles([], [file('talk.mp4')]), [file('talk.mp4'), file('other.mp4')]);
    expect(staged.map((one) => one.file.name)).toEqual(['talk.mp4', 'other.mp4']);
  });
});
