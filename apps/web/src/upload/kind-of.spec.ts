import { guessKind } from './kind-of.js';

describe('the kind of a chosen file', () => {
  it.each([
    ['video/mp4', 'talk.mp4', 'recordings'],
    ['audio/wav', 'talk.wav', 'recordings'],
    ['application/pdf', 'letter', 'documents'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'letter.docx', 'documents'],
    ['image/png', 'scan.png', 'documents'],
    ['', 'Mail.EML', 'documents'],
    ['text/plain', 'notes', 'documents'],
    // The media type wins over the file name.
    ['video/mp4', 'slides.pdf', 'recordings'],
    ['', 'talk.mkv', 'recordings'],
    ['application/octet-stream', 'Call.AMR', 'recordings'],
    ['', 'backup.zip', undefined],
    ['application/octet-stream', 'pdf', undefined],
  ])('is guessed from %s %s: %s', (type, name, kind) => {
    expect(guessKind({ type, name })).toBe(kind);
  });
});
