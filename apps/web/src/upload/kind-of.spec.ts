import { kindOf } from './kind-of.js';

describe('what a chosen file becomes', () => {
  it.each([
    ['video/mp4', 'talk.mp4', 'recordings'],
    ['audio/wav', 'talk.wav', 'recordings'],
    ['application/pdf', 'letter', 'documents'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'letter.docx', 'documents'],
    ['image/png', 'scan.png', 'documents'],
    ['', 'Mail.EML', 'documents'],
    ['text/plain', 'notes', 'documents'],
    // The type counts: a name can be anything.
    ['video/mp4', 'slides.pdf', 'recordings'],
    ['', 'talk.mkv', undefined],
    ['application/octet-stream', 'pdf', undefined],
  ])('sees in %s %s: %s', (type, name, kind) => {
    expect(kindOf({ type, name })).toBe(kind);
  });
});
