import { takeChosen } from './chosen-files.js';

const fileAt = (path: string): File =>
  Object.defineProperty(new File(['12345'], path.split('/').at(-1) ?? ''), 'webkitRelativePath', { value: path });

describe('files of a file chooser', () => {
  it('come in the order of their folder, with numbers as people count', () => {
    const { files } = takeChosen(['Talks/Part 10.mp3', 'Talks/May/a.mp3', 'Talks/Part 2.mp3'].map(fileAt));
    expect(files.map(({ path }) => path)).toEqual(['Talks/May/a.mp3', 'Talks/Part 2.mp3', 'Talks/Part 10.mp3']);
  });

  it('come in the order in which they were chosen outside of a folder', () => {
    const { files } = takeChosen([new File(['1'], 'b.mp3'), new File(['2'], 'a.mp3')]);
    expect(files.map(({ path }) => path)).toEqual(['b.mp3', 'a.mp3']);
  });
});
